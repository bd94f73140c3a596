"""A rules.yaml as values: every fault in it at once, with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from docgen.model import Pack, Problem, ScoreRange
from docgen.model.tongue import say
from docgen.packs.scale import NO_SCORES
from docgen.scoring.rule import Rule, Setting
from docgen.scoring.rulecheck import faults_of
from docgen.scoring.ruleparts import KINDS, RuleParts
from docgen.scoring.rulereader import RuleReader

RULE_KEYS = (
    *("evidence", "older", "follows", "taken", "measure", "limits", "gaps", "shared", "nearest"),
    *("components", "unassigned", "ladder", "between", "needs", "instead", "caps", "must_hold"),
    *("undefined", "notes"),
)
"""What a rule may hold."""
PARTS = ("scale", "orders", "settings", "warnings", "assumed")
"""What a file of rules holds besides rules."""
GAPS = ("strict", "round", "nearest")
"""How a number between two limits may be scored; a pack's setting offers the first two."""


class Vocabulary(NamedTuple):
    """What rules may name: the criteria and scores of the scale they are read for."""

    scale: str = ""
    """Id of the scale; empty for a scale of the pack's own."""
    criteria: tuple[str, ...] = ()
    """Empty where they are not known: then any may be named."""
    scores: ScoreRange = NO_SCORES

    @classmethod
    def of(cls, pack: Pack) -> Vocabulary:
        """Return what the rules of a pack may name."""
        return cls(pack.scale_id, tuple(one.id for one in pack.criteria), pack.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What a pack says of limits that its form does not print."""

    source: str = ""
    scores: frozenset[int] = frozenset()
    criteria: Mapping[str, frozenset[int]] = field(default_factory=dict)
    propose: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """The contents of one rules.yaml."""

    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    assumed: Assumed = Assumed()
    rules: Mapping[str, Rule] = field(default_factory=dict)


def scale_of(file: Path) -> str:
    """Return the id of the scale that a file of rules is for; empty where it does not say.

    Raises ReadError or InvalidDataError for a file that is no YAML.
    """
    data = RuleReader(file, Vocabulary().scores).data
    return str(data.get("scale") or "") if isinstance(data, dict) else ""


def read_rules(
    file: Path, words: Vocabulary, base: RuleFile | None = None
) -> tuple[RuleFile, list[Problem]]:
    """Return the rules in `file` and the faults found; orders and warnings of `base` count too.

    Raises ReadError or InvalidDataError for a file that is no YAML.
    """
    base = base or RuleFile()
    reader = RuleReader(file, words.scores)
    known = (*PARTS, *words.criteria) if words.criteria else ()
    top = reader.mapping(reader.data, (), known)
    criteria = words.criteria or tuple(key for key in top if key not in PARTS)
    orders = {**base.orders, **_orders(reader, top.get("orders"))}
    warnings = {**base.warnings, **reader.texts(top.get("warnings"), ("warnings",))}
    settings = {**base.settings, **_settings(reader, top.get("settings"), warnings)}
    rules = {}
    for criterion in criteria:
        if criterion in top:
            parts = RuleParts(reader, criterion, orders, settings)
            rules[criterion] = _rule(parts, top[criterion], warnings)
    contents = RuleFile(
        orders=orders,
        settings=settings,
        warnings=warnings,
        assumed=_assumed(reader, top.get("assumed"), words.criteria),
        rules=rules,
    )
    return contents, reader.problems()


def _orders(reader: RuleReader, data: Any) -> dict[str, tuple[str, ...]]:
    """Return the orders: each of two or more different words."""
    result = {}
    for name, value in reader.mapping(data, ("orders",)).items():
        where = ("orders", name)
        words = tuple(reader.text(word, where) for word in reader.entries(value, where))
        if len(words) < 2 or len(set(words)) < len(words) or name in KINDS:
            reader.fault(
                "rule-form", where, say("an order has a name of its own and different words")
            )
        result[name] = words
    return result


def _settings(reader: RuleReader, data: Any, warnings: Mapping[str, str]) -> dict[str, Setting]:
    """Return what the scale leaves open: each question with its answers and its sentence."""
    result = {}
    for name, entry in reader.mapping(data, ("settings",)).items():
        where = ("settings", name)
        found = reader.mapping(entry, where, ("values", "warn"))
        values = tuple(reader.entries(found.get("values"), (*where, "values")))
        warn = reader.text(found.get("warn", ""), (*where, "warn"))
        if not values or not all(isinstance(v, str | int) for v in values):
            reader.fault("rule-form", where, say("a setting has `values`: words or whole numbers"))
        if warn and warn not in warnings:
            reader.fault("rule-form", where, say("there is no warning {warn!r}", warn=warn))
        result[name] = Setting(name, values, warn)
    return result


def _assumed(reader: RuleReader, data: Any, criteria: tuple[str, ...]) -> Assumed:
    """Return which limits the pack's form does not print."""
    where = ("assumed",)
    found = reader.mapping(data, where, ("source", "scores", "criteria", "propose"))
    each = reader.mapping(found.get("criteria"), (*where, "criteria"), criteria)
    return Assumed(
        source=reader.text(found.get("source", ""), (*where, "source")),
        scores=reader.scores(found.get("scores"), (*where, "scores")),
        criteria={
            key: reader.scores(value, (*where, "criteria", key)) for key, value in each.items()
        },
        propose=found.get("propose") is not False,
    )


def _rule(parts: RuleParts, data: Any, warnings: Mapping[str, str]) -> Rule:
    """Return the rule of one criterion, faults of its parts recorded."""
    reader, at = parts.reader, parts.at
    top = reader.mapping(data, at(), RULE_KEYS)
    evidence = parts.evidence(top.get("evidence"))
    components = reader.by_number(top.get("components"), at("components"))
    rule = Rule(
        criterion=parts.criterion,
        file=reader.file,
        scores=reader.range,
        evidence=evidence,
        older=parts.keys(top.get("older"), "older"),
        follows=parts.givens(top.get("follows"), "follows"),
        taken=parts.givens(top.get("taken"), "taken"),
        measures=parts.measures(top.get("measure")),
        limits=reader.by_score(top.get("limits"), at("limits"), parts.limit),
        gaps=parts.word(top.get("gaps"), "gaps", GAPS),
        shared=reader.by_number(top.get("shared"), at("shared")),
        nearest=reader.by_score(top.get("nearest"), at("nearest"), reader.number),
        components={int(number): score for number, score in components.items()},
        unassigned=parts.counts(top.get("unassigned"), at("unassigned")),
        ladder=reader.by_score(top.get("ladder"), at("ladder"), parts.lines),
        between=reader.by_score(top.get("between"), at("between"), parts.lines),
        needs=reader.by_score(top.get("needs"), at("needs"), parts.lines),
        instead=reader.by_score(top.get("instead"), at("instead"), parts.lines),
        caps=tuple(parts.caps(top.get("caps"))),
        must_hold=parts.claims(top.get("must_hold")),
        undefined=parts.expressions(top.get("undefined"), at("undefined")),
        notes=tuple(parts.notes(top.get("notes"))),
        warnings=warnings,
    )
    for part, message in faults_of(rule):
        reader.fault("rule", at(*part), message)
    return rule

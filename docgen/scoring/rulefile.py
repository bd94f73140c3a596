"""A rules.yaml as values: every fault in it at once, with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docgen.errors import InvalidDataError
from docgen.model import Data, Pack, Problem, ScoreRange
from docgen.model.tongue import say
from docgen.packs.checked import Checked, read_on
from docgen.packs.scale import NO_SCORES
from docgen.scoring.rule import Rule, Setting
from docgen.scoring.rulecheck import faults_of
from docgen.scoring.ruleparts import KINDS, RuleParts
from docgen.scoring.rulereader import RuleReader

PARTS = ("scale", "orders", "settings", "warnings", "assumed")
"""What a file of rules holds besides rules."""


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

    Raises ReadError, or InvalidDataError for a file that is no YAML.
    """
    return str(read_on(file, "rules").data.get("scale", ""))


def read_rules(
    file: Path, words: Vocabulary, base: RuleFile | None = None
) -> tuple[RuleFile, list[Problem]]:
    """Return the rules in `file` and the faults found; orders and warnings of `base` count too.

    Raises ReadError, or InvalidDataError for a file that does not fit its schema.
    """
    base = base or RuleFile()
    found = read_on(file, "rules")
    reader, top = RuleReader(found, words.scores), found.data
    if words.criteria:
        found.only(top, (), (*PARTS, *words.criteria))
    criteria = words.criteria or tuple(key for key in top if key not in PARTS)
    orders = {**base.orders, **_orders(reader, top.get("orders", {}))}
    warnings = {**base.warnings, **top.get("warnings", {})}
    settings = {**base.settings, **_settings(reader, top.get("settings", {}), warnings)}
    rules = {}
    for criterion in criteria:
        if criterion in top and _is_whole(found, criterion):
            parts = RuleParts(reader, criterion, orders, settings)
            rules[criterion] = _rule(parts, top[criterion], warnings)
    contents = RuleFile(
        orders=orders,
        settings=settings,
        warnings=warnings,
        assumed=_assumed(reader, top.get("assumed", {}), words.criteria),
        rules=rules,
    )
    if found.faults:
        raise InvalidDataError(found.problems())
    return contents, found.problems()


def _is_whole(found: Checked, criterion: str) -> bool:
    """Tell whether a rule fits the schema, and all that it names."""
    if not found.faults:
        return True
    evidence = found.data[criterion].get("evidence", {}) if found.is_typed((criterion,)) else None
    names = [("orders", kind.partition(" ")[0]) for kind in (evidence or {}).values()]
    parts = {place for place in found.gone if len(place) < 2}  # with all names in it
    return (
        evidence is not None
        and parts.isdisjoint([("orders",), ("settings",), ("warnings",), ()])
        and all(map(found.is_typed, names))
    )


def _orders(reader: RuleReader, data: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Return the orders: each of two or more different words."""
    for name, words in data.items():
        if len(words) < 2 or len(set(words)) < len(words) or name in KINDS:
            message = say("an order has a name of its own and different words")
            reader.fault(("orders", name), message)
    return {name: tuple(words) for name, words in data.items()}


def _settings(reader: RuleReader, data: Data, warnings: Mapping[str, str]) -> dict[str, Setting]:
    """Return what the scale leaves open: each question with its answers and its sentence."""
    result = {}
    for name, entry in data.items():
        warn = entry.get("warn", "")
        lost = not reader.found.is_typed(("warnings", warn))
        if warn and warn not in warnings and not lost:
            reader.fault(("settings", name), say("there is no warning {warn!r}", warn=warn))
        result[name] = Setting(name, tuple(entry["values"]), warn)
    return result


def _assumed(reader: RuleReader, data: Data, criteria: tuple[str, ...]) -> Assumed:
    """Return which limits the pack's form does not print."""
    where = ("assumed",)
    each = data.get("criteria", {})
    if criteria:
        reader.found.only(each, (*where, "criteria"), criteria)
    return Assumed(
        source=data.get("source", ""),
        scores=reader.scores(data.get("scores"), (*where, "scores")),
        criteria={
            key: reader.scores(value, (*where, "criteria", key)) for key, value in each.items()
        },
        propose=data.get("propose", True),
    )


def _rule(parts: RuleParts, top: Data, warnings: Mapping[str, str]) -> Rule:
    """Return the rule of one criterion, faults of its parts recorded."""
    reader, at = parts.reader, parts.at
    evidence = parts.evidence(top.get("evidence"))
    components = reader.by_number(top.get("components"), at("components"))
    rule = Rule(
        criterion=parts.criterion,
        file=reader.found.file,
        scores=reader.range,
        evidence=evidence,
        older=parts.keys(top.get("older"), "older"),
        follows=parts.givens(top.get("follows"), "follows"),
        taken=parts.givens(top.get("taken"), "taken"),
        measures=parts.measures(top.get("measure")),
        limits=reader.by_score(top.get("limits"), at("limits"), parts.limit),
        gaps=top.get("gaps", ""),
        shared=reader.by_number(top.get("shared"), at("shared")),
        nearest=reader.by_score(top.get("nearest"), at("nearest"), lambda value, _: float(value)),
        components={int(number): score for number, score in components.items()},
        unassigned=frozenset(top.get("unassigned", ())),
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
        reader.fault(at(*part), message, "rule")
    return rule

"""A rules.yaml as values: every fault in it at once, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.model import CRITERION_IDS, Problem
from docgen.scoring.expressions import Expression, ExpressionError, compile_rule
from docgen.scoring.rule import Cap, Kind, Limit, Lines, Measure, Note, Rule
from docgen.scoring.rulecheck import faults_of
from docgen.scoring.rulereader import RuleReader, Where

KINDS = ("whole", "number", "percent", "score", "bool", "counts")
"""Kinds of evidence, besides the names of orders."""
RULE_KEYS = (
    *("evidence", "measure", "limits", "shared", "nearest", "components", "unassigned", "ladder"),
    *("needs", "instead", "caps", "must_hold", "undefined", "notes"),
)
"""What a rule may hold."""


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
    warnings: Mapping[str, str] = field(default_factory=dict)
    assumed: Assumed = Assumed()
    rules: Mapping[str, Rule] = field(default_factory=dict)


def read_rules(file: Path, base: RuleFile | None = None) -> tuple[RuleFile, list[Problem]]:
    """Return the rules in `file` and the faults found; orders and warnings of `base` count too.

    Raises ReadError or InvalidDataError for a file that is no YAML.
    """
    base = base or RuleFile()
    reader = RuleReader(file)
    top = reader.mapping(reader.data, (), ("orders", "warnings", "assumed", *CRITERION_IDS))
    orders = {**base.orders, **_orders(reader, top.get("orders"))}
    warnings = {**base.warnings, **reader.texts(top.get("warnings"), ("warnings",))}
    rules = {}
    for criterion in CRITERION_IDS:
        if criterion in top:
            parts = _Parts(reader, criterion, orders)
            rules[criterion] = _rule(parts, top[criterion], warnings)
    contents = RuleFile(
        orders=orders, warnings=warnings, assumed=_assumed(reader, top.get("assumed")), rules=rules
    )
    return contents, reader.problems


def _orders(reader: RuleReader, data: Any) -> dict[str, tuple[str, ...]]:
    """Return the orders: each of two or more different words."""
    result = {}
    for name, value in reader.mapping(data, ("orders",)).items():
        where = ("orders", name)
        words = tuple(reader.text(word, where) for word in reader.entries(value, where))
        if len(words) < 2 or len(set(words)) < len(words) or name in KINDS:
            reader.fault("rule-form", where, "an order has a name of its own and different words")
        result[name] = words
    return result


def _assumed(reader: RuleReader, data: Any) -> Assumed:
    """Return which limits the pack's form does not print."""
    where = ("assumed",)
    found = reader.mapping(data, where, ("source", "scores", "criteria", "propose"))
    each = reader.mapping(found.get("criteria"), (*where, "criteria"), CRITERION_IDS)
    return Assumed(
        source=reader.text(found.get("source", ""), (*where, "source")),
        scores=reader.scores(found.get("scores"), (*where, "scores")),
        criteria={
            key: reader.scores(value, (*where, "criteria", key)) for key, value in each.items()
        },
        propose=found.get("propose") is not False,
    )


def _rule(parts: _Parts, data: Any, warnings: Mapping[str, str]) -> Rule:
    """Return the rule of one criterion, faults of its parts recorded."""
    reader, at = parts.reader, parts.at
    top = reader.mapping(data, at(), RULE_KEYS)
    evidence = parts.evidence(top.get("evidence"))
    components = reader.by_number(top.get("components"), at("components"))
    rule = Rule(
        criterion=parts.criterion,
        file=reader.file,
        evidence=evidence,
        measures=parts.measures(top.get("measure")),
        limits=reader.by_score(top.get("limits"), at("limits"), parts.limit),
        shared=reader.by_number(top.get("shared"), at("shared")),
        nearest=reader.by_score(top.get("nearest"), at("nearest"), reader.number),
        components={int(number): score for number, score in components.items()},
        unassigned=parts.counts(top.get("unassigned"), at("unassigned")),
        ladder=reader.by_score(top.get("ladder"), at("ladder"), parts.lines),
        needs=reader.by_score(top.get("needs"), at("needs"), parts.lines),
        instead=reader.by_score(top.get("instead"), at("instead"), parts.lines),
        caps=tuple(parts.caps(top.get("caps"))),
        must_hold=parts.expressions(top.get("must_hold"), at("must_hold")),
        undefined=parts.expressions(top.get("undefined"), at("undefined")),
        notes=tuple(parts.notes(top.get("notes"))),
        warnings=warnings,
    )
    for part, message in faults_of(rule):
        reader.fault("rule", at(*part), message)
    return rule


class _Parts:
    """Makes the parts of one rule from plain data."""

    def __init__(
        self, reader: RuleReader, criterion: str, orders: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.reader = reader
        self.criterion = criterion
        self.orders = orders
        self.names: dict[str, tuple[str, ...]] = {}

    def at(self, *steps: str | int) -> Where:
        """Return the path of a part of the rule."""
        return (self.criterion, *steps)

    def evidence(self, data: Any) -> dict[str, Kind]:
        """Return the kinds by key; from now on expressions may read these keys."""
        where = self.at("evidence")
        kinds = {}
        for key, text in self.reader.texts(data, where).items():
            base, _, many = text.partition(" ")
            known = (*KINDS, *self.orders)
            if base in known and many in ("", "list", "or list"):
                kinds[key] = Kind(base, bool(many), many != "list", self.orders.get(base, ()))
            else:
                message = f"{text!r} is no kind of evidence; there is: {', '.join(known)}"
                self.reader.fault("rule-form", (*where, key), f"{message}, each also as `... list`")
        self.names = {key: kind.order for key, kind in kinds.items()}
        return kinds

    def expression(self, source: Any, where: Where) -> Expression | None:
        """Return the compiled expression; None, and a fault, when the sandbox refuses it."""
        measured = {"measured": ()} if "instead" in where else {}
        text = self.reader.text(source, where)
        try:
            return compile_rule(text, self.names | measured) if text else None
        except ExpressionError as error:
            self.reader.fault("rule-expression", where, str(error))
            return None

    def expressions(self, data: Any, where: Where) -> tuple[Expression, ...]:
        """Return a list of expressions."""
        found = [
            self.expression(source, (*where, index))
            for index, source in enumerate(self.reader.entries(data, where))
        ]
        return tuple(expression for expression in found if expression is not None)

    def lines(self, data: Any, where: Where) -> Lines:
        """Return conditions that must all hold; a list among them holds alternatives."""
        result = []
        for index, line in enumerate(self.reader.entries(data, where)):
            choices = line if isinstance(line, list) else [line]
            made = [self.expression(choice, (*where, index)) for choice in choices]
            result.append(tuple(choice for choice in made if choice is not None))
        return tuple(result)

    def counts(self, data: Any, where: Where) -> frozenset[int]:
        """Return a list of whole numbers."""
        found = [self.reader.number(value, where) for value in self.reader.entries(data, where)]
        return frozenset(int(number) for number in found if number is not None)

    def limit(self, data: Any, where: Where) -> Limit:
        """Return a limit from {from, to, below}."""
        found = self.reader.mapping(data, where, ("from", "to", "below"))
        ends = {key: self.reader.number(value, (*where, key)) for key, value in found.items()}
        if "to" in ends and "below" in ends:
            self.reader.fault("rule-form", where, "`to` and `below` are two ends; keep one")
        known = {key: end for key, end in ends.items() if end is not None}
        high = known.get("below", known.get("to", float("inf")))
        return Limit(known.get("from", float("-inf")), high, "below" in known)

    def measures(self, data: Any) -> tuple[Measure, ...]:
        """Return the ways to the number, each a text or {value, warn}."""
        where, result = self.at("measure"), []
        for index, entry in enumerate(self.reader.entries(data, where)):
            place = (*where, index)
            given = entry if isinstance(entry, dict) else {"value": entry}
            found = self.reader.mapping(given, place, ("value", "warn"))
            expression = self.expression(found.get("value"), place)
            if expression is not None:
                result.append(Measure(expression, self._warn(found, place)))
        return tuple(result)

    def caps(self, data: Any) -> Iterator[Cap]:
        """Yield the caps, each {score, when} and perhaps a warning."""
        for place, found in self._records(data, "caps", ("score", "when", "warn")):
            score = self.reader.score(found.get("score"), place)
            when = self.expression(found.get("when"), place)
            if score is not None and when is not None:
                yield Cap(score, when, self._warn(found, place))

    def notes(self, data: Any) -> Iterator[Note]:
        """Yield the notes, each {when, warn}."""
        for place, found in self._records(data, "notes", ("when", "warn")):
            when = self.expression(found.get("when"), place)
            warn = self.reader.text(found.get("warn"), place)
            if when is not None and warn:
                yield Note(when, warn)

    def _records(
        self, data: Any, part: str, keys: tuple[str, ...]
    ) -> Iterator[tuple[Where, dict[str, Any]]]:
        for index, entry in enumerate(self.reader.entries(data, self.at(part))):
            place = self.at(part, index)
            yield place, self.reader.mapping(entry, place, keys)

    def _warn(self, found: Mapping[str, Any], where: Where) -> str:
        return self.reader.text(found["warn"], where) if "warn" in found else ""

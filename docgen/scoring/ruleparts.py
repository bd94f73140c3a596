"""The parts of one rule, made from plain data; each fault is noted with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.scoring.expressions import Expression, ExpressionError, compile_rule
from docgen.scoring.rule import Cap, Claim, Given, Kind, Limit, Lines, Measure, Note
from docgen.scoring.rulereader import RuleReader

KINDS = ("whole", "number", "percent", "score", "bool", "counts")
"""Kinds of evidence, besides the names of orders."""


class RuleParts:
    """Makes the parts of one rule from plain data."""

    def __init__(
        self,
        reader: RuleReader,
        criterion: str,
        orders: Mapping[str, tuple[str, ...]],
        settings: Iterable[str],
    ) -> None:
        self.reader = reader
        self.criterion = criterion
        self.orders = orders
        self.settings = tuple(settings)
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
                order, scores = self.orders.get(base, ()), None
                if base == "score":
                    scores = self.reader.range
                kinds[key] = Kind(base, bool(many), many != "list", order, scores)
            else:
                message = say(
                    "{text!r} is no kind of evidence; there is: {known}, each also as `... list`",
                    text=text,
                    known=", ".join(known),
                )
                self.reader.fault(
                    "rule-form",
                    (*where, key),
                    message,
                )
        self.names = {key: kind.order for key, kind in kinds.items()}
        self.names |= dict.fromkeys(self.settings, ())
        return kinds

    def keys(self, data: Any, part: str) -> frozenset[str]:
        """Return a list of evidence keys."""
        where = self.at(part)
        found = [self.reader.text(key, where) for key in self.reader.entries(data, where)]
        for key in found:
            if key and key not in self.names:
                self.reader.fault("rule-form", where, say("there is no evidence {key!r}", key=key))
        return frozenset(found)

    def word(self, data: Any, part: str, words: tuple[str, ...]) -> str:
        """Return one of the words; absent is empty."""
        if data is not None and data not in words:
            self.reader.fault(
                "rule-form", self.at(part), say("there is: {words}", words=", ".join(words))
            )
        return data if data in words else ""

    def givens(self, data: Any, part: str) -> tuple[Given, ...]:
        """Return what other facts say of a key: `key: expression`, or {value, when}, or a list."""
        result = []
        for key, entry in self.reader.mapping(data, self.at(part)).items():
            where = self.at(part, key)
            if key not in self.names:
                self.reader.fault("rule-form", where, say("there is no evidence {key!r}", key=key))
            for one in entry if isinstance(entry, list) else [entry]:
                found = one if isinstance(one, dict) else {"value": one}
                found = self.reader.mapping(found, where, ("value", "when"))
                value = self.expression(found.get("value"), where, constant=True)
                when = self._when(found, where)
                if value is not None:
                    result.append(Given(key, value, when))
        return tuple(result)

    def claims(self, data: Any) -> tuple[Claim, ...]:
        """Return what must hold, each an expression or {claim, warn}."""
        where, result = self.at("must_hold"), []
        for index, entry in enumerate(self.reader.entries(data, where)):
            place = (*where, index)
            given = entry if isinstance(entry, dict) else {"claim": entry}
            found = self.reader.mapping(given, place, ("claim", "warn"))
            claim = self.expression(found.get("claim"), place)
            if claim is not None:
                result.append(Claim(claim, self._warn(found, place)))
        return tuple(result)

    def expression(self, source: Any, where: Where, *, constant: bool = False) -> Expression | None:
        """Return the compiled expression; None, and a fault, when the sandbox refuses it.

        With `constant` a plain number or true and false will do.
        """
        measured = {"measured": ()} if {"instead", "notes"}.intersection(where) else {}
        if constant and isinstance(source, bool | int | float):
            source = str(source).lower()
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
            self.reader.fault("rule-form", where, say("`to` and `below` are two ends; keep one"))
        known = {key: end for key, end in ends.items() if end is not None}
        high = known.get("below", known.get("to", float("inf")))
        return Limit(known.get("from", float("-inf")), high, "below" in known)

    def measures(self, data: Any) -> tuple[Measure, ...]:
        """Return the ways to the number, each a text or {value, warn}."""
        where, result = self.at("measure"), []
        for index, entry in enumerate(self.reader.entries(data, where)):
            place = (*where, index)
            given = entry if isinstance(entry, dict) else {"value": entry}
            found = self.reader.mapping(given, place, ("value", "warn", "when"))
            expression = self.expression(found.get("value"), place)
            when = self._when(found, place)
            if expression is not None:
                result.append(Measure(expression, self._warn(found, place), when))
        return tuple(result)

    def caps(self, data: Any) -> Iterator[Cap]:
        """Yield the caps, each {score, when} and perhaps a warning, or `ask: false`."""
        for place, found in self._records(data, "caps", ("score", "when", "warn", "ask")):
            score = self.reader.score(found.get("score"), place)
            when = self.expression(found.get("when"), place)
            if score is not None and when is not None:
                ask = found.get("ask") is not False
                yield Cap(score, when, self._warn(found, place), ask)

    def notes(self, data: Any) -> Iterator[Note]:
        """Yield the notes, each {when, warn}, or {scores, warn} for what holds of some scores."""
        for place, found in self._records(data, "notes", ("when", "scores", "warn")):
            warn = self.reader.text(found.get("warn"), place)
            scores = self.reader.scores(found.get("scores"), (*place, "scores"))
            when = None if scores else self.expression(found.get("when"), place)
            if warn and (scores or when is not None):
                yield Note(when, warn, scores)

    def _records(
        self, data: Any, part: str, keys: tuple[str, ...]
    ) -> Iterator[tuple[Where, dict[str, Any]]]:
        for index, entry in enumerate(self.reader.entries(data, self.at(part))):
            place = self.at(part, index)
            yield place, self.reader.mapping(entry, place, keys)

    def _when(self, found: Mapping[str, Any], where: Where) -> Expression | None:
        return self.expression(found["when"], where) if "when" in found else None

    def _warn(self, found: Mapping[str, Any], where: Where) -> str:
        return self.reader.text(found["warn"], where) if "warn" in found else ""

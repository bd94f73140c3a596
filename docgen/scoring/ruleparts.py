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
        for key, text in (data or {}).items():
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
                self.reader.fault((*where, key), message)
        self.names = {key: kind.order for key, kind in kinds.items()}
        self.names |= dict.fromkeys(self.settings, ())
        return kinds

    def keys(self, data: Any, part: str) -> frozenset[str]:
        """Return a list of evidence keys."""
        where = self.at(part)
        for key in data or ():
            if key not in self.names:
                self.reader.fault(where, say("there is no evidence {key!r}", key=key))
        return frozenset(data or ())

    def givens(self, data: Any, part: str) -> tuple[Given, ...]:
        """Return what other facts say of a key: `key: expression`, or {value, when}, or a list."""
        result = []
        for key, entry in (data or {}).items():
            where = self.at(part, key)
            if key not in self.names:
                self.reader.fault(where, say("there is no evidence {key!r}", key=key))
            for one in entry if isinstance(entry, list) else [entry]:
                found = one if isinstance(one, dict) else {"value": one}
                value = self.expression(found["value"], where)
                when = self._when(found, where)
                if value is not None:
                    result.append(Given(key, value, when))
        return tuple(result)

    def claims(self, data: Any) -> tuple[Claim, ...]:
        """Return what must hold, each an expression or {claim, warn}."""
        result = []
        for index, entry in enumerate(data or ()):
            place = self.at("must_hold", index)
            found = entry if isinstance(entry, dict) else {"claim": entry}
            claim = self.expression(found["claim"], place)
            if claim is not None:
                result.append(Claim(claim, found.get("warn", "")))
        return tuple(result)

    def expression(self, source: str | float, where: Where) -> Expression | None:
        """Return the compiled expression; None, and a fault, when the sandbox refuses it.

        A plain number, true or false is one too.
        """
        measured = {"measured": ()} if {"instead", "notes"}.intersection(where) else {}
        text = source if isinstance(source, str) else str(source).lower()
        try:
            return compile_rule(text, self.names | measured) if text else None
        except ExpressionError as error:
            self.reader.fault(where, str(error), "rule-expression")
            return None

    def expressions(self, data: Any, where: Where) -> tuple[Expression, ...]:
        """Return a list of expressions."""
        found = [self.expression(source, (*where, n)) for n, source in enumerate(data or ())]
        return tuple(expression for expression in found if expression is not None)

    def lines(self, data: Any, where: Where) -> Lines:
        """Return conditions that must all hold; a list among them holds alternatives."""
        result = []
        for index, line in enumerate(data):
            choices = line if isinstance(line, list) else [line]
            made = [self.expression(choice, (*where, index)) for choice in choices]
            result.append(tuple(choice for choice in made if choice is not None))
        return tuple(result)

    def limit(self, data: Mapping[str, float], where: Where) -> Limit:
        """Return a limit from {from, to, below}."""
        if "to" in data and "below" in data:
            self.reader.fault(where, say("`to` and `below` are two ends; keep one"))
        high = data.get("below", data.get("to", float("inf")))
        return Limit(float(data.get("from", float("-inf"))), float(high), "below" in data)

    def measures(self, data: Any) -> tuple[Measure, ...]:
        """Return the ways to the number, each a text or {value, warn}."""
        result = []
        for index, entry in enumerate(data or ()):
            place = self.at("measure", index)
            found = entry if isinstance(entry, dict) else {"value": entry}
            expression = self.expression(found["value"], place)
            when = self._when(found, place)
            if expression is not None:
                result.append(Measure(expression, found.get("warn", ""), when))
        return tuple(result)

    def caps(self, data: Any) -> Iterator[Cap]:
        """Yield the caps, each {score, when} and perhaps a warning, or `ask: false`."""
        for index, found in enumerate(data or ()):
            place = self.at("caps", index)
            score = self.reader.score(found["score"], place)
            when = self.expression(found["when"], place)
            if score is not None and when is not None:
                yield Cap(score, when, found.get("warn", ""), found.get("ask", True))

    def notes(self, data: Any) -> Iterator[Note]:
        """Yield the notes, each {when, warn}, or {scores, warn} for what holds of some scores."""
        for index, found in enumerate(data or ()):
            place, warn = self.at("notes", index), found["warn"]
            scores = self.reader.scores(found.get("scores"), (*place, "scores"))
            if not scores and "when" not in found:
                self.reader.fault(place, say("{key} is missing; add it", key="when"))
            when = None if scores else self._when(found, place)
            if warn and (scores or when is not None):
                yield Note(when, warn, scores)

    def _when(self, found: Mapping[str, Any], where: Where) -> Expression | None:
        return self.expression(found["when"], where) if "when" in found else None

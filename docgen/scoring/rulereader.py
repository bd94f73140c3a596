"""The values of a rules.yaml that depend on the scale: scores, alone and as keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from docgen.model import ScoreRange
from docgen.model.place import Where, kind_of
from docgen.model.tongue import say
from docgen.packs.checked import Checked
from docgen.packs.scale import NO_SCORES

T = TypeVar("T")
_LETTERS = 4
"""A score has fewer digits."""


class RuleReader:
    """The data of one file of rules; what is absent is empty."""

    def __init__(self, found: Checked, scores: ScoreRange) -> None:
        self.found = found
        self.range = scores

    def fault(self, where: Where, message: str, rule: str = "rule-form") -> None:
        """Note a fault."""
        self.found.fault(rule, where, message)

    def score(self, value: int | str, where: Where) -> int | None:
        """Return a score, which may stand as a key; anything else is a fault."""
        if str(value) in map(str, self.range.values) or self._any(value):
            return int(value)
        wanted = say("a score from {range}", range=self.range)
        self._wrong(where, wanted, value)
        return None

    def _any(self, value: int | str) -> bool:
        """Tell whether a value may be a score where it is not known which there are."""
        return self.range == NO_SCORES and str(value).isdecimal() and len(str(value)) < _LETTERS

    def _wrong(self, where: Where, wanted: str, value: Any) -> None:
        found = kind_of(value)
        self.fault(where, say("{wanted} belongs here, found {found}", wanted=wanted, found=found))

    def scores(self, data: Iterable[int] | None, where: Where) -> frozenset[int]:
        """Return a list of scores."""
        found = [self.score(value, (*where, index)) for index, value in enumerate(data or ())]
        return frozenset(score for score in found if score is not None)

    def by_score(
        self, data: Mapping[str, Any] | None, where: Where, make: Callable[[Any, Where], T]
    ) -> dict[int, T]:
        """Return a mapping by score, each value made by `make(value, path)`."""
        result: dict[int, T] = {}
        for key, value in (data or {}).items():
            score, made = self.score(key, (*where, key)), make(value, (*where, key))
            if score is not None:
                result[score] = made
        return result

    def by_number(self, data: Mapping[str, int] | None, where: Where) -> dict[float, int]:
        """Return a mapping of numbers to scores: `{0: 1, 1: 1, 2: 2}`."""
        result = {}
        for key, value in (data or {}).items():
            score = self.score(value, (*where, key))
            try:
                number = float(key)
            except ValueError:
                self._wrong((*where, key), say("a number"), key)
                continue
            if score is not None:
                result[number] = score
        return result

"""The values that a rules.yaml holds: texts, numbers, scores, and mappings of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

from docgen.model import Data, ScoreRange
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.packs.scale import NO_SCORES
from docgen.scoring.arithmetic import is_number
from docgen.yamlfile.reader import FileReader

T = TypeVar("T")
_LETTERS = 4
"""A score has fewer digits."""


class RuleReader(FileReader):
    """The data of one file of rules; what is absent is empty."""

    form = "rule-form"

    def __init__(self, file: Path, scores: ScoreRange) -> None:
        """Read the file; raises ReadError and InvalidDataError."""
        super().__init__(file)
        self.range = scores

    def mapping(self, data: Any, where: Where, known: Collection[str] = ()) -> Data:
        """Return the mapping; a key that is none of `known` is a fault, if there are any."""
        return {} if data is None else super().mapping(data, where, known)

    def entries(self, data: Any, where: Where, what: str = "") -> list[Any]:
        """Return the list."""
        return [] if data is None else super().entries(data, where, what)

    def text(self, value: Any, where: Where) -> str:
        """Return a text; anything else is a fault."""
        if isinstance(value, str):
            return value
        self.wrong(where, say("a text"), value)
        return ""

    def texts(self, data: Any, where: Where) -> dict[str, str]:
        """Return a mapping of texts."""
        found = self.mapping(data, where)
        return {key: self.text(value, (*where, key)) for key, value in found.items()}

    def number(self, value: Any, where: Where) -> float | None:
        """Return a number; anything else is a fault."""
        if is_number(value):
            return float(value)
        self.wrong(where, say("a number"), value)
        return None

    def score(self, value: Any, where: Where) -> int | None:
        """Return a score, which may stand as a key; anything else is a fault."""
        known = map(str, self.range.values)
        if not isinstance(value, bool) and (str(value) in known or self._any(value)):
            return int(value)
        self.wrong(where, say("a score from {range}", range=self.range), value)
        return None

    def _any(self, value: Any) -> bool:
        """Tell whether a value may be a score where it is not known which there are."""
        return self.range == NO_SCORES and str(value).isdecimal() and len(str(value)) < _LETTERS

    def scores(self, data: Any, where: Where) -> frozenset[int]:
        """Return a list of scores."""
        found = [
            self.score(value, (*where, index))
            for index, value in enumerate(self.entries(data, where))
        ]
        return frozenset(score for score in found if score is not None)

    def by_score(
        self, data: Any, where: Where, make: Callable[[Any, Where], T | None]
    ) -> dict[int, T]:
        """Return a mapping by score, each value made by `make(value, path)`."""
        result: dict[int, T] = {}
        for key, value in self.mapping(data, where).items():
            score, made = self.score(key, (*where, key)), make(value, (*where, key))
            if score is not None and made is not None:
                result[score] = made
        return result

    def by_number(self, data: Any, where: Where) -> dict[float, int]:
        """Return a mapping of numbers to scores: `{0: 1, 1: 1, 2: 2}`."""
        result = {}
        for key, value in self.mapping(data, where).items():
            score = self.score(value, (*where, key))
            try:
                number = float(key)
            except ValueError:
                self.wrong((*where, key), say("a number"), key)
                continue
            if score is not None:
                result[number] = score
        return result

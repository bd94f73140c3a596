"""Reads the parts of a rules.yaml; what is wrong becomes a problem with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from docgen.bounds.reading import read_bytes
from docgen.model import Data, Problem
from docgen.model.place import Where, dotted, kind_of
from docgen.model.telling import quoted
from docgen.scoring.arithmetic import is_number
from docgen.scoring.rule import SCORES
from docgen.suggest import Hints
from docgen.yamlfile.elsewhere import is_ours, read_ours
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.tree import Tree, read_tree

T = TypeVar("T")


class RuleReader:
    """The data of one file, and the problems found in it so far."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._source = read_bytes(file)
        self._tree: Tree | None = None
        self._hints = Hints()
        self.data = read_ours(file, lambda: parse_yaml(self._source, file), is_ours)

    def fault(self, rule: str, where: Where, message: str) -> None:
        """Record a fault at a path of the file."""
        self._tree = self._tree or read_tree(self._source, self.file)
        spot = self._tree.nearest(where, key=isinstance(where[-1] if where else "", str))
        place = dotted(where)
        self.problems.append(Problem(rule, message, self.file, spot.line, spot.column, place))

    def mapping(self, data: Any, where: Where, keys: Iterable[str] = ()) -> Data:
        """Return a mapping; with `keys`, any other key is a fault."""
        if data is None:
            return {}
        if not isinstance(data, dict):
            self.fault("rule-form", where, f"here belongs `key: value`, not {kind_of(data)}")
            return {}
        allowed = tuple(keys)
        for key in data if allowed else ():
            if key not in allowed:
                hint = self._hints.did_you_mean(key, allowed)
                self.fault(
                    "unknown-key", (*where, key), f"there is no key {quoted(key)} here; {hint}"
                )
        return data

    def entries(self, data: Any, where: Where) -> list[Any]:
        """Return a list; nothing is an empty one."""
        if data is None:
            return []
        if not isinstance(data, list):
            self.fault("rule-form", where, f"here belongs a list, not {kind_of(data)}")
            return []
        return data

    def text(self, value: Any, where: Where) -> str:
        """Return a text; anything else is a fault."""
        if isinstance(value, str):
            return value
        self.fault("rule-form", where, f"here belongs a text, not {kind_of(value)}")
        return ""

    def texts(self, data: Any, where: Where) -> dict[str, str]:
        """Return a mapping of texts."""
        found = self.mapping(data, where)
        return {key: self.text(value, (*where, key)) for key, value in found.items()}

    def number(self, value: Any, where: Where) -> float | None:
        """Return a number; anything else is a fault."""
        if is_number(value):
            return float(value)
        self.fault("rule-form", where, f"here belongs a number, not {kind_of(value)}")
        return None

    def score(self, value: Any, where: Where) -> int | None:
        """Return a score, which may stand as a key; anything else is a fault."""
        if not isinstance(value, bool) and str(value) in {str(score) for score in SCORES}:
            return int(value)
        self.fault("rule-form", where, f"a score is 1, 2, 3, 4 or 5, not {kind_of(value)}")
        return None

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
                self.fault("rule-form", (*where, key), f"this key is a number, not {kind_of(key)}")
                continue
            if score is not None:
                result[number] = score
        return result

"""Places of equal keys, found in a hundred thousand with a byte or two for each."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Grouped:
    """Where each key stands in a list."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._places = array("L", sorted(range(len(keys)), key=keys.__getitem__))
        self._keys = [keys[number] for number in self._places]

    def of(self, key: str) -> Sequence[int]:
        """Return the places of a key, in their order."""
        start = bisect_left(self._keys, key)
        return self._places[start : bisect_right(self._keys, key, start)]

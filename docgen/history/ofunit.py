"""The reviews of one unit in the order of their dates: what is earlier is found, not searched."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.history.packed import Chosen

if TYPE_CHECKING:
    from docgen.history.entry import IndexedReview

MOST_NEAR = 12
"""Reviews of a unit that are looked at one by one: those nearest in time."""


class UnitReviews:
    """All reviews of one unit."""

    def __init__(self, entries: Sequence[IndexedReview]) -> None:
        self.entries = entries
        """In the order of the index."""
        self._counting: dict[str, _Dated] = {}

    def earlier(self, pack: str, date: str) -> Sequence[IndexedReview]:
        """Return the final, dated reviews by a pack before a date, the latest last; "": all."""
        if pack not in self._counting:
            counting = (
                number
                for number, one in enumerate(self.entries)
                if one.pack == pack and not one.draft and one.date
            )
            self._counting[pack] = _Dated(self.entries, counting)
        dated = self._counting[pack]
        count = dated.before(date) if date else len(dated.entries)
        return Chosen(dated.entries, range(count))

    def near(self, date: str) -> Sequence[IndexedReview]:
        """Return all of a unit with few reviews, in their order; of many those around a date."""
        if len(self.entries) <= MOST_NEAR:
            return self.entries
        at = self._all.before(date) if date else len(self.entries)
        start = max(0, min(at - MOST_NEAR // 2, len(self.entries) - MOST_NEAR))
        return self._all.entries[start : start + MOST_NEAR]

    @cached_property
    def _all(self) -> _Dated:
        return _Dated(self.entries, range(len(self.entries)))

    @cached_property
    def digest(self) -> bytes:
        """What the reviews are, in short: it changes when one of them does."""
        digest = hashlib.sha256()
        for one in self.entries:
            number = one.line.number if one.line else 0
            digest.update(repr((one.path, number, one.pack, one.draft, one.date)).encode())
            digest.update(one.content)
        return digest.digest()


class _Dated:
    """Reviews sorted by date."""

    def __init__(self, entries: Sequence[IndexedReview], chosen: Iterable[int]) -> None:
        self.entries = Chosen(entries, array("L", sorted(chosen, key=lambda n: _order(entries[n]))))

    def before(self, date: str) -> int:
        """Return how many are before a date."""
        return bisect_left(self.entries, date, key=attrgetter("date"))


def _order(entry: IndexedReview) -> tuple[str, Path, int]:
    return entry.date, entry.file, entry.line.number if entry.line else 0

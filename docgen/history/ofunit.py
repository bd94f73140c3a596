"""The reviews of one unit in the order of their dates: what is earlier is found, not searched."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from docgen.history.index import IndexedReview

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
            found = (one for one in self.entries if one.pack == pack and not one.draft and one.date)
            self._counting[pack] = _Dated(sorted(found, key=_order))
        dated = self._counting[pack]
        return _First(dated.entries, dated.before(date) if date else len(dated.entries))

    def near(self, date: str) -> Sequence[IndexedReview]:
        """Return all of a unit with few reviews, in their order; of many those around a date."""
        if len(self.entries) <= MOST_NEAR:
            return self.entries
        at = self._all.before(date) if date else len(self.entries)
        start = max(0, min(at - MOST_NEAR // 2, len(self.entries) - MOST_NEAR))
        return self._all.entries[start : start + MOST_NEAR]

    @cached_property
    def _all(self) -> _Dated:
        return _Dated(sorted(self.entries, key=_order))

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

    def __init__(self, entries: list[IndexedReview]) -> None:
        self.entries = entries
        self._dates = [one.date for one in entries]

    def before(self, date: str) -> int:
        """Return how many are before a date."""
        return bisect_left(self._dates, date)


class _First(Sequence["IndexedReview"]):
    """The first few of a list, without a copy of it."""

    def __init__(self, entries: Sequence[IndexedReview], count: int) -> None:
        self._entries = entries
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> IndexedReview: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[IndexedReview]: ...

    def __getitem__(self, index: int | slice) -> IndexedReview | Sequence[IndexedReview]:
        if isinstance(index, slice):
            return [self._entries[number] for number in range(self._count)[index]]
        return self._entries[range(self._count)[index]]

    def __iter__(self) -> Iterator[IndexedReview]:
        return (self._entries[number] for number in range(self._count))


def _order(entry: IndexedReview) -> tuple[str, Path, int]:
    return entry.date, entry.file, entry.line.number if entry.line else 0

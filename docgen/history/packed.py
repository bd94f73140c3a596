"""Entries of an index in few bytes each: a tree may hold a hundred thousand reviews."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from docgen.history.entry import IndexedReview, IndexedValues
from docgen.review.lines import Line

_Row = tuple[int, IndexedValues, tuple[Any, ...], bytes]
"""Number of the path, what is known, the place in a file of lines, digest."""


class _Entries(Sequence[IndexedReview]):
    """A list whose entries are made when they are asked for."""

    def _at(self, number: int) -> IndexedReview:
        raise NotImplementedError

    @overload
    def __getitem__(self, index: int) -> IndexedReview: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[IndexedReview]: ...

    def __getitem__(self, index: int | slice) -> IndexedReview | Sequence[IndexedReview]:
        if isinstance(index, slice):
            return [self._at(number) for number in range(len(self))[index]]
        return self._at(range(len(self))[index])

    def __iter__(self) -> Iterator[IndexedReview]:
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Packed(_Entries):
    """Entries, each in a row of bytes."""

    def __init__(self, entries: Iterable[IndexedReview]) -> None:
        """Take the entries one by one."""
        self._bytes = bytearray()
        self._ends = array("Q", (0,))
        self._paths: list[str] = []
        """Each path once: a file of lines holds many reviews."""
        for entry in entries:
            if not self._paths or self._paths[-1] != entry.path:
                self._paths.append(entry.path)
            place = tuple(entry.line or ())
            row: Any = (len(self._paths) - 1, entry.known, place, entry.content)
            self._bytes += marshal.dumps(row)
            self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _at(self, number: int) -> IndexedReview:
        start, end = self._ends[number : number + 2]
        row: _Row = marshal.loads(self._bytes[start:end])
        path, known, place, content = row
        line = Line(*place) if place else None
        return IndexedReview(self._paths[path], *known, line, content)


class Chosen(_Entries):
    """Some entries of a list, in an order of their own."""

    def __init__(self, entries: Sequence[IndexedReview], numbers: Sequence[int]) -> None:
        """Take the list and which of it."""
        self._from = entries
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def _at(self, number: int) -> IndexedReview:
        return self._from[self._numbers[number]]

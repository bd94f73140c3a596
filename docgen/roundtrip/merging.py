"""Three versions of a text become one, paragraph by paragraph; equality of paragraphs is enough."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Conflict(NamedTuple, Generic[T]):
    """A place that both sides changed."""

    first: list[T]
    second: list[T]
    at: int
    """Where in the second side it lies."""


class Merged(NamedTuple, Generic[T]):
    """What came of two edits of one text."""

    result: list[T]
    """With the first side's paragraphs where both changed the same."""
    conflicts: list[Conflict[T]]
    """What the first and the second side say where both changed the same."""


class _Change(NamedTuple, Generic[T]):
    """A stretch of the base and what stands there instead; empty stretches are insertions."""

    start: int
    end: int
    new: list[T]
    at: int
    """Where it lies in its own side."""

    @property
    def said(self) -> tuple[int, int, list[T]]:
        """What it does to the base."""
        return self.start, self.end, self.new


def merge(base: Sequence[T], first: Sequence[T], second: Sequence[T]) -> Merged[T]:
    """Return both sides' changes of `base` in one; where they meet, the first side's stand."""
    mine, theirs = _changes(base, first), _changes(base, second)
    taken: list[_Change[T]] = list(mine)
    conflicts: list[Conflict[T]] = []
    known = [change.said for change in mine]
    for change in theirs:
        if change.said in known:
            continue
        against = [other for other in mine if _meet(change, other)]
        if against:
            said = [one for other in against for one in other.new]
            conflicts.append(Conflict(said, change.new, change.at))
        else:
            taken.append(change)
    result: list[T] = []
    at = 0
    for change in sorted(taken, key=lambda one: (one.start, one.end)):
        result += [*base[at : change.start], *change.new]
        at = max(at, change.end)
    return Merged([*result, *base[at:]], conflicts)


def _meet(one: _Change[T], other: _Change[T]) -> bool:
    """Return whether two changes are of the same place."""
    if one.start == one.end or other.start == other.end:
        if one.start == one.end and other.start == other.end:
            return one.start == other.start
        point, stretch = (one, other) if one.start == one.end else (other, one)
        return stretch.start < point.start < stretch.end
    return one.start < other.end and other.start < one.end


def _changes(base: Sequence[T], side: Sequence[T]) -> list[_Change[T]]:
    changes: list[_Change[T]] = []
    matcher = SequenceMatcher(None, list(base), list(side), autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        if end - start == last - first:
            for offset in range(end - start):
                at = start + offset
                changes.append(_Change(at, at + 1, [side[first + offset]], first + offset))
        else:
            changes.append(_Change(start, end, list(side[first:last]), first))
    return changes

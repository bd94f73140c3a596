"""The budget of one rendering: steps and letters are counted, so it ends alike on every machine.

Generated code calls `rounds`, `spend`, `weighed` and `settle`; what filters, operators and calls
take is counted by the environment. A clock can be added for programs that serve many.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from time import monotonic
from typing import Any

from docgen.bounds import templates as limits
from docgen.errors import DocgenError
from docgen.model.tongue import marked, say

PIECES = 128
"""Pieces of text that may be written before their letters are counted."""
JOINED = 8
"""Pieces that compiled code may hand over as one."""
_BETWEEN_LOOKS = 50_000
"""Steps after which the clock is looked at, where there is one."""


class LimitError(DocgenError):
    """A template asks for more than one rendering may do; the text is for its author."""


class HesitationError(LookupError):
    """The fast way met something that can be used once: nothing of it was used yet."""


class Made:
    """What a filter gives one by one; it is made anew whenever a template is rendered."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterator[Any]) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._items)


class Budget:
    """What one rendering may still do, however often it has to begin anew."""

    __slots__ = ("ahead", "letters", "quick", "steps", "until")

    def __init__(self, seconds: float | None = None) -> None:
        """Begin; with `seconds` there is a clock besides.

        While it is `quick` the rendering may be done again another way, so it uses nothing up.
        """
        self.quick = False
        self.steps = limits.MOST_STEPS
        self.letters = limits.MOST_LETTERS
        self.until = 0.0 if seconds is None else monotonic() + seconds
        self.ahead = self._next_look()

    def spend(self, steps: int) -> None:
        """Take steps; LimitError when none are left or the time is over."""
        self.steps -= steps
        if self.steps < self.ahead:
            self.look()

    def look(self) -> None:
        """Raise LimitError when no steps are left or the time is over."""
        if self.steps < 0:
            raise LimitError(
                say(
                    "the template takes more than {most:,} steps; let its loops go over less",
                    most=limits.MOST_STEPS,
                )
            )
        if self.until and monotonic() > self.until:
            raise LimitError(say("rendering takes too long; let the template's loops go over less"))
        self.ahead = self._next_look()

    def _next_look(self) -> int:
        """Return the number of steps at which to look again."""
        return max(0, self.steps - _BETWEEN_LOOKS) if self.until else 0

    def write(self, letters: int) -> None:
        """Take letters that are written; LimitError when none are left."""
        self.letters -= letters
        if self.letters < 0:
            raise LimitError(
                say(
                    "the template writes more than {most:,} letters; let its loops go over less",
                    most=limits.MOST_LETTERS,
                )
            )


def _endless() -> Budget:
    """Return the budget of code that runs outside any rendering."""
    budget = Budget()
    budget.steps = budget.letters = sys.maxsize
    return budget


CURRENT: ContextVar[Budget] = ContextVar("budget", default=_endless())  # noqa: B039 - it has no end
"""The budget of the rendering that runs in this thread."""


@contextmanager
def spending(budget: Budget) -> Iterator[Budget]:
    """Let what runs within it take from that budget."""
    before = CURRENT.set(budget)
    try:
        yield budget
    finally:
        CURRENT.reset(before)


_SIZED = frozenset({list, tuple, dict, range})
_LARGE = frozenset({str, list, tuple, dict, set, frozenset})


def spend(steps: int) -> None:
    """Take steps from the budget of this rendering."""
    CURRENT.get().spend(steps)


def untouched(value: Any) -> Any:
    """Return a value that is about to be gone through.

    Raises HesitationError in a quick rendering when it can be gone through only once.
    """
    if hasattr(type(value), "__next__") and type(value) is not Made and CURRENT.get().quick:
        raise HesitationError("it can be gone through once")
    return value


def rounds(items: Any, weight: int) -> Any:
    """Return what a loop goes over; each of its rounds takes `weight` steps."""
    if type(items) not in _SIZED:
        return _counted(untouched(items), weight)
    budget = CURRENT.get()
    budget.steps -= weight * (len(items) + 1)
    if budget.steps < budget.ahead:
        budget.look()
    return items


def _counted(items: Iterable[Any], weight: int) -> Iterator[Any]:
    for item in items:
        spend(weight)
        yield item


def weighed(value: Any) -> Any:
    """Return a value that is compared, looked through or a key; what is large takes steps."""
    if type(value) in _LARGE:
        explore(value)
        return value
    return untouched(value)


def explore(*values: Any) -> None:
    """Take steps for all that a comparison of the values may look at, on every level."""
    budget, todo = CURRENT.get(), list(values)
    while todo:
        one = todo.pop()
        kind = type(one)
        if kind is str:
            budget.spend(len(one) // limits.LETTERS_LOOKED_AT)
        elif kind in _LARGE:
            budget.spend(limits.STEPS_OF_AN_ENTRY + len(one))
            todo += [entry for entry in one if type(entry) in _LARGE]
            if kind is dict:
                todo += [entry for entry in one.values() if type(entry) in _LARGE]


class Pieces(list[str]):
    """The pieces of a block that is kept until its end."""

    counted = 0
    """How many of them were counted."""


def settle(pieces: Pieces) -> None:
    """Count the letters of the pieces that are new."""
    CURRENT.get().write(sum(map(len, pieces[pieces.counted :])))
    pieces.counted = len(pieces)


def join_within(pieces: Iterator[str], budget: Budget) -> str:
    """Return the pieces joined; LimitError when loops write without end."""
    written: list[str] = []
    while some := list(islice(pieces, PIECES // JOINED)):
        budget.write(sum(map(len, some)))
        written += some
    return "".join(written)


def size_of(value: Any) -> int:
    """Return the letters and entries of a value, all levels together; LimitError above the most."""
    if isinstance(value, str):
        return len(value)
    size, todo = 0, [value]
    while todo:
        one = todo.pop()
        size += len(one) if isinstance(one, str | bytes | list | tuple | dict | set) else 1
        if size > limits.MOST_VALUE:
            raise too_large("text")
        if isinstance(one, dict):
            todo += [*one, *one.values()]
        elif isinstance(one, list | tuple | set):
            todo += one
    return size


def too_large(what: str) -> LimitError:
    """Return the error for a value that grows too large."""
    return LimitError(say(_TOO_LARGE[what], most=limits.MOST_VALUE))


_TOO_LARGE = {
    "text": marked("a text grows beyond {most:,} letters or entries; make it of less"),
    "list": marked("a list grows beyond {most:,} letters or entries; make it of less"),
    "value": marked("a value grows beyond {most:,} letters or entries; make it of less"),
}

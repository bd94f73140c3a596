"""Filters within the budget of a rendering: what they look at takes steps, what they make is small.

Those of a pack or a caller are wrapped here; Jinja's own in `compile.guarded`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docgen.bounds.templates import LETTERS_AN_ENTRY, LETTERS_LOOKED_AT, MOST_VALUE, STEPS_OF_A_CALL
from docgen.model.tongue import say
from docgen.word.render.budget import CURRENT, Made, spend, too_large, untouched
from docgen.word.render.markup import refuse_address, text_of

Function = Callable[..., Any]
_TEXTS = frozenset({str, bytes})
_MADE = frozenset({str, bytes, list, tuple, dict, set})
_SIZED = _MADE | {range}
_LASTING = _SIZED | {int, float, bool, type(None)}
"""What may be gone through as often as one likes; looked up fast."""


def charged(functions: Mapping[str, Function]) -> dict[str, Function]:
    """Return filters or tests by name that take steps for what they look at."""
    return {name: charge(function) for name, function in functions.items()}


def charge(function: Function) -> Function:
    """Return the function, taking steps for its arguments and refusing results that are huge."""

    def within_budget(*arguments: Any, **options: Any) -> Any:
        spend(STEPS_OF_A_CALL + lengths(arguments) // LETTERS_LOOKED_AT)
        for argument in arguments:
            if type(argument) not in _LASTING:
                untouched(argument)
        result = function(*arguments, **options)
        if type(result) in _LASTING or not hasattr(type(result), "__next__"):
            return small(result)
        return Made(result)

    # Jinja's marks: which of its own objects the function is given first.
    within_budget.__dict__.update(getattr(function, "__dict__", {}), __wrapped__=function)
    return within_budget


def lengths(values: Iterable[Any]) -> int:
    """Return the letters of some values; an entry of a list takes as long as some letters."""
    return sum(
        len(value) if type(value) in _TEXTS else len(value) * LETTERS_AN_ENTRY
        for value in values
        if type(value) in _SIZED
    )


def small(value: Any) -> Any:
    """Return the value; LimitError when it is huge, TypeError when its text is never the same."""
    if type(value) in _MADE:
        if len(value) > MOST_VALUE:
            raise too_large("value")
        is_text = type(value) is str
        CURRENT.get().write(len(value) if is_text else len(value) * LETTERS_AN_ENTRY)
        if is_text:
            refuse_address(value, say("the value"))
    return value


def replaced(text: Any, old: Any, new: Any, count: int | None = None) -> str:
    """Return the text with each `old` replaced by `new`, the first `count` if that is given."""
    whole, part, other = text_of(text), text_of(old), text_of(new)
    times = whole.count(part) if count is None or count < 0 else min(count, whole.count(part))
    size = len(whole) + times * (len(other) - len(part))
    if size > MOST_VALUE:
        raise too_large("text")
    spend(STEPS_OF_A_CALL + (len(whole) + size) // LETTERS_LOOKED_AT)
    return whole.replace(part, other, times)

"""Arithmetic and logic in which unknown is a value."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeGuard

from docgen.model.tongue import say


class _Unknown:
    """What absent evidence and a division by zero give: neither true nor false."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "unknown"

    def __bool__(self) -> bool:
        raise TypeError(say("unknown is neither true nor false; compare with `is True`"))


UNKNOWN: Final = _Unknown()
UNSTATED: Final = "unknown"
"""What may be typed where a word of an order belongs, as long as nothing is known."""
Value = Any
"""A number, a truth value, a text, a list or mapping of numbers, or UNKNOWN."""
Scope = Mapping[str, Value]
MOST: Final = 1e15
"""Larger numbers are none that a person counted."""


def is_number(value: Value) -> TypeGuard[float]:
    """Return whether `value` is a number one can count with (a truth value is none)."""
    kind = value.__class__
    return (kind is int or kind is float) and -MOST < value < MOST


def near(left: float, right: float) -> bool:
    """Return whether two numbers are equal but for the noise of floating point."""
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9)


# --- functions: no others can be called ----------------------------------------------------


def numbers(value: Value) -> list[float] | None:
    """Return the numbers of a list, a mapping or a single number; None when one is missing."""
    items: Any = list(value.values()) if isinstance(value, Mapping) else value
    if is_number(items):
        items = [items]
    if not isinstance(items, Sequence) or isinstance(items, str) or not items:
        return None
    return list(items) if all(is_number(item) for item in items) else None


def _of_numbers(function: Callable[[list[float]], float]) -> Callable[[Value], Value]:
    """Return `function` for lists, unknown where there is no list of numbers."""

    def apply(value: Value) -> Value:
        found = numbers(value)
        return UNKNOWN if found is None else function(found)

    return apply


def _median(found: list[float]) -> float:
    """Return the middle number, or the mean of the two in the middle."""
    ordered, half = sorted(found), len(found) // 2
    return ordered[half] if len(found) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _weighted_mean(values: Value, weights: Value) -> Value:
    """Return the mean in which each value counts as much as its weight."""
    found, heavy = numbers(values), numbers(weights)
    if found is None or heavy is None or len(found) != len(heavy) or sum(heavy) <= 0:
        return UNKNOWN
    return sum(value * weight for value, weight in zip(found, heavy, strict=True)) / sum(heavy)


def _capped_share(counts: Value, most: Value) -> Value:
    """Return the share that is left when each kind counts at most `most` times."""
    found = numbers(counts)
    if found is None or not is_number(most) or sum(found) <= 0:
        return UNKNOWN
    return sum(min(count, most) for count in found) / sum(found)


FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "mean": _of_numbers(lambda found: sum(found) / len(found)),
    "median": _of_numbers(_median),
    "sum": _of_numbers(sum),
    "len": _of_numbers(len),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "round": lambda value: math.floor(value + 0.5 + 1e-9) if is_number(value) else UNKNOWN,
    "weighted_mean": _weighted_mean,
    "capped_share": _capped_share,
}
"""By name; at_least() needs the order of its key and is compiled apart."""
ARGUMENTS: Final = {"weighted_mean": 2, "capped_share": 2}


# --- operators -----------------------------------------------------------------------------

_OPERATIONS: Final[Mapping[str, Callable[[float, float], float]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "eq": near,
    "ne": lambda left, right: not near(left, right),
    "lt": lambda left, right: left < right and not near(left, right),
    "lteq": lambda left, right: left < right or near(left, right),
    "gt": lambda left, right: left > right and not near(left, right),
    "gteq": lambda left, right: left > right or near(left, right),
}


def calculate(sign: str, left: Value, right: Value) -> Value:
    """Return the result of one of the four operations, unknown where there is none."""
    if not is_number(left) or not is_number(right):
        return UNKNOWN
    try:
        result = _OPERATIONS[sign](left, right)
    except (ZeroDivisionError, OverflowError):
        return UNKNOWN
    return result if is_number(result) else UNKNOWN


def compare(name: str, left: Value, right: Value) -> Value:
    """Return whether the comparison holds, unknown where the two cannot be compared."""
    if is_number(left) and is_number(right):
        return COMPARISONS[name](left, right)
    plain = isinstance(left, bool | str) and type(left) is type(right)
    if plain and name in ("eq", "ne"):
        return (left == right) == (name == "eq")
    return UNKNOWN


def both(left: Value, right: Value) -> Value:
    """Return three-valued `and`: false as soon as one side is false."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else UNKNOWN


def negate(value: Value) -> Value:
    """Return three-valued `not`."""
    return not value if isinstance(value, bool) else UNKNOWN

"""How a proposal speaks: numbers, arithmetic, limits and conditions in plain English."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from docgen.scoring.arithmetic import FUNCTIONS, is_number, near, numbers
from docgen.scoring.expressions import Expression
from docgen.scoring.rule import Limit, Line, Lines

_WORD = re.compile(r"'[^']*'|[A-Za-z_]\w*(?:\.\w+)?")
_AT_LEAST = re.compile(r"at_least\((\w+), *'(\w+)'\)")
_COMPARED = tuple(
    (re.compile(rf"(\w+) {sign} ([\d.]+)(?![\d.]| [-*/+])"), words)
    for sign, words in ((">=", r"\1 \2 or more"), ("<", r"\1 below \2"), (">", r"\1 above \2"))
)
_CAPPED = re.compile(r"100 \* capped_share\((\w+), ([0-9]+)\)")
_ALONE = re.compile(r"(?:(?:mean|sum|min|max)\()?([a-z]\w*)\)?")
"""A single key, perhaps inside a function that leaves a single number as it is."""


def shown(value: float) -> str:
    """Return a number with two decimals at most, more where rounding would hide a gap."""
    for digits in (2, 4, 6):
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
        if "." in text or near(float(text), value):
            return text
    return repr(value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a person lists them: a, b and c."""
    found = list(words)
    return f" {last} ".join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else ""


def arithmetic(expression: Expression, evidence: Mapping[str, Any], value: float) -> str:
    """Return the calculation: `19 clients / 4 specialists = 4.75`."""
    alone = _ALONE.fullmatch(expression.source)
    if alone and is_number(evidence.get(alone[1])):
        return f"{_plain(alone[1])} = {shown(value)}"
    if capped := _CAPPED.fullmatch(expression.source):
        return _capped_words(capped[1], evidence, int(capped[2])) + f" = {shown(value)}"
    words = _WORD.sub(lambda match: _figure(match[0], evidence), expression.source)
    return f"{words} = {shown(value)}"


def _capped_words(key: str, evidence: Mapping[str, Any], most: int) -> str:
    """Return a capped share as fractions of the jobs: `jobs by type [4, 1]: 100 * 3 / 5`."""
    found = numbers(evidence.get(key)) or []
    times = {1: "once", 2: "twice"}.get(most, f"{most} times")
    counted = shown(sum(min(number, most) for number in found))
    listing = ", ".join(map(shown, found))
    return f"{_plain(key)} [{listing}], each at most {times}: 100 * {counted} / {shown(sum(found))}"


def _figure(word: str, evidence: Mapping[str, Any]) -> str:
    value = evidence.get(word)
    found = None if word in FUNCTIONS else numbers(value)
    if found is None:
        return word
    if is_number(value):
        return f"{shown(value)} {_plain(word)}"
    return f"{_plain(word)} [{', '.join(map(shown, found))}]"


def _plain(key: str) -> str:
    return key.replace("_", " ")


def limit_text(limit: Limit) -> str:
    """Return a limit as forms print it: `21-25`, `20 or fewer`, `below 60`."""
    low, high = limit.low, limit.high
    if limit.open_above:
        return (
            f"below {shown(high)}" if low == -math.inf else f"{shown(low)} to below {shown(high)}"
        )
    if low == -math.inf:
        return f"{shown(high)} or fewer"
    if high == math.inf:
        return f"{shown(low)} or more"
    return shown(low) if near(low, high) else f"{shown(low)}-{shown(high)}"


def condition(expression: Expression) -> str:
    """Return a condition in words: `form_review at least weekly`, `teams 3 or more`."""
    text = _AT_LEAST.sub(r"\1 at least \2", expression.source)
    if text.count("<") > 1:
        return text
    text = re.sub(r"(?:mean|max|min|sum)\((\w+)\)", r"\1", text)
    for pattern, words in _COMPARED:
        text = pattern.sub(words, text)
    return text.replace(" == ", " is ")


def line_text(line: Line) -> str:
    """Return a line of alternatives in words."""
    return " or ".join(condition(choice) for choice in line)


def held_text(lines: Lines, scope: Mapping[str, Any]) -> str:
    """Return the conditions that hold, with the figures behind them."""
    held = [next((c for c in line if c.holds(scope)), line[0]) for line in lines]
    names = {name: None for choice in held for name in choice.names}
    figures = [
        f"{name} = {shown(value) if is_number(value) else value}"
        for name in names
        if is_number(value := scope.get(name)) or isinstance(value, str)
    ]
    behind = f" ({', '.join(figures)})" if figures else ""
    return listed(condition(choice) for choice in held) + behind

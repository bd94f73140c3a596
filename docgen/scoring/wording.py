"""How a proposal speaks: figures, limits and conditions, in the words of the pack."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from docgen.model.pack import EMPTY
from docgen.model.tongue import listed_numbers, marked, say, with_decimals
from docgen.scoring.arithmetic import FUNCTIONS, is_number, near, numbers
from docgen.scoring.expressions import Expression
from docgen.scoring.rule import Limit, Line

Labels = Mapping[str, str]
"""What the pack calls the evidence keys of a criterion."""

_BRACKET = re.compile(r"\([^()]*\)$")
"""What may stand behind a name: words that may stand there, or what a number means."""
_MEANING = re.compile(r"([a-z_]+) = ([^,()]+)")
_WORD = re.compile(r"'[^']*'|[A-Za-z_]\w*(?:\.\w+)?")
_AT_LEAST = re.compile(r"at_least\((\w+), *'(\w+)'\)")
_STATED = re.compile(r"stated\((\w+)\)")
_COMPARED = tuple(
    (re.compile(rf"(\w+) {sign} ([\d.]+)(?![\d.]| [-*/+])"), words)
    for sign, words in ((">=", r"\1 \2 or more"), ("<", r"\1 below \2"), (">", r"\1 above \2"))
)
_CHAIN = re.compile(r"< \w+ <")
_CAPPED = re.compile(r"100 \* capped_share\((\w+), (\w+)\)")
_CALLED = {
    "mean": marked("mean"),
    "median": marked("median"),
    "sum": marked("sum"),
    "len": marked("number of"),
    "min": marked("least"),
    "max": marked("greatest"),
    "round": marked("rounded"),
    "weighted_mean": marked("weighted mean"),
}
"""What a person calls the functions of a rule; the rest has words of its own."""
_ANSWERS = {
    "true": marked("yes"),
    "false": marked("no"),
    "unknown": marked("unknown"),
    "none": marked("none"),
    "never": marked("never"),
    "less_than_quarterly": marked("less than quarterly"),
    "quarterly": marked("quarterly"),
    "monthly": marked("monthly"),
    "weekly": marked("weekly"),
}
"""What a person calls the answers that evidence is typed with, where the pack says nothing."""
_ALONE = re.compile(r"(?:(?:mean|sum|min|max)\()?([a-z]\w*)\)?")
"""A single key, perhaps inside a function that leaves a single number as it is."""


def shown(value: float) -> str:
    """Return a number with two decimals at most, more where rounding would hide a gap."""
    return with_decimals(_rounded(value))


@lru_cache(maxsize=1024)
def _rounded(value: float) -> str:
    for digits in (2, 4, 6):
        text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
        if "." in text or near(float(text), value):
            return text
    return repr(value)


def span(low: int, high: int) -> str:
    """Return the scores from one to another; a single one by itself."""
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)


def listed(words: Iterable[str], *, either: bool = False) -> str:
    """Return words as a person lists them: a, b and c; `either`: a, b or c."""
    found = list(words)
    last = say("or") if either else say("and")
    return f" {last} ".join(filter(None, [", ".join(found[:-1]), found[-1]])) if found else ""


def said(value: Any, key: str = "", labels: Labels = EMPTY) -> str:
    """Return a value of the evidence as a person says it: `monthly` is `hver måned`."""
    if isinstance(value, bool):
        return answer(str(value).lower())
    if isinstance(value, str):
        return answer(value, key, labels)
    if isinstance(value, list | tuple):
        return f"[{listed_numbers(map(said, value))}]"
    if isinstance(value, Mapping):
        return f"[{', '.join(f'{key}: {said(count)}' for key, count in value.items())}]"
    return shown(value) if is_number(value) else str(value)


def answer(word: str, key: str = "", labels: Labels = EMPTY) -> str:
    """Return what a word that evidence is typed with means: by the pack, else by docgen."""
    known = _ANSWERS.get(word)
    return meanings(key, labels).get(word) or (say(known) if known else _spaced(word))


def meanings(key: str, labels: Labels) -> dict[str, str]:
    """Return what the pack says of a key's words: `Sources (few = få, many = mange)`."""
    bracket = _BRACKET.search(labels.get(key, ""))
    found = _MEANING.findall(bracket[0]) if bracket else ()
    return {word: " ".join(text.split()) for word, text in found}


def label(key: str, labels: Labels) -> str:
    """Return what the pack calls an evidence key, without the meaning of its words behind it."""
    name = labels.get(key) or _spaced(key)
    found = _BRACKET.search(name)  # `(few = få, many = mange)`
    return name[: found.start()].rstrip() if found and "=" in found[0] else name


def labelled(keys: Iterable[str], labels: Labels) -> list[str]:
    """Return what the pack calls the keys; two keys of one name are told once."""
    return list(dict.fromkeys(label(key, labels) for key in keys))


def figures(keys: Iterable[str], facts: Mapping[str, Any], labels: Labels) -> list[str]:
    """Return label and value of each key that is stated: `IPS-konsulenter: 4`."""
    told = {key: facts[key] for key in keys if facts.get(key) is not None}
    each = (f"{label(key, labels)}: {said(told[key], key, labels)}" for key in told)
    return list(dict.fromkeys(each))


def arithmetic(
    expression: Expression, facts: Mapping[str, Any], value: float, labels: Labels
) -> str:
    """Return the calculation and what was counted: `19 / 4 = 4.75 (Clients, Specialists)`."""
    names = labelled((name for name in expression.names if name in labels), labels)
    names = names or [_spaced(name) for name in expression.names]
    counted = f" ({'; '.join(names)})"
    alone = _ALONE.fullmatch(expression.source)
    if alone and is_number(facts.get(alone[1])):
        return shown(value) + counted
    if capped := _CAPPED.fullmatch(expression.source):
        return f"{_capped_words(capped[1], facts, capped[2])} = {shown(value)} ({names[0]})"
    words = _WORD.sub(lambda match: _figure(match[0], facts), expression.source)
    return f"{words} = {shown(value)}{counted}"


def _capped_words(key: str, facts: Mapping[str, Any], most: str) -> str:
    """Return a capped share as fractions of the jobs: `[4, 1], each at most twice: 100 * 3 / 5`."""
    found = numbers(facts.get(key)) or []
    limit = float(most) if most.isdigit() else float(facts[most])
    number = shown(limit)
    once = {1: say("once"), 2: say("twice")}
    times = once.get(int(limit)) or say("{number} times", number=number)
    counted = shown(sum(min(number, limit) for number in found))
    listing = listed_numbers(map(shown, found))
    each = say("each at most {times}", times=times)
    return f"[{listing}], {each}: 100 * {counted} / {shown(sum(found))}"


def _figure(word: str, facts: Mapping[str, Any]) -> str:
    if word in FUNCTIONS:
        return say(_CALLED[word]) if word in _CALLED else word
    value = facts.get(word)
    found = numbers(value)
    if found is None:
        return word
    return shown(value) if is_number(value) else f"[{listed_numbers(map(shown, found))}]"


def _spaced(key: str) -> str:
    return key.replace("_", " ")


def limit_text(limit: Limit) -> str:
    """Return a limit as forms print it: `21-25`, `20 or fewer`, `below 60`."""
    low, high = limit.low, limit.high
    if limit.open_above:
        if low == -math.inf:
            return say("below {high}", high=shown(high))
        return say("{low} to below {high}", low=shown(low), high=shown(high))
    if low == -math.inf:
        return say("{high} or fewer", high=shown(high))
    if high == math.inf:
        return say("{low} or more", low=shown(low))
    return shown(low) if near(low, high) else f"{shown(low)}-{shown(high)}"


def condition(expression: Expression) -> str:
    """Return a condition in English, keys as they are typed: `teams 3 or more`."""
    text = _AT_LEAST.sub(r"\1 at least \2", expression.source)
    text = _STATED.sub(r"\1 stated", text)
    if _CHAIN.search(text):
        return text
    text = re.sub(r"(?:mean|max|min|sum)\((\w+)\)", r"\1", text)
    for pattern, words in _COMPARED:
        text = pattern.sub(words, text)
    return text.replace(" == ", " is ").replace("'", "")


def line_text(line: Line) -> str:
    """Return a line of alternatives in English, keys as they are typed."""
    return " or ".join(condition(choice) for choice in line)

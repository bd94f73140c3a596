"""What people type, read as the value it stands for: numbers, levels, criteria, names.

Each reader returns None for what it cannot read, and never guesses.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.intake.folded import folded, squeezed
from docgen.model import Criterion, Level, Pack

_WHOLE = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w]|[.,]\d)")
_LEADING = re.compile(r"(?P<number>\d{1,2})\s*[.):]?\s*(?P<name>.*)", re.DOTALL)
_OF_MOST = re.compile(r"\(?\s*(?:max\.?|/)\s*\d+[^)\d]*\)?")


class Statement(NamedTuple):
    """A total and the level it earns, as one text says them."""

    total: int | None = None
    level: str = ""
    """The level's wording, as the pack prints it where it has it."""


def whole_number(text: str, pack: Pack) -> int | None:
    """Return a whole number that stands alone, or with the pack's word for points."""
    points = folded(pack.texts.get("points", ""))
    bare = text.strip().strip(".").casefold().removesuffix(points).strip()
    return int(bare) if _WHOLE.fullmatch(bare) else None


def statement(text: str, pack: Pack) -> Statement | None:
    """Return total and level of a text like `måttlig nivå, 88`; None when it has two numbers."""
    bare = _OF_MOST.sub(" ", " ".join(text.split()))
    numbers = {int(found) for found in _NUMBER.findall(bare)}
    if len(numbers) > 1:
        return None
    rest = _NUMBER.sub(" ", bare)
    level = level_named(rest, pack)
    if level is None:
        known = {folded(pack.texts.get(key, "")) for key in ("points", "total")} - {""}
        words = " ".join(rest.split()).strip(" ,;:.()=–-")
        named = "" if folded(words) in known else words
    else:
        named = level.label
    return Statement(numbers.pop() if numbers else None, named)


def level_named(text: str, pack: Pack) -> Level | None:
    """Return the one level that a text names; a longer label goes before one that it holds."""
    bare = f" {folded(text)} "
    found = [level for level in pack.levels if f" {folded(level.label)} " in bare]
    longest = max((len(level.label) for level in found), default=0)
    best = [level for level in found if len(level.label) == longest]
    return best[0] if len(best) == 1 else None


def criterion_named(text: str, pack: Pack) -> Criterion | None:
    """Return the criterion of `7. Arbetsträningsteamet`, of the number or of the name alone.

    Where number and name are those of two criteria, or several have that number, it is None.
    """
    named = _by_name(text, pack)
    leading = _LEADING.fullmatch(" ".join(text.split()))
    if leading is None or named:
        return named
    by_number = [c for c in pack.criteria if _number_of(c) == leading["number"]]
    if not leading["name"].strip():
        return by_number[0] if len(by_number) == 1 else None
    named = _by_name(leading["name"], pack)
    if named is None or not by_number:
        return named
    return named if named in by_number else None


def _by_name(text: str, pack: Pack) -> Criterion | None:
    bare = squeezed(text)
    found = [
        criterion
        for criterion in pack.criteria
        if bare
        in (squeezed(criterion.name), squeezed(criterion.short_name), squeezed(criterion.id))
    ]
    return found[0] if len(found) == 1 else None


def _number_of(criterion: Criterion) -> str:
    return criterion.printed.strip(" .)") or str(criterion.number)


def name_and_more(text: str, *, last: bool = False) -> tuple[str, str]:
    """Return `name, title` as two texts; with `last` the last comma parts them."""
    bare = " ".join(text.split())
    first, comma, rest = bare.rpartition(", ") if last else bare.partition(", ")
    return (first.strip(), rest.strip()) if comma else (bare, "")


def kind_named(text: str, pack: Pack) -> str | None:
    """Return the word of the schema for a kind of review that the pack's words name."""
    for key, words in pack.texts.items():
        kind = key.removeprefix("kind_")
        if kind != key and folded(text) in (folded(words), folded(kind)):
            return kind
    return None

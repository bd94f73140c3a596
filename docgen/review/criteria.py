"""Which criterion a person means: by id, name, number, or its section's letter and a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model import Criterion, Pack, Section

_NUMBER = re.compile(r"(\d{1,2})\s*[.):]?")
_LETTERED = re.compile(r"([^\W\d_]+)[ .]*(\d{1,2})\.?")
_NUMBERED = re.compile(r"(\d{1,2})\s*[.):]?\s+(\S.*)")


def criteria_meant(text: str, pack: Pack) -> list[Criterion]:
    """Return every criterion that a text can mean, in their order; none when it names none.

    A number is that which the form prints, or that of the whole scale.
    """
    bare = _folded(text)
    found = [c for c in pack.criteria if bare in _names(c)]
    if found:
        return found
    if match := _NUMBER.fullmatch(bare):
        return [c for c in pack.criteria if int(match[1]) in _numbers(c)]
    if match := _LETTERED.fullmatch(bare):
        return [*_of_section(match[1], int(match[2]), pack)]
    if match := _NUMBERED.fullmatch(bare):
        named = [c for c in pack.criteria if _folded(match[2]) in _names(c)]
        return [c for c in named if int(match[1]) in _numbers(c)]
    return []


def _of_section(word: str, number: int, pack: Pack) -> Iterator[Criterion]:
    """Yield the criteria of that number in each section whose name begins so."""
    for section in pack.sections:
        if _is_called(section, word):
            for place, criterion in enumerate(section.criteria, 1):
                printed = _printed(criterion)
                if number in ((printed, place) if printed else (place, criterion.number)):
                    yield criterion


def _is_called(section: Section, word: str) -> bool:
    """Tell whether a section is called so: by the first letter of its name, or by all of it."""
    names = {_folded(section.label), _folded(section.sheet_label)}
    return any(word == name or (len(word) == 1 and name.startswith(word)) for name in names)


def _numbers(criterion: Criterion) -> set[int]:
    return {criterion.number, _printed(criterion) or criterion.number}


def _printed(criterion: Criterion) -> int:
    """Return the number that the form prints, 0 where it prints none."""
    bare = criterion.printed.strip(" .)")
    return int(bare) if bare.isdecimal() else 0


def _names(criterion: Criterion) -> set[str]:
    spoken = (criterion.id, criterion.name, criterion.short_name, criterion.reference)
    return {_folded(name) for name in spoken} - {"", str(criterion.number)}


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(" .:").casefold()

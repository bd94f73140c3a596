"""What looks wrong in the texts of a review: left-over marks, other units, totals, hard wraps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docgen.history.unitnames import UnitNames
from docgen.model import Pack, Previous, Result
from docgen.model.place import Where
from docgen.model.tongue import say
from docgen.word.render.text import FORBIDDEN
from docgen.yamlfile.tree import Spot

PLACEHOLDER = re.compile(r"(?<!\w)(?:(?i:TODO)|[xX]{2,}|\?{3,})(?!\w)")
_NUMBER = re.compile(r"\d\d")
WRAPPED = range(60, 101)
_OF_UNITS = {"area", "recipients", "unit"}
"""Groups in which other units may well be named."""


@dataclass(frozen=True, slots=True)
class TypedText:
    """One text as typed in a file."""

    file: Path
    path: Where
    spot: Spot
    value: str
    source: str
    """The whole text of the file."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the texts of one review are compared with."""

    unit_name: str
    unit_id: str
    names: UnitNames
    """Those of all units of the folder tree."""
    pack: Pack
    result: Result
    previous: Previous | None

    @property
    def total_words(self) -> tuple[str, ...]:
        """The pack's words for the total, without what stands in brackets behind them."""
        return _words(self.pack, "total", "provisional_total")

    @property
    def lowest(self) -> int:
        """The least that a total can be."""
        return self.pack.scores.low * len(self.pack.criteria)

    @property
    def point_words(self) -> tuple[str, ...]:
        """The pack's words for points."""
        return _words(self.pack, "points")


class Passage(NamedTuple):
    """What is wrong in a text, and where in it."""

    offset: int
    """In the text as typed."""
    rule: str
    message: str


def placeholder(text: TypedText, _: Facts) -> Iterator[Passage]:
    """Yield a finding for TODO, xx or ???."""
    for match in PLACEHOLDER.finditer(text.spot.raw):
        yield Passage(
            match.start(),
            "placeholder",
            say("{match!r} is left in the text; write what belongs there", match=match[0][:10]),
        )


def control_character(text: TypedText, _: Facts) -> Iterator[Passage]:
    """Yield a finding for an escape in quotes that means a character no Word file can hold."""
    if found := FORBIDDEN.search(text.value):
        message = say(
            "holds the control character U+{code:04X}, which reports leave out; delete it, or "
            "double the backslash before it",
            code=ord(found[0]),
        )
        yield Passage(0, "control-character", message)


def hand_wrapped(text: TypedText, _: Facts) -> Iterator[Passage]:
    """Yield a finding for a paragraph that is broken into lines by hand."""
    if not text.spot.raw.startswith("|"):
        return
    offset, run, begin = 0, 0, 0
    for line in text.spot.raw.splitlines(keepends=True):
        bare = line.strip()
        if len(bare) in WRAPPED and offset:
            if not run or bare.startswith("- "):
                run, begin = 0, offset + line.index(bare)
            run += 1
        else:
            run = 0
        if run == 3:
            message = say(
                "these lines look like one paragraph broken by hand, and each line break is "
                "printed; write a paragraph as one long line, or use > for |"
            )
            yield Passage(begin, "hand-wrapped", message)
            return
        offset += len(line)


def other_unit(text: TypedText, facts: Facts) -> Iterator[Passage]:
    """Yield a finding for the name of another unit of the same folder tree."""
    if text.path[0] in _OF_UNITS:
        return
    for offset, name in facts.names.others_in(text.spot.raw, facts.unit_id, facts.unit_name):
        message = say("names another unit, {name}; this is {own}", name=name, own=facts.unit_name)
        yield Passage(offset, "other-unit", message)


def wrong_total(text: TypedText, facts: Facts) -> Iterator[Passage]:
    """Yield a finding for each typed total that is not the sum of the scores."""
    if facts.result.provisional or not _NUMBER.search(text.value):
        return
    known = _known_points(facts)
    words = facts.total_words, facts.point_words
    found: dict[int, int] = {}
    for pattern in _total_patterns(*words, facts.result.highest):
        for match in pattern.finditer(text.spot.raw):
            points = int(match["points"])
            if points not in known and facts.lowest <= points <= facts.result.highest:
                found[match.start("points")] = points
    for offset, points in sorted(found.items()):
        message = say(
            "the text says {points}, the scores add up to {total}; mend the text or a score",
            points=points,
            total=facts.result.total,
        )
        yield Passage(offset, "wrong-total", message)


def wrong_level(text: TypedText, facts: Facts) -> Iterator[Passage]:
    """Yield a finding for a level in a text on the whole that is not the level reached."""
    level = facts.result.level
    if level is None or text.path[0] in {"criteria", "previous", "development"}:
        return
    said = _levels_said(tuple(one.label for one in facts.pack.levels))
    right = {level.label.casefold(), facts.previous.level.casefold() if facts.previous else ""}
    for match in said.finditer(text.spot.raw):
        if " ".join(match[0].split()).casefold() not in right:
            message = say(
                "the text says {match!r}, {total} points are {label!r}; mend the text or a score",
                match=match[0],
                total=facts.result.total,
                label=level.label,
            )
            yield Passage(match.start(), "wrong-level", message)


RULES: tuple[Callable[[TypedText, Facts], Iterator[Passage]], ...] = (
    placeholder,
    control_character,
    hand_wrapped,
    other_unit,
    wrong_total,
    wrong_level,
)
"""What is looked for in each text; a new rule is a function and a line here."""


@lru_cache(maxsize=32)
def _levels_said(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of the names of levels, the longest first."""
    ordered = sorted(labels, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, ordered))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=32)
def _total_patterns(
    total_words: tuple[str, ...], point_words: tuple[str, ...], highest: int
) -> list[re.Pattern[str]]:
    """Return patterns of a total: `total score = 98`, `98 poäng`, `98/125`."""
    number = r"(?P<points>\d{2,3})(?![\d%])(?![.,]\d)"
    of = r"(?:/|\w{2,3}(?:\s+\w{2,3})?)"
    patterns = [rf"(?<![\w.,]){number}\s*{of}\s*{highest}(?!\w)"]
    if totals := "|".join(map(_spaced, total_words)):
        begin = rf"(?<!\w)(?:{totals})\w*(?:\s+\w{{1,5}}){{0,2}}"
        patterns += [rf"{begin}\s*[=:(]\s*{number}", rf"{begin}\s+{number}(?!\s*\w)"]
    if points := "|".join(map(_spaced, point_words)):
        patterns.append(rf"(?<![\w.,–-]){number}\s*(?:{points})(?!\w)")
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def _known_points(facts: Facts) -> set[int]:
    """Return the numbers of points a text may well name."""
    known = {facts.result.total, facts.result.highest}
    known |= {points for s in facts.result.sections for points in (s.points, s.highest)}
    known |= {edge for one in facts.pack.levels for edge in (one.points, one.points - 1)}
    if facts.previous and facts.previous.total is not None:
        known.add(facts.previous.total)
    return known


def _words(pack: Pack, *keys: str) -> tuple[str, ...]:
    words = (re.sub(r"\([^()]*\)", "", pack.texts.get(key, "")).strip(" .:") for key in keys)
    return tuple(word for word in words if word)


def _spaced(words: str) -> str:
    """Return a pattern of words, whatever stands between them: blanks, a line break, nothing."""
    return r"\s+".join(map(re.escape, words.split()))

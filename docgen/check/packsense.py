"""What a pack's YAML files allow and no country can mean: dates, bands, texts, codes, labels."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from docgen.document.filters import make_filters
from docgen.errors import DocgenError
from docgen.model import Pack
from docgen.model.problem import Finding
from docgen.model.telling import quoted
from docgen.model.tongue import marked, say
from docgen.review.shape import label_keys
from docgen.suggest import did_you_mean

NEEDED = ("draft_mark", "placeholder", "points", "total", "heading_levels")
"""Texts that the program itself prints or reads."""
_DAY = datetime.date(2026, 3, 27)
_OTHERS = {
    "day": datetime.date(2026, 3, 28),
    "month": datetime.date(2026, 8, 27),
    "year": datetime.date(2031, 3, 27),
}
_WRONG_LETTERS = {
    "D": marked("D is the day of the year; the day of the month is d"),
    "Y": marked("Y is the year of the week; the year is y"),
}
_LACKS = {
    "day": marked("{pattern} prints {printed}, without the day"),
    "month": marked("{pattern} prints {printed}, without the month"),
    "year": marked("{pattern} prints {printed}, without the year"),
}
_QUOTED = re.compile(r"'[^']*'")
_NUMBER = re.compile(r"\d+")
_CUT = re.compile(r"^\s*[\w.-]+:\s+[^\s'\"|>#&*!\[{][^#]*\S #(?=[^\s#])", re.MULTILINE)


def pack_sense(pack: Pack) -> Iterator[Finding]:
    """Yield what makes no sense in pack.yaml."""
    yield from _dates(pack)
    yield from _bands(pack)
    for key in NEEDED:
        if not pack.texts.get(key):
            if key == "draft_mark":
                message = say(
                    "texts.draft_mark is missing, which docgen itself needs; without it a draft "
                    "has no mark; add it here"
                )
            else:
                message = say(
                    "texts.{key} is missing, which docgen itself needs; add it here", key=key
                )
            severity = "error" if key == "draft_mark" else "warning"
            yield Finding("missing", message, ("texts",), severity)  # type: ignore[arg-type]
    known = label_keys(pack)
    for path in pack.labels:
        if path not in known:
            message = say(
                "no value of a review has this path; {way}", way=did_you_mean(path, known)
            )
            yield Finding("unknown-id", message, ("labels", path), "warning", key=True)


def criteria_sense(pack: Pack) -> Iterator[Finding]:
    """Yield what makes no sense in criteria.yaml beside pack.yaml."""
    for number, section in enumerate(pack.sections):
        for index, criterion in enumerate(section.criteria):
            for code in criterion.sources if pack.sources else ():
                if code not in pack.sources:
                    way = did_you_mean(code, pack.sources)
                    message = say(
                        "{criterion}: {code} is explained nowhere; {way}",
                        criterion=criterion.reference,
                        code=quoted(code),
                        way=way,
                    )
                    at = ("sections", number, "criteria", index, "sources")
                    yield Finding("unknown-id", message, at, "warning")


def cut_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of each line whose text a ` #` cuts off, and what is wrong."""
    for found in _CUT.finditer(text):
        line = text.count("\n", 0, found.start()) + found[0].count("\n") + 1
        yield line, say("` #` ends the text here, the rest is a comment; put the text in quotes")


def _dates(pack: Pack) -> Iterator[Finding]:
    """Yield why dates do not print day, month and year, so that they can be read back."""
    pattern, at = pack.formats.date, ("formats", "date")
    letters = [told for sign, told in _WRONG_LETTERS.items() if sign in _QUOTED.sub("", pattern)]
    if letters:
        yield Finding("value", f"{quoted(pattern)}: {say(letters[0])}", at)
        return
    show = make_filters(pack.formats)["date"]
    try:
        printed = show(_DAY)
        alike = [name for name, day in _OTHERS.items() if show(day) == printed]
    except DocgenError:
        return  # told elsewhere
    if alike:
        message = say(_LACKS[alike[0]], pattern=quoted(pattern), printed=quoted(printed))
        if pattern.count("'") % 2:
            message = say("{message}; a quote ' is not closed", message=message)
        yield Finding("value", message, at)
    elif not re.search(r"(?<!\d)27(?!\d)", printed):
        message = say(
            "{pattern} prints the 27th of March 2026 as {printed}",
            pattern=quoted(pattern),
            printed=quoted(printed),
        )
        yield Finding("value", message, at)


def _bands(pack: Pack) -> Iterator[Finding]:
    """Yield each legend whose numbers are not those of its band."""
    highest = sum(section.highest for section in pack.sections)
    top = highest
    for index, level in enumerate(pack.levels):
        fits = {level.points, top}
        numbers = [int(one) for one in _NUMBER.findall(level.legend)]
        odd = [one for one in numbers if one not in fits]
        if numbers and odd:
            message = say(
                "the legend says {numbers}, and the level goes from {points} to {top}; mend "
                "`from` here, or of the level above",
                numbers=", ".join(map(str, numbers)),
                points=level.points,
                top=top,
            )
            yield Finding("band", message, ("levels", index, "legend"), "warning")
        top = level.points - 1

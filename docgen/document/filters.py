"""What templates may call: dates, numbers and lists as a pack's language prints them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from docgen.errors import DocgenError
from docgen.model import Formats
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.packs.languages import locale_of, month_names

Day = datetime.date

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LEADING_DAY = re.compile(r"d{1,2}(\.(?= ))?")
"""The day a date pattern begins with; its full stop belongs to it where a blank follows."""

_PATTERN_FIELD = re.compile(r"d{1,2}|M{1,4}|y+")
_SIMPLE_PATTERN = re.compile(r"[dMy .,/-]+")
"""Day, month and year with what stands between them; anything else is left to Babel."""

_MARKED = r"\*\*(?P<strong>.+?)\*\*|\*(?P<title>.+?)\*|\^(?P<note>\d+)\^"

_HUNDREDTH = Decimal("0.01")


def make_filters(formats: Formats) -> dict[str, Callable[..., Any]]:
    """Return the filters of a pack by name; they can be sent to another process."""
    filters = _Filters(formats)
    return {
        "date": filters.date,
        "dates": filters.dates,
        "joined": filters.joined,
        "marked": marked,
        "number": filters.number,
        "percent": filters.percent,
    }


def format_fault(formats: Formats) -> str:
    """Return what is wrong with the formats of a pack; empty when they print dates and numbers."""
    filters = _Filters(formats)
    try:
        filters.dates(["2026-03-10", "2026-03-11"])
        filters.percent(26.3)
    except DocgenError as error:
        return str(error)
    return ""


class _Filters:
    """The filters of one pack; Babel is imported when the first of them needs it."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats

    def date(self, value: object) -> str:
        """Return an ISO date as the pack prints it, any other text as it is."""
        day = _iso_date(value)
        return _text(value) if day is None else self._day(day, self.formats.date)

    def dates(self, values: object) -> str:
        """Return dates as one text; days in a row within a month as a range."""
        entries = [_iso_date(value) or value for value in _entries(values)]
        return self.joined(self._run(run) for run in _runs(entries))

    def joined(self, values: object) -> str:
        """Return the texts of a list as one text, empty ones left out."""
        texts = (_text(value) for value in _entries(values))
        return self.formats.list_separator.join(text for text in texts if text)

    def number(self, value: object) -> str:
        """Return a number with at most two decimals, any other value as it is."""
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            return _text(value)
        number = Decimal(str(value))
        return _number_text(number, self.formats.language) if number.is_finite() else _text(value)

    def percent(self, value: object) -> str:
        """Return 26.3 as 26,3 %, with the blank that the language puts before the sign."""
        text = self.number(value)
        before, after = _percent_signs(self.formats.language)
        return f"{before}{text}{after}" if text else ""

    def _day(self, day: Day, pattern: str) -> str:
        return _date_text(day, pattern, self.formats.language)

    def _run(self, run: list[Any]) -> str:
        """Return a range of days, or the only entry."""
        last = self.date(run[-1])
        leading = _LEADING_DAY.match(self.formats.date)
        if len(run) == 1 or leading is None:
            return self.joined(self.date(day) for day in run)
        return f"{self._day(run[0], leading[0])}{self.formats.range_dash}{last}"


def marked(value: object) -> list[dict[str, str]]:
    """Return a text cut into pieces with `text` and `look`.

    The look is `strong` for `**strong**`, `title` for the `*title of a work*`, `note` for the mark
    of a note `^1^`, else empty.
    """
    text = _text(value)
    pieces, end = [], 0
    for match in re.finditer(_MARKED, text):
        pieces.append({"look": "", "text": text[end : match.start()]})
        look = str(match.lastgroup)
        pieces.append({"look": look, "text": match[look]})
        end = match.end()
    pieces.append({"look": "", "text": text[end:]})
    return [piece for piece in pieces if piece["text"]]


def _entries(values: object) -> Iterable[object]:
    """Return the entries of a list; a single value is a list of one."""
    if values is None:
        return ()
    return values if isinstance(values, Iterable) and not isinstance(values, str) else (values,)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _iso_date(value: object) -> Day | None:
    """Return the day of an ISO date, `2026-03-10`; None for anything else."""
    if isinstance(value, Day):
        return value
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return None
    try:
        return Day.fromisoformat(value)
    except ValueError:
        return None


def _runs(entries: Iterable[object]) -> Iterator[list[Any]]:
    """Yield the entries, days that follow each other within one month together."""
    run: list[Any] = []
    for entry in entries:
        if run and not _follows(run[-1], entry):
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _follows(day: object, entry: object) -> bool:
    if not isinstance(day, Day) or not isinstance(entry, Day):
        return False
    return entry.month == day.month and entry - day == datetime.timedelta(days=1)


@lru_cache(maxsize=4096)
def _date_text(day: Day, pattern: str, language: str) -> str:
    if _SIMPLE_PATTERN.fullmatch(pattern):
        return _PATTERN_FIELD.sub(lambda match: _date_field(day, match[0], language), pattern)
    from babel.dates import format_date

    try:
        return format_date(day, pattern, locale_of(language))
    except (AttributeError, KeyError, ValueError) as error:  # hours, say, or letters CLDR has not
        raise DocgenError(
            say(
                "{pattern} is no pattern of a date; write `formats.date` in pack.yaml like d. "
                "MMMM y",
                pattern=quoted(pattern),
            )
        ) from error


def _date_field(day: Day, field: str, language: str) -> str:
    """Return what a field of a CLDR pattern stands for."""
    if field[0] == "y":
        return f"{day.year % 100:02}" if field == "yy" else str(day.year)
    if field in ("MMM", "MMMM"):
        return month_names(language)[field][day.month - 1]
    number = day.day if field[0] == "d" else day.month
    return f"{number:02}" if len(field) == 2 else str(number)


@lru_cache(maxsize=4096)
def _number_text(value: Decimal, language: str) -> str:
    from babel.numbers import format_decimal

    rounded = value.quantize(_HUNDREDTH, ROUND_HALF_UP) + 0  # no -0
    return format_decimal(rounded, "0.##", locale_of(language))


@lru_cache(maxsize=64)
def _percent_signs(language: str) -> tuple[str, str]:
    """Return what stands before and after a number that is a percentage."""
    pattern = locale_of(language).percent_formats[None]
    return str(pattern.prefix[0]), str(pattern.suffix[0])

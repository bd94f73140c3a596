"""Dates as people type them, read by the pack's own pattern: `10.-11.3.2026`, `12/9-23`.

ISO dates are read in every pack. Which of two numbers is the month follows from the order of the
pattern's letters, and names of months and the word for "and" are those of its language.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from docgen.model import Formats
from docgen.packs.languages import locale_of

LONGEST = 31
"""Days of a range; a longer one is a period, not a visit."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_INNER = {comma: re.compile(rf"[\s./{comma}-]*") for comma in ("", ",")}
_OUTER = re.compile(r"[\s.]*")
_DASH = re.compile(r"[-\u2010-\u2015\u2212]")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})[. ]+(\d{1,2})[. -]+(\d{4}|\d\d)")
"""`10/11.2.26`: two days, or day and month with something behind them."""
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SHORT = re.compile(r"\d\d-\d\d-\d\d")
_MOST_LETTERS = 200
_LEAST_LETTERS = 3
"""Of the beginning of a month's name: `sept`."""


class _Part(NamedTuple):
    """A date of which month and year may be missing."""

    day: int
    month: int = 0
    year: int = 0


class _Words(NamedTuple):
    """What a language calls things; in small letters, without full stops."""

    months: dict[str, int]
    skipped: frozenset[str]
    """Names of weekdays, which say nothing new."""
    conjunction: re.Pattern[str]
    """What parts the entries of a list: `;`, a line break, "and"."""

    def month(self, word: str) -> int:
        """Return the number of a month, also by the beginning of its name; else 0."""
        known = self.months.get(word, 0)
        if known or len(word) < _LEAST_LETTERS:
            return known
        meant = {number for name, number in self.months.items() if name.startswith(word)}
        return meant.pop() if len(meant) == 1 else 0


def read_date(text: str, formats: Formats) -> str:
    """Return the one date of a text in ISO form; empty when it is none, or several."""
    found = read_dates(text, formats)
    return found[0] if len(found) == 1 else ""


def read_dates(text: str, formats: Formats) -> tuple[str, ...]:
    """Return the dates of a text in ISO form, in its order; empty when it is anything else.

    A range means each of its days. A day takes month and year from the date behind it.
    """
    bare = " ".join(text.replace("\n", ";").split()).strip(" ;.,")
    if not bare or len(bare) > _MOST_LETTERS:
        return ()
    reader = _Reader(formats.date, _words(formats.language))
    days = reader.days(bare, _Part(0))
    return tuple(day.isoformat() for day in days) if days else ()


def readings(text: str, formats: Formats) -> list[tuple[str, ...]]:
    """Return each way in which a text is dates: none, one, or the two that a person may mean."""
    bare = " ".join(text.split())
    if match := _SLASHED.fullmatch(bare):
        first, second, month, year = (int(part) for part in match.groups())
        year += 2000 if year < 100 else 0
        two = [_day(_Part(day, month, year), _Part(0)) for day in (first, second)]
        other = _day(_Part(first, second, year), _Part(0))
        ways = [tuple(day.isoformat() for day in two if day)] if all(two) else []
        return [*ways, (other.isoformat(),)] if other and ways else ways
    if _COMPACT.fullmatch(bare):
        bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
    found = [days] if (days := read_dates(bare, formats)) else []
    if _SHORT.fullmatch(bare) and _begins_with_year(formats.language):
        other = _day(_Part(int(bare[6:]), int(bare[3:5]), 2000 + int(bare[:2])), _Part(0))
        if other:
            found.append((other.isoformat(),))
    return [*dict.fromkeys(found)]


def parted(text: str, formats: Formats, *, comma: bool = False) -> list[str]:
    """Return the entries of a text that lists several: parted by `;`, a line break, "and"."""
    pieces = _words(formats.language).conjunction.split(text.strip().replace("\n", ";"))
    if comma:
        pieces = [part for piece in pieces for part in piece.split(",")]
    return [piece.strip() for piece in pieces if piece.strip()]


def _begins_with_year(language: str) -> bool:
    """Tell whether the country itself writes short dates like 26-03-10."""
    return str(locale_of(language).date_formats["short"].pattern).startswith("y")


class _Reader(NamedTuple):
    """Reads by one pattern and language."""

    pattern: str
    words: _Words

    def days(self, text: str, behind: _Part) -> list[date]:
        """Return the days of a text; `behind` gives what its last date lacks. None: no days."""
        part = self._part(text)
        if part is not None:
            day = _day(part, behind)
            return [day] if day else []
        ranged = self._range(text, behind)
        if ranged:
            return ranged
        for separator in (self.words.conjunction, re.compile(",")):
            pieces = [piece.strip() for piece in separator.split(text) if piece.strip()]
            if len(pieces) > 1:
                return self._several(pieces, behind)
        return []

    def _several(self, pieces: list[str], behind: _Part) -> list[date]:
        found: list[date] = []
        for piece in reversed(pieces):
            days = self.days(piece, behind)
            if not days:
                return []
            behind = _Part(0, days[0].month, days[0].year)
            found[:0] = days
        return found

    def _range(self, text: str, behind: _Part) -> list[date]:
        """Return the days from one date to another."""
        for dash in _DASH.finditer(text):
            first, last = self._part(text[: dash.start()]), self._part(text[dash.end() :])
            if first is None or last is None:
                continue
            end = _day(last, behind)
            start = _day(first, _Part(0, end.month, end.year)) if end else None
            if start and end and start < end and (end - start).days < LONGEST:
                return [start + timedelta(n) for n in range((end - start).days + 1)]
        return []

    def _part(self, text: str) -> _Part | None:
        """Return the date that a text is, as far as it says; None when it is no single date."""
        first, *inner, last = [*_TOKEN.split(text), ""]
        outer = (first, *inner[-1:], last)
        comma = _INNER["," if "," in self.pattern else ""]
        if not all(map(_OUTER.fullmatch, outer)) or not all(map(comma.fullmatch, inner)):
            return None
        numbers, months = [], []
        for token in _TOKEN.findall(text):
            if token.isdecimal():
                numbers.append(token)
            elif month := self.words.month(token.casefold()):
                months.append(month)
            elif token.casefold() not in self.words.skipped:
                return None
        if len(months) > 1 or not 1 <= len(numbers) + len(months) <= 3:
            return None
        order = "yMd" if numbers and len(numbers[0]) == 4 else _order(self.pattern)
        order = order.replace("M", "") if months else order
        wanted = len(numbers)
        letters = order if wanted == len(order) else order.replace("y", "")
        letters = letters if wanted == len(letters) else "d"
        if wanted != len(letters):
            return None
        said = dict(zip(letters, numbers, strict=True))
        month = months[0] if months else int(said.get("M", 0))
        return _Part(int(said["d"]), month, _year(said.get("y", "")))


def _year(text: str) -> int:
    """Return a year; two figures are of this century, another number of them is none."""
    if not text:
        return 0
    return int(text) if len(text) == 4 else 2000 + int(text) if len(text) == 2 else -1


def _day(part: _Part, behind: _Part) -> date | None:
    month, year = part.month or behind.month, part.year or behind.year
    try:
        found = date(year, month, part.day)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= 1900 else None


@lru_cache(maxsize=64)
def _order(pattern: str) -> str:
    """Return day, month and year in the order of a CLDR pattern: `dMy`."""
    letters = re.sub(r"'[^']*'", "", pattern).replace("L", "M")
    return "".join(sorted("dMy", key=lambda letter: letters.find(letter) % 1000))


@lru_cache(maxsize=64)
def _words(language: str) -> _Words:
    locale = locale_of(language)
    months = {}
    for names in (*locale.months["format"].values(), *locale.months["stand-alone"].values()):
        months.update({_bare(name): int(number) for number, name in names.items()})
    months = {name: number for name, number in months.items() if len(name) >= _LEAST_LETTERS}
    days = {_bare(name) for names in locale.days["format"].values() for name in names.values()}
    pattern = str(locale.list_patterns["standard"]["2"])
    conjunction = re.escape(pattern.replace("{0}", "").replace("{1}", "").strip())
    parts = re.compile(rf";|&|\+|(?<!\w){conjunction}(?!\w)")
    return _Words(months, frozenset({*days, "den"}), parts)


def _bare(name: object) -> str:
    return str(name).strip(".").casefold()

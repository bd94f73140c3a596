"""The unit's earlier reviews: found by unit.id in the folder tree that holds the review.

The tree begins at the topmost folder with a `_shared.yaml` above the review, else at the review's
own folder; a folder named by a year counts with its neighbours. A review is earlier when its
report date (else its last day of visit) is before this one's; a review without any date is
taken for the newest. Drafts and reviews by another pack do not count. What a review types under
`previous` goes before what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.unitnames import UnitNames
from docgen.model import Data
from docgen.review.build import slug
from docgen.review.file import find_reviews, load_data, shared_files
from docgen.review.head import load_head
from docgen.review.lines import Line, holds_lines, line_with_faults, lines_of, load_line

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class IndexedReview:
    """What the index keeps of one review."""

    file: Path
    id: str
    pack: str
    unit_id: str
    unit_name: str
    unit_place: str
    draft: bool
    date: str
    """Report date, else last day of the visit, else empty."""
    line: Line | None = None
    """Its place in a file of many reviews."""

    def read_scores(self) -> Mapping[str, int]:
        """Return the scores by criterion id, read now: few of the many are ever asked for.

        Raises ReadError or InvalidDataError when the file has broken since it was indexed.
        """
        found = {}
        loaded = load_line(self.file, self.line) if self.line else load_data(self.file)
        for criterion, value in (loaded.data.get("criteria") or {}).items():
            score = value.get("score") if isinstance(value, dict) else None
            if isinstance(score, int | float) and not isinstance(score, bool):
                found[criterion] = int(score)
        return found


@dataclass(frozen=True)
class Index:
    """The reviews of a folder tree, by unit."""

    folder: Path
    entries: tuple[IndexedReview, ...] = ()
    _by_unit: dict[str, list[IndexedReview]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _by_name: dict[str, list[IndexedReview]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of_unit(self, unit_id: str) -> list[IndexedReview]:
        """Return the reviews of one unit."""
        if not self._by_unit:
            for entry in self.entries:
                self._by_unit.setdefault(entry.unit_id, []).append(entry)
        return self._by_unit.get(unit_id, [])

    def of_name(self, unit_name: str) -> list[IndexedReview]:
        """Return the reviews of all units of one name."""
        if not self._by_name:
            for entry in self.entries:
                self._by_name.setdefault(entry.unit_name, []).append(entry)
        return self._by_name.get(unit_name, [])

    @cached_property
    def names(self) -> UnitNames:
        """The names of all units, ready to be searched for."""
        return UnitNames((entry.unit_id, entry.unit_name) for entry in self.entries)


def tree_of(folder: Path) -> Path:
    """Return the folder at which the tree of a review in `folder` begins."""
    top = folder.absolute()
    for file in shared_files(top / "_"):
        top = file.parent
    return top.parent if _YEAR.fullmatch(top.name) else top


def index_of(folder: Path) -> Index:
    """Return the index of the tree that holds reviews in `folder`; keep it for the whole run."""
    top = tree_of(folder)
    return Index(top, tuple(entry for file in find_reviews(top) for entry in entries_of(file)))


def entries_of(file: Path) -> Iterator[IndexedReview]:
    """Yield what the index keeps of each review in a file; nothing for what is none or broken."""
    with suppress(DocgenError), faults_of(file):
        if not holds_lines(file):
            yield from _entry(load_head(file), file)
            return
        for line, content in lines_of(file):
            with suppress(DocgenError), faults_of(file, line.number):
                yield from _entry(line_with_faults(file, line, content).data, file, line)


def _entry(data: Data, file: Path, line: Line | None = None) -> Iterator[IndexedReview]:
    """Yield what the index keeps of a review."""
    unit, visit = _mapping(data.get("unit")), _mapping(data.get("review"))
    name, pack = unit.get("name"), data.get("pack")
    if not isinstance(pack, str) or name is None:
        return
    visit = _with_iso_dates(visit, pack)
    dates = visit.get("dates") or ()
    yield IndexedReview(
        file=file,
        line=line,
        id=str(data.get("id") or file.stem),
        pack=intern(pack),
        unit_id=str(unit.get("id") or slug(str(name))),
        unit_name=str(name).strip(),
        unit_place=str(unit.get("place") or "").strip(),
        draft=visit.get("status") == "draft",
        date=intern(
            order_date(visit.get("report_date"), [dates] if isinstance(dates, str) else dates)
        ),
    )


def _with_iso_dates(visit: Data, code: str) -> Data:
    """Return the visit with its dates in ISO form, also where they are typed as the pack prints."""
    values = {key: visit.get(key) for key in ("report_date", "dates")}
    entries = [one for value in values.values() for one in _entries(value)]
    if all(isinstance(one, str) and _ISO.fullmatch(one) for one in entries):
        return visit
    from docgen.packs.load import load_pack
    from docgen.review.typed import iso_days

    pack = load_pack(code)
    read = {key: iso_days(value, pack) for key, value in values.items() if value}
    day = read.get("report_date")
    return {**visit, **read, "report_date": day[0] if isinstance(day, list) else day}


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _mapping(value: Any) -> Data:
    return value if isinstance(value, dict) else {}


def order_date(report_date: Any, dates: Any) -> str:
    """Return the date that orders reviews."""
    days = sorted(str(day) for day in dates) if isinstance(dates, list | tuple) else []
    return str(report_date) if report_date else days[-1] if days else ""

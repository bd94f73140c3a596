"""The unit's earlier reviews: found by unit.id in the folder tree that holds the review.

The tree begins at the topmost folder with a `_shared.yaml` above the review, else at the review's
own folder; a folder named by a year counts with its neighbours. A review is earlier when its
report date (else its last day of visit) is before this one's; a review without any date is
taken for the newest. Drafts and reviews by another pack do not count. What a review types under
`previous` goes before what is found.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from sys import intern
from typing import Any, TypeGuard

from docgen.bounds.kept import content_key, is_keeping, keep, keeping, recall
from docgen.bounds.reading import read_bytes
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.entry import KNOWN, IndexedReview, IndexedValues
from docgen.history.grouped import Grouped
from docgen.history.ofunit import UnitReviews
from docgen.history.packed import Chosen, Packed
from docgen.model import Data
from docgen.model.place import mapping_in
from docgen.review.build import slug
from docgen.review.file import defaults_digest
from docgen.review.found import id_of, review_paths
from docgen.review.head import load_head
from docgen.review.lines import Line, holds_lines, line_with_faults, lines_of
from docgen.review.shared import shared_files

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(19|20)\d\d")
_DATES = ("report_date", "dates")
_WORTH_KEEPING = 20
"""Files of a tree from which on it pays to keep what was read of them."""


@dataclass(frozen=True)
class Index:
    """The reviews of a folder tree, by unit."""

    folder: Path
    entries: Sequence[IndexedReview] = ()
    _units: dict[str, UnitReviews] = field(default_factory=dict, compare=False, repr=False)

    def unit(self, unit_id: str) -> UnitReviews:
        """Return the reviews of one unit; those of the unit asked for last are at hand."""
        if unit_id not in self._units:
            self._units.clear()
            self._units[unit_id] = UnitReviews(self.of_unit(unit_id))
        return self._units[unit_id]

    def of_unit(self, unit_id: str) -> Sequence[IndexedReview]:
        """Return the reviews of one unit, in their order."""
        return Chosen(self.entries, self._by_unit.of(unit_id))

    def of_name(self, unit_name: str) -> Sequence[IndexedReview]:
        """Return the reviews of all units of one name, in their order."""
        return Chosen(self.entries, self._by_name.of(unit_name))

    def places(self, unit_name: str) -> Mapping[str, str]:
        """Return the place of each unit of one name, by id."""
        if unit_name not in self._places:
            self._places.clear()
            named = self.of_name(unit_name)
            self._places[unit_name] = {one.unit_id: one.unit_place for one in named}
        return self._places[unit_name]

    @cached_property
    def _places(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _by_unit(self) -> Grouped[IndexedReview]:
        return Grouped(self.entries, attrgetter("unit_id"))

    @cached_property
    def _by_name(self) -> Grouped[IndexedReview]:
        return Grouped(self.entries, attrgetter("unit_name"))


def tree_of(folder: Path) -> Path:
    """Return the folder at which the tree of a review in `folder` begins."""
    top = folder.absolute()
    for file in shared_files(top / "_"):
        top = file.parent
    return top.parent if _YEAR.fullmatch(top.name) else top


def index_of(folder: Path) -> Index:
    """Return the index of the tree that holds reviews in `folder`; keep it for the whole run."""
    top = tree_of(folder)
    files = review_paths(top)
    with keeping() if len(files) >= _WORTH_KEEPING else nullcontext():
        return Index(top, Packed(chain.from_iterable(map(Reader().entries, map(Path, files)))))


class Reader:
    """Reads what the index keeps of reviews; what was read before is known by its content."""

    def __init__(self) -> None:
        self._defaults: dict[Path, bytes] = {}
        """What stands in the defaults of a folder, in short."""

    def defaults(self, file: Path) -> bytes:
        """Return what stands in the defaults of a file, in short; raises DocgenError."""
        if file.parent not in self._defaults:
            self._defaults[file.parent] = defaults_digest(file)
        return self._defaults[file.parent]

    def entries(self, file: Path) -> Iterator[IndexedReview]:
        """Yield an entry for each review of a file; nothing for what is none or broken."""
        with suppress(DocgenError), faults_of(file):
            if holds_lines(file):
                yield from self._of_lines(file)
                return
            content = read_bytes(file)
            read = partial(load_head, file, content)
            yield from self._entry(read, content, file)

    def _of_lines(self, file: Path) -> Iterator[IndexedReview]:
        for line, content in lines_of(file):
            with suppress(DocgenError), faults_of(file, line.number):
                read = partial(_data_of_line, file, line, content)
                yield from self._entry(read, content, file, line)

    def _entry(
        self, read: Callable[[], Data], content: bytes, file: Path, line: Line | None = None
    ) -> Iterator[IndexedReview]:
        """Yield the entry of the review in these bytes, which `read` reads."""
        defaults = self.defaults(file)
        digest = hashlib.sha256(defaults + content).digest()[:16]
        if not is_keeping():
            yield from _entry(read(), file, line, digest)
            return
        key = content_key(b"entry", content, defaults, b"" if line else os.fsencode(file.name))
        known = recall(key)
        if _is_kept(known):
            yield IndexedReview(str(file), *known, line, digest)
            return
        for entry in _entry(data := read(), file, line, digest):
            if _has_iso_dates(data):  # what others mean hangs on the pack
                keep(key, entry.known)
            yield entry


def _is_kept(value: Any) -> TypeGuard[IndexedValues]:
    """Tell whether a value is what is kept of an entry."""
    return type(value) is tuple and len(value) == len(KNOWN)


def _data_of_line(file: Path, line: Line, content: bytes) -> Data:
    return line_with_faults(file, line, content).data


def _entry(data: Data, file: Path, line: Line | None, digest: bytes) -> Iterator[IndexedReview]:
    """Yield what the index keeps of a review."""
    unit, visit = mapping_in(data.get("unit")), mapping_in(data.get("review"))
    name, pack = unit.get("name"), data.get("pack")
    if not isinstance(pack, str) or name is None:
        return
    visit = _with_iso_dates(visit, pack)
    dates = visit.get("dates") or ()
    yield IndexedReview(
        path=str(file),
        line=line,
        content=digest,
        id=str(data.get("id") or id_of(file)),
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
    values = {key: visit.get(key) for key in _DATES}
    if all(map(_is_iso, values.values())):
        return visit
    from docgen.packs.load import load_pack
    from docgen.review.typed import iso_days

    pack = load_pack(code)
    read = {key: iso_days(value, pack) for key, value in values.items() if value}
    day = read.get("report_date")
    return {**visit, **read, "report_date": day[0] if isinstance(day, list) else day}


def _has_iso_dates(data: Data) -> bool:
    visit = mapping_in(data.get("review"))
    return all(_is_iso(visit.get(key)) for key in _DATES)


def _is_iso(value: Any) -> bool:
    """Tell whether a date, or each of several, is in ISO form; none is, too."""
    entries = value if isinstance(value, list) else [] if value is None else [value]
    return all(isinstance(one, str) and _ISO.fullmatch(one) for one in entries)


def order_date(report_date: Any, dates: Any) -> str:
    """Return the date that orders reviews."""
    days = sorted(str(day) for day in dates) if isinstance(dates, list | tuple) else []
    return str(report_date) if report_date else days[-1] if days else ""

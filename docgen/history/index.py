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
from pathlib import Path
from sys import intern
from typing import Any

from docgen.errors import InvalidDataError, ReadError
from docgen.model import Data, Pack, Previous, Problem, Review
from docgen.review.file import find_reviews, load_data, shared_files
from docgen.review.head import load_head
from docgen.review.lines import Line, holds_lines, line_with_faults, lines_of, load_line
from docgen.review.load import slug

_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Entry:
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
    entries: tuple[Entry, ...] = ()
    _by_unit: dict[str, list[Entry]] = field(default_factory=dict, compare=False, repr=False)
    _by_name: dict[str, list[Entry]] = field(default_factory=dict, compare=False, repr=False)

    def of_unit(self, unit_id: str) -> list[Entry]:
        """Return the reviews of one unit."""
        if not self._by_unit:
            for entry in self.entries:
                self._by_unit.setdefault(entry.unit_id, []).append(entry)
        return self._by_unit.get(unit_id, [])

    def of_name(self, unit_name: str) -> list[Entry]:
        """Return the reviews of all units of one name."""
        if not self._by_name:
            for entry in self.entries:
                self._by_name.setdefault(entry.unit_name, []).append(entry)
        return self._by_name.get(unit_name, [])

    def names(self, unit_id: str) -> set[str]:
        """Return the names of all units but this one."""
        return {entry.unit_name for entry in self.entries if entry.unit_id != unit_id}


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


def entries_of(file: Path) -> Iterator[Entry]:
    """Yield what the index keeps of each review in a file; nothing for what is none or broken."""
    with suppress(ReadError, InvalidDataError):
        if not holds_lines(file):
            yield from _entry(load_head(file), file)
            return
        for line, content in lines_of(file):
            with suppress(ReadError, InvalidDataError):
                yield from _entry(line_with_faults(file, line, content).data, file, line)


def previous_review(review: Review, pack: Pack, index: Index) -> Previous | None:
    """Return the unit's latest review before this one, None when there is none.

    Raises ReadError or InvalidDataError when the earlier file has broken since it was indexed.
    """
    earlier = _earlier(review, index)
    if not earlier:
        return None
    entry = earlier[-1]
    known = entry.read_scores()
    scores = {c.id: known[c.id] for c in pack.criteria if c.id in known}
    complete = len(scores) == len(pack.criteria)
    total = sum(scores.values())
    return Previous(
        date=entry.date,
        total=total if complete else None,
        level=pack.level_of(total).label if complete else "",
        scores=scores,
        review=entry.id,
    )


def number_of(review: Review, index: Index) -> int:
    """Return which review of its unit this is: as typed, else one more than the earlier ones."""
    return review.visit.number or 1 + count_earlier(review, index)


def count_earlier(review: Review, index: Index) -> int:
    """Return how many earlier reviews of the unit there are."""
    return len(_earlier(review, index))


def known_previous(review: Review, pack: Pack, index: Index) -> Previous | None:
    """Return the earlier review: as typed, and what is not typed as the index finds it.

    Raises ReadError or InvalidDataError when the earlier file has broken since it was indexed.
    """
    return completed(review.previous, previous_review(review, pack, index), pack)


def completed(typed: Previous | None, found: Previous | None, pack: Pack) -> Previous | None:
    """Return what is typed of the earlier review, filled up from the one that was found.

    Nothing is taken from one that contradicts what is typed: then another review is meant.
    """
    if typed is None:
        return found
    base = Previous() if found is None or differences(typed, found) else found
    scores = typed.scores or base.scores
    total = base.total if typed.total is None else typed.total
    if total is None and len(scores) == len(pack.criteria):
        total = sum(scores.values())
    level = "" if total is None else pack.level_of(total).label
    return Previous(
        date=typed.date or base.date,
        total=total,
        level=typed.level or level or base.level,
        scores=scores,
        review=base.review,
    )


def differences(typed: Previous, found: Previous) -> list[tuple[str, str, str]]:
    """Return key, typed and found value wherever both are there and differ."""
    pairs = [
        ("date", typed.date, found.date),
        ("total", typed.total, found.total),
        ("level", typed.level, found.level),
        *(
            (f"scores.{criterion}", score, found.scores.get(criterion))
            for criterion, score in typed.scores.items()
        ),
    ]
    return [
        (key, str(one), str(other))
        for key, one, other in pairs
        if one not in (None, "")
        and other not in (None, "")
        and str(one).lower() != str(other).lower()
    ]


def history_warnings(review: Review, index: Index) -> list[Problem]:
    """Return what a person should look at, where the report says something of earlier reviews."""
    return [note for note in history_notes(review, index) if note.rule != "later-review"]


def history_notes(review: Review, index: Index) -> list[Problem]:
    """Return what a person may want to know about the unit's other reviews, as warnings."""
    date = _date(review.visit.report_date, review.visit.dates)
    others = [entry for entry in index.of_unit(review.unit.id) if not _same(entry, review)]
    notes = [
        (rule, f"the review {entry.id} of the same unit {message}")
        for entry in others
        for rule, message in _about(entry, review, date)
    ]
    notes += _twins(review, index)
    return [
        Problem(rule, message, review.file, review.line, where="unit.id", severity="warning")
        for rule, message in notes
    ]


def _about(entry: Entry, review: Review, date: str) -> Iterator[tuple[str, str]]:
    """Yield at most one thing to know about another review of the unit."""
    before = bool(entry.date) and (not date or entry.date < date)
    if entry.draft:
        if before:
            yield "earlier-draft", "is a draft and does not count"
    elif not entry.date:
        yield "no-date", "has no report_date and does not count"
    elif entry.pack != review.pack:
        if before:
            yield "other-pack", f"is by the pack {entry.pack} and does not count"
    elif entry.date == date:
        yield "same-date", f"has the same date, {date}, and does not count as earlier"
    elif not before:
        yield "later-review", f"is of {entry.date}, later than this one"


def _twins(review: Review, index: Index) -> Iterator[tuple[str, str]]:
    """Yield notes on earlier reviews of one date, and on another unit of the same name."""
    earlier = _earlier(review, index)
    typed = review.previous is not None and bool(review.previous.date)
    if len(earlier) > 1 and earlier[-1].date == earlier[-2].date and not typed:
        both = f"{earlier[-2].id} and {earlier[-1].id}"
        message = f"two earlier reviews have the date {earlier[-1].date}: {both}"
        yield "same-date", f"{message}; the second is taken, unless `previous` is typed"
    unit = review.unit
    places = {entry.unit_id: entry.unit_place for entry in index.of_name(unit.name)}
    for other in sorted(places.keys() - {unit.id}):
        if unit.place and places[other] and places[other] != unit.place:
            continue  # two towns may well have a unit of the same name
        message = f"another unit ({other}) has the same name"
        ways = "if they are one, give them the same unit.id; if not, give each its `place`"
        yield "same-name", f"{message}; {ways}"


def _earlier(review: Review, index: Index) -> list[Entry]:
    """Return the unit's earlier final reviews, the latest last."""
    date = _date(review.visit.report_date, review.visit.dates)
    found = [
        entry
        for entry in index.of_unit(review.unit.id)
        if entry.pack == review.pack
        and not entry.draft
        and entry.date
        and not _same(entry, review)
        and (not date or entry.date < date)
    ]
    return sorted(found, key=lambda entry: (entry.date, entry.file, entry.line or ()))


def _same(entry: Entry, review: Review) -> bool:
    number = entry.line.number if entry.line else None
    return number == review.line and entry.file.absolute() == review.file.absolute()


def _entry(data: Data, file: Path, line: Line | None = None) -> Iterator[Entry]:
    """Yield what the index keeps of a review."""
    unit, visit = _mapping(data.get("unit")), _mapping(data.get("review"))
    name, pack = unit.get("name"), data.get("pack")
    if not isinstance(pack, str) or name is None:
        return
    dates = visit.get("dates") or ()
    yield Entry(
        file=file,
        line=line,
        id=str(data.get("id") or file.stem),
        pack=intern(pack),
        unit_id=str(unit.get("id") or slug(str(name))),
        unit_name=str(name).strip(),
        unit_place=str(unit.get("place") or "").strip(),
        draft=visit.get("status") == "draft",
        date=intern(_date(visit.get("report_date"), [dates] if isinstance(dates, str) else dates)),
    )


def _mapping(value: Any) -> Data:
    return value if isinstance(value, dict) else {}


def _date(report_date: Any, dates: Any) -> str:
    """Return the date that orders reviews."""
    days = sorted(str(day) for day in dates) if isinstance(dates, list | tuple) else []
    return str(report_date) if report_date else days[-1] if days else ""

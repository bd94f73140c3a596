"""Bring the edits of a Word report into its review: a plan first, then exactly that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.history.cache import HistoryCache
from docgen.intake.paths import called
from docgen.model.tongue import say
from docgen.packs.library import Library, find_library
from docgen.roundtrip.around import said_around
from docgen.roundtrip.compare import Wishes, compared
from docgen.roundtrip.entries import changed_entries, is_gone
from docgen.roundtrip.firststore import in_second_words
from docgen.roundtrip.pairing import record_of
from docgen.roundtrip.plan import WRITTEN, Change, Plan
from docgen.roundtrip.readings import JOINED, is_base, read_values
from docgen.roundtrip.sides import Sides, read_sides
from docgen.roundtrip.writing import apply
from docgen.word.readback.story import View


def read_back(
    report: Path,
    review: Path,
    *,
    wishes: Wishes | None = None,
    library: Library | None = None,
    history: HistoryCache | None = None,
) -> Plan:
    """Return what an edited report says otherwise than its review; nothing is written.

    Raises DocgenError for a file that is no report of that review, or a review with faults.
    """
    sides = open_sides(report, review, library or find_library(), history)
    changes = tuple(changes_between(sides, wishes or Wishes()))
    defaults = dict.fromkeys(edit.file for one in changes for edit in one.edits if edit.file)
    told = tuple((str(file), _digest(file)) for file in defaults)
    return Plan(report, review, changes, _digest(report), _digest(review), told)


def _digest(file: Path) -> str:
    return hashlib.sha256(read_bytes(file)).hexdigest()


def pull_report(
    report: Path,
    review: Path,
    *,
    wishes: Wishes | None = None,
    library: Library | None = None,
) -> Plan:
    """Write what an edited report says otherwise into its review; return the plan that was done.

    Conflicts and what needs a decision stay. Raises DocgenError; nothing is written then.
    """
    plan = read_back(report, review, wishes=wishes, library=library)
    apply(plan, library or find_library())
    return plan


def open_sides(
    report: Path, review: Path, library: Library, history: HistoryCache | None = None
) -> Sides:
    """Return a report and its review, read, whatever docgen made the report; raises DocgenError."""
    return in_second_words(read_sides(report, review, library, history))


def changes_between(sides: Sides, wishes: Wishes) -> Iterator[Change]:
    """Yield what a report says otherwise than its review, in the order of its values.

    Without a store each difference takes a yes of its own.
    """
    for change in _changes(sides, wishes):
        if sides.two_way and change.kind in WRITTEN:
            note = say("the report has no store, so what was printed is not known")
            yield change._replace(kind="asked", note="; ".join(filter(None, (change.note, note))))
        else:
            yield change


def _changes(sides: Sides, wishes: Wishes) -> Iterator[Change]:
    view: View = "reject" if wishes.tracked == "reject" else "accept"
    order = sides.order()
    values = read_values(sides.edited, sides.store, sides.store.values, view, order)
    before = read_values(sides.edited, sides.store, sides.store.values, "reject", order)
    sides = sides.seen("accept" if wishes.tracked == "accept" else "reject")
    records = dict.fromkeys(map(record_of, sides.store.values))
    gone = {record for record in records if is_gone(record, sides)}
    for path in dict.fromkeys(path.removeprefix(JOINED) for path in sides.store.values):
        if record_of(path) in gone:
            continue
        readings = values.get(path, [])
        if not readings and any(sides.store.values.get(path, ())):
            note = say("its field is gone from the report; nothing is taken for it")
            was = "\n".join(sides.printed.get(sides.now(path) or path, ()))
            if path in before or any(was):
                yield Change(path, called(path, sides.pack), was, "", "lost", (), "", note)
            continue
        undecided = [
            (one, two)
            for one, two in zip(readings, before.get(path, readings), strict=False)
            if one.paragraphs != two.paragraphs
        ]
        if undecided and not wishes.tracked:
            one, two = undecided[0]
            note = say("tracked changes that nobody has decided; --tracked accept or reject")
            told = "\n".join(two.paragraphs), "\n".join(one.paragraphs)
            yield Change(
                path, called(path, sides.pack), *told, "tracked", one.authors, one.place, note
            )
            if any(reading.shows_both for reading in readings):
                continue
            readings = before.get(path, readings)
            if all(is_base(reading, path, sides.store) for reading in readings):
                continue
        yield from compared(path, readings, sides, wishes)
    yield from changed_entries(sides, sorted(gone - {""}), wishes)
    yield from said_around(sides.seen(view), removed=bool(gone - {""}))

"""Bring the edits of a Word report into its review: a plan first, then exactly that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docgen.bounds.reading import read_bytes
from docgen.errors import SaveError
from docgen.intake.paths import called
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.packs.library import Library
from docgen.packs.library import library as find_library
from docgen.review.file import ReadFile, with_defaults
from docgen.review.load import review_of
from docgen.roundtrip.around import said_around
from docgen.roundtrip.compare import Wishes, compared
from docgen.roundtrip.entries import changed_entries, is_gone
from docgen.roundtrip.pairing import record_of
from docgen.roundtrip.plan import Change, Edit, Plan
from docgen.roundtrip.readings import JOINED, is_base, read_values
from docgen.roundtrip.sides import Sides, read_sides
from docgen.word.readback.story import View
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.splice import with_entry, with_value, without_entry


def read_back(
    report: Path,
    review: Path,
    *,
    wishes: Wishes | None = None,
    library: Library | None = None,
) -> Plan:
    """Return what an edited report says otherwise than its review; nothing is written.

    Raises DocgenError for a file that is no report of that review, or a review with faults.
    """
    sides = read_sides(report, review, library or find_library())
    changes = tuple(changes_between(sides, wishes or Wishes()))
    digests = [hashlib.sha256(read_bytes(path)).hexdigest() for path in (report, review)]
    return Plan(report, review, changes, *digests)


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


def apply(plan: Plan, library: Library) -> None:
    """Write a plan into its review; raises DocgenError when something moved since it was made."""
    if not plan.edits:
        return
    source = read_bytes(plan.review)
    if hashlib.sha256(source).hexdigest() != plan.review_digest:
        raise SaveError(plan.review, say("was changed since the plan was made; pull again"))
    if hashlib.sha256(read_bytes(plan.report)).hexdigest() != plan.report_digest:
        raise SaveError(plan.report, say("was changed since the plan was made; pull again"))
    new = pulled(source, plan, library)
    file = plan.review.resolve()  # a link to a review stays one
    write_whole(file, new, like=file)


def pulled(source: bytes, plan: Plan, library: Library) -> bytes:
    """Return the review's bytes with the edits of a plan; raises DocgenError."""
    new = source
    for edit in _in_order(plan.edits):
        new = _done(new, edit, plan.review)
    data = parse_yaml(new, plan.review)
    review_of(with_defaults(ReadFile(plan.review, new, data)), library=library)
    return new


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Return edits so that none moves the place of a later one: entries of records come last."""
    records = [one for one in edits if one.action != "set" and len(one.where) == 1]
    return [*(one for one in edits if one not in records), *records]


def _done(source: bytes, edit: Edit, file: Path) -> bytes:
    if edit.action == "insert":
        return with_entry(source, edit.where, edit.entry, edit.value, file)
    if edit.action == "remove":
        return without_entry(source, edit.where, edit.entry, file)
    return with_value(source, edit.where, edit.value, file)


def changes_between(sides: Sides, wishes: Wishes) -> Iterator[Change]:
    """Yield what a report says otherwise than its review, in the order of its values."""
    view: View = "reject" if wishes.tracked == "reject" else "accept"
    values = read_values(sides.edited, sides.store, sides.store.values, view)
    before = read_values(sides.edited, sides.store, sides.store.values, "reject")
    gone = {record for record in map(record_of, sides.store.values) if is_gone(record, sides)}
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
            readings = before.get(path, readings)
            if all(is_base(reading, path, sides.store) for reading in readings):
                continue
        yield from compared(path, readings, sides, wishes)
    entries = list(changed_entries(sides, sorted(gone - {""}), wishes))
    yield from entries
    yield from said_around(sides, removed=any(one.kind == "removed" for one in entries))

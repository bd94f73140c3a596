"""A Word file dropped on the page of a review: what it says otherwise, to take or to leave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from docgen.errors import InvalidDataError, ReadError
from docgen.intake.load import is_form, load_form
from docgen.model import Problem
from docgen.model.tongue import say
from docgen.output.taken import remember_taken
from docgen.packs.library import Library
from docgen.review.typed import read_as_typed
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.plan import OPEN, WRITTEN, Change, Kind, Plan
from docgen.roundtrip.pull import read_back
from docgen.roundtrip.writing import apply
from docgen.web.drops import laid_down
from docgen.web.editing import Edit, Files
from docgen.web.fieldtext import text_of
from docgen.web.inputs import RECORDS, value_in
from docgen.web.labels import label_of
from docgen.web.reviewview import inputs_of
from docgen.web.standing import Standing

_BOTH = Wishes(scores=True, side="theirs", tracked="accept")
"""Everything that a report says, where it is wanted."""


class Choice(NamedTuple):
    """One difference that a person decides."""

    number: int
    label: str
    was: str
    now: str
    kind: Kind
    """edit, added, removed, score, tracked, conflict: can be taken. Anything else is told."""
    by: str
    note: str
    wanted: bool
    """Whether it is taken unless the person says otherwise."""

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to decide."""
        return self.kind in (*WRITTEN, "score", "tracked", "conflict")


class Dropped(NamedTuple):
    """A file that was dropped on the page of a review."""

    name: str
    data: bytes
    choices: tuple[Choice, ...]
    edits: Mapping[int, Edit]
    """Of a form: what taking a choice writes."""


def look_at(data: bytes, name: str, file: Path, library: Library) -> Dropped:
    """Return what a Word file says otherwise than a review; raises DocgenError, also for another's.

    The file is a report that docgen made of this review, or a filled form.
    """
    with laid_down(data, name) as source:
        if is_form(source):
            return _form(data, name, source, file, library)
        plan = read_back(source, file, wishes=Wishes(scores=True), library=library)
        choices = tuple(_choice(number, one) for number, one in enumerate(plan.changes))
        return Dropped(name, data, choices, {})


def _choice(number: int, change: Change) -> Choice:
    return Choice(
        number,
        change.label or say("Text outside the fields"),
        change.was,
        change.now,
        "score" if change.kind == "edit" and change.path.endswith(".score") else change.kind,
        ", ".join(change.by),
        "" if change.kind in OPEN else change.note,
        change.kind in WRITTEN and not change.path.endswith(".score"),
    )


def _form(data: bytes, name: str, source: Path, file: Path, library: Library) -> Dropped:
    """Return what a filled form says otherwise than the review."""
    form = load_form(source, library=library)
    standing = Standing(file, library)
    faults = [one for one in form.loaded.sources[0].faults if one.severity == "error"]
    if faults:
        raise InvalidDataError(faults)
    if form.loaded.data.get("pack") != standing.pack.code:
        message = say("is a form of another country than the review")
        raise InvalidDataError([Problem("other-pack", message, name)])
    said = read_as_typed(form.loaded, standing.pack)[0].data
    _refuse_other(said, standing, name)
    choices: list[Choice] = []
    edits: dict[int, Edit] = {}
    for asked in inputs_of(standing):
        now, was = text_of(value_in(said, asked), asked.look), standing.shown(asked)
        if not now or now == was or asked.where[0] in RECORDS or asked.path == "review.status":
            continue
        number = len(choices)
        kind: Kind = "score" if asked.path.endswith(".score") else "conflict" if was else "edit"
        label = label_of(asked, standing.pack)
        if asked.where[0] == "criteria":
            label = f"{standing.pack.criterion(str(asked.where[1])).short_name}: {label}"
        choices.append(Choice(number, label, was, now, kind, "", "", not was))
        edits[number] = Edit(asked.path, was, now)
    return Dropped(name, data, tuple(choices), edits)


def _refuse_other(said: Mapping[str, object], standing: Standing, name: str) -> None:
    """Raise InvalidDataError for a form of another unit."""
    unit = said.get("unit")
    there = str(unit.get("name", "")) if isinstance(unit, dict) else ""
    ours = standing.review.unit.name if standing.review else ""
    if there and ours and there.casefold().split() != ours.casefold().split():
        message = say(
            "is a form of {there}, not of {ours}; nothing was taken", there=there, ours=ours
        )
        raise InvalidDataError([Problem("other-review", message, name)])


def take(
    dropped: Dropped, wanted: Collection[int], file: Path, out: Path, files: Files
) -> tuple[int, dict[str, str]]:
    """Write the choices that are wanted; return how many were taken, and conflicts that are new.

    Raises DocgenError, and nothing is written then.
    """
    if dropped.edits:
        saved = files.save(file, [dropped.edits[one] for one in wanted if one in dropped.edits])
        return len(saved.saved), {**saved.conflicts, **saved.refused}
    with laid_down(dropped.data, dropped.name) as source, files.alone(file):
        plain = read_back(source, file, wishes=Wishes(scores=True), library=files.library)
        whole = read_back(source, file, wishes=_BOTH, library=files.library)
        if tuple(_choice(n, one) for n, one in enumerate(plain.changes)) != dropped.choices:
            raise ReadError(file, say("was changed since the list was made; drop the file again"))
        chosen = _chosen(plain, whole, wanted)
        apply(whole._replace(changes=chosen), files.library)
    left = [one for one in dropped.choices if one.can_be_taken and one.number not in wanted]
    told = [one for one in dropped.choices if not one.can_be_taken]
    if not left and not told:
        remember_taken(out, hashlib.sha256(dropped.data).hexdigest())
    return len(chosen), {}


def _chosen(plain: Plan, whole: Plan, wanted: Collection[int]) -> tuple[Change, ...]:
    """Return the changes to write; what needs a decision comes from the plan that takes all."""
    found: dict[tuple[str, str], Change] = {}
    for number in sorted(wanted):
        if number >= len(plain.changes):
            continue
        change = plain.changes[number]
        if change.kind in WRITTEN:
            found.setdefault((change.path, change.now), change)
            continue
        matching = [one for one in whole.changes
                    if one.path == change.path and one.kind in WRITTEN]  # fmt: skip
        for one in matching:  # it holds the other edits of that value, too
            found = {key: known for key, known in found.items() if key[0] != one.path}
            found[(one.path, one.now)] = one
    return tuple(found.values())

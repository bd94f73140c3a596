"""A review to begin with: empty, or after the unit's last one; for one reviewer or for several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.authoring.blankreview import Given, blank_review
from docgen.authoring.lasttime import NO_LAST_TIME, LastTime
from docgen.authoring.workplace import schema_beside, write_new
from docgen.errors import UsageError
from docgen.history.index import index_of
from docgen.model import Pack, Review, Reviewer
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.review.build import slug
from docgen.review.file import load_data
from docgen.review.load import review_of
from docgen.review.shared import SHARED, shared_files

_KEPT = (
    *("unit.name", "unit.place", "unit.partners", "unit.client_groups", "unit.geography"),
    *("area.client_groups", "area.ips_team", "meeting.team"),
)
"""What a unit's next review takes over; all else is asked for anew."""
_INITIALS = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


class Last(NamedTuple):
    """The unit's last review, read."""

    review: Review
    values: dict[str, str | tuple[str, ...]]
    """What the next one takes over, by path."""


def read_last(source: Path, file: Path, *, library: Library) -> Last:
    """Return the last review, and what the new one in `file` has not from its `_shared.yaml`.

    Raises ReadError and InvalidDataError.
    """
    loaded = load_data(source)
    review = review_of(loaded, library=library)
    shared = next(shared_files(file), None)
    defaults = load_data(shared).data if shared else {}  # with those above it
    values = {}
    for path in _KEPT:
        group, _, key = path.partition(".")
        known, there = getattr(getattr(review, group), key), defaults.get(group)
        said = there.get(key) if isinstance(there, dict) else None
        if known and not _same(known, said):
            values[path] = known
    return Last(review, values)


def _same(value: str | tuple[str, ...], default: object) -> bool:
    """Return whether a default says the same as a value of the review."""
    if isinstance(value, str):
        return isinstance(default, str) and default.strip() == value
    entries = [default] if isinstance(default, str) else default
    return isinstance(entries, list) and tuple(map(str, entries)) == value


def new_review(
    pack: Pack,
    file: Path,
    *,
    library: Library,
    unit: str = "",
    unit_id: str = "",
    last: Last | None = None,
    initials: Sequence[str] = (),
) -> list[Path]:
    """Write a review of `pack` to fill in; return the files made, a schema too if none is near.

    With `initials` each reviewer gets a file of their own beside it, `_NAME-kn.yaml`, and `file`
    is left for what becomes of them. A unit that is reviewed anew gets the id of its earlier
    reviews. Raises UsageError when a file exists or its name does not end as reviews do.
    """
    files = {file: ""} if not initials else _files(file, initials)
    for one in (file, *files):
        refuse_name(one)
    schema, made = schema_beside(pack, file, library)
    values: dict[str, str | tuple[str, ...]] = {"review.status": "draft"}
    values |= last.values if last else {}
    name = unit or (last.review.unit.name if last else "")
    known = unit_id or (last.review.unit.id if last else _id_of(name, file))
    values |= {"unit.name": name, "unit.id": known}
    told = LastTime(last.review) if last else NO_LAST_TIME
    for one, who in files.items():
        given = Given(values, [_reviewer(who, last)] if who else (), told)
        write_new(one, blank_review(pack, schema, given, library).encode())
    return [*files, *made]


def refuse_name(file: Path) -> None:
    """Raise UsageError when a new review cannot have that name, or there is a file of it."""
    if file.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(say("{file}: the name of a review ends in .yaml", file=file))
    if file.name.startswith(".") or file.stem == Path(SHARED).stem:
        raise UsageError(say("{file}: is no name for a review; choose another name", file=file))
    if file.exists():  # known before a schema is written beside it
        raise UsageError(say("{file}: is there already and stays; choose another name", file=file))


def initials_in(text: str) -> tuple[str, ...]:
    """Return the initials of two reviewers or more, typed as `KN,OV`; raises UsageError."""
    found = tuple(entry.strip() for entry in text.split(","))
    if len(found) < 2 or not all(map(_INITIALS.fullmatch, found)):
        raise UsageError(
            say("--reviewers {text}: name two or more by their initials, like KN,OV", text=text)
        )
    if len({entry.casefold() for entry in found}) < len(found):
        raise UsageError(say("--reviewers {text}: two have the same initials", text=text))
    return found


def _files(file: Path, initials: Sequence[str]) -> dict[Path, str]:
    """Return the reviewers' files and whose they are; names with `_` are no reviews yet."""
    stem = file.stem.lstrip("_")
    return {file.with_name(f"_{stem}-{who.lower()}{file.suffix}"): who for who in initials}


def _reviewer(initials: str, last: Last | None) -> Reviewer:
    """Return a reviewer with name and title, where those were one of the last time's."""
    before = last.review.reviewers if last else ()
    known = [one for one in before if one.initials == initials]
    # The same mark for all would make one person of two when their files are merged.
    return known[0] if known else Reviewer(f"TODO {initials}", "", initials)


def _id_of(unit: str, file: Path) -> str:
    """Return the unit's id in the reviews beside `file`, empty where its name makes the same."""
    ids = {entry.unit_id for entry in index_of(file.parent).of_name(unit)}
    return ids.pop() if len(ids) == 1 and slug(unit) not in ids else ""


def counts_as_earlier(source: Path, file: Path) -> bool:
    """Return whether the review in `source` is found when what was before `file` is looked for."""
    entries = index_of(file.parent).entries
    return any(
        entry.file.absolute() == source.absolute() and entry.date and not entry.draft
        for entry in entries
    )

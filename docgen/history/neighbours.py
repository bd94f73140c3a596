"""What a review is held against of the others of its folder tree: names, not contents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from docgen.history.unitnames import UnitNames
from docgen.output.save import safe_name, same_file_key

if TYPE_CHECKING:
    from docgen.history.entry import IndexedReview


class Neighbours(NamedTuple):
    """The names that stand in a folder tree; they travel to other processes."""

    names: UnitNames
    """Those of all units."""
    same_report: Mapping[str, str]
    """By file: the name of the first in its folder whose report has the same name."""


def neighbours_of(entries: Iterable[IndexedReview]) -> Neighbours:
    """Return the names of the reviews that an index holds."""
    same: dict[str, str] = {}
    return Neighbours(UnitNames(_units(entries, same)), same)


def _units(entries: Iterable[IndexedReview], same: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id and name of each unit; note in `same` whose report is named as another's."""
    first: dict[tuple[str, str], str] = {}
    for entry in entries:
        yield entry.unit_id, entry.unit_name
        if entry.line is None:
            folder, name = os.path.split(entry.path)
            known = first.setdefault((folder, same_file_key(safe_name(entry.id))), name)
            if known != name:
                same[entry.path] = known

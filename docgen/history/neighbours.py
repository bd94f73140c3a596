"""What a review is held against of the others of its folder tree: names, not contents."""

from __future__ import annotations

import os
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from docgen.history.grouped import Grouped
from docgen.history.packed import Chosen
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


def neighbours_of(entries: Sequence[IndexedReview]) -> Neighbours:
    """Return the names of the reviews that an index holds."""
    names = UnitNames((entry.unit_id, entry.unit_name) for entry in entries)
    alone = array("L", (number for number, one in enumerate(entries) if one.line is None))
    files = Chosen(entries, alone)
    same: dict[str, str] = {}
    for first, *others in Grouped(files, _report).repeated():
        name = os.path.basename(files[first].path)  # noqa: PTH119 - as texts
        same.update((files[number].path, name) for number in others)
    return Neighbours(names, same)


def _report(entry: IndexedReview) -> str:
    """Return the folder of a review and the name of its report as file systems compare names."""
    folder = os.path.dirname(entry.path)  # noqa: PTH120 - as texts
    return f"{folder}\0{same_file_key(safe_name(entry.id))}"

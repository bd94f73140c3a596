"""What workers must know of earlier reviews: read once by the parent, sent with each chunk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.history.cache import HistoryCache, UnitIndexes

if TYPE_CHECKING:
    from docgen.batch.plan import Task
    from docgen.history.index import Index

_Places = Mapping[tuple[str, int], str]
"""Unit id by file and line (0 where the file is its own)."""


class Shares:
    """Cuts out of the indexes of a run what the reports of a chunk need."""

    def __init__(self, histories: HistoryCache | None = None) -> None:
        self._histories = histories or HistoryCache()
        self._places: dict[Path, _Places] = {}

    def of(self, tasks: Iterable[Task]) -> UnitIndexes:
        """Return, by tree and unit, the reviews of each unit and of units of the same name."""
        return dict(self._parts(tasks))

    def _parts(self, tasks: Iterable[Task]) -> Iterator[tuple[tuple[Path, str], Index]]:
        for task in tasks:
            index, unit = self.unit_of(task)
            if unit:
                yield (index.folder, unit), _part(index, unit)

    def unit_of(self, task: Task) -> tuple[Index, str]:
        """Return the index that holds a task's review, and its unit's id; empty if it does not."""
        file = os.path.abspath(task.file)  # noqa: PTH100 - resolves `..` as the index does
        index = self._histories.for_folder(Path(file).parent)
        if index.folder not in self._places:
            self._places[index.folder] = _places(index)
        number = task.line.number if task.line else 0
        return index, self._places[index.folder].get((file, number), "")


def _places(index: Index) -> _Places:
    return {
        (str(entry.file), entry.line.number if entry.line else 0): entry.unit_id
        for entry in index.entries
    }


def _part(index: Index, unit_id: str) -> Index:
    from docgen.history.index import Index as Part

    own = index.of_unit(unit_id)
    named = [entry for name in {one.unit_name for one in own} for entry in index.of_name(name)]
    return Part(index.folder, tuple({id(entry): entry for entry in [*own, *named]}.values()))

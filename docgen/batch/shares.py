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
    from docgen.review.lines import Line

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
            yield from self.part(task.file, task.line)

    def part(self, file: str, line: Line | None) -> Iterator[tuple[tuple[Path, str], Index]]:
        """Yield, by tree and unit, what a review needs; nothing where a worker reads it itself."""
        from docgen.history.ofunit import MOST_NEAR

        index, unit = self.unit_of(file, line)
        if unit and len(index.unit(unit).entries) <= MOST_NEAR:
            yield (index.folder, unit), _part(index, unit)

    def unit_of(self, file: str, line: Line | None) -> tuple[Index, str]:
        """Return the index that holds a review, and the id of its unit; empty if it does not."""
        file = os.path.abspath(file)  # noqa: PTH100 - resolves `..` as the index does
        index = self._histories.for_folder(Path(file).parent)
        if index.folder not in self._places:
            self._places[index.folder] = _places(index)
        number = line.number if line else 0
        return index, self._places[index.folder].get((file, number), "")


def _places(index: Index) -> _Places:
    return {
        (entry.path, entry.line.number if entry.line else 0): entry.unit_id
        for entry in index.entries
    }


def _part(index: Index, unit_id: str) -> Index:
    from docgen.history.index import Index as Part

    own = index.unit(unit_id).entries
    named = [entry for name in {one.unit_name for one in own} for entry in index.of_name(name)]
    return Part(index.folder, tuple({id(entry): entry for entry in [*own, *named]}.values()))

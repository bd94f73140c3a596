"""The indexes of earlier reviews that a run needs, each read once and only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model import Review

if TYPE_CHECKING:
    from docgen.history.index import Index

UnitIndexes = Mapping[tuple[Path, str], "Index"]
"""Index by the folder at which a tree begins, and unit id."""


class HistoryCache:
    """The indexes of earlier reviews that a run needs, each read once."""

    def __init__(self) -> None:
        self._trees: dict[Path, Path] = {}
        self._indexes: dict[Path, Index] = {}
        self._known: UnitIndexes = {}

    def preload(self, known: UnitIndexes) -> None:
        """Know these units, read elsewhere: their trees are not read here."""
        self._known = known

    def for_review(self, review: Review) -> Index:
        """Return an index that holds all there is on the review's unit."""
        folder = review.file.parent
        known = self._known.get((self._tree(folder), review.unit.id))
        return self.for_folder(folder) if known is None else known

    def for_folder(self, folder: Path) -> Index:
        """Return the index of the folder tree that holds the reviews in `folder`."""
        from docgen.history.index import index_of

        tree = self._tree(folder)
        if tree not in self._indexes:
            self._indexes[tree] = index_of(folder)
        return self._indexes[tree]

    def _tree(self, folder: Path) -> Path:
        from docgen.history.index import tree_of

        if folder not in self._trees:
            self._trees[folder] = tree_of(folder)
        return self._trees[folder]

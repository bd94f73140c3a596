"""The indexes of earlier reviews that a run needs, each read once and only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model import Review

if TYPE_CHECKING:
    from docgen.history.index import Index
    from docgen.history.neighbours import Neighbours

UnitIndexes = Mapping[tuple[Path, str], "Index"]
"""Index by the folder at which a tree begins, and unit id."""


class HistoryCache:
    """The indexes of earlier reviews that a run needs, each read once."""

    def __init__(
        self,
        neighbours: Mapping[Path, Neighbours] | None = None,
        read: Callable[[Path], Index] | None = None,
    ) -> None:
        """Take what is known of each tree already, read elsewhere; `read` reads an index."""
        self._read = read
        self._neighbours: dict[Path, Neighbours] = dict(neighbours or {})
        self._trees: dict[Path, Path] = {}
        self._indexes: dict[Path, Index] = {}
        self._known: UnitIndexes = {}

    def preload(self, known: UnitIndexes) -> None:
        """Know these units, read elsewhere: their trees are not read here."""
        self._known = known

    def know_nothing(self, review: Review) -> None:
        """Know of a unit that there are no other reviews of it: of one that stands in no file."""
        from docgen.history.index import Index

        tree = self.tree(review.file.parent)
        self.preload({(tree, review.unit.id): Index(tree)})

    def for_review(self, review: Review) -> Index:
        """Return an index that holds all there is on the review's unit."""
        folder = review.file.parent
        known = self._known.get((self.tree(folder), review.unit.id))
        return self.for_folder(folder) if known is None else known

    def for_folder(self, folder: Path) -> Index:
        """Return the index of the folder tree that holds the reviews in `folder`."""
        from docgen.history.index import index_of

        tree = self.tree(folder)
        if tree not in self._indexes:
            self._indexes[tree] = (self._read or index_of)(folder)
        return self._indexes[tree]

    def neighbours(self, folder: Path) -> Neighbours:
        """Return the names that stand in the folder tree that holds the reviews in `folder`."""
        tree = self.tree(folder)
        if tree not in self._neighbours:
            from docgen.history.neighbours import neighbours_of

            self._neighbours[tree] = neighbours_of(self.for_folder(folder).entries)
        return self._neighbours[tree]

    def tree(self, folder: Path) -> Path:
        """Return the folder at which the tree of the reviews in `folder` begins."""
        from docgen.history.index import tree_of

        if folder not in self._trees:
            self._trees[folder] = tree_of(folder)
        return self._trees[folder]

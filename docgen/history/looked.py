"""Indexes that are asked for again and again: a file that stands as it did is not read again."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from docgen.bounds.reading import stamp_of
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.history.entry import IndexedReview
from docgen.history.index import Index, Reader, tree_of
from docgen.review.found import find_reviews

_State = tuple[object, ...]
_Known = dict[Path, tuple[_State, tuple[IndexedReview, ...]]]


class Indexes:
    """The indexes of the folder trees that a server looks into."""

    def __init__(self) -> None:
        self._trees: dict[Path, tuple[Index, _Known]] = {}
        self._lock = threading.Lock()

    def histories(self) -> HistoryCache:
        """Return what a request asks for the reviews before one."""
        return HistoryCache(read=self.of)

    def of(self, folder: Path) -> Index:
        """Return the index of the tree that holds reviews in `folder`, as it stands now."""
        top = tree_of(folder)
        with self._lock:
            index, known = self._trees.get(top, (Index(top), {}))
            now = _looked(top, known)
            if now != known:
                entries = tuple(entry for _, found in now.values() for entry in found)
                index = Index(top, entries)
            self._trees[top] = index, now
            return index


def _looked(top: Path, known: _Known) -> _Known:
    """Return the entries of each file of a tree; those of one that stands as it did are known."""
    reader = Reader()
    now: _Known = {}
    for file in find_reviews(top):
        with suppress(DocgenError, OSError):
            state = stamp_of(file), reader.defaults(file)
            found = known.get(file)
            if found is None or found[0] != state:
                found = state, tuple(reader.entries(file))
            now[file] = found
    return now

"""Names of units, searched for in a text all at once: one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

_PIECE = re.compile(r"\w+|[^\w\s]")
_SHORTEST = 4
"""Letters: shorter names are everyday words."""


class UnitNames:
    """A tree of words, in which each name of a unit is a path."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        """Take the id and name of each unit."""
        self._tree: dict[str, Any] = {}
        self._units: dict[str, set[str]] = {}
        for unit_id, name in units:
            if name not in self._units and len(name) >= _SHORTEST:
                self._add(name)
            self._units.setdefault(name, set()).add(unit_id)

    def _add(self, name: str) -> None:
        node = self._tree
        for piece in _PIECE.findall(name):
            node = node.setdefault(piece, {})
        node[""] = name  # no piece is empty, so this key is the end of a name

    def others_in(self, text: str, unit_id: str, unit_name: str) -> list[tuple[int, str]]:
        """Return where `text` names another unit: offset and name, each name once, by name.

        Whatever blanks and line breaks stand between its words. A name that is part of the unit's
        own is none.
        """
        own = unit_name.casefold()
        found: dict[str, int] = {}
        for offset, name in self._names_in(text):
            if name not in found and self._units[name] != {unit_id} and name.casefold() not in own:
                found[name] = offset
        return [(found[name], name) for name in sorted(found)]

    def _names_in(self, text: str) -> Iterator[tuple[int, str]]:
        pieces = [(match[0], match.start()) for match in _PIECE.finditer(text)]
        for first, (piece, offset) in enumerate(pieces):
            node, step = self._tree.get(piece), first
            while node is not None:
                if "" in node:
                    yield offset, node[""]
                step += 1
                node = node.get(pieces[step][0]) if step < len(pieces) else None

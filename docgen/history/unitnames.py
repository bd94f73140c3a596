"""Names of units, searched for in a text all at once: one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PIECE = re.compile(r"\w+|[^\w\s]")
_BETWEEN = "\0"
_SHORTEST = 4
"""Letters: shorter names are everyday words."""


class UnitNames:
    """Names by their words; how many words a name may have is known by the first of them."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        """Take the id and name of each unit."""
        self._names: dict[str, str] = {}
        """Each name by its pieces."""
        self._lengths: dict[str, tuple[int, ...]] = {}
        """Numbers of pieces of the names that begin with a piece."""
        self._units: dict[str, str | frozenset[str]] = {}
        """The units of a name."""
        for unit_id, name in units:
            known = self._units.get(name)
            if known is None:
                self._units[name] = unit_id
                if len(name) >= _SHORTEST:
                    self._add(name)
            elif known != unit_id:
                others = known if isinstance(known, frozenset) else {known}
                self._units[name] = frozenset((*others, unit_id))

    def _add(self, name: str) -> None:
        pieces = _PIECE.findall(name)
        if not pieces:
            return
        self._names.setdefault(name if pieces == [name] else _BETWEEN.join(pieces), name)
        known = self._lengths.get(pieces[0], ())
        if len(pieces) not in known:
            self._lengths[pieces[0]] = (*known, len(pieces))

    def others_in(self, text: str, unit_id: str, unit_name: str) -> list[tuple[int, str]]:
        """Return where `text` names another unit: offset and name, each name once, by name.

        Whatever blanks and line breaks stand between its words. A name that is part of the unit's
        own is none.
        """
        pieces = _PIECE.findall(text)
        if self._lengths.keys().isdisjoint(pieces):
            return []
        own = unit_name.casefold()
        found: dict[str, int] = {}
        for number, name in self._names_in(pieces):
            if name not in found and self._units[name] != unit_id and name.casefold() not in own:
                found[name] = number
        if not found:
            return []
        starts = [match.start() for match in _PIECE.finditer(text)]
        return [(starts[found[name]], name) for name in sorted(found)]

    def _names_in(self, pieces: list[str]) -> Iterator[tuple[int, str]]:
        """Yield where names begin among the pieces of a text, and the names."""
        begins = self._lengths
        for first in [number for number, piece in enumerate(pieces) if piece in begins]:
            for length in begins[pieces[first]]:
                name = self._names.get(_BETWEEN.join(pieces[first : first + length]))
                if name is not None:
                    yield first, name

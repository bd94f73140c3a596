"""Names of units, searched for in a text all at once: one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_PIECE = re.compile(r"\w+|[^\w\s]")
_SHORTEST = 4
"""Letters: shorter names are everyday words."""


class UnitNames:
    """Names by their words; how many words a name may have is known by the first of them."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        """Take the id and name of each unit."""
        self._units: dict[str, str | frozenset[str]] = {}
        """The units of a name, which stands here with one blank between its pieces."""
        self._as_written: dict[str, str] = {}
        """Names that do not read as they stand above."""
        self._lengths: dict[str, tuple[int, ...]] = {}
        """Numbers of pieces of the names that begin with a piece."""
        for unit_id, name in units:
            if len(name) >= _SHORTEST:
                self._add(name, unit_id)

    def _add(self, name: str, unit_id: str) -> None:
        pieces = _PIECE.findall(name)
        if not pieces:
            return
        spaced = " ".join(pieces)
        known = self._units.setdefault(name if name == spaced else spaced, unit_id)
        if known != unit_id:
            others = known if isinstance(known, frozenset) else {known}
            self._units[spaced] = frozenset((*others, unit_id))
        elif name != spaced:
            self._as_written.setdefault(spaced, name)
        lengths = self._lengths.get(pieces[0], ())
        if len(pieces) not in lengths:
            self._lengths[pieces[0]] = (*lengths, len(pieces))

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
        for number, spaced in self._names_in(pieces):
            name = self._as_written.get(spaced, spaced)
            if name not in found and self._units[spaced] != unit_id and name.casefold() not in own:
                found[name] = number
        if not found:
            return []
        starts = [match.start() for match in _PIECE.finditer(text)]
        return [(starts[found[name]], name) for name in sorted(found)]

    def _names_in(self, pieces: list[str]) -> Iterator[tuple[int, str]]:
        """Yield where names begin among the pieces of a text, and the names as they are kept."""
        begins = self._lengths
        for first in [number for number, piece in enumerate(pieces) if piece in begins]:
            for length in begins[pieces[first]]:
                spaced = " ".join(pieces[first : first + length])
                if spaced in self._units:
                    yield first, spaced

"""Two mappings as one, with nothing lost: texts joined and marked, lists united, doubts noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docgen.model import Data, Pack
from docgen.model.place import Where, dotted
from docgen.model.tongue import say
from docgen.review.shape import value_at
from docgen.yamlfile.writer import shown

_NO_NOTES = frozenset({"id", "score"})
"""Keys that differ from one reviewer's file to the other's as a matter of course."""


class Merging:
    """One merge: who the two sides are, and what had to be noted on the way."""

    def __init__(self, initials: Sequence[str], pack: Pack | None = None) -> None:
        self.initials = tuple(initials)
        self.pack = pack
        """Knows the kinds of its own values."""
        self.notes: list[str] = []
        """Differences that cannot be joined, each a sentence."""
        self.comments: dict[Where, str] = {}
        """What the other file says, as a comment behind the value that is kept."""

    def mapping(self, first: Data, second: Data, path: Where) -> Data:
        """Return both mappings as one, in the order of the first, then of the second."""
        merged = {}
        for key in dict.fromkeys([*first, *second]):
            one, other = first.get(key), second.get(key)
            merged[key] = self.value(one, other, (*path, key))
        return merged

    def value(self, one: Any, other: Any, path: Where) -> Any:
        """Return two values as one; an absent one gives way."""
        if other is None or one == other:
            return one
        if one is None:
            return other
        if isinstance(one, dict) and isinstance(other, dict) and not _is_counts(path):
            return self.mapping(one, other, path)
        kind = self._kind(path)
        if isinstance(one, list) and isinstance(other, list) and kind != "evidence":
            return self._united(one, other, path)
        if kind in ("list", "dates") and isinstance(one, str | list):
            return self._united(_as_list(one), _as_list(other), path)
        if kind == "text" and isinstance(one, str) and isinstance(other, str):
            return self._joined(one, other)
        return self._kept(one, other, path)

    def _kind(self, path: Where) -> str:
        """Return the kind of the value at `path`; what is no value has none."""
        value = value_at(path, self.pack)
        return value.kind if value else ""

    def _joined(self, one: str, other: str) -> str:
        """Return both texts, each behind its reviewer's initials."""
        first, second = one.strip(), other.strip()
        if not first or not second or first == second:
            return one if first else other
        return "\n\n".join((self._marked(0, first), self._marked(1, second))) + "\n"

    def _marked(self, side: int, text: str) -> str:
        """Return a text behind its reviewer's initials; bullets begin on a line of their own."""
        initials = self.initials[side]
        if not initials:  # a merged file: its texts carry their marks
            return text
        return f"{initials}:\n\n{text}" if text.startswith("- ") else f"{initials}: {text}"

    def _united(self, one: list[Any], other: list[Any], path: Where) -> list[Any]:
        """Return the entries of both lists, each once; people are the same by their name."""
        united = list(one)
        for entry in other:
            name = entry.get("name") if isinstance(entry, dict) else None
            at = next(
                (
                    place
                    for place, known in enumerate(united)
                    if name and isinstance(known, dict) and known.get("name") == name
                ),
                None,
            )
            if at is not None:
                united[at] = self.mapping(united[at], entry, (*path, str(name)))
            elif entry not in united:
                united.append(entry)
        if path[-1] == "dates" and all(isinstance(entry, str) for entry in united):
            united.sort()
        return united

    def _kept(self, one: Any, other: Any, path: Where) -> Any:
        """Return the first value and note what the other file says."""
        if path[-1] not in _NO_NOTES:
            who = [name or say("the other file") for name in self.initials]
            kept, left = shown(one), shown(other)
            self.notes.append(
                say(
                    "{path}: {one} has {kept}, {other} has {left}; the first is kept",
                    path=dotted(path),
                    one=who[0],
                    kept=kept,
                    other=who[1],
                    left=left,
                )
            )
            self.comments[path] = f"{who[1]}: {left}"
        return one


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_counts(path: Where) -> bool:
    """Return whether the mapping at `path` is one figure: jobs by type or by employer."""
    return len(path) > 1 and path[-2] == "evidence"

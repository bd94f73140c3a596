"""Look through the texts of a review: all at once, and one by one where something may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from docgen.bounds.recent import Recent
from docgen.check.texts import (
    PLACEHOLDER,
    RULES,
    WRAPPED,
    Facts,
    TypedText,
    wrong_level,
    wrong_total,
)
from docgen.model import Data, Problem
from docgen.model.place import Where, dotted
from docgen.review.file import Loaded
from docgen.word.render.text import FORBIDDEN
from docgen.yamlfile.places import Places
from docgen.yamlfile.schemas import part_of
from docgen.yamlfile.tree import Spot

_PLACEHOLDERS = ("todo", "xx", "???")
"""How placeholders begin, in small letters."""
_BETWEEN = "\n|\n"
"""Stands between two texts that are looked through in one go; no rule looks across it."""
MOST_IN_A_TEXT = 60
"""Findings of one rule that are told of one text."""
_NO_TEXT = {("pack",), ("id",), ("unit", "id")}
_MOST_KINDS = 5000
"""Places of which it is remembered whether a text stands there."""
_kinds: Recent[int, tuple[Data, dict[Where, bool]]] = Recent(8)


def text_warnings(loaded: Loaded, schema: Data, facts: Facts) -> Iterator[Problem]:
    """Yield a warning for each thing that looks wrong in a text of the review."""
    places: dict[int, Places] = {}
    for text in typed_texts(loaded, schema, facts):
        for rule in RULES:
            for offset, name, message in islice(rule(text, facts), MOST_IN_A_TEXT):
                if id(text.source) not in places:
                    places[id(text.source)] = Places(text.source)
                line, column = places[id(text.source)].at(text.spot.start + offset)
                if loaded.line and text.file == loaded.file:
                    line = loaded.line
                yield Problem(name, message, text.file, line, column, dotted(text.path), "warning")


def typed_texts(loaded: Loaded, schema: Data, facts: Facts) -> Iterator[TypedText]:
    """Yield the texts in which something may be wrong, of a review and its defaults.

    Without those that another file replaces. Where nothing looks odd, which is nearly everywhere,
    no text is looked for in its file.
    """
    suspects = Suspects(facts)
    for index, source in enumerate(loaded.sources):
        if not source.faults and not suspects.among(_values(source.data)):
            continue
        tree = loaded.tree(index)
        for path, spot, value in tree.scalars():
            if not value or not _is_text(schema, path) or loaded.holder(path) != index:
                continue
            if source.faults or suspects.among([value]):
                yield TypedText(source.file, path, spot, value, tree.text)


def _values(data: Any) -> Iterator[str]:
    """Yield each value that may be a text."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _values(value)


def _is_text(schema: Data, path: Where) -> bool:
    """Return whether the schema has a text at a path."""
    kinds = _kinds.get(id(schema))
    if kinds is None or kinds[0] is not schema:
        kinds = _kinds.keep(id(schema), (schema, {}))
    alike = tuple(0 if isinstance(step, int) else step for step in path)
    known = kinds[1].get(alike)
    if known is None:
        part = part_of(schema, path)
        known = "string" in part.get("type", ()) and "format" not in part and path not in _NO_TEXT
        if len(kinds[1]) < _MOST_KINDS:
            kinds[1][alike] = known
    return known


class Suspects:
    """Finds texts in which a rule may find something: many in one go, by their values alone."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of_totals = _needles(
            (str(facts.result.highest), *facts.total_words, *facts.point_words)
        )
        self._of_levels = _needles(tuple(one.label for one in facts.pack.levels))

    def among(self, values: Iterable[str]) -> bool:
        """Return whether a rule may find something in one of these texts."""
        text, facts = _BETWEEN.join(values), self._facts
        low = text.casefold()
        if any(word in low for word in _PLACEHOLDERS) and PLACEHOLDER.search(text):
            return True
        if FORBIDDEN.search(text) or _has_long_lines(text):
            return True
        typed = TypedText(Path(), ("summary",), Spot(1, 1, 0, 0, "block", text), text, text)
        if any(word in low for word in self._of_totals) and any(wrong_total(typed, facts)):
            return True
        if any(word in low for word in self._of_levels) and any(wrong_level(typed, facts)):
            return True
        return bool(facts.names.others_in(text, facts.unit_id, facts.unit_name))


@lru_cache(maxsize=32)
def _needles(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the longest word of each term in small letters: looked for faster than a pattern."""
    return tuple(dict.fromkeys(max(term.casefold().split(), key=len) for term in terms if term))


def _has_long_lines(text: str) -> bool:
    """Return whether three lines in a row are long, as those of a paragraph broken by hand."""
    row = 0
    for length in map(len, text.split("\n")):
        row = row + 1 if length >= WRAPPED.start else 0
        if row == 3:
            return True
    return False

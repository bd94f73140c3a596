"""Which value a field of a form stands for: by its tag, else by its bookmark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.model import Pack
from docgen.review.shape import BLOCKS, Kind, Value, label_key, values_of
from docgen.word.readback.fields import Field
from docgen.word.render.anchors import number_of, tag_of

MOST_ENTRIES = 60
"""Entries of a list that are known by their bookmarks."""
_BOOKMARK = re.compile(r"dg_(\d+)(?:_\w+)?")


class Target(NamedTuple):
    """What a field stands for."""

    path: str
    """Its place in the review, entries by their key: `development.k1.name`."""
    kind: Kind | str
    """The kind of the value; `statement` for points and level in one text."""
    short: bool = False
    """True for a list that stands on one line."""

    is_entry: bool = False
    """True for one of several fields of a list."""
    choices: tuple[str, ...] = ()
    """The words of a choice that has words of its own."""


_DERIVED = {
    "criteria.*.points": "score",
    "development.*.name": "criterion",
    "development.*.score": "score",
    "previous.statement": "statement",
    "result.statement": "statement",
    "result.total": "number",
}
"""What a form asks for besides the values of the review."""


_OURS = re.compile(rf"(?:{'|'.join(BLOCKS)})\b|dg:")


def is_field(field: Field) -> bool:
    """Return whether a field can be one of docgen's, whatever pack made it."""
    return is_own_bookmark(field.bookmark) or is_own_tag(field.tag)


def is_own_tag(tag: str) -> bool:
    """Return whether a control's tag is docgen's, whatever pack made it."""
    return bool(_OURS.match(tag))


def is_own_bookmark(name: str) -> bool:
    """Return whether the name of a bookmark is docgen's."""
    return bool(_BOOKMARK.fullmatch(name))


def called(path: str, pack: Pack) -> str:
    """Return what a pack calls a value; of a criterion or a section, its name too."""
    label = pack.labels.get(label_key(path)) or _derived_label(path, pack) or path
    steps = path.split(".")
    names = {c.id: f"{c.printed} {c.short_name}".strip() for c in pack.criteria}
    names |= {section.id: section.label for section in pack.sections}
    return f"{names[steps[1]]}, {label}" if len(steps) > 1 and steps[1] in names else label


def _derived_label(path: str, pack: Pack) -> str:
    """Return what a pack calls something derived; empty for what it has no word for."""
    first, _, rest = path.partition(".")
    if first == "result":
        return pack.texts.get("total" if rest == "total" else "heading_levels", "")
    if first in ("criteria", "development") and rest.endswith((".points", ".score")):
        return pack.labels.get("criteria.score", "")
    if first == "development":
        return pack.labels.get("development.criterion", "")
    return pack.texts.get("points", "") if first == "sections" else ""


class Paths:
    """The paths that fields of one pack's forms can have."""

    def __init__(self, pack: Pack) -> None:
        self._targets = {target.path: target for target in _targets(pack)}
        self._by_tag = {tag_of(path): target for path, target in self._targets.items()}
        self._by_number = {str(number_of(path)): path for path in self._targets}

    def at(self, path: str) -> Target:
        """Return what is known of a path; raises KeyError for one that no form has."""
        return self._targets[path]

    def of(self, field: Field) -> Target | None:
        """Return what a field stands for; None for a control of another program."""
        if target := self._by_tag.get(field.tag):
            return target
        found = _BOOKMARK.fullmatch(field.bookmark)
        path = self._by_number.get(found[1], "") if found else ""
        return self._targets.get(path)


def _targets(pack: Pack) -> Iterator[Target]:
    for value in values_of(pack):
        if value.use == "internal":
            continue
        yield from _of(value.path, value.kind, pack, value)
    for path, kind in _DERIVED.items():
        yield from _of(path, kind, pack, None)


def _of(path: str, kind: Kind | str, pack: Pack, value: Value | None) -> Iterator[Target]:
    short = value is not None and value.short
    first, star, rest = path.partition(".*")
    entries = [f"k{number}" for number in range(1, MOST_ENTRIES)]
    criteria = [criterion.id for criterion in pack.criteria]
    if star:
        keys = criteria if first == "criteria" else [*entries, *criteria]
        for key in keys:
            yield Target(f"{first}.{key}{rest}", kind, short)
        return
    yield Target(path, kind, short, choices=value.choices if value else ())
    if kind == "list":
        for entry in entries:
            yield Target(f"{path}.{entry}", kind, short, is_entry=True)

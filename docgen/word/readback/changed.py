"""Which printed values of an edited report are no longer what docgen printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docgen.word.readback.fields import Edited, Field, Line
from docgen.word.readback.store import Store
from docgen.word.render.anchors import number_of, tag_of

IN_LINE = "="
"""Before the path of a list, in the store: as it is printed in one line."""


class Changed(NamedTuple):
    """A printed value that was changed, or that is not found any more."""

    path: str
    field: Field | None
    """A place where it reads otherwise; None where no place is left."""


def changed_values(edited: Edited, store: Store) -> list[Changed]:
    """Return the values that read otherwise than they were printed, each once."""
    by_tag: dict[str, list[Field]] = {}
    by_number: dict[int, list[Field]] = {}
    for field in edited.fields():
        if field.tag:
            by_tag.setdefault(field.tag, []).append(field)
        elif field.number:
            by_number.setdefault(field.number, []).append(field)
    paths = dict.fromkeys(path.removeprefix(IN_LINE) for path in store.values)
    found = []
    for path in paths:
        fields = [*by_tag.get(tag_of(path), ()), *by_number.get(number_of(path), ())]
        if not fields:
            found.append(Changed(path, None))
        elif other := next((one for one in fields if not _is_printed(one, path, store)), None):
            found.append(Changed(path, other))
    return found


def paragraphs_of(lines: Iterable[Line]) -> list[str]:
    """Return the paragraphs of a field as checksums are made of them; bullets begin with `- `."""
    return [f"- {line.text}" if line.bullet else line.text for line in lines if line.text]


def _is_printed(field: Field, path: str, store: Store) -> bool:
    texts = paragraphs_of(field.lines)
    return store.is_of(path, texts) or store.is_of(f"{IN_LINE}{path}", texts)

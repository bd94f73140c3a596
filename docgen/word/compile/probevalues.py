"""Values that are known again in a report: one of each kind for each tag, and how it prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from docgen.word.compile.tags import Tag
from docgen.word.render.blanks import NARROW
from docgen.word.render.controls import Wording
from docgen.word.render.markup import Captured
from docgen.word.render.modes import Mode
from docgen.word.render.sites import Slot, block_maker
from docgen.word.render.text import Formatter, line_writer

_FIRST_DAY = date(2001, 1, 1)
_ROUNDS = 4
"""More than a loop goes round, so that each round has figures of its own."""
_XML = {
    "r": "<w:r><w:t>{}</w:t></w:r>",
    "p": "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
    "tc": "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>",
    "tr": "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>",
}
_ELSEWHERE: Mapping[str, Any] = {"attr": "AABBCC", "columns": 1}
"""What stands in attributes: a colour, a name, a number of columns."""


def word(tag: Tag, turn: int) -> str:
    """Return the word of a tag in a round."""
    return f"Prb{leading_number(tag)}x{turn}"


def leading_number(tag: Tag) -> int:
    """Return the number of the tag, or of the one whose paragraph it begins."""
    return int(tag.site["key"].rpartition(" ")[2]) if tag.site else tag.number


def value_for(tag: Tag, turn: int, size: int) -> Any:
    """Return a value of the tag's kind: nothing (0), one line (1), or all that it may hold (2)."""
    name = word(tag, turn)
    if tag.site is None:
        if tag.location == "address":
            return f"https://{name}"
        if tag.location == "xml":
            return Captured(_XML.get(tag.level, "{}").format(name))
        return _ELSEWHERE.get(tag.location, name)
    kind, figure = tag.site["kind"], leading_number(tag) * _ROUNDS + turn
    if kind == "text" and tag.site["form"] == "inline" and size == 2:
        return f"{name}a {name}b"  # its line breaks would be breaks like the template's own
    return _typed(kind, name, figure, size)


def _typed(kind: str, name: str, figure: int, size: int) -> Any:
    if kind == "text":
        return ("", name, f"{name}a\n\n{name}b\n\n- {name}c")[size]
    if kind == "list":
        return [f"{name}{n}" for n in range(size)]
    day = (_FIRST_DAY + timedelta(days=figure)).isoformat()
    if kind == "dates":
        return [day] * size
    if kind in ("number", "score", "total"):
        return 1000 + figure if size else None
    if kind == "date":
        return day if size else ""
    return name if size else ""


def printed(
    tag: Tag, value: Any, mode: Mode, wording: Wording, filters: Mapping[str, Formatter]
) -> str:
    """Return the words that a value prints at its tag."""
    spec = tag.site
    if spec is None:
        return "" if tag.location in _ELSEWHERE else str(value)
    if spec["form"] == "head":
        return ""
    if mode == "form" and (spec["path"] or spec["asked_in_form"]):
        return _prompts(spec, value, wording)
    if spec["form"] == "inline":
        return line_writer(spec["kind"], filters)(value)
    blocks = block_maker(spec["kind"], filters)(value)
    return "".join(f"{spec['mark'] if bullet else ''}{text}" for bullet, text in blocks)


def _prompts(spec: Slot, value: Any, wording: Wording) -> str:
    prompt = wording.placeholder
    if wording.short and spec["kind"] in NARROW:
        prompt = wording.short
    several = spec["form"] != "inline" and spec["kind"] == "list" and isinstance(value, list)
    return prompt * max(len(value) if several else 1, 1)

"""The functions that compiled templates call to write a value where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docgen.word.render.controls import LAST_IN_CELL
from docgen.word.render.grid import fit_grid
from docgen.word.render.text import (
    FORBIDDEN,
    ForbiddenCharacterError,
    escape_attribute,
    escape_plain,
    escape_text,
)

WRITER = "_dg_"
"""Their names begin like this; no template can call them."""


def write_text(value: Any) -> str:
    """Return any value for a w:t, as Jinja's autoescape and docxtpl's line breaks would."""
    if type(value) is str:
        if value.isprintable() and "&" not in value and "<" not in value and ">" not in value:
            return value  # what `escape_text` says too, a call earlier
        return escape_text(value)
    return _brought_along(value) if hasattr(value, "__html__") else escape_text(str(value))


def _brought_along(value: Any) -> str:
    """Return the XML of a value that brings its own."""
    text = str(value.__html__())
    if FORBIDDEN.search(text):
        raise ForbiddenCharacterError("control characters, which no Word file may hold")
    return text


def write_plain(value: Any) -> str:
    """Return any value for an element outside paragraphs."""
    return escape_plain(str(value))


def write_attribute(value: Any) -> str:
    """Return any value for an attribute."""
    return escape_attribute(str(value))


def write_xml(value: Any) -> str:
    """Return the XML that a value for a whole run or paragraph brings along."""
    if hasattr(value, "__html__"):
        return _brought_along(value)
    raise TypeError(f"{type(value).__name__} is no rich text; write the tag without its p or r")


def _keep_paragraph(content: Any) -> str:
    """Return a cell's content, which must end in a paragraph (Word calls the file broken else)."""
    text = str(content)
    if text.rstrip().endswith(("</w:p>", "<w:p/>")):
        return text
    return text + (LAST_IN_CELL if "<w:sdt>" in text else "<w:p/>")


def _keep_rows(content: Any) -> str:
    """Return a table, or nothing when no row of it is left."""
    text = str(content)
    return text if "<w:tr" in text.replace("<w:trPr", "") else ""


def _fit_grid(content: Any) -> str:
    """Return a table whose cells were looped over, with a grid that fits them."""
    return fit_grid(str(content))


GUARDS: dict[str, Callable[[Any], str]] = {
    "_guard_cell": _keep_paragraph,
    "_guard_grid": _fit_grid,
    "_guard_table": _keep_rows,
}


def _soft(writer: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the writer for typed templates, where an absent value prints nothing."""
    return lambda value: "" if value is None else writer(value)


CONSTANT_WRITERS: dict[str, Callable[[Any], str]] = {
    f"{WRITER}text": write_text,
    f"{WRITER}plain": write_plain,
    f"{WRITER}attr": write_attribute,
    f"{WRITER}soft_text": _soft(write_text),
    f"{WRITER}soft_plain": _soft(write_plain),
    f"{WRITER}soft_attr": _soft(write_attribute),
}


def record_path(record: Any) -> str:
    """Return the path of a record of the review; empty for what has none."""
    if type(record) is dict:  # always, for the names of a review
        return str(record.get("_p", ""))
    return str(record.get("_p", "")) if isinstance(record, Mapping) else ""


WRITERS: dict[str, Callable[[Any], str]] = {
    **CONSTANT_WRITERS,
    f"{WRITER}xml": write_xml,
    f"{WRITER}path": record_path,
}

"""The functions that compiled templates call to write a value where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from docgen.bounds.templates import MOST_COLUMNS
from docgen.model.tongue import say
from docgen.word.render import budget
from docgen.word.render.controls import LAST_IN_CELL
from docgen.word.render.markup import brings_markup, brought, changed_text, joined, text_of
from docgen.word.render.text import escape_attribute, escape_plain, escape_text, escape_unchecked

WRITER = "_dg_"
"""Their names begin like this; no template can call them."""


def write_text(value: Any) -> str:
    """Return any value for a w:t, as Jinja's autoescape and docxtpl's line breaks would."""
    if type(value) is str:
        return escape_text(value)
    return brought(value, "text") if brings_markup(value) else escape_text(text_of(value))


def write_unchecked(value: Any) -> str:
    """Return the same, for a part that is looked at as a whole."""
    if type(value) is str:
        return escape_unchecked(value)
    if type(value) is int:
        return str(value)
    return brought(value, "text") if brings_markup(value) else escape_unchecked(text_of(value))


def write_plain(value: Any) -> str:
    """Return any value for an element outside paragraphs."""
    return escape_plain(text_of(value))


def write_attribute(value: Any) -> str:
    """Return any value for an attribute."""
    return escape_attribute(text_of(value))


def write_code(value: Any) -> str:
    """Return any value for the code of a field: it ends no argument and begins no switch."""
    text = text_of(value).replace("\\", "\\\\").replace('"', '\\"')
    return escape_plain(text)


def write_address(value: Any) -> str:
    """Return any value for the beginning of a link's address; ValueError where none may lead."""
    from docgen.word.render.links import may_lead_to

    text = text_of(value).strip()
    if text and not may_lead_to(text):
        raise ValueError(
            say(
                "a link leads to http, https, mailto or a place in the document, not "
                "{text!r}; write a whole address",
                text=text[:40],
            )
        )
    return write_code(text or "#")


def write_columns(value: Any) -> str:
    """Return the number of columns that a cell spans; ValueError for none, or too many."""
    text = text_of(value).strip()
    if text.isdecimal() and 1 <= int(text[:9]) <= MOST_COLUMNS:
        return str(int(text))
    raise ValueError(
        say(
            "a cell spans 1 to {most} columns, not {text!r}; give it such a number",
            most=MOST_COLUMNS,
            text=text[:20],
        )
    )


def _xml_writer(place: str) -> Callable[[Any], str]:
    def write_xml(value: Any) -> str:
        """Return the XML that a value for a whole run, paragraph, row or cell brings along."""
        if brings_markup(value):
            return brought(value, place)
        raise TypeError(
            say("the value is no rich text; write the tag without its {place}", place=place)
        )

    return write_xml


_BORDER = r"</w:p>((?:<w:bookmarkEnd [^>]*/>)+)\s*\Z"
"""The end of a record's bookmark behind the last paragraph."""


def _keep_paragraph(text: str) -> str:
    """Return a cell's content, which must end in a paragraph (Word calls the file broken else)."""
    if text.rstrip().endswith(("</w:p>", "<w:p/>")):
        return text
    if text.rstrip().endswith("/>"):
        text, found = re.subn(_BORDER, r"\1</w:p>", text)
        if found:
            return text
    return text + (LAST_IN_CELL if "<w:sdt>" in text else "<w:p/>")


def _keep_rows(text: str) -> str:
    """Return a table, or nothing when no row of it is left."""
    return text if "<w:tr" in text.replace("<w:trPr", "") else ""


def _keep_cells(text: str) -> str:
    """Return a row, or nothing when no cell of it is left."""
    return text if "<w:tc>" in text or "<w:tc " in text else ""


def _keep_control(text: str) -> str:
    """Return a control, or nothing when it holds nothing."""
    _, _, content = text.partition("<w:sdtContent>")
    return text if "<w:p" in content or "<w:r" in content or "<w:t" in content else ""


@cache
def _beside() -> Any:
    from docgen.word.render import beside

    return beside


@cache
def _copies() -> Any:
    from docgen.word.render import copies

    return copies


@cache
def _grid() -> Any:
    from docgen.word.render import grid

    return grid


def _late(module: Callable[[], Any], name: str) -> Callable[..., Any]:
    """Return a function of a module that few templates need; its first call imports the module."""
    found = attrgetter(name)
    return lambda *given: found(module())(*given)


GUARDS: dict[str, Callable[..., str]] = {
    f"{WRITER}keep_paragraph": _keep_paragraph,
    f"{WRITER}fit_grid": _late(_grid, "fit_grid"),
    f"{WRITER}keep_rows": _keep_rows,
    f"{WRITER}keep_cells": _keep_cells,
    f"{WRITER}keep_control": _keep_control,
    f"{WRITER}with_content": _late(_beside, "with_content"),
    f"{WRITER}with_marks": _late(_beside, "with_marks"),
    f"{WRITER}with_end": _late(_beside, "with_end"),
    f"{WRITER}renumbered": _late(_copies, "renumbered"),
    f"{WRITER}elsewhere": _late(_copies, "kept_elsewhere"),
}
"""What the blocks around cells, tables and values do; see `compile.cells` and its neighbours."""

COPIES: dict[str, Callable[..., Any]] = {
    f"{WRITER}new": _late(_copies, "Copies.new"),
    f"{WRITER}number": _late(_copies, "Copies.number"),
    f"{WRITER}anchor": _late(_copies, "Copies.anchor"),
    f"{WRITER}marked": _late(_copies, "Copies.marked"),
    f"{WRITER}missing": _late(_copies, "Copies.missing"),
    f"{WRITER}list": _late(_copies, "Copies.list_number"),
    f"{WRITER}lists": _late(_copies, "Copies.further_lists"),
    f"{WRITER}kept": _late(_copies, "Copies.kept"),
    f"{WRITER}raw": str,
}
"""What our own tags ask for things that are printed again; see `compile.copies`."""


def soft(writer: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the writer for typed templates, where an absent value prints nothing."""
    return lambda value: "" if value is None else writer(value)


CONSTANT_WRITERS: dict[str, Callable[[Any], str]] = {
    f"{WRITER}text": write_text,
    f"{WRITER}plain": write_plain,
    f"{WRITER}attr": write_attribute,
    f"{WRITER}code": write_code,
    f"{WRITER}address": write_address,
    f"{WRITER}soft_code": soft(write_code),
    f"{WRITER}soft_address": soft(write_address),
    f"{WRITER}soft_text": soft(write_text),
    f"{WRITER}soft_plain": soft(write_plain),
    f"{WRITER}soft_attr": soft(write_attribute),
    f"{WRITER}columns": write_columns,
}


def record_path(record: Any) -> str:
    """Return the path of a record of the review; empty for what has none."""
    if type(record) is dict:  # always, for the names of a review
        return str(record.get("_p", ""))
    return str(record.get("_p", "")) if isinstance(record, Mapping) else ""


_SILENT: dict[str, Callable[..., Any]] = {
    f"{WRITER}said": lambda *_: None,
    f"{WRITER}then": lambda written, *_: written,
    f"{WRITER}told_text": lambda value, *_: write_text(value),
    f"{WRITER}told_soft_text": lambda value, *_: "" if value is None else write_text(value),
    f"{WRITER}told_xml": lambda written, *_: written,
}
"""What tells the text outside fields, in a report without a store; see `outside`."""

WRITERS: dict[str, Callable[..., Any]] = {
    **CONSTANT_WRITERS,
    **_SILENT,
    **{f"{WRITER}{place}": _xml_writer(place) for place in ("p", "r", "tr", "tc")},
    f"{WRITER}path": record_path,
    f"{WRITER}joined": joined,
    f"{WRITER}changed": changed_text,
    f"{WRITER}rounds": budget.rounds,
    f"{WRITER}spend": budget.spend,
    f"{WRITER}weighed": budget.weighed,
    f"{WRITER}settle": budget.settle,
    f"{WRITER}pieces": budget.Pieces,
    f"{WRITER}len": len,
    **COPIES,
    **GUARDS,
}
"""Every function of ours that compiled code may name, besides the sites of its part."""

QUICK: dict[str, Callable[[Any], str]] = {
    f"{WRITER}text": write_unchecked,
    f"{WRITER}soft_text": soft(write_unchecked),
}
"""What stands for those of the same name where the whole part is looked at afterwards."""

SITE = re.compile(r"_dg_s\d+")
"""The name of a site in the code of its part."""

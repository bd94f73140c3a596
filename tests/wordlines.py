"""Lines, fields and values as they are read out of a Word file, made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docgen.intake.form import Said, Taken
from docgen.model import Pack
from docgen.word.readback.fields import Edited, Field, Line, open_edited
from tests.wordedits import document, paragraph


def a_line(text: str, place: str = "paragraph 1", **more: Any) -> Line:
    """Return a line; `more` are its other fields, as `bullet=True`."""
    usual = {"bullet": False, "numbered": False, "depth": 0, "whole": True}
    return Line(text=text, place=place, **usual | more)


def a_field(*texts: str, **more: Any) -> Field:
    """Return a field that holds a line for each text."""
    lines = tuple(a_line(text, f"paragraph {number}") for number, text in enumerate(texts, 1))
    usual: dict[str, Any] = {"tag": "", "bookmark": "", "alias": "", "prompt": False}
    usual |= {"place": "paragraph 1", "extras": (), "part": "word/document.xml", "span": (0, 1)}
    return Field(lines=lines, **usual | more)


def said(pack: Pack, values: Mapping[str, Any], *, lenient: bool = False) -> Taken:
    """Return what was read of a file: values by path, a tuple where two places say one.

    The places are `paragraph 1`, `paragraph 2`, in the order of the values.
    """
    taken = Taken(Path("form.docx"), pack, lenient=lenient)
    number = 0
    for path, value in values.items():
        for one in value if type(value) is tuple else (value,):
            number += 1
            taken.values.setdefault(path, []).append(Said(one, f"paragraph {number}"))
    return taken


def told(taken: Taken) -> list[tuple[str, str, str]]:
    """Return rule, severity and place of each fault."""
    return [(one.rule, one.severity, one.where) for one in taken.problems]


def opened(*body: str) -> Edited:
    """Return a Word file whose body is that XML, opened."""
    return open_edited(document("".join(body)), "a.docx")


def cell(text: str, span: int = 1) -> str:
    """Return a cell of XML, or with a paragraph for each line of a text."""
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
    inner = text if text.startswith("<w:") else "".join(map(paragraph, text.split("\n")))
    return f"<w:tc>{wide}{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """Return a table; what is no cell becomes one."""
    cells = [[one if one.startswith("<w:tc>") else cell(one) for one in row] for row in rows]
    inner = ("".join(row) for row in cells)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in inner)}</w:tbl>"

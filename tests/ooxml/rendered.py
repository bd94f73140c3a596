"""Render small templates and read what a person would read in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.render.sites import Slot
from docgen.word.template import Template
from ooxml.minimal import a_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}cr": "\n"}


def a_template(
    body: str | bytes, fields: Any = None, filters: Any = None, **kwargs: Any
) -> Template:
    """Return the compiled template of a body (or of a whole file's bytes)."""
    data = body if isinstance(body, bytes) else a_report(body, **kwargs)
    package = read_package(data, "t.docx")
    return Template(compile_template(package, "t.docx", fields=fields, filters=filters), filters)


def a_slot(**changed: Any) -> Slot:
    """Return the data of a site: a line that stands in an open run and is derived; or changed."""
    texts = ("ppr", "more", "bullet", "mark", "rpr", "key", "path", "tail", "label", "form_path")
    flags = ("keep", "in_run", "opens", "closes", "asked_in_form", "told", "short")
    plain = {**dict.fromkeys(texts, ""), **dict.fromkeys(flags, False)}
    slot: Any = {**plain, "form": "inline", "kind": "line", "place": 1, "choices": (), **changed}
    return slot


def paragraphs(report: bytes | Path, part: str = "word/document.xml") -> list[str]:
    """Return the texts of a part's paragraphs; breaks as newlines, tabs as tabs."""
    return [_text(paragraph) for paragraph in tree(report, part).iter(f"{W}p")]


def cells(report: bytes) -> list[list[list[str]]]:
    """Return the paragraphs of each cell of each row of all tables."""
    return [
        [[_text(p) for p in cell.iter(f"{W}p")] for cell in row.findall(f"{W}tc")]
        for row in tree(report).iter(f"{W}tr")
    ]


def styles(report: bytes) -> list[tuple[str, str]]:
    """Return style id and text of each paragraph of the body."""
    found = []
    for paragraph in tree(report).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found.append(("" if style is None else str(style.get(f"{W}val")), _text(paragraph)))
    return found


def tree(report: bytes | Path, part: str = "word/document.xml") -> Any:
    """Return the strictly parsed root of a part."""
    return etree.fromstring(parts_of(report)[part])


def parts_of(report: bytes | Path) -> Mapping[str, bytes]:
    """Return the parts of a Word file."""
    data = report.read_bytes() if isinstance(report, Path) else report
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _text(paragraph: Any) -> str:
    return "".join(
        _MARKS.get(node.tag, node.text or "")
        for node in paragraph.iter(f"{W}t", *_MARKS)
        if next(node.iterancestors(f"{W}p")) is paragraph
    )

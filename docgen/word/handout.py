"""A plain Word file of headings, paragraphs and tables: what docgen hands out to be read."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple


class Text(NamedTuple):
    """A paragraph."""

    text: str
    kind: Literal["heading", "plain", "bullet"] = "plain"


class Table(NamedTuple):
    """A table with a head that is repeated on each page."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def handout(title: str, blocks: Iterable[Text | Table], *, language: str = "en-GB") -> bytes:
    """Return the Word file; what it is given is text, tags in it are not looked at."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = docx.Document()
    made.core_properties.title = title
    mark = next(made.styles.element.iter(qn("w:lang")))
    mark.set(qn("w:val"), language)
    made.add_heading(title, 0)
    for block in blocks:
        if isinstance(block, Text):
            if block.kind == "heading":
                made.add_heading(block.text, 1)
            else:
                style = "List Bullet" if block.kind == "bullet" else None
                made.add_paragraph(block.text, style)
            continue
        table = made.add_table(len(block.rows) + 1, len(block.heads), "Table Grid")
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        # Cells are listed once: asking python-docx for each one walks the whole table.
        texts = (*block.heads, *(text for row in block.rows for text in row))
        for cell, text in zip(table._cells, texts, strict=True):
            cell.text = text
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()

"""Paragraphs and tables: plain values in, one piece of WordprocessingML out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

TEXT_WIDTH = 9072
"""Between the margins of an upright A4 page, in twentieths of a point (16 cm)."""
MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u2011": "<w:noBreakHyphen/>"}
THIN = 'w:val="single" w:sz="4" w:space="0" w:color="A9BCC2"'
VERTICAL = {"first": "restart", "more": "continue"}
BORDERS = {
    "first": f'<w:top {THIN}/><w:bottom w:val="nil"/>',
    "more": '<w:top w:val="nil"/><w:bottom w:val="nil"/>',
}


class Xml(str):
    """Finished markup, as against text that is still to be escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `tint` fills it with the light colour of the theme."""

    paragraphs: tuple[Xml, ...]
    span: int = 1
    tint: bool = False
    part: str = ""
    """`first` or `more` where several rows look like one: no lines between them."""
    merged: bool = False
    """Whether those rows share this cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; `head` repeats on every page, `whole` never breaks over two."""

    cells: tuple[Cell, ...]
    least: int = 0
    """Least height; a row that breaks keeps that much above the break."""
    head: bool = False
    whole: bool = False


def attribute(value: str) -> str:
    """Return `value` quoted for use as an attribute; tags of a template keep their quotes."""
    return quoteattr(value)


def paragraph(style: str, *pieces: str, new_page: bool = False) -> Xml:
    """Return a paragraph in the style of that id; a piece of plain text becomes runs."""
    inner = "".join(piece if isinstance(piece, Xml) else run(piece) for piece in pieces)
    start = "<w:pageBreakBefore/>" if new_page else ""
    look = "" if style == "Normal" else f'<w:pPr><w:pStyle w:val="{style}"/>{start}</w:pPr>'
    return Xml(f"<w:p>{look}{inner}</w:p>")


def run(text: str, style: str = "") -> Xml:
    """Return runs that show `text`: a tab, a newline and a hyphen that never breaks as Word's."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    parts = re.split("([\t\n\u2011])", text)
    return Xml(
        "".join(f"<w:r>{look}{MARKS.get(part) or _text(part)}</w:r>" for part in parts if part)
    )


def _text(text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{space}>{escape(text)}</w:t>"


def label(text: str) -> Xml:
    """Return `text` in the character style of labels."""
    return run(text, "FieldLabel")


def number_field(instruction: str) -> Xml:
    """Return a field that Word counts itself, PAGE or NUMPAGES; it shows 1 until then."""
    steps = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return Xml("".join(f"<w:r>{step}</w:r>" for step in steps))


def block(tag: str, *content: Xml, end: str = "") -> Xml:
    """Return paragraphs between `{%p tag %}` and its end tag, each tag in its own paragraph."""
    end = end or f"end{tag.split()[0]}"
    return Xml("".join((tag_paragraph(tag), *content, tag_paragraph(end))))


def tag_paragraph(tag: str) -> Xml:
    """Return a paragraph that holds only `{%p tag %}`; rendering removes it."""
    return paragraph("Normal", f"{{%p {tag} %}}")


def cell(style: str, *pieces: str, span: int = 1, tint: bool = False) -> Cell:
    """Return a cell of one paragraph."""
    return Cell((paragraph(style, *pieces),), span, tint)


def head_row(style: str, *titles: str) -> Row:
    """Return the row of column heads, repeated on every page."""
    return Row(tuple(cell(style, title) for title in titles), head=True, whole=True)


def row_block(tag: str, columns: int, *rows: Row) -> tuple[Row, ...]:
    """Return rows between `{%tr tag %}` and its end tag, each tag in a row of its own."""
    return (_tag_row(tag, columns), *rows, _tag_row(f"end{tag.split()[0]}", columns))


def _tag_row(tag: str, columns: int) -> Row:
    return Row((cell("CellText", f"{{%tr {tag} %}}", span=columns),))


def table(
    style: str,
    widths: Sequence[int],
    rows: Sequence[Row],
    *,
    title: str,
    description: str,
    total: bool = False,
) -> Xml:
    """Return a table of fixed column widths; title and description are read by screen readers."""
    heads = any(row.head for row in rows)
    look = (
        f'<w:tblLook w:val="{0x0600 | 0x20 * heads | 0x40 * total:04X}" '
        f'w:firstRow="{int(heads)}" w:lastRow="{int(total)}" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Xml(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val={attribute(title)}/>'
        f"<w:tblDescription w:val={attribute(description)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: Row, widths: Sequence[int]) -> str:
    height = f'<w:trHeight w:val="{row.least}" w:hRule="atLeast"/>' if row.least else ""
    marks = "<w:cantSplit/>" * row.whole + height + "<w:tblHeader/>" * row.head
    cells, column = [], 0
    for item in row.cells:
        cells.append(_cell(item, sum(widths[column : column + item.span])))
        column += item.span
    return f"<w:tr>{f'<w:trPr>{marks}</w:trPr>' if marks else ''}{''.join(cells)}</w:tr>"


def _cell(item: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{item.span}"/>' if item.span > 1 else ""
    merge = f'<w:vMerge w:val="{VERTICAL[item.part]}"/>' if item.merged else ""
    lines = f"<w:tcBorders>{BORDERS[item.part]}</w:tcBorders>" if item.part else ""
    tint = (
        '<w:shd w:val="clear" w:color="auto" w:fill="E6EFF1" w:themeFill="background2"/>'
        if item.tint
        else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{lines}{tint}</w:tcPr>'
        f"{''.join(item.paragraphs)}</w:tc>"
    )

"""What a page is made of, as plain values: paragraphs, tables, and the tags around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

TEXT_WIDTH = 9072
"""What the columns of an upright page add up to, 16 cm; a table is as wide as its page, though."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in a character style; a tab and a newline are Word's own."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field that Word counts itself, PAGE or NUMPAGES."""

    instruction: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page, with the mark that the form gives it."""

    mark: str
    text: str


Piece: TypeAlias = str | Run | NumberField | Footnote


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a style, by the style's name in Word."""

    style: str
    pieces: tuple[Piece, ...]


Content: TypeAlias = "Paragraph | Table | tuple[Content, ...]"
"""What stands below one another on a page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `tint` fills it as the column heads are, `held` keeps the next row by it."""

    content: Content
    span: int = 1
    tint: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; `head` repeats on every page, `whole` never breaks over two."""

    cells: tuple[Cell, ...]
    least: int = 0
    """Least height in twentieths of a point; a row that breaks keeps that much above the break."""
    head: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of fixed column widths; title and description are read by screen readers."""

    style: str
    widths: tuple[int, ...]
    """Shares of the text's width."""
    rows: tuple[Row, ...]
    title: str
    description: str
    total: bool = False
    """Whether the last row holds totals."""


def paragraph(style: str, *pieces: Piece) -> Paragraph:
    """Return a paragraph in the style of that name."""
    return Paragraph(style, pieces)


def label(text: str) -> Run:
    """Return `text` in the character style of labels."""
    return Run(text, "Field Label")


def block(tag: str, *content: Content) -> Content:
    """Return paragraphs between `{%p tag %}` and its end tag, each tag in its own paragraph."""
    return (tag_paragraph(tag), *content, tag_paragraph(f"end{tag.split()[0]}"))


def branches(*ways: tuple[str, Sequence[Content]]) -> Content:
    """Return paragraphs of which one way is printed: `if ...`, `elif ...`, `else`."""
    parts = ((tag_paragraph(tag), *content) for tag, content in ways)
    return (*parts, tag_paragraph("endif"))


def tag_paragraph(tag: str) -> Paragraph:
    """Return a paragraph that holds only `{%p tag %}`; rendering removes it."""
    return paragraph("Normal", f"{{%p {tag} %}}")


def cell(style: str, *pieces: Piece, span: int = 1, tint: bool = False) -> Cell:
    """Return a cell of one paragraph."""
    return Cell(paragraph(style, *pieces), span, tint)


def head_row(style: str, *titles: str) -> Row:
    """Return the row of column heads, repeated on every page."""
    return Row(tuple(cell(style, title) for title in titles), head=True, whole=True)


def row_block(tag: str, columns: int, *rows: Row) -> tuple[Row, ...]:
    """Return rows between `{%tr tag %}` and its end tag, each tag in a row of its own."""
    return (_tag_row(tag, columns), *rows, _tag_row(f"end{tag.split()[0]}", columns))


def _tag_row(tag: str, columns: int) -> Row:
    return Row((cell("Cell Text", f"{{%tr {tag} %}}", span=columns),))


def table(
    style: str,
    widths: Sequence[int],
    rows: Sequence[Row],
    *,
    title: str,
    description: str,
    total: bool = False,
) -> Table:
    """Return a table in the table style of that name; `widths` are shares of the page's."""
    return Table(style, tuple(widths), tuple(rows), title, description, total)

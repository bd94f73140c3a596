"""The grid of a table with python-docx, and what it has no words for: heads, lines and tints."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from layout.base import text_width
from layout.looks import from_table_style, style_id
from layout.pieces import Cell, Row, Table
from layout.wordxml import element

_TINT = "w:tblStylePr[@w:type='firstRow']/w:tcPr/w:shd"
"""Where a table style has the tint of the row of column heads."""


class Grid:
    """A table that is as wide as the page's text, with empty cells."""

    def __init__(self, document: Document, story: BlockItemContainer, table: Table) -> None:
        self._document = document
        self._rows = table.rows
        self._widths = fitted(table.widths, text_width(document.sections[0]).twips)
        width = Twips(sum(self._widths))
        self._table = story.add_table(len(table.rows), len(self._widths), width)
        self._style = table.style
        self._table._tbl.tblStyle_val = style_id(document, table.style)
        self._table.autofit = False
        for column, share in zip(self._table.columns, self._widths, strict=True):
            column.width = Twips(share)
        _describe(self._table, table, width.twips)

    def cells(self) -> Iterator[tuple[WordCell, Cell]]:
        """Yield each cell of the file with what belongs into it."""
        for added, row in zip(self._table.rows, self._rows, strict=True):
            _hold_together(added, row)
            places = added.cells
            column = 0
            for cell in row.cells:
                end = column + cell.span
                place = places[column]
                if cell.span > 1:
                    place = place.merge(places[end - 1])
                place.width = Twips(sum(self._widths[column:end]))
                self._set_look(place, cell)
                yield place, cell
                column = end

    def _set_look(self, place: WordCell, cell: Cell) -> None:
        if cell.tint:
            properties = place._tc.get_or_add_tcPr()
            properties.append(from_table_style(self._document, self._style, _TINT))


def fitted(shares: tuple[int, ...], width: int) -> list[int]:
    """Return whole widths in the proportions of `shares` that add up to `width`."""
    ends = [round(sum(shares[:n]) * width / sum(shares)) for n in range(len(shares) + 1)]
    return [end - start for start, end in pairwise(ends)]


def _describe(added: WordTable, table: Table, width: int) -> None:
    heads = any(row.head for row in table.rows)
    properties = added._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    look = element(
        "w:tblLook",
        val=f"{0x0600 | 0x20 * heads | 0x40 * table.total:04X}",
        firstRow=str(int(heads)),
        lastRow=str(int(table.total)),
        firstColumn="0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    for found in properties.findall(qn("w:tblW")):
        found.set(qn("w:w"), str(width))
        found.set(qn("w:type"), "dxa")
    properties.append(look)
    properties.append(element("w:tblCaption", val=table.title))
    properties.append(element("w:tblDescription", val=table.description))


def _hold_together(added: WordRow, row: Row) -> None:
    if row.whole:
        added._tr.get_or_add_trPr().append(element("w:cantSplit"))
    if row.least:
        added.height = Twips(row.least)
        added.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    if row.head:
        added._tr.get_or_add_trPr().append(element("w:tblHeader"))

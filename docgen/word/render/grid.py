"""Fit the grid of a rendered table to its rows, for templates that loop over cells."""

from __future__ import annotations

import re

from docgen.bounds.templates import MOST_COLUMNS

_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_SPAN = re.compile(r'<w:gridSpan w:val="(\d+)"')
_COLUMN = re.compile(r'<w:gridCol(?: w:w="(\d+)")?[^>]*/>')
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>", re.DOTALL)
_WIDTH = re.compile(r'(<w:tcW w:w=")\d+(" w:type="dxa")')


def fit_grid(table: str) -> str:
    """Return the table with as many grid columns as its widest row, all of one width."""
    if table.count("<w:tbl>") > 1:
        return table
    rows = [[int(s[1]) if (s := _SPAN.search(c)) else 1 for c in _CELL.findall(row)]
            for row in _ROW.findall(table)]  # fmt: skip
    widest = max((sum(spans) for spans in rows), default=0)
    columns = _COLUMN.findall(table)
    if widest in (0, len(columns)):
        return table
    if widest > MOST_COLUMNS:
        raise ValueError(
            f"a table has at most {MOST_COLUMNS} columns, this one would have {widest}; "
            "loop over fewer"
        )
    width = sum(int(c or 0) for c in columns) // widest or 1_000
    grid = f'<w:tblGrid>{f"""<w:gridCol w:w="{width}"/>""" * widest}</w:tblGrid>'

    def widen(cell: re.Match[str]) -> str:
        span = int(s[1]) if (s := _SPAN.search(cell[0])) else 1
        return _WIDTH.sub(rf"\g<1>{width * span}\g<2>", cell[0], count=1)

    return _CELL.sub(widen, _GRID.sub(grid, table, count=1))

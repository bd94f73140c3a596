"""Fit the grid of a rendered table to its rows, for templates that loop over cells.

Columns keep the widths that were drawn for their cells; more columns than fit share the width of
the table. A row that was drawn across the whole table still goes across it.
"""

from __future__ import annotations

import re

from docgen.bounds.templates import MOST_COLUMNS
from docgen.model.tongue import say

_INNERMOST = re.compile(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_SPAN = re.compile(r'<w:gridSpan w:val="(\d+)"')
_GAP = re.compile(r'<w:grid(?:Before|After) w:val="(\d+)"')
_BEFORE = re.compile(r'<w:gridBefore w:val="(\d+)"')
_COLUMN = re.compile(r'<w:gridCol(?: w:w="(\d+)")?[^>]*/>')
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>", re.DOTALL)
_WIDTH = re.compile(r'(<w:tcW w:w=")(\d+)(" w:type="dxa")')
_INNER = re.compile("\x00(\\d+)\x00")
"""Stands for a table in the table; no Word file holds the sign."""


def fit_grid(table: str) -> str:
    """Return the table with as many grid columns as its widest row needs."""
    inner: list[str] = []

    def put_aside(found: re.Match[str]) -> str:
        inner.append(found[0])
        return f"\x00{len(inner) - 1}\x00"

    text = table
    while text.count("<w:tbl>") > 1 and (found := _INNERMOST.search(text, 1)):
        text = text[: found.start()] + put_aside(found) + text[found.end() :]
    text = _fitted(text)
    while found := _INNER.search(text):
        text = text[: found.start()] + inner[int(found[1])] + text[found.end() :]
    return text


def _fitted(table: str) -> str:
    drawn = [int(width or 0) for width in _COLUMN.findall(table)]
    rows = _ROW.findall(table)
    spans = [_columns(row) for row in rows]
    across = [s == len(drawn) and "<w:gridSpan" in row for s, row in zip(spans, rows, strict=True)]
    own = [span for span, whole in zip(spans, across, strict=True) if not whole]
    widest = max(own, default=len(drawn))
    if widest > MOST_COLUMNS:
        raise ValueError(
            say(
                "a table has at most {most} columns, this one would have {widest}; loop over fewer",
                most=MOST_COLUMNS,
                widest=widest,
            )
        )
    widths = _widths(rows, widest, drawn)
    if widths == drawn and all(span in (0, widest) for span in spans):
        return table
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = _GRID.sub(f"<w:tblGrid>{grid}</w:tblGrid>", table, count=1)
    return _ROW.sub(lambda row: _filled(row[0], widest, widths), table)


def _columns(row: str) -> int:
    """Return how many columns of the grid a row covers."""
    gaps = sum(map(int, _GAP.findall(row)))
    return gaps + sum(map(_span, _CELL.findall(row)))


def _span(cell: str) -> int:
    found = _SPAN.search(cell)
    return int(found[1]) if found else 1


def _widths(rows: list[str], widest: int, drawn: list[int]) -> list[int]:
    """Return the width of each column: as the cells of the first full row were drawn."""
    total = sum(drawn)
    full = next((row for row in rows if _columns(row) == widest), "")
    widths: list[int] = []
    for cell in _CELL.findall(full):
        found, span = _WIDTH.search(cell), _span(cell)
        widths += [int(found[2]) // span if found else 0] * span
    if len(widths) != widest or 0 in widths or not total:
        return drawn if widest == len(drawn) else [total // widest or 1_000] * widest
    wide = sum(widths)
    return widths if wide <= total else [max(1, width * total // wide) for width in widths]


def _filled(row: str, widest: int, widths: list[int]) -> str:
    """Return a row that covers the whole grid, its cells as wide as their columns."""
    more = widest - _columns(row)
    spanning = [cell for cell in _CELL.findall(row) if _span(cell) > max(1, -more)]
    last = spanning[-1] if spanning else ""
    if more and last:
        span = f'<w:gridSpan w:val="{_span(last) + more}"'
        before, _, behind = row.rpartition(last)
        row = before + _SPAN.sub(span, last, count=1) + behind
    elif more > 0:
        row = _with_gap(row, more)
    column = sum(map(int, _BEFORE.findall(row)))

    def widen(cell: re.Match[str]) -> str:
        nonlocal column
        start, column = column, column + _span(cell[0])
        width = sum(widths[start:column])
        return _WIDTH.sub(rf"\g<1>{width}\g<3>", cell[0], count=1)

    return _CELL.sub(widen, row)


def _with_gap(row: str, columns: int) -> str:
    """Return a row that ends before the last columns of the grid."""
    gap = f'<w:gridAfter w:val="{columns}"/>'
    if "<w:gridAfter" in row:
        return re.sub(
            r'(<w:gridAfter w:val=")(\d+)"', lambda m: f'{m[1]}{int(m[2]) + columns}"', row, count=1
        )
    if "<w:trPr>" not in row:
        return re.sub(r"(<w:tr(?: [^>]*)?>)", rf"\g<1><w:trPr>{gap}</w:trPr>", row, count=1)
    # Behind what Word wants before it; the rest of a row's properties follows.
    head = re.compile(r"(<w:trPr>(?:<w:(?:cnfStyle|divId|gridBefore)\b[^>]*/>)*)")
    return head.sub(rf"\g<1>{gap}", row, count=1)

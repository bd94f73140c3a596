"""The scores of many reviews as an Excel workbook for people: names, filters, coloured levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.errors import UsageError
from docgen.model import Pack
from docgen.model.pack import EXTRA
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.scoring.score import Cells

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SUFFIX = ".xlsx"
_WIDTHS = {"id": 26, "unit": 32, "dates": 24, "kind": 12, "status": 9, "total": 8, "level": 34}
_NARROW = 5
"""Letters across a column of scores, whose head is turned upwards."""
_HIGH = 190
"""Points of the row of heads, for names that stand upwards."""
_MADE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date: the same scores make the same bytes."""
_FILLS = ("C6E0B4", "DDEBF7", "FFF2CC", "F8CBAD")
"""Fills of the levels from the highest down; letters stay black, so each has contrast enough."""


def refuse_other_file(out: Path | None) -> Path:
    """Return the workbook to write; raises UsageError where none can be."""
    if out is None or out.suffix.lower() != SUFFIX:
        raise UsageError(say("--format xlsx writes a workbook: name it, like -o scores.xlsx"))
    if find_spec("xlsxwriter") is None:
        raise UsageError(say("--format xlsx needs XlsxWriter: pip install ips-docgen[xlsx]"))
    return out


def workbook_of(rows: Iterable[Cells], columns: Sequence[str], library: Library) -> bytes:
    """Return a workbook with a row for each review, in those columns; flat in memory."""
    import xlsxwriter

    stream = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet("Scores")
    fills = [book.add_format({"bg_color": f"#{fill}"}) for fill in _FILLS]
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    upwards = book.add_format({"bold": True, "rotation": 90, "valign": "bottom", "bottom": 1})
    packs: dict[str, Pack] = {}
    count = 0
    for one in rows:
        pack = packs.get(one.pack) or load_pack(one.pack, library=library)
        if not count:
            _write_head(sheet, columns, _names_by(pack), head, upwards)
        packs[one.pack] = pack
        count += 1
        for column, value in enumerate(one.row(columns)):
            fill = columns[column] == "level" and one.level is not None
            sheet.write(count, column, value, fills[_fill(one.level)] if fill else None)
    if not count:
        _write_head(sheet, columns, {}, head, upwards)
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    sheet.freeze_panes(1, 2)
    _write_levels(book.add_worksheet("Levels"), packs.values(), fills)
    book.close()
    return stream.getvalue()


def _names_by(pack: Pack) -> dict[str, str]:
    """Return what people call the columns, by their heads; criteria with their numbers."""
    criteria = {one.id: f"{one.number} {one.short_name}" for one in pack.criteria}
    sections = {part.id: part.label for part in pack.sections}
    own = {
        "unit": pack.labels.get("unit.name", ""),
        "dates": pack.labels.get("review.dates", ""),
        "total": pack.texts.get("total", ""),
    }
    own |= {path: label for path, label in pack.labels.items() if path.startswith(f"{EXTRA}.")}
    return {**sections, **criteria, **{key: name for key, name in own.items() if name}}


def _write_head(
    sheet: Worksheet, columns: Sequence[str], names: Mapping[str, str], head: Any, upwards: Any
) -> None:
    sheet.set_row(0, _HIGH)
    for column, key in enumerate(columns):
        wide = _WIDTHS.get(key)
        sheet.set_column(column, column, wide or _NARROW)
        sheet.write(0, column, names.get(key, key), head if wide else upwards)


def _fill(level: int | None) -> int:
    """Return the number of a level's colour; a scale with more levels than colours shares it."""
    return min(level or 0, len(_FILLS) - 1)


def _write_levels(sheet: Worksheet, packs: Iterable[Pack], fills: Sequence[Any]) -> None:
    """Write what each colour stands for: the names of the levels and where they begin."""
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 44)
    row = 0
    for pack in packs:
        for number, level in enumerate(pack.levels):
            sheet.write(row, 0, pack.code)
            sheet.write(row, 1, level.label, fills[_fill(number)])
            sheet.write(row, 2, level.legend)
            row += 1

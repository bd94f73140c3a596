"""Tables of criteria in an old report: rows by their name, columns by their heads."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from docgen.intake.folded import Prompts, squeezed
from docgen.intake.form import Taken, read_value
from docgen.intake.paths import Paths
from docgen.model import Criterion, Pack
from docgen.model.tongue import say
from docgen.word.compile.xml import W
from docgen.word.readback.fields import Edited, Line
from docgen.word.readback.story import Story

_COLUMNS = {
    "column_item": "item",
    "column_comment": "comment",
    "column_recommendation": "recommendation",
    "column_score": "score",
    "column_sources": "sources",
}
"""The pack's heads of columns, and the value of a criterion that stands below each."""
_LEAST_HEADS = 3
_ALIKE, _AHEAD = 0.75, 0.1
"""How much a name must be a criterion's, and how far ahead of the next best."""

_LONGER = 1.2
"""How much longer than a criterion's name a cell may be without holding more than the name."""

Cells = dict[int, list[Line]]
"""The lines of a row's cells, by the column of the grid."""


class ScoreTables(NamedTuple):
    """The tables of criteria of one report."""

    rows: list[tuple[Cells, dict[str, int]]]
    """Each row with the columns that hold for it."""
    paragraphs: set[Any]
    """What stands in them, so that it is not read a second time."""
    strays: list[Line]
    """Text in rows of heads that is no head."""


def find_tables(edited: Edited, pack: Pack) -> ScoreTables:
    """Return the tables that have the heads of the pack's columns, and those that go on with one.

    A table without heads goes on with the one before it when it has as many columns.
    """
    story = edited.stories()[0]
    found = ScoreTables([], set(), [])
    columns: dict[str, int] = {}
    width = 0
    for table, rows in _tables(story, edited):
        heads = [named for row in rows if (named := _heads(row, pack))]
        own_width = max((len(row) for row in rows), default=0)
        if heads:
            columns, width = heads[0], own_width
        elif not columns or own_width != width:
            continue
        for row in rows:
            if named := _heads(row, pack):
                columns = named
                others = (lines for column, lines in row.items() if column not in named.values())
                found.strays.extend(line for lines in others for line in lines if line.text)
            else:
                found.rows.append((row, columns))
        found.paragraphs.update(table.iter(f"{W}p"))
    return found


def _tables(story: Story, edited: Edited) -> Iterator[tuple[Any, list[Cells]]]:
    """Yield each table that stands in no other, with its rows."""
    by_cell: dict[Any, list[Line]] = {}
    tables: dict[Any, dict[Any, None]] = {}
    for paragraph in story.paragraphs:
        around = list(paragraph.element.iterancestors(f"{W}tc", f"{W}tr", f"{W}tbl"))
        if len(around) < 3:
            continue
        cell, row, table = around[-3:]
        line = edited.line(story, paragraph, paragraph.text, whole=True)
        by_cell.setdefault(cell, []).append(line)
        tables.setdefault(table, {}).setdefault(row)
    for table, rows in tables.items():
        yield table, [_cells(row, by_cell) for row in rows]


def _cells(row: Any, by_cell: dict[Any, list[Line]]) -> Cells:
    cells: Cells = {}
    column = 0
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            cells[column] = by_cell.get(cell, [])
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            value = "1" if span is None else str(span.get(f"{W}val"))
            column += int(value) if value.isdecimal() else 1
    return cells


def _text(lines: list[Line]) -> str:
    return " ".join(line.text for line in lines if line.text)


def _heads(row: Cells, pack: Pack) -> dict[str, int]:
    """Return the column of each value, where a row is one of heads; else nothing."""
    named = {squeezed(pack.texts.get(key, "")): value for key, value in _COLUMNS.items()}
    found = {
        named[head]: column
        for column, lines in row.items()
        if (head := squeezed(_text(lines))) in named and head
    }
    return found if len(found) >= _LEAST_HEADS and "item" in found else {}


def read_tables(tables: ScoreTables, prompts: Prompts, taken: Taken) -> None:
    """Read the rows of the tables; what belongs to no criterion is listed."""
    paths = Paths(taken.pack)
    taken.strays.extend((line.text, line.place) for line in tables.strays)
    known: Criterion | None = None
    cells: dict[str, list[Line]] = {}
    rest: list[Criterion] = list(taken.pack.criteria)
    for row, columns in tables.rows:
        name = _text(row.get(columns["item"], []))
        others = {c: lines for c, lines in row.items() if c != columns["item"] and _text(lines)}
        if not name and not others:
            continue
        if _is_section(name, others, taken.pack):
            continue
        if _is_total(name, taken.pack):
            _read_total(others, paths, taken)
            continue
        found = _criterion(row.get(columns["item"], []), rest, taken) if name else None
        if found:
            known = found
            rest.remove(found)
        elif name or known is None:
            _list_row(row, name, taken)
            continue
        # A row without a name goes on with the one above: somebody parted it.
        for path, lines in _cells_of(known, row, columns, taken):
            own = [line for line in lines if line.text and not prompts.is_empty(line.text)]
            cells.setdefault(path, []).extend(own)
    for path, lines in cells.items():
        if lines:
            read_value(lines, paths.at(path), taken, lines[0].place)


def _is_section(name: str, others: Cells, pack: Pack) -> bool:
    labels = {squeezed(text) for s in pack.sections for text in (s.label, s.sheet_label)}
    texts = {squeezed(_text(lines)) for lines in others.values()}
    return squeezed(name) in labels and not texts - {squeezed(name)}


def _is_total(name: str, pack: Pack) -> bool:
    return bool(name) and squeezed(name) == squeezed(pack.texts.get("total", ""))


def _read_total(others: Cells, paths: Paths, taken: Taken) -> None:
    for lines in others.values():
        read_value(lines, paths.at("result.total"), taken, lines[0].place)


def _criterion(lines: list[Line], rest: list[Criterion], taken: Taken) -> Criterion | None:
    """Return the criterion of a row: the same name, else the one that is clearly most alike.

    What stands in the cell besides its name is listed.
    """
    for end in range(len(lines), 0, -1):
        bare = _bare(_text(lines[:end]))
        named = [c for c in rest if bare in _names(c)]
        if len(named) == 1:
            taken.strays.extend((line.text, line.place) for line in lines[end:] if line.text)
            return named[0]
    bare = _bare(_text(lines))
    ratios = sorted(((_likeness(bare, c), c) for c in rest), key=lambda pair: -pair[0])
    if not ratios or ratios[0][0] < _ALIKE:
        return None
    if len(ratios) > 1 and ratios[0][0] - ratios[1][0] < _AHEAD:
        return None
    best = ratios[0][1]
    if len(bare) > _LONGER * max(map(len, _names(best))):
        taken.strays.append((_text(lines), lines[0].place))
    return best


def _bare(name: str) -> str:
    return squeezed(name.lstrip("0123456789. )"))


def _names(criterion: Criterion) -> set[str]:
    return {squeezed(criterion.name), squeezed(criterion.short_name)}


def _likeness(bare: str, criterion: Criterion) -> float:
    """Return how much a name is a criterion's, from 0 to 1."""
    return max(SequenceMatcher(None, bare, n, autojunk=False).ratio() for n in _names(criterion))


def _list_row(row: Cells, name: str, taken: Taken) -> None:
    """List a row that is no criterion's, with all its text."""
    lines = [line for cell in row.values() for line in cell if line.text]
    if name and lines:
        message = say(
            "no criterion is called {name!r}; the row is listed and not taken", name=name[:60]
        )
        taken.fault("unknown-value", message, lines[0].place)
    taken.strays.extend((line.text, line.place) for line in lines)


def _cells_of(
    criterion: Criterion, row: Cells, columns: dict[str, int], taken: Taken
) -> Iterator[tuple[str, list[Line]]]:
    """Yield path and lines of the values in a row; text in other columns is listed."""
    named = {column: key for key, column in columns.items()}
    for column, lines in row.items():
        key = named.get(column, "")
        if key and key != "item":
            yield f"criteria.{criterion.id}.{key}", lines
        elif not key:
            taken.strays.extend((line.text, line.place) for line in lines if line.text)

"""Tables whose columns a template loops over: widths as drawn, rows that go across, gaps."""

from __future__ import annotations

import pytest
from ooxml.minimal import row, text
from ooxml.rendered import a_template, tree

from docgen.errors import TemplateError
from docgen.word.audit.rules import check_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _cell(words: str, width: int = 0, properties: str = "", more: str = "") -> str:
    wide = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    return f"<w:tc><w:tcPr>{wide}{properties}</w:tcPr>{more}{text(words)}</w:tc>"


def _table(widths: list[int], *rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>" + text("end")


DRAWN = [6000, 1000, 500, 1000]


def _loop(label: str = "{{ l }}") -> str:
    words = (label, "{%tc for c in cs %}", "{{ c }}", "{%tc endfor %}")
    return row(*(_cell(w, width) for w, width in zip(words, DRAWN, strict=True)))


def _made(body: str, **names: object) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """Return the grid, and width and span of each cell of each row of the outer table."""
    report = a_template(body).render({"l": "L", **names})
    assert check_package(report) == []
    outer = tree(report).find(f".//{W}tbl")
    grid = [int(c.get(f"{W}w")) for c in outer.find(f"{W}tblGrid")]
    rows = [
        [(_width(c), int(_value(c.find(f"{W}tcPr/{W}gridSpan")))) for c in one.findall(f"{W}tc")]
        for one in outer.findall(f"{W}tr")
    ]
    return grid, rows


def _width(made: object) -> int:
    wide = made.find(f"{W}tcPr/{W}tcW")
    return 0 if wide is None else int(wide.get(f"{W}w"))


def _value(element: object) -> str:
    return "1" if element is None else element.get(f"{W}val")


def test_columns_keep_the_widths_that_were_drawn():
    grid, rows = _made(_table(DRAWN, _loop()), cs=[1, 2, 3])
    assert grid == [6000, 500, 500, 500]
    assert rows == [[(6000, 1), (500, 1), (500, 1), (500, 1)]]


def test_more_columns_than_fit_share_the_width():
    grid, _ = _made(_table(DRAWN, _loop()), cs=list(range(10)))
    assert sum(grid) == pytest.approx(sum(DRAWN), abs=11)
    assert grid[0] > 8 * grid[1]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_row_that_was_drawn_across_the_table_still_goes_across(count):
    title = row(_cell("title", 8500, '<w:gridSpan w:val="4"/>'))
    grid, rows = _made(_table(DRAWN, title, _loop()), cs=list(range(count)))
    assert len(grid) == count + 1
    assert rows[0] == [(sum(grid), count + 1)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_row_without_loop_ends_before_or_with_the_last_column(count):
    plain = row(*(_cell("x", 2000) for _ in range(2)))
    grid, rows = _made(_table(DRAWN, plain, _loop()), cs=list(range(count)))
    assert len(grid) == max(2, count + 1)
    assert len(rows[0]) == 2


def test_a_table_in_a_cell_keeps_its_own_grid():
    inner = _table([700, 700], row(_cell("a", 700), _cell("b", 700)))
    words = _cell("{{ l }}", 6000, more=inner), *map(_cell, ("{%tc for c in cs %}", "{{ c }}"))
    loop = row(*words, _cell("{%tc endfor %}"))
    _, rows = _made(_table(DRAWN, loop), cs=[1, 2, 3, 4, 5])
    assert len(rows[0]) == 6


def test_loops_over_rows_and_columns_agree():
    rows = [row(_cell("{%tr for r in rs %}")), _loop("{{ r }}"), row(_cell("{%tr endfor %}"))]
    grid, made = _made(_table(DRAWN, *rows), cs=[1, 2], rs=["a", "b", "c"])
    assert len(grid) == 3
    assert [len(cells) for cells in made] == [3, 3, 3]


def test_more_columns_than_word_takes_are_told():
    with pytest.raises(TemplateError, match="at most 63 columns"):
        a_template(_table(DRAWN, _loop())).render({"l": "", "cs": list(range(80))})

"""A cell that goes: its row ends as many columns earlier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.grids import skip_columns
from docgen.word.compile.xml import W

NS = f'xmlns:w="{W[1:-1]}"'


def skipped(properties: str, span: str = "") -> etree._Element:
    look = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span else ""
    row = etree.fromstring(f"<w:tr {NS}>{properties}<w:tc>{look}</w:tc></w:tr>")
    skip_columns(row, row.find(f"{W}tc"))
    return row


def names(node: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in node]


@pytest.mark.parametrize(
    ("before", "span", "after"),
    [
        pytest.param("", "", "1", id="one column"),
        pytest.param("", "3", "3", id="as many as the cell spans"),
        pytest.param('<w:trPr><w:gridAfter w:val="2"/></w:trPr>', "3", "5", id="added"),
        pytest.param("", "many", "1", id="a number that is none"),
    ],
)
def test_the_row_ends_earlier(before, span, after):
    row = skipped(before, span)
    assert row.find(f"{W}trPr/{W}gridAfter").get(f"{W}val") == after


def test_properties_stand_behind_exceptions_and_before_cells():
    assert names(skipped("<w:tblPrEx/>")) == ["tblPrEx", "trPr", "tc"]
    assert names(skipped("")) == ["trPr", "tc"]


def test_the_columns_stand_where_word_wants_them():
    row = skipped("<w:trPr><w:cnfStyle/><w:gridBefore/><w:cantSplit/></w:trPr>")
    assert names(row[0]) == ["cnfStyle", "gridBefore", "gridAfter", "cantSplit"]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_several_cells_add_up(spans):
    cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr></w:tc>' for span in spans)
    row = etree.fromstring(f"<w:tr {NS}>{cells}</w:tr>")
    for cell in row.findall(f"{W}tc"):
        skip_columns(row, cell)
    assert row.find(f"{W}trPr/{W}gridAfter").get(f"{W}val") == str(sum(spans))

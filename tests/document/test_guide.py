"""The guide names all that templates may print, with label, kind, example and documents."""

import io

import pytest
from docx import Document

from docgen.document.fields import fields_of
from docgen.document.guide import guide_of, needs_of
from docgen.document.guidepage import as_markdown, as_word
from docgen.model import leaves
from docgen.packs.load import load_pack


@pytest.fixture(scope="module")
def guide():
    return guide_of(load_pack("se"))


def _rows(guide):
    return [row for group in guide.groups for row in group.rows]


def test_each_value_of_the_review_is_there_with_its_label(guide):
    pack = load_pack("se")
    told = {row.path for row in _rows(guide)}
    for _, field in leaves(fields_of(pack)):
        path = field.path
        if path and not path.startswith("criteria."):
            assert path in told
    assert {row.label for row in _rows(guide) if row.path == "unit.name"} == {
        pack.labels["unit.name"]
    }


def test_a_row_says_how_it_is_typed_what_it_prints_and_where(guide):
    rows = {row.tag: row for row in _rows(guide)}
    assert rows["{{ unit.name }}"].example == f"[{load_pack('se').labels['unit.name']}]"
    assert "report" in rows["{{ unit.name }}"].printed_in
    assert rows["{{ review.report_date }}"].example == "10 mars 2026"
    assert rows["{{ labels['review.dates'] }}"].kind == "worked out"
    loop = next(group for group in guide.groups if group.title == "reviewers")
    assert loop.how == "{%p for r in reviewers %} ... {%p endfor %}"


def test_filters_are_shown_with_what_they_print(guide):
    assert any(row.example == "80,8\u00a0%" for row in guide.filters)


def test_of_one_template_only_what_it_asks_for_is_told():
    pack = load_pack("se")
    guide = guide_of(pack, pack.documents["scoresheet"])
    rows = _rows(guide)
    assert all(row.printed_in == ("scoresheet",) for row in rows)
    assert {row.path for row in rows} >= {"unit.name"}
    assert "general_comments" not in {row.path for row in rows}
    assert any(pack.labels["unit.name"] in line for line in needs_of(guide))


def test_both_pages_hold_each_tag(guide):
    page = as_markdown(guide)
    word = Document(io.BytesIO(as_word(guide)))
    cells = {cell.text for table in word.tables for cell in table._cells}
    for row in _rows(guide):
        assert f"`{row.tag}`" in page
        assert row.tag in cells

"""A plain Word file to be read: what it is given stands in it as text."""

from __future__ import annotations

import io

import pytest
from docx import Document
from ooxml.rendered import W, parts_of, tree

from docgen.word.handout import Table, Text, handout

ROWS = (("{{ unit.name }}", "Enhed"), ("a & <b>", ""))


def made(*blocks: Text | Table, title: str = "Guide", **more: str):
    return Document(io.BytesIO(handout(title, blocks, **more)))


def test_paragraphs_stand_in_their_order_and_style():
    document = made(Text("Words", "heading"), Text("plain"), Text("point", "bullet"))
    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Title", "Guide"),
        ("Heading 1", "Words"),
        ("Normal", "plain"),
        ("List Bullet", "point"),
    ]


def test_the_title_is_the_files_too_and_its_language_is_said():
    data = handout("Vejledning", [], language="da-DK")
    assert Document(io.BytesIO(data)).core_properties.title == "Vejledning"
    marks = list(tree(data, "word/styles.xml").iter(f"{W}lang"))
    assert marks[0].get(f"{W}val") == "da-DK"


def test_without_a_language_it_is_british_english():
    marks = tree(handout("x", []), "word/styles.xml").iter(f"{W}lang")
    assert next(marks).get(f"{W}val") == "en-GB"


def test_a_table_has_its_heads_and_rows():
    (table,) = made(Table(("Tag", "Label"), ROWS)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Tag", "Label"], ["{{ unit.name }}", "Enhed"], ["a & <b>", ""],
    ]  # fmt: skip
    assert table.style.name == "Table Grid"


def test_the_head_of_a_table_is_repeated_on_each_page_and_no_other_row():
    data = handout("x", [Table(("Tag", "Label"), ROWS)])
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in tree(data).iter(f"{W}tr")]
    assert heads == [True, False, False]


def test_a_table_without_rows_is_its_head():
    (table,) = made(Table(("Tag",), ())).tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["Tag"]


def test_a_row_that_is_too_short_is_no_table():
    with pytest.raises(ValueError, match="zip"):
        handout("x", [Table(("a", "b"), [("1",)])])


def test_blocks_and_tables_stand_in_the_order_they_are_given():
    data = handout("t", [Text("a"), Table(("h",), [("r",)]), Text("b")])
    assert "".join(tree(data).itertext()).split() == ["tahrb"]


def test_a_long_table_is_made_at_once():
    rows = [(str(number), "x", "y") for number in range(100)]
    (table,) = made(Table(("n", "a", "b"), rows)).tables
    assert table._cells[-3].text == "99"


def test_it_is_a_word_file():
    assert "word/document.xml" in parts_of(handout("", []))

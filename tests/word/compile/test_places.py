"""Where a tag stands, as a person finds it: part, table, row, cell, heading, and words beside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.places import Places, beside, part_label
from docgen.word.compile.xml import W

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NS = f'xmlns:w="{W[1:-1]}" xmlns:mc="{MC}"'


def p(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def places(inside: str, part: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(f"<w:body {NS}>{inside}</w:body>")
    found = Places(root, part, frozenset({"Heading1"}))
    return [found.of(paragraph) for paragraph in root.iter(f"{W}p")]


@pytest.mark.parametrize(
    ("part", "label"),
    [
        ("word/document.xml", ""),
        ("word/header2.xml", "header 2"),
        ("word/footer1.xml", "footer 1"),
        ("word/footnotes.xml", "footnotes"),
        ("word/comments.xml", "comments"),
        ("docProps/core.xml", "docProps/core.xml"),
    ],
)
def test_a_part_is_called_as_a_person_calls_it(part, label):
    assert part_label(part) == label


def test_paragraphs_are_counted_and_stand_under_their_heading():
    assert places(p("a") + p("Aims", "Heading1") + p("b")) == [
        "paragraph 1",
        "paragraph 2",
        'paragraph 3 (under "Aims")',
    ]


def test_a_long_heading_is_cut():
    (*_, last) = places(p("x" * 60, "Heading1") + p("b"))
    assert last == f'paragraph 2 (under "{"x" * 47}...")'


def test_cells_are_counted_in_their_row_and_rows_in_their_table():
    row = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    assert places(f"<w:tbl>{row}</w:tbl><w:tbl>{row}{row}</w:tbl>") == [
        *(f"table 1, row 1, cell {n}" for n in (1, 2)),
        *(f"table 2, row {m}, cell {n}" for m in (1, 2) for n in (1, 2)),
    ]


def test_a_part_besides_the_text_is_named():
    assert places(p("a"), "word/header2.xml") == ["header 2, paragraph 1"]


def test_the_copy_of_a_text_box_has_the_place_of_what_is_seen():
    box = f"<mc:Choice>{p('a')}</mc:Choice><mc:Fallback>{p('a')}</mc:Fallback>"
    found = places(f"<mc:AlternateContent>{box}</mc:AlternateContent>{p('b')}")
    assert found == ["paragraph 1", "paragraph 1", "paragraph 2"]


@pytest.mark.parametrize(
    ("before", "behind", "told"),
    [
        ("", "", "here"),
        ("Dear", "", 'here, behind "Dear"'),
        ("", ", welcome", 'here, before ", welcome"'),
        ("Dear", "you", 'here, behind "Dear", before "you"'),
        (" \n ", "\t", "here"),
    ],
)
def test_the_words_beside_a_tag_are_told(before, behind, told):
    assert beside("here", before, behind) == told


@given(st.text(max_size=300), st.text(max_size=300))
def test_never_more_than_a_few_words(before, behind):
    assert len(beside("", before, behind)) <= 2 * 30 + len(', behind "", before ""')

"""The marks that stand for tags until the source is written: what is put there is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile import marks
from docgen.word.compile.xml import W

NUMBERS = st.integers(1, 9999)
WORDS = st.text(st.characters(categories=["L", "N", "Zs"]), max_size=12)
NS = f'xmlns:w="{W[1:-1]}"'


def a_paragraph() -> etree._Element:
    return etree.fromstring(f"<w:p {NS}><w:r><w:t>a</w:t></w:r></w:p>")


@given(st.lists(st.tuples(WORDS, NUMBERS), max_size=6), WORDS)
def test_markers_in_a_text_are_found_in_order_and_taken_out(pieces, end):
    text = "".join(f"{words}{marks.marker_of(number)}" for words, number in pieces) + end
    assert marks.numbers_in(text) == [number for _, number in pieces]
    assert marks.without_markers(text) == "".join(words for words, _ in pieces) + end
    assert marks.numbers_in(marks.without_markers(text, "x")) == []


@given(st.lists(st.tuples(WORDS, NUMBERS), max_size=6), WORDS)
def test_a_part_is_read_piece_by_piece(pieces, end):
    source = "".join(f"{words}{marks.marker_of(number)}" for words, number in pieces) + end
    assert list(marks.parts_of(source)) == [*pieces, (end, None)]


def test_no_text_has_no_numbers():
    assert marks.numbers_in(None) == []
    assert marks.numbers_in("") == []


def test_what_stands_for_a_tag_that_owns_an_element_has_its_number():
    node = marks.instruction(7)
    assert marks.number_of(node) == 7
    assert list(marks.parts_of(f"a{etree.tostring(node, encoding='unicode')}b")) == [
        ("a", 7),
        ("b", None),
    ]


def test_a_tag_that_writes_the_end_of_its_paragraph_stands_there():
    paragraph = a_paragraph()
    marks.cut(paragraph, 3)
    assert marks.number_of(paragraph[-1]) is None
    assert marks.number_of(paragraph[-1], cuts=True) == 3
    assert marks.is_cut(paragraph)
    assert not marks.is_cut(a_paragraph())
    before, behind = marks.parts_of(etree.tostring(paragraph, encoding="unicode"))
    assert before[1] == 3
    assert behind == ("", None), "the end of the paragraph is the tag's to write"


def test_a_tag_that_writes_the_beginning_of_its_paragraph_stands_there():
    paragraph = a_paragraph()
    assert marks.begun_by(paragraph) is None
    marks.head(paragraph, 4)
    assert marks.begun_by(paragraph) == 4
    assert [marks.is_head(node) for node in paragraph] == [True, False]
    assert marks.begun_by(etree.fromstring(f"<w:p {NS}/>")) is None


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(etree.fromstring("<a/>"), id="an element"),
        pytest.param(etree.ProcessingInstruction("other", "3"), id="somebody else's instruction"),
        pytest.param(etree.ProcessingInstruction("dg", "x"), id="ours without a number"),
        pytest.param(etree.Comment("3"), id="a comment"),
    ],
)
def test_anything_else_is_no_mark(node):
    assert marks.number_of(node) is None


@pytest.mark.parametrize(
    ("data", "held"),
    [
        pytest.param("<a>\ufdd0</a>", True, id="as it is"),
        pytest.param("<a>&#xFDD3;</a>", True, id="as a reference"),
        pytest.param("<a>&#64976;</a>", True, id="as a reference in decimals"),
        pytest.param("<!--\ufdd7--><a/>", True, id="in a comment"),
        pytest.param("<a>\ufdcf\ufdd8</a>", False, id="its neighbours"),
        pytest.param("PNG \ufdd0", False, id="a part that is no XML"),
    ],
)
def test_what_we_reserve_is_found_wherever_it_stands(data, held):
    assert marks.holds_reserved(data.encode()) is held

"""A story as one stream: its words, its tags and what else it prints, in the order of reading."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from ooxml.minimal import NAMESPACES, cell, control, drawing, row, run, table, text
from ooxml.tagged import root_of, tagged

from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.stream import MARKS, Token, by_story, read_tokens
from docgen.word.compile.xml import Element

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def plain(tokens: list[Token]) -> list[str]:
    """Return words as they are, marks in `<>`, the borders of stories in `()`."""
    forms = {"words": "{}", "mark": "<{}>", "tag": "[{}]", "begin": "({}", "end": ")"}
    return [forms[t.kind].format(t.number if t.kind == "tag" else t.text) for t in tokens]


def read(body: str) -> list[str]:
    return plain(read_tokens(root_of(body)))


def para(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


@pytest.mark.parametrize(
    ("body", "tokens"),
    [
        pytest.param(text("a") + text("b"), ["a", "b"], id="paragraphs"),
        pytest.param(para(run("a") + run("b")), ["a", "b"], id="runs"),
        pytest.param(table(row(cell(text("a")), cell(text("b")))), ["a", "b"], id="cells"),
        pytest.param(control(text("a")), ["a"], id="a control"),
        pytest.param(para("<w:hyperlink>" + run("a") + "</w:hyperlink>"), ["a"], id="a link"),
        pytest.param(drawing(1), ["<a picture>"], id="a picture"),
        pytest.param(para("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), ["a", "<a break>", "b"],
                     id="a break"),
        pytest.param(para("<w:r><w:tab/><w:t>a</w:t></w:r>"), ["a"], id="a tab is white"),
        pytest.param(para("<w:r><w:footnoteReference w:id='1'/></w:r>"), ["<a footnote>"],
                     id="a note's mark"),
        pytest.param(para("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText>"
                          "</w:r>"), ["<a mark of a field>", "PAGE"], id="a field"),
        pytest.param(para(f"<m:oMath {M}><m:r><m:t>x</m:t></m:r></m:oMath>"),
                     ["<a formula>", "x"], id="a formula"),
        pytest.param(para("<w:pPr><w:sectPr/></w:pPr>" + run("a")), ["a", "<a section break>"],
                     id="the end of a section behind its words"),
        pytest.param("<w:sectPr/>", ["<a section break>"], id="the last section"),
        pytest.param(para("<w:del><w:r><w:delText>a</w:delText></w:r></w:del>" + run("b")), ["b"],
                     id="not what was deleted"),
        pytest.param(para("<w:ins>" + run("a") + "</w:ins>"), ["a"], id="what was added"),
        pytest.param(para("<w:r><w:rPr><w:sym/></w:rPr><w:t>a</w:t></w:r>"), ["a"],
                     id="no properties"),
        pytest.param(para("<!-- a --><?b c?>" + run("d")), ["d"], id="no comments of XML"),
        pytest.param(para("<w:r><w:t/></w:r>"), [], id="no words"),
    ],
)  # fmt: skip
def test_what_a_reader_meets_in_its_order(body, tokens):
    assert read(body) == tokens


def test_a_box_in_the_text_is_read_behind_its_paragraph():
    box = "<w:r><w:pict><w:txbxContent>" + text("in") + "</w:txbxContent></w:pict></w:r>"
    assert read(para(run("a") + box + run("b")) + text("c")) == [
        "a", "<a shape>", "b", "(box", "in", ")", "c",
    ]  # fmt: skip


def test_a_note_that_stands_at_its_mark_is_a_story_of_its_own():
    note = "<w:footnote>" + text("said") + "</w:footnote>"
    assert read(para(run("a") + note + run("b"))) == ["a", "(footnotes", "said", ")", "b"]


def test_the_code_of_a_field_that_leads_to_a_copy_is_told_as_the_first():
    assert read(para("<w:r><w:instrText>REF here_3 </w:instrText></w:r>")) == ["REF here "]
    assert read(para("<w:r><w:t>REF here_3</w:t></w:r>")) == ["REF here_3"]


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_has_a_name(mark):
    holder = f"<x {NAMESPACES}><w:p><w:r/></w:p></x>"
    root = etree.fromstring(holder)
    root[0][0].append(etree.Element(mark))
    assert plain(read_tokens(root)) == [f"<{MARKS[mark]}>"]


def test_tags_stand_between_the_words_around_them():
    part = tagged(text("a {{ b }} c{{ d }}"))
    assert plain(read_tokens(part.root)) == ["a ", "[0]", " c", "[1]"]


def test_a_tag_that_took_the_place_of_its_paragraph_is_read_before_that_happens():
    part = tagged(text("{%p if a %}") + text("b"))
    before = plain(read_tokens(part.root))
    lift_tags(part.holders, part.found)
    assert before == ["[0]", "b"]
    assert plain(read_tokens(part.root)) == ["b"], "afterwards it is no text any more"


def test_each_piece_has_the_place_of_its_paragraph():
    numbers: dict[Element, str] = {}

    def place(paragraph: Element) -> str:
        return numbers.setdefault(paragraph, f"paragraph {len(numbers) + 1}")

    root = root_of(text("a") + para(run("b") + "<w:r><w:br/></w:r>"))
    found = read_tokens(root, place)
    assert [token.place for token in found] == ["paragraph 1", "paragraph 2", "paragraph 2"]
    assert {token.place for token in read_tokens(root)} == {""}


def test_a_stream_in_pieces():
    tokens = [
        Token("words", "a"), Token("begin", "box"), Token("words", "b"),
        Token("begin", "footnotes"), Token("words", "c"), Token("end", ""), Token("words", "d"),
        Token("end", "box"), Token("words", "e"),
    ]  # fmt: skip
    stories = by_story(tokens)
    assert {name: plain(some) for name, some in stories.items() if some} == {
        "": ["a", "e"],
        "box": ["b", "d"],
        "footnotes": ["c"],
    }
    assert set(by_story([])) == {"", "box", "footnotes", "endnotes", "comments"}


def test_a_box_in_a_note_belongs_to_the_notes():
    tokens = [Token("begin", "endnotes"), Token("begin", "box"), Token("words", "a"),
              Token("end", "box"), Token("end", "")]  # fmt: skip
    assert plain(by_story(tokens)["endnotes"]) == ["a"]
    assert by_story(tokens)["box"] == []


WORDS = st.lists(st.text("aæ ", min_size=1, max_size=5), max_size=5)


@settings(max_examples=30)
@given(WORDS)
def test_paragraphs_rows_and_cells_around_words_make_no_difference(words):
    whole = "".join(words)
    bodies = [
        "".join(map(text, words)),
        para("".join(map(run, words))),
        table(*(row(cell(text(word))) for word in words)) if words else "",
        control("".join(map(text, words))),
    ]
    assert {"".join(read(body)) for body in bodies} == {whole}

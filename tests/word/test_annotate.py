"""Comments in a copy of a Word file: each at its paragraph, or where a person finds it beside."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from ooxml.minimal import PARTS, a_report, cell, row, run, table, text
from ooxml.rendered import parts_of

from docgen.word.annotate import AUTHOR, INITIALS, Note, annotated
from docgen.word.audit.rules import check_package

BOX = "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>"
EMPTY = "<w:p/>"


def commented(body: str, *notes: Note) -> tuple[str, list[str]]:
    """Return the body of the copy and the texts of its comments."""
    copy = annotated(a_report(body), notes)
    return parts_of(copy)["word/document.xml"].decode(), [
        one.text for one in Document(io.BytesIO(copy)).comments
    ]


def holds(xml: str) -> list[str]:
    """Return the text that each comment is about, in the order of the text."""
    found = re.findall(r'<w:commentRangeStart w:id="\d+"/>(.*?)<w:commentRangeEnd', xml, re.DOTALL)
    return ["".join(re.findall(r"<w:t[^>]*>([^<]*)", one)) for one in found]


@pytest.mark.parametrize(
    ("body", "number", "about"),
    [
        pytest.param(text("a") + text("b"), 1, "b", id="a paragraph"),
        pytest.param(text("a") + text("b"), 0, "a", id="the first"),
        pytest.param(f"<w:p>{run('a')}{run('b')}</w:p>", 0, "ab", id="all its runs"),
        pytest.param(text("a") + text("b"), -1, "a", id="the file as a whole"),
        pytest.param(text("a") + text("b"), 2, "a", id="a number beyond the last"),
        pytest.param(EMPTY + text("b"), -1, "b", id="the file, which begins empty"),
        pytest.param(text("a") + EMPTY, 1, "a", id="an empty paragraph"),
        pytest.param(text("a") + table(row(cell(EMPTY + text("c")))), 1, "c",
                     id="an empty one in a cell with a text"),
        pytest.param(text("a") + table(row(cell(), cell(text("d"))), columns=2), 1, "d",
                     id="an empty cell in a row with a text"),
        pytest.param(text("a") + table(row(cell()), row(cell(text("d")))), 1, "a",
                     id="an empty row"),
        pytest.param(text("a") + table(row(cell(text("c")))), 1, "c", id="in a cell"),
        pytest.param(text("a") + BOX.format(text("in")), 2, "in", id="in a text box: its anchor"),
    ],
)  # fmt: skip
def test_a_comment_stands_where_a_person_looks(body, number, about):
    xml, texts = commented(body, Note(number, "look"))
    assert texts == ["look"]
    assert holds(xml) == [about]
    start = xml.index("commentRangeStart")
    assert "txbxContent" not in xml[:start], "around the box, not in it"


def test_a_text_box_in_a_cell_is_passed_over_for_a_paragraph_of_the_cell():
    box = BOX.format(text("in")).replace("<w:p>", "<w:p>", 1)
    xml, _ = commented(text("a") + table(row(cell(EMPTY + box + text("c")))), Note(1, "look"))
    assert holds(xml) == ["in"], "the paragraph that anchors the box has a run"


def test_several_comments_have_their_own_ids_and_texts():
    xml, texts = commented(text("a") + text("b"), Note(1, "two"), Note(0, "one"), Note(1, "three"))
    assert texts == ["two", "one", "three"]
    assert sorted(re.findall(r'commentReference w:id="(\d+)"', xml)) == ["0", "1", "2"]


def test_a_comment_says_who_wrote_it_and_keeps_any_sign():
    copy = annotated(a_report(text()), [Note(0, "a <b> & ø\nsecond")])
    (comment,) = Document(io.BytesIO(copy)).comments
    assert (comment.author, comment.initials) == (AUTHOR, INITIALS)
    assert comment.text.split("\n") == ["a <b> & ø", "second"]


def test_no_style_is_used_that_the_file_does_not_have():
    copy = annotated(a_report(text()), [Note(0, "look")])
    assert [one for one in check_package(copy) if one.rule == "style"] == []
    assert b"CommentReference" not in parts_of(copy)["word/document.xml"]


def test_a_style_of_comments_that_the_file_has_is_used():
    styles = PARTS["word/styles.xml"].replace(
        "</w:styles>",
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val='
        '"annotation reference"/></w:style></w:styles>',
    )
    copy = annotated(a_report(text(), changed={"word/styles.xml": styles}), [Note(0, "look")])
    assert b'w:val="CommentReference"' in parts_of(copy)["word/document.xml"]


def test_the_text_stays_as_it_was():
    body = text("a") + table(row(cell(text("c"))))
    xml, _ = commented(body, Note(0, "x"), Note(1, "y"))
    assert re.findall(r"<w:t>([^<]*)", xml) == ["a", "c"]


@pytest.mark.parametrize("body", [EMPTY, "", table(row(cell()))])
def test_a_file_without_any_text_is_returned_as_it_is(body):
    data = a_report(body)
    assert annotated(data, [Note(0, "look")]) is data

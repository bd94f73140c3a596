"""A font, size or colour on the text itself is noted once a part; bold and italic are no fault."""

from __future__ import annotations

import pytest
from ooxml.minimal import text

from docgen.check.lint.rules import direct_formatting
from tests.lintsubjects import a_subject, found

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def looked(look: str, words: str = "x") -> str:
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r></w:p>"


SIZE = '<w:sz w:val="40"/>'


@pytest.mark.parametrize(
    "look", ['<w:rFonts w:ascii="Arial"/>', SIZE, '<w:color w:val="FF0000"/>', f"<w:b/>{SIZE}"]
)
def test_a_look_of_its_own_is_told(look):
    (told,) = found(direct_formatting, a_subject(text("a") + looked(look)))
    assert told == (
        "a font, size or colour is set on the text itself; use a style",
        "paragraph 2",
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(text("a"), id="none"),
        pytest.param(looked("<w:b/><w:i/>"), id="bold and italic"),
        pytest.param(looked('<w:rStyle w:val="Strong"/>'), id="a style"),
        pytest.param(looked(SIZE, " "), id="blanks alone"),
        pytest.param(f"<w:p><w:pPr><w:rPr>{SIZE}</w:rPr></w:pPr></w:p>", id="the paragraph's mark"),
        pytest.param(f"<w:p><w:r><w:rPr>{SIZE}</w:rPr><w:tab/></w:r></w:p>", id="no text"),
    ],
)
def test_what_shows_no_look_of_its_own_is_none(body):
    assert found(direct_formatting, a_subject(body)) == []


def test_several_are_told_at_the_first_with_their_number():
    (told,) = found(direct_formatting, a_subject(text("a") + looked(SIZE) * 3))
    assert told == (
        "a font, size or colour is set on the text itself (the first of 3); use a style",
        "paragraph 2",
    )


def test_each_part_is_told():
    head = f'<w:hdr xmlns:w="{MAIN}">{looked(SIZE)}</w:hdr>'
    subject = a_subject(looked(SIZE), added=(("word/header1.xml", head),))
    assert len(found(direct_formatting, subject)) == 2

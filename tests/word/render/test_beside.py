"""What is no text stays with its tag: before the value in its first paragraph, behind it last."""

from __future__ import annotations

import pytest

from docgen.word.render.beside import SPLIT, with_content, with_end, with_marks

PIC, END = "<w:r><w:drawing/></w:r>", "<w:bookmarkEnd/>"


def beside(value: str, start: str = "<w:p>", before: str = PIC, behind: str = END) -> str:
    return SPLIT.join([start, before, f"{behind}</w:p>", value])


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        pytest.param("<w:p>a</w:p>", f"<w:p>{PIC}a{END}</w:p>", id="one paragraph"),
        pytest.param(
            "<w:p>a</w:p><w:p>b</w:p>", f"<w:p>{PIC}a</w:p><w:p>b{END}</w:p>", id="two paragraphs"
        ),
        pytest.param(
            "<w:p><w:pPr/>a</w:p>", f"<w:p><w:pPr/>{PIC}a{END}</w:p>", id="empty properties"
        ),
        pytest.param(
            '<w:p><w:pPr><w:jc w:val="left"/></w:pPr>a</w:p>',
            f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{PIC}a{END}</w:p>',
            id="behind the properties",
        ),
        pytest.param(
            "<w:p><w:pPr><w:pPrChange><w:pPr></w:pPr></w:pPrChange></w:pPr>a</w:p>",
            f"<w:p><w:pPr><w:pPrChange><w:pPr></w:pPr></w:pPrChange></w:pPr>{PIC}a{END}</w:p>",
            id="behind a tracked change of them",
        ),
        pytest.param("", f"<w:p>{PIC}{END}</w:p>", id="no value: the content keeps its paragraph"),
    ],
)
def test_content_goes_with_the_value(value, whole):
    assert with_content(beside(value)) == whole


def test_bookmarks_alone_stay_without_a_paragraph():
    assert with_marks(beside("")) == f"{PIC}{END}"
    assert with_marks(beside("<w:p>a</w:p>")) == with_content(beside("<w:p>a</w:p>"))


def test_content_behind_a_label_goes_to_the_end_of_its_value():
    assert with_end(f"<w:p>Label: a</w:p>{SPLIT}{PIC}") == f"<w:p>Label: a{PIC}</w:p>"

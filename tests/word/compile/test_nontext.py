"""What a Word file prints besides words, called as a person calls it."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.nontext import contents, marks, white
from docgen.word.compile.xml import W

NS = f'xmlns:w="{W[1:-1]}"'


def paragraph(inside: str) -> etree._Element:
    return etree.fromstring(f"<w:p {NS}>{inside}</w:p>")


@pytest.mark.parametrize(
    ("inside", "called"),
    [
        ("<w:drawing/>", ["a picture or shape"]),
        ("<w:pict/>", ["a picture or shape"]),
        ("<w:object/>", ["an embedded object"]),
        ('<w:fldSimple w:instr="PAGE"/>', ["a field"]),
        ("<w:footnoteReference/>", ["a footnote"]),
        ("<w:endnoteReference/>", ["an endnote"]),
        ("<w:pPr><w:sectPr/></w:pPr>", ["a section break"]),
        ('<w:br w:type="page"/>', ["a page break"]),
        ('<w:br w:type="column"/>', ["a column break"]),
        ("<w:br/>", []),
        ("<w:r><w:t>words</w:t><w:tab/></w:r>", []),
        ("<w:sym/><w:r><w:ptab/></w:r>", ["a symbol", "a tab"]),
    ],
)
def test_things_are_found_in_their_order(inside, called):
    assert [word for _, word in contents(paragraph(inside))] == called


def test_breaks_and_tabs_are_white():
    found = white(paragraph("<w:r><w:br/><w:t>a</w:t><w:tab/><w:cr/></w:r>"))
    assert [etree.QName(node).localname for node in found] == ["br", "tab", "cr"]


def test_marks_are_those_of_bookmarks_and_their_like():
    found = marks(paragraph('<w:bookmarkStart w:id="1"/><w:r/><w:bookmarkEnd w:id="1"/>'))
    assert [etree.QName(node).localname for node in found] == ["bookmarkStart", "bookmarkEnd"]

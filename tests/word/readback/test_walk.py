"""The text of a part in both views of its tracked changes, and what of it is not carried."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.xml import Element, W
from docgen.word.readback.walk import has_tracked, read_story
from tests.wordedits import (
    AUTHOR,
    bookmark,
    control,
    deleted,
    inserted,
    paragraph,
    run,
)

NAMES = (
    f'xmlns:w="{W[1:-1]}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
MARK = '<w:rPr><w:{} w:id="9"/></w:rPr>'


def root(body: str) -> Element:
    return etree.fromstring(f"<w:body {NAMES}>{body}</w:body>")


def story(body: str, view: str = "accept"):
    return read_story(root(body), "word/document.xml", view)  # type: ignore[arg-type]


def texts(body: str, view: str = "accept") -> list[str]:
    return [one.text for one in story(body, view).paragraphs]


def row(*cells: str, mark: str = "", cell: str = "") -> str:
    marked = f'<w:trPr><w:{mark} w:id="1"/></w:trPr>' if mark else ""
    of_cell = f'<w:tcPr><w:{cell} w:id="1"/></w:tcPr>' if cell else ""
    return f"<w:tr>{marked}{''.join(f'<w:tc>{of_cell}{one}</w:tc>' for one in cells)}</w:tr>"


def between(kind: str, inner: str) -> str:
    return f'<w:{kind}RangeStart w:id="1"/>{inner}<w:{kind}RangeEnd w:id="1"/>'


A, B = paragraph("a"), paragraph("b")


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        pytest.param(A + B, ["a", "b"], None, id="paragraphs"),
        pytest.param(paragraph("a ", inserted("new "), "b"), ["a new b"], ["a b"], id="put in"),
        pytest.param(paragraph("a ", deleted("old "), "b"), ["a b"], ["a old b"], id="taken out"),
        pytest.param(paragraph(inserted(deleted("x"))), [""], [""], id="put in and taken out"),
        pytest.param(paragraph(f"<w:moveFrom>{run('x')}</w:moveFrom>"), [""], ["x"], id="off"),
        pytest.param(paragraph(f"<w:moveTo>{run('x')}</w:moveTo>"), ["x"], [""], id="moved here"),
        pytest.param(paragraph("a", properties=MARK.format("del")) + B, ["ab"], ["a", "b"],
                     id="a paragraph's end taken out"),
        pytest.param(paragraph("a", properties=MARK.format("ins")) + B, ["a", "b"], ["ab"],
                     id="a paragraph's end put in"),
        pytest.param(paragraph("a", properties=MARK.format("del")) * 2 + B, ["aab"],
                     ["a", "a", "b"], id="two of them"),
        pytest.param(f"<w:tbl>{row(A)}{row(B, mark='ins')}</w:tbl>", ["a", "b"], ["a"],
                     id="a row put in"),
        pytest.param(f"<w:tbl>{row(A)}{row(B, mark='del')}</w:tbl>", ["a"], ["a", "b"],
                     id="a row taken out"),
        pytest.param(f"<w:tbl>{row(A, cell='cellIns')}</w:tbl>", ["a"], [], id="a cell put in"),
        pytest.param(f"<w:tbl>{row(A, cell='cellDel')}</w:tbl>", [], ["a"], id="a cell taken out"),
        pytest.param(f"<w:tbl>{row(paragraph('a', properties=MARK.format('del')), B)}</w:tbl>",
                     ["a", "b"], None, id="no paragraph goes on in the next cell"),
        pytest.param(paragraph("a", properties=MARK.format("del")) + f"<w:tbl>{row(B)}</w:tbl>",
                     ["a", "b"], None, id="nor in a table"),
        pytest.param(paragraph("<w:r><w:tab/><w:t>x</w:t><w:cr/><w:noBreakHyphen/>"
                               "<w:softHyphen/><w:ptab/></w:r>"), ["\tx\n\u2011\u00ad\t"], None,
                     id="signs that are elements"),
        pytest.param(paragraph('<w:r><w:br/><w:br w:type="textWrapping"/><w:br w:type="page"/>'
                               "</w:r>"), ["\n\n"], None, id="breaks"),
        pytest.param(paragraph('<w:r><w:instrText>PAGE</w:instrText><w:t/></w:r>'), [""], None,
                     id="the code of a field is no text"),
        pytest.param(paragraph(f"<w:hyperlink>{run('x')}</w:hyperlink>"), ["x"], None, id="a link"),
        pytest.param(f"<w:customXml>{A}</w:customXml>", ["a"], None, id="what is only around"),
        pytest.param(run("x") + A, ["a"], None, id="text outside of paragraphs is none"),
        pytest.param(paragraph("<mc:AlternateContent><mc:Choice>" + run("new") + "</mc:Choice>"
                               f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"),
                     ["new"], None, id="the first of two ways"),
        pytest.param(paragraph("<mc:AlternateContent><mc:Fallback>" + run("old")
                               + "</mc:Fallback></mc:AlternateContent>"), ["old"], None,
                     id="the only way"),
        pytest.param(paragraph("<mc:AlternateContent/>"), [""], None, id="no way"),
        pytest.param(paragraph("a", f"<w:r><w:txbxContent>{B}</w:txbxContent></w:r>", "c"),
                     ["ac", "b"], None, id="a text box within a paragraph"),
        pytest.param("", [], None, id="nothing"),
    ],
)  # fmt: skip
def test_a_part_reads_in_both_views(body, accepted, rejected):
    assert texts(body) == accepted
    assert texts(body, "reject") == (accepted if rejected is None else rejected)


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("<w:r><w:drawing/></w:r>", ["a picture"]),
        ("<w:r><w:pict/></w:r>", ["a picture"]),
        ("<w:r><w:object/></w:r>", ["an embedded object"]),
        ("<w:r><w:footnoteReference/></w:r>", ["a note"]),
        ("<w:r><w:endnoteReference/></w:r>", ["a note"]),
        (f"<w:hyperlink>{run('x')}</w:hyperlink>", ["a link"]),
        ("<w:r><w:sym/></w:r>", ["a symbol"]),
        ('<w:r><w:br w:type="page"/></w:r>', ["a page break"]),
        ('<w:r><w:br w:type="column"/></w:r>', ["a page break"]),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", ["a formula"]),
        ("<w:r><w:t>x</w:t></w:r>", []),
        ("<w:proofErr/>", []),
    ],
)
def test_what_is_no_text_is_not_carried_and_told(inner, told):
    assert [what for _, what, _ in story(paragraph(inner)).extras] == told


def test_a_table_is_told_where_it_begins():
    found = story(A + f"<w:tbl>{row(B)}</w:tbl>")
    assert [(at, what) for at, what, _ in found.extras] == [(2, "a table")]


BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>"


@pytest.mark.parametrize(
    ("inner", "usual", "told"),
    [
        pytest.param(BOLD, "", True, id="bold in a plain field"),
        pytest.param(BOLD, "<w:rPr><w:b/></w:rPr>", False, id="bold in a bold one"),
        pytest.param(BOLD, '<w:rPr><w:b w:val="0"/></w:rPr>', True, id="in one that is none"),
        pytest.param(BOLD.replace("<w:b/>", '<w:b w:val="0"/>'), "", False, id="not bold"),
        pytest.param(BOLD.replace("<w:b/>", '<w:u w:val="none"/>'), "", False, id="no line"),
        pytest.param(BOLD.replace("<w:b/>", '<w:u w:val="single"/>'), "", True, id="a line"),
        pytest.param(BOLD.replace("<w:b/>", "<w:sz/>"), "", False, id="a size is no emphasis"),
    ],
)
def test_a_look_of_its_own_within_a_field_is_not_carried(inner, usual, told):
    found = story(paragraph(control(inner, more=usual)))
    assert [what.startswith("a look") for _, what, _ in found.extras] == ([True] if told else [])
    assert story(paragraph(inner)).extras == [], "outside of fields nobody asks"


def test_controls_and_bookmarks_lie_where_their_text_does():
    found = story(paragraph("a", bookmark(control("b", "unit.name"), "dg_1_1"), "c"))
    (span,), (mark,) = found.controls, found.bookmarks
    assert (span.name, span.start, span.end) == ("unit.name", 2, 3)
    assert (mark.name, mark.start, mark.end) == ("dg_1_1", 2, 3)
    assert mark.holds(span)
    assert mark.opened < span.opened < span.closed < mark.closed


def test_a_control_within_another_knows_what_is_around_it():
    found = story(control(paragraph(control("x", "inner")), "outer"))
    outer, inner = found.controls
    assert (outer.name, inner.name) == ("outer", "inner")
    assert (outer.inner, inner.inner) == ((), (outer.element,))


@pytest.mark.parametrize("body", ["<w:sdt/>", "<w:sdt><w:sdtPr/></w:sdt>"])
def test_a_control_without_content_is_none(body):
    assert story(body).controls == []


def test_a_control_without_a_tag_has_no_name():
    assert [one.name for one in story(control(A, tag="")).controls] == [""]


@pytest.mark.parametrize(
    ("kind", "accepted", "rejected"),
    [("customXmlIns", 1, 0), ("customXmlDel", 0, 1), ("customXmlMoveTo", 1, 0),
     ("customXmlMoveFrom", 0, 1)],
)  # fmt: skip
def test_a_control_that_came_or_went_is_in_one_view_and_its_text_in_both(kind, accepted, rejected):
    body = between(kind, control(A)) + control(B)
    for view, count in (("accept", accepted), ("reject", rejected)):
        assert len(story(body, view).controls) == count + 1
        assert texts(body, view) == ["a", "b"]


def test_the_first_start_and_the_last_end_of_a_bookmark_count():
    start = '<w:bookmarkStart w:id="{}" w:name="dg_1_1"/>'
    end = '<w:bookmarkEnd w:id="{}"/>'
    body = paragraph(start.format(1), "a", start.format(2), "b", end.format(1), "c", end.format(2))
    (mark,) = story(body).bookmarks
    assert (mark.start, mark.end) == (1, 4)


def test_a_bookmark_that_does_not_end_has_no_end_and_an_end_alone_is_none():
    (mark,) = story(paragraph('<w:bookmarkStart w:id="1" w:name="a"/>', "x")).bookmarks
    assert mark.end == -1
    assert story(paragraph('<w:bookmarkEnd w:id="1"/>')).bookmarks == []


@pytest.mark.parametrize(
    ("body", "computed"),
    [
        pytest.param(paragraph("a", f"<w:fldSimple>{run('7')}</w:fldSimple>", "b"), {2}, id="a"),
        pytest.param(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "7",
                               '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "b"), {1}, id="long"),
        pytest.param(paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "b"), set(),
                     id="an end alone"),
    ],
)  # fmt: skip
def test_what_word_works_out_itself_is_known(body, computed):
    assert story(body).computed == computed


@pytest.mark.parametrize(
    ("body", "tracked"),
    [
        (A, False),
        (paragraph(inserted("x")), True),
        (paragraph(deleted("x")), True),
        (paragraph("<w:moveTo/>"), True),
        (f"<w:tbl>{row(A, cell='cellDel')}</w:tbl>", True),
        (between("customXmlDel", A), True),
        (f'<w:p><w:pPr><w:pPrChange w:id="1" {AUTHOR}/></w:pPr></w:p>', False),
    ],
)
def test_a_part_whose_views_differ_is_known(body, tracked):
    assert has_tracked(root(body)) is tracked

"""Fields of an edited Word file: by tag, bookmark or label, in every shape that Word leaves."""

from __future__ import annotations

import pytest

from docgen.errors import TemplateError
from docgen.word.readback.fields import Field, open_edited
from tests.builders import ONE_EACH
from tests.wordedits import (
    bookmark,
    control,
    deleted,
    document,
    inserted,
    paragraph,
    report,
    run,
)


def _fields(body: str, view: str = "accept", **parts: str) -> list[Field]:
    return open_edited(document(body, **parts), "x.docx").fields(view)  # type: ignore[arg-type]


def _texts(body: str, view: str = "accept", **parts: str) -> list[list[str]]:
    return [[line.text for line in found.lines] for found in _fields(body, view, **parts)]


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_every_field_of_a_report_has_tag_bookmark_label_and_place(sample):
    fields = open_edited(report(sample), "x.docx").fields()
    assert len([one for one in fields if one.tag]) > 50
    for found in fields:
        assert found.bookmark
        assert found.place
        assert bool(found.tag) == bool(found.alias)
        assert (found.extras, found.prompt) == ((), False)


SHAPES = {
    "an inline control": paragraph("Label: ", bookmark(control("one"))),
    "a block control": bookmark(control(paragraph("one"))),
    "Enter made two controls": bookmark(
        paragraph("Label: ", control("one")) + paragraph(control("two"))
    ),
    "Enter put text outside the control": bookmark(
        paragraph("Label: ", control("one")) + paragraph("two")
    ),
    "the control is deleted, its text kept": paragraph("Label: ", bookmark(run("one"))),
    "the bookmark is deleted": paragraph("Label: ", control("one")),
    "a row in a block control": bookmark(
        control(f"<w:tbl><w:tr><w:tc>{paragraph('one')}</w:tc></w:tr></w:tbl>")
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_one_field_in_every_shape(name):
    found = _fields(SHAPES[name])
    label = "Label: one" if name.startswith("Enter") else "one"
    texts = [line.text for line in found[0].lines]
    assert len(found) == 1
    assert texts == ([label, "two"] if name.startswith("Enter") else ["one"])


LEFT = paragraph(control("one", tag="")) + paragraph("two")


def test_a_field_that_libreoffice_saved_twice_is_whole():
    """Its first paragraph stands in a nameless control, the last one alone in the bookmark."""
    body = paragraph("Label:") + LEFT + paragraph(bookmark(run("three")))
    assert _texts(body) == [["one", "two", "three"]]


APART = {
    "another field between": LEFT + paragraph(bookmark(run("x"), "dg_2_1", 8)),
    "text behind the control": paragraph(control("one", tag=""), "two"),
    "a label before the control": paragraph("Label: ", control("one", tag="")),
    "another cell": f"<w:tbl><w:tr><w:tc>{paragraph(control('one', tag=''))}</w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("name", APART)
def test_a_nameless_control_elsewhere_is_no_part_of_a_field(name):
    body = APART[name] + paragraph(bookmark(run("three")))
    assert _texts(body)[-1] == ["three"]


def test_a_bullet_that_a_field_of_several_begins_with_is_a_bullet():
    """LibreOffice moves a block control's first paragraph into an inline control."""
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    first = f'<w:bookmarkStart w:id="7" w:name="dg_1_1"/>{control("one")}'
    second = f'{run("two")}<w:bookmarkEnd w:id="7"/>'
    body = paragraph(first, properties=numbering) + paragraph(second, properties=numbering)
    (found,) = _fields(body, numbering=lists)
    assert [line.bullet for line in found.lines] == [True, True]
    body = paragraph(bookmark(control("one")), ": text", properties=numbering)
    (found,) = _fields(body, numbering=lists)
    assert [line.bullet for line in found.lines] == [False]


def test_a_bullet_whose_list_a_program_lost_is_a_bullet():
    """Else a report whose words nobody changed would come back as other paragraphs."""
    lost = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9999"/></w:numPr>'
    first = f'<w:bookmarkStart w:id="7" w:name="dg_1_1"/>{control("one")}'
    second = f'{run("two")}<w:bookmarkEnd w:id="7"/>'
    body = paragraph(first, properties=lost) + paragraph(second, properties=lost)
    assert [line.bullet for line in _fields(body)[0].lines] == [True, True]


def test_a_copied_control_is_a_field_of_its_own():
    body = paragraph(bookmark(control("one"))) + paragraph("See ", control("two"))
    assert _texts(body) == [["one"], ["two"]]


TRACKED = {
    "words": (paragraph(control(run("a") + inserted("b") + deleted("c"))), [["ab"]], [["ac"]]),
    "an insertion that was deleted": (
        paragraph(control(run("a") + inserted(deleted("b")))),
        [["a"]],
        [["a"]],
    ),
    "a deleted paragraph mark": (
        control(
            paragraph("a", properties='<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>')
            + paragraph("b")
        ),
        [["ab"]],
        [["a", "b"]],
    ),
    "an inserted paragraph": (
        control(
            paragraph(inserted("a"), properties='<w:rPr><w:ins w:id="1" w:author="x"/></w:rPr>')
            + paragraph("b")
        ),
        [["a", "b"]],
        [["b"]],
    ),
    "a moved text": (
        paragraph(
            control(
                '<w:moveFrom w:id="1" w:author="x">' + run("a") + "</w:moveFrom>" + run("b")
                + '<w:moveTo w:id="2" w:author="x">' + run("a") + "</w:moveTo>"
            )
        ),
        [["ba"]],
        [["ab"]],
    ),
    "a deleted row": (
        (
            "<w:tbl><w:tr><w:trPr><w:del w:id='1' w:author='x'/></w:trPr>"
            f"<w:tc>{paragraph(control('a'))}</w:tc></w:tr></w:tbl>"
        ),
        [],
        [["a"]],
    ),
    "an inserted control": (
        paragraph(
            '<w:customXmlInsRangeStart w:id="1" w:author="x"/>'
            + control(
                '<w:customXmlInsRangeEnd w:id="1"/>'
                + inserted("a")
                + '<w:customXmlInsRangeStart w:id="2" w:author="x"/>'
            )
            + '<w:customXmlInsRangeEnd w:id="2"/>',
            "b",
        ),
        [["a"]],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRACKED)
def test_tracked_changes_read_as_accepted_or_rejected(name):
    body, accepted, rejected = TRACKED[name]
    assert _texts(body) == accepted
    assert _texts(body, "reject") == rejected


def test_bullets_are_known_by_numbering_style_and_style_name():
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="List Bullet 2"/></w:style>'
    )
    own = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    body = control(
        paragraph("own", properties=own.format(0, 4))
        + paragraph("second level", properties=own.format(1, 4))
        + paragraph("taken off", properties='<w:pStyle w:val="A"/>' + own.format(0, 0))
        + "".join(paragraph(s, properties=f'<w:pStyle w:val="{s}"/>') for s in "ABC")
        + paragraph("plain")
    )
    lines = _fields(body, styles=styles, numbering=numbering)[0].lines
    assert [line.bullet for line in lines] == [True, False, False, True, True, True, False]
    assert [(line.text, line.depth) for line in lines if line.numbered] == [("second level", 1)]


def test_breaks_and_tabs_are_characters_and_what_is_no_text_is_noted():
    inner = (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
        '<w:br w:type="page"/><w:noBreakHyphen/></w:r>'
    )
    (found,) = _fields(paragraph(control(inner)))
    assert found.text == "a\nb\tc\u2011"
    assert found.extras == ("a page break",)


def test_a_prompt_and_a_lost_tag_are_told():
    body = paragraph(control("Click", more="<w:showingPlcHdr/>"), control("x", "", "Enhed"))
    assert [(one.tag, one.alias, one.prompt) for one in _fields(body)] == [
        ("purpose", "", True),
        ("", "Enhed", False),
    ]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b""])
def test_what_is_no_word_file_is_one_line(data):
    with pytest.raises(TemplateError) as error:
        open_edited(data, "x.docx")
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize(
    "name",
    ["ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "customXmlInsRangeStart",
     "customXmlDelRangeStart", "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart"],
)  # fmt: skip
def test_a_part_with_a_tracked_change_of_any_kind_is_read_in_both_views(name):
    """All that the reader takes otherwise in the two views; else they would be one."""
    tracked = open_edited(document(f"<w:p>{run('a')}</w:p><w:{name}/>"), "x.docx")
    assert tracked.own_view("reject") == "reject"
    assert open_edited(document(f"<w:p>{run('a')}</w:p>"), "x.docx").own_view("reject") == "accept"

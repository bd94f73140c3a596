"""The order of Word's properties: what stands too late is named with what it must stand before."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import PARTS, a_report, cell, row, table

from docgen.word.audit.order import ORDER, misplaced
from docgen.word.audit.rules import check_package

KNOWN = st.sampled_from(sorted(ORDER))


@st.composite
def some_children(draw):
    """Draw an element and some of its children, strangers among them, in any order."""
    parent = draw(KNOWN)
    return parent, draw(st.lists(st.sampled_from([*ORDER[parent], "bookmarkStart"]), max_size=24))


@given(some_children())
@settings(max_examples=40)
def test_only_children_in_their_order_are_sound(drawn):
    parent, children = drawn
    ranks = [ORDER[parent].index(name) for name in children if name in ORDER[parent]]
    if parent == "sectPr":
        ranks = [max(rank, 1) for rank in ranks]
    assert (misplaced(parent, children) is None) == (ranks == sorted(ranks))


@given(some_children())
@settings(max_examples=40)
def test_what_is_told_is_in_the_wrong_order(drawn):
    parent, children = drawn
    late = misplaced(parent, children)
    if late:
        first, second = late
        assert ORDER[parent].index(first) < ORDER[parent].index(second)
        assert children.index(second) < len(children) - children[::-1].index(first)


@pytest.mark.parametrize("parent", sorted(ORDER))
def test_all_children_in_their_order_are_sound_and_turned_round_they_are_not(parent):
    children = ORDER[parent]
    assert len(set(children)) == len(children)
    assert misplaced(parent, children) is None
    assert misplaced(parent, children[::-1]) == (children[-2], children[-1])


@pytest.mark.parametrize("parent", sorted(ORDER))
def test_what_is_not_named_may_stand_anywhere_and_what_is_named_may_repeat(parent):
    first, last = ORDER[parent][0], ORDER[parent][-1]
    assert misplaced(parent, ["sdt", first, "sdt", first, last, last, "sdt"]) is None
    assert misplaced(parent, []) is None


def test_a_file_of_many_children_is_read_as_one_of_few():
    many = ["pStyle", *["bookmarkStart"] * 30, "jc", "keepNext"]
    assert misplaced("pPr", many) == misplaced("pPr", ["jc", "keepNext"]) == ("keepNext", "jc")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(
            '<w:p><w:pPr><w:jc w:val="left"/><w:keepNext/></w:pPr></w:p>',
            "w:keepNext must stand before w:jc in w:pPr",
            id="paragraph",
        ),
        pytest.param(
            "<w:p><w:r><w:rPr><w:i/><w:b/></w:rPr></w:r></w:p>",
            "w:b must stand before w:i in w:rPr",
            id="run",
        ),
        pytest.param(
            table(row(cell(properties='<w:vMerge/><w:tcW w:w="1" w:type="dxa"/>'))),
            "w:tcW must stand before w:vMerge in w:tcPr",
            id="cell",
        ),
        pytest.param(
            table(row("<w:trPr><w:tblHeader/><w:cantSplit/></w:trPr>" + cell())),
            "w:cantSplit must stand before w:tblHeader in w:trPr",
            id="row",
        ),
        pytest.param(
            table(row(cell())).replace(
                "<w:tblPr>", '<w:tblPr><w:tblLook w:val="0"/><w:tblLayout w:type="fixed"/>'
            ),
            "w:tblLayout must stand before w:tblLook in w:tblPr",
            id="table",
        ),
        pytest.param(
            table(row(cell() + "<w:trPr/>")),
            "w:trPr must stand before w:tc in w:tr",
            id="properties after cells",
        ),
    ],
)
def test_properties_in_the_wrong_order_are_found(body, message):
    assert message in [problem.message for problem in check_package(a_report(body))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            a_report(section='<w:sectPr><w:titlePg/><w:pgSz w:w="9" w:h="9"/></w:sectPr>'),
            "w:pgSz must stand before w:titlePg in w:sectPr",
            id="section",
        ),
        pytest.param(
            a_report(
                changed={
                    "word/settings.xml": PARTS["word/settings.xml"].replace(
                        "<w:autoHyphenation/>", "<w:autoHyphenation/><w:trackRevisions/>"
                    )
                }
            ),
            "w:trackRevisions must stand before w:autoHyphenation in w:settings",
            id="settings",
        ),
    ],
)
def test_section_and_settings_in_the_wrong_order_are_found(data, message):
    assert [problem.message for problem in check_package(data)] == [message]


def test_header_and_footer_references_may_mix():
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="rId1"/>'
        for page in ("default", "first")
        for kind in ("header", "footer")
    )
    assert check_package(a_report(section=f"<w:sectPr>{references}</w:sectPr>")) == []

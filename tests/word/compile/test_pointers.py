"""What leads to a bookmark: links inside the document, and fields that name one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.tagged import root_of, tidy

from docgen.word.compile.blocks import Branch
from docgen.word.compile.pointers import Pointer, as_first, find_pointers, join_codes, named_in
from docgen.word.compile.xml import W, serialise

MARKER = "\ufdd07\ufdd1"


def run_of(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (" REF here ", "here"),
        ("REF here \\h", "here"),
        (" ref Here", "Here"),
        ('REF "here"', "here"),
        (" PAGEREF _Toc123 \\h ", "_Toc123"),
        ("NOTEREF n1 \\f", "n1"),
        ("FTNREF n1", "n1"),
        ("GOTOBUTTON here Go", "here"),
        (' HYPERLINK \\l "here" ', "here"),
        (' HYPERLINK "http://host" \\l "here"', "here"),
        (" HYPERLINK \\l here ", "here"),
        ("REF æøå", "æøå"),
        (' HYPERLINK "http://host" ', ""),
        (" PAGE ", ""),
        (" REFERENCE here", ""),
        ("SEQ REF here", ""),
        ("REF ", ""),
        ("", ""),
    ],
)
def test_the_bookmark_that_a_field_names(written, name):
    assert named_in(written) == name


@pytest.mark.parametrize(
    ("xml", "pointers"),
    [
        pytest.param('<w:hyperlink w:anchor="here"/>', [("here", "anchor")], id="a link"),
        pytest.param('<w:hyperlink w:anchor=""/>', [], id="a link to nothing"),
        pytest.param("<w:hyperlink/>", [], id="a link to elsewhere"),
        pytest.param('<w:fldSimple w:instr=" REF here "/>', [("here", "instr")], id="a field"),
        pytest.param('<w:fldSimple w:instr=" PAGE "/>', [], id="another field"),
        pytest.param("<w:fldSimple/>", [], id="a field without code"),
        pytest.param(code(" REF here "), [("here", "")], id="code in a text"),
        pytest.param(code(" DATE "), [], id="other code"),
        pytest.param("<w:r><w:t>REF here</w:t></w:r>", [], id="words that look like code"),
        pytest.param('<w:hyperlink w:anchor="a">' + code("REF b") + "</w:hyperlink>",
                     [("a", "anchor"), ("b", "")], id="a field in a link"),
    ],
)  # fmt: skip
def test_what_leads_to_a_bookmark_is_found(xml, pointers):
    blocks = (Branch(1, 0, True),)
    found = find_pointers((node, blocks) for node in root_of(f"<w:p>{xml}</w:p>").iter())
    assert [(one.name, one.attribute.rpartition("}")[2]) for one in found] == pointers
    assert all(one.blocks == blocks for one in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" REF here \\h ", f" REF {MARKER} \\h "),
        (' REF "here" ', f' REF "{MARKER}" '),
        (" REF here here", f" REF {MARKER} here"),
        (" REF where here", f" REF where {MARKER}"),
        (" REF here_2 here", f" REF here_2 {MARKER}"),
    ],
)
def test_a_marker_takes_the_place_of_the_name_where_it_stands_as_a_word(before, after):
    for attribute in ("", f"{W}instr"):
        element = root_of("<w:x/>")[0][0]
        if attribute:
            element.set(attribute, before)
        else:
            element.text = before
        Pointer("here", (), element, attribute).lead_to(MARKER)
        assert (element.get(attribute) if attribute else element.text) == after


def test_a_name_with_signs_of_patterns_is_a_name():
    element = root_of("<w:x>REF a.b+c</w:x>")[0][0]
    Pointer("a.b+c", (), element, "").lead_to("m")
    assert element.text == "REF m"


# Codes in pieces.


def joined(xml: str) -> list[str]:
    root = root_of(f"<w:p>{xml}</w:p>")
    join_codes(root)
    return [node.text or "" for node in root.iter(f"{W}instrText")]


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        pytest.param([" RE", "F he", "re "], [" REF here ", "", ""], id="three"),
        pytest.param([" REF here "], [" REF here "], id="one"),
        pytest.param([" PA", "GE "], [" PA", "GE "], id="of a field that names none"),
    ],
)
def test_the_code_of_a_field_is_put_into_one_piece(pieces, left):
    codes = "".join(map(code, pieces))
    assert joined(run_of("begin") + codes + run_of("end")) == left
    assert joined(run_of("begin") + codes + run_of("separate") + run_of("end")) == left


def test_a_code_that_another_field_is_part_of_is_left():
    inner = run_of("begin") + code(" PAGE ") + run_of("end")
    xml = run_of("begin") + code(" REF he") + inner + code("re ") + run_of("end")
    assert joined(xml) == [" REF he", " PAGE ", "re "]


def test_fields_in_the_result_of_a_field_are_fields_of_their_own():
    inner = run_of("begin") + code(" REF ") + code("in ") + run_of("end")
    xml = run_of("begin") + code(" REF ") + code("out ") + run_of("separate") + inner
    assert joined(xml + run_of("end")) == [" REF out ", "", " REF in ", ""]


def test_half_a_field_and_code_outside_any_are_left():
    assert joined(code(" REF ") + code("a ")) == [" REF ", "a "]
    assert joined(run_of("begin") + code(" REF ") + code("a ")) == [" REF ", "a "]
    assert joined(run_of("end") + code(" REF ") + code("a ")) == [" REF ", "a "]


def test_blanks_of_the_joined_code_are_kept():
    root = root_of(
        "<w:p>" + run_of("begin") + code(" REF ") + code("a ") + run_of("end") + "</w:p>"
    )
    join_codes(root)
    assert 'xml:space="preserve"> REF a <' in tidy(serialise(root))


# Copies.


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (" REF here_2 \\h", " REF here \\h"),
        (" REF here ", " REF here "),
        (" REF here_x ", " REF here_x "),
        (" PAGE _2 ", " PAGE _2 "),
        (f" REF {MARKER} ", f" REF {MARKER} "),
        ("REF " + "a" * 40, "REF " + "a" * 32),
    ],
)
def test_a_copy_of_a_bookmark_is_told_as_the_first(written, first):
    assert as_first(written) == first


@settings(max_examples=30)
@given(st.text("abæ_", max_size=20).map(lambda name: f"x{name}y"), st.integers(2, 999))
def test_all_copies_of_a_bookmark_are_told_alike(name, number):
    assert as_first(f"REF {name}_{number}") == as_first(f"REF {name}") == f"REF {name}"

"""Parts are parsed strictly, with all their namespaces on the root and WordprocessingML as w."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.errors import TemplateError
from docgen.word.compile.xml import W, fragment, is_blank, parse_part, remove, serialise

MAIN = W[1:-1]


def parsed(xml: str):
    return parse_part(xml.encode(), "t.docx", "word/document.xml")


@pytest.mark.parametrize(
    ("xml", "rule", "told"),
    [
        pytest.param("<a>", "broken-xml", "is broken XML (line 1, column 4); open the file in Word",
                     id="cut off"),
        pytest.param("<a>\n\n<b></a>", "broken-xml", "(line 3, column 8)", id="crossed"),
        pytest.param("", "broken-xml", "save it again", id="nothing"),
        pytest.param("<!DOCTYPE a><a/>", "doctype", "holds a DOCTYPE, which no Word file needs",
                     id="a DOCTYPE"),
        pytest.param("<a>&nope;</a>", "broken-xml", "is broken XML", id="an entity"),
    ],
)  # fmt: skip
def test_nothing_is_repaired_in_silence(xml, rule, told):
    with pytest.raises(TemplateError) as caught:
        parsed(xml)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.file) == (rule, "t.docx")
    assert problem.message.startswith("word/document.xml ")
    assert told in problem.message


def test_comments_and_instructions_are_left_out():
    root = parsed("<a><!-- x --><?y z?><b/>c<!-- d -->e</a>")
    assert serialise(root) == "<a><b/>ce</a>"


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(f'<w:p xmlns:w="{MAIN}"><w:r/></w:p>', id="as Word calls it"),
        pytest.param(f'<x:p xmlns:x="{MAIN}"><x:r/></x:p>', id="another prefix"),
        pytest.param(f'<p xmlns="{MAIN}"><r/></p>', id="no prefix"),
        pytest.param(f'<p xmlns="{MAIN}"><w:r xmlns:w="{MAIN}"/></p>', id="two prefixes"),
        pytest.param(f'<w:p xmlns:w="{MAIN}"><x:r xmlns:x="{MAIN}"/></w:p>', id="another within"),
    ],
)
def test_wordprocessingml_has_the_prefix_w(xml):
    root = parsed(xml)
    assert serialise(root) == f'<w:p xmlns:w="{MAIN}"><w:r/></w:p>'


def test_attributes_and_text_of_a_root_with_another_prefix_stay():
    root = parsed(f'<x:p xmlns:x="{MAIN}" x:rsid="1" id="2">a<x:r/>b</x:p>')
    assert serialise(root) == f'<w:p xmlns:w="{MAIN}" w:rsid="1" id="2">a<w:r/>b</w:p>'


def test_a_prefix_w_that_means_something_else_gives_way():
    root = parsed(f'<x:p xmlns:x="{MAIN}" xmlns:w="urn:other"><w:a/></x:p>')
    assert root.tag == f"{W}p"
    assert root[0].tag == "{urn:other}a"
    assert root.nsmap["w"] == MAIN


def test_namespaces_that_are_declared_within_stand_on_the_root():
    root = parsed(
        f'<w:p xmlns:w="{MAIN}"><w:r xmlns:v="urn:v"><v:a/></w:r><v:b xmlns:v="urn:v"/></w:p>'
    )
    assert root.nsmap["v"] == "urn:v"
    assert serialise(root).count("xmlns:v") == 1


def test_a_namespace_that_only_an_attribute_names_stays():
    xml = f'<w:p xmlns:w="{MAIN}" xmlns:w14="urn:w14" xmlns:mc="urn:mc" mc:Ignorable="w14"/>'
    assert parsed(xml).nsmap["w14"] == "urn:w14"


def test_a_fragment_has_no_declarations_and_no_tail():
    root = parsed(f'<w:p xmlns:w="{MAIN}" xmlns:v="urn:v"><w:r v:a="1">b</w:r>tail</w:p>')
    assert fragment(root[0]) == '<w:r v:a="1">b</w:r>'
    assert fragment(None) == ""
    assert "tail" not in serialise(root[0])


@pytest.mark.parametrize(
    ("text", "blank"),
    [(None, True), ("", True), (" \t\n", True), ("\u2003", True), ("a", False), (" . ", False)],
)
def test_what_is_blank(text, blank):
    assert is_blank(text) is blank


@pytest.mark.parametrize(
    ("xml", "left"),
    [
        ("<a><x/></a>", "<a/>"),
        ("<a>b<x/>c</a>", "<a>bc</a>"),
        ("<a><x/>c</a>", "<a>c</a>"),
        ("<a><b/><x/>c</a>", "<a><b/>c</a>"),
        ("<a><b/>d<x/>c<e/></a>", "<a><b/>dc<e/></a>"),
        ("<a><x>lost</x></a>", "<a/>"),
    ],
)
def test_the_text_behind_what_is_removed_stays(xml, left):
    root = etree.fromstring(xml)
    remove(root.find("x"))
    assert serialise(root) == left


def test_a_root_is_not_removed():
    root = etree.fromstring("<a/>")
    remove(root)
    assert serialise(root) == "<a/>"


TEXT = st.text(st.characters(categories=["L", "N", "P", "S"]), max_size=8)


@settings(max_examples=25)
@given(TEXT, TEXT)
def test_what_is_serialised_is_parsed_again(text, value):
    root = etree.Element(f"{W}p", nsmap={"w": MAIN})
    root.text = text
    root.set(f"{W}val", value)
    again = parsed(serialise(root))
    assert (again.text or "", again.get(f"{W}val")) == (text, value)

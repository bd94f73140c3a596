"""The paragraph styles of a template, as far as printing values needs them."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.tagged import root_of

from docgen.word.compile.styles import (
    Styles,
    bullet_properties,
    further_properties,
    kept_properties,
    read_styles,
    style_of,
    with_prompts,
)
from docgen.word.compile.xml import W, parse_part

NS = f'xmlns:w="{W[1:-1]}"'


def a_style(identity: str, name: str, more: str = "", kind: str = "paragraph") -> str:
    named = f'<w:name w:val="{name}"/>' if name else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"{more}>{named}</w:style>'


def read(*styles: str) -> Styles:
    return read_styles(f"<w:styles {NS}>{''.join(styles)}</w:styles>".encode(), "t.docx")


SHEET = read(
    a_style("N", "Normal", ' w:default="1"'),
    a_style("H", "heading 1"),
    a_style("T", "Title"),
    a_style("Cell", "Cell"),
    a_style("CellB", "Cell Bullet"),
    a_style("CellC", "Cell Continue"),
    a_style("LB", "List Bullet"),
    a_style("LC", "List Continue"),
    a_style("Q", "Quote"),
    a_style("C", "Strong", kind="character"),
)


def paragraph(style: str = "", more: str = "", inside: str = ""):
    ppr = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{ppr}{more}</w:pPr>" if ppr or more else ""
    return root_of(f"<w:p>{properties}{inside}</w:p>")[0][0]


# What is read.


def test_styles_are_known_by_their_names_in_small_letters():
    assert SHEET.ids["list bullet"] == "LB"
    assert SHEET.names["H"] == "heading 1"
    assert "strong" not in SHEET.ids, "a style of characters"


def test_headings_and_titles_are_known():
    assert SHEET.headings == {"H", "T"}
    assert Styles().headings == frozenset()


@pytest.mark.parametrize(
    ("value", "default"), [("1", "N"), ("true", "N"), ("on", "N"), ("0", ""), ("false", "")]
)
def test_the_default_style_is_the_one_that_says_so(value, default):
    assert read(a_style("N", "Normal", f' w:default="{value}"')).default == default


@pytest.mark.parametrize("styles", [[], [a_style("X", "")], [a_style("X", "a", kind="table")]])
def test_what_is_no_named_style_of_paragraphs_is_none(styles):
    assert read(*styles) == Styles()


def test_without_a_part_there_are_none():
    assert read_styles(None, "t.docx") == Styles()


# Bullets and what follows.


@pytest.mark.parametrize(
    ("style", "bullet"),
    [
        pytest.param("Cell", "CellB", id="its own bullet"),
        pytest.param("Q", "LB", id="the usual one"),
        pytest.param("", "LB", id="below the default style"),
        pytest.param("LB", "LB", id="a bullet already"),
        pytest.param("CellB", "CellB", id="its own bullet already"),
        pytest.param("LC", "LC", id="a style of lists"),
        pytest.param("nope", "LB", id="a style that is not there"),
    ],
)
def test_the_style_of_bullets_below_a_paragraph(style, bullet):
    assert SHEET.bullet(style) == bullet


def test_without_a_style_of_bullets_there_is_none():
    assert read(a_style("N", "Normal")).bullet("N") == ""


@pytest.mark.parametrize(
    ("style", "further"),
    [
        ("Cell", "CellC"),
        ("CellB", "CellC"),
        ("LB", "LC"),
        ("Q", "Q"),
        ("nope", "nope"),
        ("", ""),
    ],
)
def test_the_style_of_the_second_paragraph(style, further):
    assert SHEET.further(style) == further


def test_a_bullet_without_a_style_to_go_on_goes_on_itself():
    assert read(a_style("LB", "List Bullet")).further("LB") == "LB"


# Properties.


def test_the_style_of_a_paragraph():
    assert style_of(paragraph("Q")) == "Q"
    assert style_of(paragraph()) == ""


@pytest.mark.parametrize(
    ("ppr", "further"),
    [
        pytest.param(("", ""), "", id="none"),
        pytest.param(("Cell", ""), '<w:pPr><w:pStyle w:val="CellC"/></w:pPr>', id="another style"),
        pytest.param(("", '<w:jc w:val="left"/>'), '<w:pPr><w:jc w:val="left"/></w:pPr>',
                     id="what each paragraph has"),
        pytest.param(("", "<w:keepNext/><w:pageBreakBefore/><w:numPr/>"), "<w:pPr/>",
                     id="what only the first has"),
    ],
)  # fmt: skip
def test_properties_of_the_second_paragraph(ppr, further):
    first = paragraph(*ppr)
    before = etree.tostring(first)
    assert further_properties(first, SHEET) == further
    assert etree.tostring(first) == before, "the first stays as it is"


@pytest.mark.parametrize(
    ("ppr", "kept"),
    [
        (("", ""), "<w:pPr><w:keepNext/></w:pPr>"),
        (("Q", '<w:jc w:val="left"/>'),
         '<w:pPr><w:pStyle w:val="Q"/><w:keepNext/><w:jc w:val="left"/></w:pPr>'),
        (("", '<w:jc w:val="left"/>'), '<w:pPr><w:keepNext/><w:jc w:val="left"/></w:pPr>'),
        (("Q", "<w:keepNext/>"), '<w:pPr><w:pStyle w:val="Q"/><w:keepNext/></w:pPr>'),
    ],
)  # fmt: skip
def test_a_label_is_kept_with_what_stands_below_it(ppr, kept):
    first = paragraph(*ppr)
    before = etree.tostring(first)
    assert kept_properties(first) == kept
    assert etree.tostring(first) == before


def test_properties_of_a_bullet():
    assert bullet_properties(paragraph("Cell"), SHEET) == (
        '<w:pPr><w:pStyle w:val="CellB"/></w:pPr>'
    )
    assert bullet_properties(paragraph("Cell"), Styles()) == ""
    odd = Styles({"list bullet": 'a"b'}, {}, "")
    assert bullet_properties(paragraph(), odd) == '<w:pPr><w:pStyle w:val="a&quot;b"/></w:pPr>'


# The style of prompts.


def prompt(*styles: str):
    data = f"<w:styles {NS}>{''.join(styles)}</w:styles>".encode() if styles else None
    written = with_prompts(data, "t.docx")
    return None if written is None else parse_part(written, "t.docx", "word/styles.xml")


def test_a_form_has_a_style_for_its_prompts_beside_the_others():
    for styles in ([], [a_style("N", "Normal")]):
        root = prompt(*styles)
        assert len(root) == len(styles) + 1
        own = root[-1]
        assert own.get(f"{W}type") == "character"
        assert own.find(f"{W}rPr/{W}color") is not None


def test_a_template_with_such_a_style_keeps_its_own():
    identity = prompt()[-1].get(f"{W}styleId")
    assert prompt(a_style(identity, "mine", kind="character")) is None


def test_the_name_of_another_style_is_not_taken():
    name = prompt()[-1].find(f"{W}name").get(f"{W}val")
    root = prompt(a_style("X", name.upper()))
    names = [node.get(f"{W}val").casefold() for node in root.iter(f"{W}name")]
    assert len(names) == len(set(names)) == 2

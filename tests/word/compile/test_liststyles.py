"""Styles that put their paragraphs into a list, as Word reads them."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.tagged import root_of, tidy

from docgen.word.compile.liststyles import (
    Styled,
    listed_styles,
    number_directly,
    styled_lists,
    with_number,
)
from docgen.word.compile.xml import W, fragment

NS = f'xmlns:w="{W[1:-1]}"'
IND = '<w:ind w:left="900"/>'


def numbered(number: str, level: str = "") -> str:
    deep = f'<w:ilvl w:val="{level}"/>' if level else ""
    given = f'<w:numId w:val="{number}"/>' if number else ""
    return f"<w:numPr>{deep}{given}</w:numPr>"


def a_style(identity: str, ppr: str = "", base: str = "", more: str = "") -> str:
    on = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"{more}><w:name w:val="{identity}"/>'
        f"{on}<w:pPr>{ppr}</w:pPr></w:style>"
    )


def sheet(*styles: str):
    return etree.fromstring(f"<w:styles {NS}>{''.join(styles)}</w:styles>")


def lists(*styles: str, headings: frozenset[str] = frozenset()) -> dict[str, tuple[str, str, str]]:
    found = styled_lists(sheet(*styles), headings)
    return {name: (one.number, one.level, fragment(one.indent)) for name, one in found.items()}


@pytest.mark.parametrize(
    ("styles", "found"),
    [
        pytest.param([a_style("L", numbered("2"))], {"L": ("2", "0", "")}, id="a list"),
        pytest.param([a_style("L", numbered("2", "1") + IND)], {"L": ("2", "1", IND)},
                     id="with level and indentation"),
        pytest.param([a_style("L", numbered("2") + IND), a_style("M", numbered("", "3"), "L")],
                     {"L": ("2", "0", IND), "M": ("2", "3", IND)}, id="based on another"),
        pytest.param([a_style("L", numbered("2")), a_style("M", numbered("5"), "L")],
                     {"L": ("2", "0", ""), "M": ("5", "0", "")}, id="with a list of its own"),
        pytest.param([a_style("L", numbered("2")), a_style("M", numbered("0"), "L")],
                     {"L": ("2", "0", "")}, id="taken out of the list"),
        pytest.param([a_style("N")], {}, id="no list"),
        pytest.param([a_style("O", numbered("2") + '<w:outlineLvl w:val="1"/>')], {},
                     id="an outline"),
        pytest.param([a_style("O", '<w:outlineLvl w:val="1"/>'), a_style("P", numbered("2"), "O")],
                     {}, id="based on an outline"),
        pytest.param([a_style("L", numbered("2"), more=' w:default="1"')],
                     {"L": ("2", "0", ""), "": ("2", "0", "")}, id="the default style"),
        pytest.param([a_style("L", numbered("2")).replace("paragraph", "character")], {},
                     id="a style of characters"),
        pytest.param([a_style("M", "", "nope")], {}, id="based on one that is not there"),
        pytest.param([a_style("A", "", "B"), a_style("B", "", "A")], {}, id="in a circle"),
    ],
)  # fmt: skip
def test_the_list_that_a_style_puts_its_paragraphs_into(styles, found):
    assert lists(*styles) == found


def test_headings_count_in_lists_of_their_own():
    style = a_style("H", numbered("2"))
    assert lists(style, headings=frozenset({"H"})) == {}


def test_without_a_part_there_are_none():
    assert styled_lists(None, frozenset()) == {}
    assert listed_styles(None) == frozenset()


@pytest.mark.parametrize(
    ("styles", "listed"),
    [
        ([a_style("L", numbered("2")), a_style("N")], {"L"}),
        ([a_style("L", numbered("2")), a_style("M", "", "L")], {"L", "M"}),
        ([a_style("L", numbered("2"), more=' w:default="true"')], {"L", ""}),
        ([a_style("L", numbered("2")), a_style("N", more=' w:default="1"')], {"L"}),
        ([a_style("O", numbered("2") + '<w:outlineLvl w:val="1"/>')], {"O"}),
    ],
)
def test_all_styles_of_lists_outlines_among_them(styles, listed):
    assert listed_styles(sheet(*styles)) == listed


# Numbers of their own.


def given(ppr: str, *, level: str = "1", indent: str = "") -> str:
    holder = root_of(f"<w:p>{ppr}<w:r/></w:p>")[0][0]
    ind = root_of(indent)[0][0] if indent else None
    number_directly(holder, Styled("2", level, ind), "7")
    return tidy(fragment(holder)).removeprefix("<w:p>").removesuffix("<w:r/></w:p>")


NUM = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'


@pytest.mark.parametrize(
    ("ppr", "written"),
    [
        pytest.param("", f"<w:pPr>{NUM}</w:pPr>", id="without properties"),
        pytest.param('<w:pPr><w:pStyle w:val="L"/></w:pPr>',
                     f'<w:pPr><w:pStyle w:val="L"/>{NUM}</w:pPr>', id="behind the style"),
        pytest.param('<w:pPr><w:keepNext/><w:jc w:val="left"/></w:pPr>',
                     f'<w:pPr><w:keepNext/>{NUM}<w:jc w:val="left"/></w:pPr>', id="in its order"),
    ],
)  # fmt: skip
def test_a_paragraph_gets_a_number_where_the_schema_has_it(ppr, written):
    assert given(ppr) == written


def test_a_paragraph_looks_as_its_style_has_it_look():
    assert given("", indent=IND) == f"<w:pPr>{NUM}{IND}</w:pPr>"


def test_a_paragraphs_own_indentation_stays():
    own = '<w:ind w:left="5"/>'
    assert given(f"<w:pPr>{own}</w:pPr>", indent=IND) == f"<w:pPr>{NUM}{own}</w:pPr>"


def test_the_indentation_of_the_style_is_copied():
    ind = root_of(IND)[0][0]
    styled = Styled("2", "0", ind)
    first, second = root_of("<w:p/><w:p/>")[0]
    for holder in (first, second):
        number_directly(holder, styled, "7")
    assert first.find(f"{W}pPr/{W}ind") is not None
    assert second.find(f"{W}pPr/{W}ind") is not None


def test_properties_of_a_value_have_the_number_of_the_list():
    styled = Styled("2", "0", None)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    assert with_number("", styled) == f"<w:pPr>{number}</w:pPr>"
    assert with_number('<w:pPr><w:pStyle w:val="L"/></w:pPr>', styled) == (
        f'<w:pPr><w:pStyle w:val="L"/>{number}</w:pPr>'
    )

"""Fonts that many computers lack are told once, unless nobody uses them or they are embedded."""

from __future__ import annotations

import pytest
from ooxml.minimal import text

from docgen.check.lint.rules import font_missing
from docgen.check.lint.rules.font_missing import EVERYWHERE
from tests.lintsubjects import a_subject, found

RARE = "Brandon Grotesque"


def written(font: str, kind: str = "ascii") -> str:
    look = f'<w:rPr><w:rFonts w:{kind}="{font}"/></w:rPr>'
    return f"<w:p><w:r>{look}<w:t>x</w:t></w:r></w:p>"


def style(name: str, *, more: str = "", default: str = "", font: str = RARE) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{default}><w:name w:val="{name}"/>{more}'
        f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:style>'
    )


def styled(name: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'


TOLD = f"the font {RARE} is not on every computer; embed it, or take another"


@pytest.mark.parametrize("kind", ["ascii", "hAnsi"])
def test_a_rare_font_is_told_with_its_place(kind):
    body = text("a") + written(RARE, kind)
    assert found(font_missing, a_subject(body)) == [(TOLD, "paragraph 2")]


@pytest.mark.parametrize("font", ["Arial", "CALIBRI", "times new roman", ""])
def test_a_font_of_every_word_is_none(font):
    assert found(font_missing, a_subject(written(font))) == []


def test_fonts_are_known_in_small_letters():
    assert {font.lower() for font in EVERYWHERE} == EVERYWHERE


def test_other_scripts_have_fonts_of_their_own():
    assert found(font_missing, a_subject(written(RARE, "eastAsia"))) == []


def test_a_font_is_told_once_and_each_font_is():
    body = written(RARE) * 2 + written("Gotham")
    assert [message for message, _ in found(font_missing, a_subject(body))] == [
        TOLD,
        TOLD.replace(RARE, "Gotham"),
    ]


def test_an_embedded_font_is_in_the_file():
    table = f'<w:font w:name="{RARE}"><w:embedRegular w:val="x"/></w:font>'
    assert found(font_missing, a_subject(written(RARE), fontTable=table)) == []
    bare = f'<w:font w:name="{RARE}"><w:family w:val="swiss"/></w:font>'
    assert len(found(font_missing, a_subject(written(RARE), fontTable=bare))) == 1


@pytest.mark.parametrize(
    ("styles", "body", "told"),
    [
        pytest.param(style("Quiet"), text("x"), False, id="a style that no text has"),
        pytest.param(style("Quiet"), styled("Quiet"), True, id="one that a text has"),
        pytest.param(style("Quiet") + style("Loud", more='<w:basedOn w:val="Quiet"/>',
                                            font="Arial"),
                     styled("Loud"), True, id="one that such a style is made of"),
        pytest.param(style("Quiet", default=' w:default="1"'), text("x"), True, id="the usual one"),
        pytest.param(style("Quiet", default=' w:default="0"'), text("x"), False,
                     id="one that is not the usual one"),
    ],
)  # fmt: skip
def test_of_styles_those_count_that_are_used(styles, body, told):
    expected = [(TOLD, "style Quiet")] if told else []
    assert found(font_missing, a_subject(body, styles=styles)) == expected

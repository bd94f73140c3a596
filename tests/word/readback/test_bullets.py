"""How a paragraph of an edited file is set off: bullet, number, level, its own or its style's."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.compile.xml import W
from docgen.word.readback.bullets import Bullet, read_bullets

NS = f'xmlns:w="{W[1:-1]}"'
NUMBERING = f"""<w:numbering {NS}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num>
</w:numbering>""".encode()
STYLES = f"""<w:styles {NS}>
<w:style w:styleId="Listed"><w:name w:val="Listed"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="Listed"/></w:style>
<w:style w:styleId="Named"><w:name w:val="Cell Text Bullet"/></w:style>
<w:style w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>
</w:styles>""".encode()


def paragraph(number: str = "", level: str = "", style: str = "") -> etree._Element:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        depth = f'<w:ilvl w:val="{level}"/>' if level else ""
        own += f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'
    return etree.fromstring(f"<w:p {NS}><w:pPr>{own}</w:pPr></w:p>")


@pytest.mark.parametrize(
    ("given", "bullet"),
    [
        pytest.param({}, Bullet(), id="text"),
        pytest.param({"number": "3"}, Bullet(is_bullet=True), id="a bullet"),
        pytest.param({"number": "3", "level": "1"}, Bullet(numbered=True, depth=1), id="a letter"),
        pytest.param({"number": "4"}, Bullet(numbered=True), id="a number that overrides"),
        pytest.param({"number": "9"}, Bullet(is_bullet=True), id="a list that is not defined"),
        pytest.param({"number": "0"}, Bullet(), id="a list that was taken away"),
        pytest.param({"style": "Listed"}, Bullet(numbered=True, depth=1), id="by its style"),
        pytest.param({"style": "Below"}, Bullet(numbered=True, depth=1), id="by the style above"),
        pytest.param({"style": "Named"}, Bullet(is_bullet=True), id="by the name of its style"),
        pytest.param({"style": "Named", "number": "0"}, Bullet(), id="taken away from a style"),
        pytest.param({"style": "Round"}, Bullet(), id="a style that is based on itself"),
        pytest.param({"style": "Unknown"}, Bullet(), id="a style that is not defined"),
    ],
)
def test_a_paragraph_is_set_off(given, bullet):
    assert read_bullets(STYLES, NUMBERING, "f.docx").of(paragraph(**given)) == bullet


def test_a_file_without_lists_has_none():
    found = read_bullets(None, None, "f.docx")
    assert found.of(paragraph(style="Listed")) == Bullet()

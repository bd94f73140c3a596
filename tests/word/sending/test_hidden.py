"""Hidden text is found whether a run hides it or a style."""

from __future__ import annotations

import pytest

from docgen.word.compile.xml import parse_part
from docgen.word.sending.hidden import Hiding
from tests.wordedits import MAIN, document, paragraph, parts_of

HIDES = "<w:rPr><w:vanish/></w:rPr>"
STYLES = (
    f'<w:style w:type="character" w:styleId="Note">{HIDES}</w:style>'
    '<w:style w:type="character" w:styleId="Inner"><w:basedOn w:val="Note"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Memo">{HIDES}</w:style>'
)


def _run(looks: str) -> str:
    return f"<w:r>{looks}<w:t>secret</w:t></w:r>"


SHAPES = {
    "by the run": (paragraph(_run(HIDES)), True),
    "by its style": (paragraph(_run('<w:rPr><w:rStyle w:val="Note"/></w:rPr>')), True),
    "by the style of its style": (
        paragraph(_run('<w:rPr><w:rStyle w:val="Inner"/></w:rPr>')),
        True,
    ),
    "by the paragraph's style": (paragraph("secret", properties='<w:pStyle w:val="Memo"/>'), True),
    "shown by the run": (
        paragraph(
            _run('<w:rPr><w:vanish w:val="0"/></w:rPr>'), properties='<w:pStyle w:val="Memo"/>'
        ),
        False,
    ),
    "hidden on web pages only": (paragraph(_run("<w:rPr><w:webHidden/></w:rPr>")), False),
    "a mark without text": (paragraph("seen", properties=HIDES), False),
}


@pytest.mark.parametrize("name", SHAPES)
def test_hidden_text(name):
    body, hides = SHAPES[name]
    parts = parts_of(document(body, styles=STYLES))
    found = Hiding(parts["word/styles.xml"], "x.docx").paragraphs(
        parse_part(parts[MAIN], "x.docx", MAIN)
    )
    assert [text for _, text in found] == (["secret"] if hides else [])

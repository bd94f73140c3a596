r"""`\a` and `\f` of docxtpl: a paragraph, a page, with the looks of the one they stand in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.word.render.listing import part_paragraphs

T = '<w:t xml:space="preserve">'


def a_run(text: str, look: str = "") -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            f"<w:p>{a_run('a' + chr(7) + 'b')}</w:p>",
            f"<w:p>{a_run('a')}</w:p><w:p><w:r>{T}b</w:t></w:r></w:p>",
            id="a paragraph",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:jc/></w:pPr>{a_run(chr(7), '<w:rPr><w:b/></w:rPr>')}</w:p>",
            "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t></w:t></w:r></w:p>"
            f"<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr>{T}</w:t></w:r></w:p>",
            id="with the looks of paragraph and run",
        ),
        pytest.param(
            f'<w:p w14:paraId="1">{a_run(chr(12))}</w:p>',
            '<w:p w14:paraId="1"><w:r><w:t></w:t></w:r></w:p>'
            f'<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r>{T}</w:t></w:r></w:p>',
            id="a page, and no second paragraph of that id",
        ),
        pytest.param(
            f"<w:p><w:sdt>{a_run('a' + chr(7) + 'b')}</w:sdt></w:p>",
            f"<w:p><w:sdt><w:r><w:t>a</w:t><w:br/>{T}b</w:t></w:r></w:sdt></w:p>",
            id="a line break where the paragraph cannot be parted",
        ),
        pytest.param("<w:p><w:sectPr/></w:p>", "<w:p><w:sectPr/></w:p>", id="no sign"),
    ],
)
def test_each_sign_parts_its_paragraph(before, after):
    assert part_paragraphs(before) == after


@given(st.lists(st.sampled_from(["a", "\a", "\f", "ø"]), max_size=8))
def test_no_word_is_lost_and_the_part_stays_whole(pieces):
    text = "".join(pieces)
    xml = part_paragraphs(f"<w:body><w:p><w:hyperlink>{a_run(text)}</w:hyperlink></w:p></w:body>")
    root = etree.fromstring(f'<x xmlns:w="w">{xml}</x>')
    assert "".join(root.itertext()) == text.replace("\a", "").replace("\f", "")
    breaks, pages = text.count("\a"), text.count("\f")
    assert len(root.findall(".//{w}p")) == 1 + breaks + 2 * pages

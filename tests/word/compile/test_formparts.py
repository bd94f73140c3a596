"""The parts that a blank form has besides: the style of its prompts and their building blocks."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.minimal import DECLARATION, PARTS, a_document

from docgen.word.audit.rules import check_package
from docgen.word.compile.formparts import form_parts
from docgen.word.render.archive import FAST, write_archive
from docgen.word.render.controls import Wording

WORDING = Wording("da-DK", "d.M.yyyy", "Skriv her", short="…")
GLOSSARY = "word/glossary/document.xml"


def the_parts(**changed: str) -> dict[str, bytes]:
    parts = {**PARTS, "word/document.xml": a_document("<w:p/>"), **changed}
    return {name: (DECLARATION + xml).encode() for name, xml in parts.items() if xml}


def made(parts: dict[str, bytes], wording: Wording = WORDING) -> dict[str, bytes]:
    return form_parts(parts, "t.docx", wording)


def test_a_form_has_a_style_and_building_blocks_for_its_prompts():
    new = made(the_parts())
    assert {GLOSSARY, "word/styles.xml", "[Content_Types].xml"} <= set(new)
    assert b"Skriv her" in new[GLOSSARY]
    assert "…".encode() in new[GLOSSARY], "the short one, for narrow columns"
    assert all(etree.fromstring(data) is not None for data in new.values())


def test_the_form_is_a_sound_word_file():
    parts = the_parts()
    assert check_package(write_archive({**parts, **made(parts)}, FAST)) == []


def test_a_template_without_styles_gets_some():
    rels = PARTS["word/_rels/document.xml.rels"]
    start = rels.index('<Relationship Id="rId1"')
    without = rels[:start] + rels[rels.index("/>", start) + 2 :]
    start = PARTS["[Content_Types].xml"].index('<Override PartName="/word/styles.xml"')
    types = PARTS["[Content_Types].xml"]
    types = types[:start] + types[types.index("/>", start) + 2 :]
    parts = the_parts(**{
        "word/styles.xml": "", "word/_rels/document.xml.rels": without,
        "[Content_Types].xml": types,
    })  # fmt: skip
    new = made(parts)
    assert b"/word/styles.xml" in new["[Content_Types].xml"]
    assert b'"styles.xml"' in new["word/_rels/document.xml.rels"]
    assert GLOSSARY in new
    assert b"glossary/document.xml" in new["word/_rels/document.xml.rels"], "both stand there"


def test_without_a_prompt_there_are_no_building_blocks():
    assert set(made(the_parts(), Wording())) == {"word/styles.xml"}


def test_a_template_with_building_blocks_of_its_own_keeps_them():
    new = made(the_parts(**{GLOSSARY: "<w:glossaryDocument xmlns:w='x'/>"}))
    assert GLOSSARY not in new


def test_a_template_with_the_style_keeps_its_own():
    parts = the_parts()
    again = {**parts, **made(parts)}
    assert "word/styles.xml" not in made(again)


@pytest.mark.parametrize("wording", [WORDING, Wording()])
def test_parts_of_the_template_stay_as_they_were(wording):
    parts = the_parts()
    before = dict(parts)
    made(parts, wording)
    assert parts == before

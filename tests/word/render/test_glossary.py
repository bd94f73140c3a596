"""The glossary of a blank form: what Word shows again in a field that is emptied."""

from __future__ import annotations

from lxml import etree

from docgen.word.render.glossary import glossary_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = {"[Content_Types].xml": b'<Types xmlns="t"></Types>'}


def entries(parts: dict[str, bytes]) -> dict[str, str]:
    root = etree.fromstring(parts["word/glossary/document.xml"])
    return {
        entry.find(f"{W}docPartPr/{W}name").get(f"{W}val"): "".join(entry.itertext())
        for entry in root.iter(f"{W}docPart")
    }


def test_each_prompt_is_an_entry_and_its_text_is_text():
    found = entries(glossary_parts(PARTS, "Klik <her> & skriv", "…"))
    assert found == {"DocgenPlaceholder": "Klik <her> & skriv", "DocgenPlaceholderShort": "…"}


def test_without_a_short_prompt_there_is_one_entry():
    assert list(entries(glossary_parts(PARTS, "Skriv"))) == ["DocgenPlaceholder"]


def test_every_part_is_xml_and_has_a_type_and_a_relation():
    found = glossary_parts(PARTS, "Skriv", "…")
    for data in found.values():
        etree.fromstring(data)
    assert b"/word/glossary/styles.xml" in found["[Content_Types].xml"]
    assert b"glossary/document.xml" in found["word/_rels/document.xml.rels"]


def test_a_template_with_a_glossary_of_its_own_and_a_pack_without_a_prompt_stay_as_they_are():
    assert glossary_parts({**PARTS, "word/glossary/document.xml": b""}, "Skriv") == {}
    assert glossary_parts(PARTS, "") == {}

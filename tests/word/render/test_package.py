"""New parts of a Word file: their types and relations, beside those that are there."""

from __future__ import annotations

from lxml import etree

from docgen.word.render.package import with_relation, with_types

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
BARE = f'<Types xmlns="{TYPES}"></Types>'.encode()
GIVEN = f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="text/own"/></Types>'.encode()
RELS = "word/_rels/document.xml.rels"


def entries(data: bytes) -> list[dict[str, str]]:
    return [dict(node.attrib) for node in etree.fromstring(data)]


def test_a_new_part_has_its_type_and_xml_its_default():
    found = entries(with_types({"[Content_Types].xml": BARE}, {"word/a.xml": "text/a"}))
    assert found == [
        {"Extension": "xml", "ContentType": "application/xml"},
        {"PartName": "/word/a.xml", "ContentType": "text/a"},
    ]


def test_a_default_that_is_there_stays():
    found = entries(with_types({"[Content_Types].xml": GIVEN}, {}))
    assert found == [{"Extension": "xml", "ContentType": "text/own"}]


def test_a_text_without_relations_gets_its_first():
    assert entries(with_relation({}, "kind", "a.xml")) == [
        {"Id": "rIdDocgen1", "Type": "kind", "Target": "a.xml"}
    ]


def test_each_relation_has_an_id_of_its_own():
    parts = {RELS: with_relation({}, "kind", "a.xml")}
    parts[RELS] = with_relation(parts, "kind", "b.xml")
    assert [one["Id"] for one in entries(parts[RELS])] == ["rIdDocgen1", "rIdDocgen2"]


def test_a_list_that_is_written_in_one_tag_is_opened():
    parts = {RELS: b'<Relationships xmlns="x"/>'}
    assert [one["Target"] for one in entries(with_relation(parts, "kind", "a.xml"))] == ["a.xml"]

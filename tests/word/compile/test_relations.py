"""The relations of a package: read once, and written anew from what was read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.word.compile.relations import (
    NAMESPACE,
    Relation,
    read_relations,
    references_in,
    relations_name,
    source_of,
    write_relations,
)
from docgen.word.compile.strictxml import PartError

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_list(*entries: str, root: str = "Relationships") -> etree._Element:
    return etree.fromstring(f'<{root} xmlns="{NAMESPACE}">{"".join(entries)}</{root}>')


def entry(target: str, mode: str = "", identity: str = "r1", kind: str = f"{OFFICE}/image") -> str:
    given = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{given}/>'


def one(target: str, mode: str = "", source: str = "word/document.xml") -> Relation:
    (relation,) = read_relations(a_list(entry(target, mode)), source)
    return relation


# Names.


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/document.xml"),
        ("word/theme/_rels/theme1.xml.rels", "word/theme/theme1.xml"),
        ("word/_RELS/document.xml.RELS", "word/document.xml"),
        ("word/document.xml", None),
        ("word/document.xml.rels", None),
        ("_rels/notes.txt", None),
        ("x_rels/a.rels", None),
    ],
)
def test_a_list_of_relations_belongs_to_a_part(name, source):
    assert source_of(name) == source


@pytest.mark.parametrize("source", ["", "word/document.xml", "a.xml", "word/glossary/document.xml"])
def test_the_name_of_a_list_leads_back_to_its_part(source):
    assert source_of(relations_name(source)) == source


# What is read.


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("media/a.png", "word/media/a.png"),
        ("/media/a.png", "media/a.png"),
        ("../media/a.png", "media/a.png"),
        ("../../../a.png", "a.png"),
        ("media\\a.png", "word/media/a.png"),
        ("media/A.PNG", "word/media/a.png"),
        ("media/a%20b.png", "word/media/a b.png"),
        ("a.xml#rId1", "word/a.xml"),
        ("./a.xml", "word/a.xml"),
    ],
)
def test_a_target_inside_leads_to_a_part(target, part):
    relation = one(target)
    assert (relation.part, relation.outside, relation.target) == (part, False, target)


@pytest.mark.parametrize(
    ("target", "mode"),
    [
        ("http://host/a", "External"),
        ("a.png", "External"),
        ("http://host/a", ""),
        ("file:///c:/a", ""),
        ("//host/share", "Internal"),
        ("\\\\host\\share", "Internal"),
        ("a.png", "external"),
        ("a.png", "Other"),
    ],
)
def test_whatever_is_not_plainly_inside_is_outside(target, mode):
    relation = one(target, mode)
    assert (relation.outside, relation.part) == (True, "")


def test_relations_of_the_package_lead_from_its_root():
    assert one("word/document.xml", source="").part == "word/document.xml"


@pytest.mark.parametrize(
    ("kind", "word"),
    [(f"{OFFICE}/image", "image"), (f"{OFFICE}/Image/", "image"), (" x/hyperLink ", "hyperlink"),
     ("plain", "plain")],
)  # fmt: skip
def test_a_relation_is_known_by_the_last_word_of_its_type(kind, word):
    assert Relation("", "r1", kind, "a", False, "a").kind == word


@pytest.mark.parametrize(
    ("root", "told"),
    [
        pytest.param(a_list(root="Other"), "no relations, though its name says so", id="no list"),
        pytest.param(a_list(entry("a"), entry("b")), "two relations of one id", id="twice"),
        pytest.param(a_list(entry("a", identity="")), "a relation without id or type", id="no id"),
        pytest.param(a_list(entry("a", kind="")), "a relation without id or type", id="no type"),
    ],
)
def test_a_broken_list_is_told(root, told):
    with pytest.raises(PartError) as caught:
        read_relations(root, "")
    assert str(caught.value) == told


def test_an_empty_list_has_none():
    assert read_relations(a_list(), "") == []


# What is written.

TARGETS = st.sampled_from(
    ["media/a.png", "../x.xml", "http://host/?a=1&b=2", "mailto:a@b.org", "æ"]
)


@settings(max_examples=10)
@given(st.lists(st.tuples(TARGETS, st.booleans()), max_size=4))
def test_what_is_written_is_read_again(pairs):
    relations = read_relations(
        a_list(*(
            entry(target.replace("&", "&amp;"), "External" if out else "", f"r{number}")
            for number, (target, out) in enumerate(pairs)
        )),
        "word/document.xml",
    )  # fmt: skip
    again = read_relations(etree.fromstring(write_relations(relations)), "word/document.xml")
    assert again == relations


def test_nothing_goes_on_that_was_not_looked_at():
    root = a_list(entry("a").replace("/>", ' Extra="x"><b/></Relationship>'), "<More/>")
    written = write_relations(read_relations(root, ""))
    assert b"Extra" not in written
    assert b"More" not in written
    assert b"<b" not in written


# What names them.


def test_every_attribute_that_names_a_relation_is_found():
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    old = "urn:schemas-microsoft-com:office:office"
    root = etree.fromstring(
        f'<a xmlns:r="{OFFICE}" xmlns:s="{strict}" xmlns:o="{old}" r:id="r1" id="no">'
        '<b r:embed="r2" s:link="r3"/><c o:relid="r4" o:id="no"/></a>'
    )
    found = references_in(root)
    assert [reference.id for reference in found] == ["r1", "r2", "r3", "r4"]
    assert [reference.element.tag for reference in found] == ["a", "b", "b", "c"]
    for reference in found:
        assert reference.element.get(reference.attribute) == reference.id

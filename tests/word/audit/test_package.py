"""A Word file as the rules look at it: its parts, strictly read, and places in words."""

from __future__ import annotations

import zipfile

import pytest
from lxml import etree
from ooxml.minimal import NAMESPACES, PARTS, a_report, cell, control, row, run, table, text

from docgen.word.audit.package import (
    CONTENT_TYPES,
    Package,
    W,
    children,
    finder,
    local,
    place_of,
    properties_of,
    value,
    within,
)


def read(body: str = "<w:p/>", **parts: str) -> Package:
    return Package.read(a_report(body, **parts))  # type: ignore[arg-type]


def tree(body: str) -> etree._Element:
    return read(body).trees["word/document.xml"]


def test_each_part_is_kept_as_it_is_and_each_xml_as_a_tree():
    package = read(added=[("word/media/a.txt", "no XML")])
    assert set(package.parts) == {*PARTS, "word/document.xml", "word/media/a.txt"}
    assert set(package.trees) == {*PARTS, "word/document.xml"}
    assert package.broken == {}
    assert local(package.trees[CONTENT_TYPES]) == "Types"


@pytest.mark.filterwarnings("ignore:Duplicate name")  # what is meant
def test_a_name_that_stands_twice_is_listed_twice():
    package = read(added=[("word/styles.xml", PARTS["word/styles.xml"])])
    assert package.names.count("word/styles.xml") == 2


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        pytest.param("<w:styles>", "line 2, column", id="XML that does not end"),
        pytest.param("", "line 2, column", id="an empty part"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
                     "a DOCTYPE has no place in a Word file", id="a DOCTYPE"),
        pytest.param("<x>&nope;</x>", "line 2, column", id="an unknown entity"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_strictly_is_broken(xml, said):
    package = read(changed={"word/styles.xml": xml})
    assert package.broken["word/styles.xml"].startswith(said)
    assert "word/styles.xml" not in package.trees
    assert "word/styles.xml" in package.parts


def test_what_is_no_archive_is_refused():
    with pytest.raises(zipfile.BadZipFile):
        Package.read(b"PK no archive")


def test_remarks_and_instructions_are_not_among_the_elements():
    root = tree("<!-- a --><w:p/><?b c?>")
    assert [local(one) for one in root[0]] == ["p", "sectPr"]


@pytest.mark.parametrize("kind", ["hdr", "ftr", "footnotes", "endnotes", "comments",
                                  "glossaryDocument"])  # fmt: skip
def test_every_part_that_holds_text_is_a_story(kind):
    package = read(added=[("word/own.xml", f"<w:{kind} {NAMESPACES}/>")])
    assert sorted(name for name, _ in package.stories()) == ["word/document.xml", "word/own.xml"]


def test_styles_and_settings_are_no_stories():
    assert [name for name, _ in read().stories()] == ["word/document.xml"]


def test_what_holds_for_a_part_stands_in_its_folder():
    glossary = [("word/glossary/document.xml", f"<w:glossaryDocument {NAMESPACES}/>")]
    package = read(added=glossary)
    assert package.beside("word/document.xml", f"{W}styles") is package.trees["word/styles.xml"]
    assert package.beside("word/glossary/document.xml", f"{W}styles") is None
    assert package.beside("word/document.xml", f"{W}nothing") is None


def test_relations_are_those_of_the_part():
    package = read()
    main = package.relations("word/document.xml")
    assert sorted(main) == ["rId1", "rId2", "rId3", "rId4", "rId5"]
    assert main["rId1"].get("Target") == "styles.xml"
    assert [one.get("Target") for one in package.relations("").values()] == ["word/document.xml"]
    assert package.relations("word/styles.xml") == {}


def test_an_xpath_finds_its_nodes_in_order():
    found = finder("//w:p[w:r]/w:r")(tree(text("a") + "<w:p/>" + text("b")))
    assert ["".join(one.itertext()) for one in found] == ["a", "b"]
    pointing = finder("//@r:id/..")(tree('<w:p><w:hyperlink r:id="rId1"/></w:p>'))
    assert [local(one) for one in pointing] == ["hyperlink"]


def test_a_value_is_that_of_words_attribute_and_empty_without_one():
    element = etree.fromstring(f'<w:a {NAMESPACES} w:val="1" w:fill="2" val="3"/>')
    assert (value(element), value(element, "fill"), value(element, "x")) == ("1", "2", "")
    assert value(None) == ""


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        pytest.param("<w:pPr/><w:r/>", True, id="first, as nearly always"),
        pytest.param("<w:r/><w:pPr/>", True, id="behind another"),
        pytest.param("<w:r><w:pPr/></w:r>", False, id="deeper, where it is another's"),
        pytest.param("<w:r/>", False, id="none"),
        pytest.param("", False, id="no child at all"),
    ],
)
def test_properties_are_found_wherever_they_stand_among_the_children(xml, found):
    element = etree.fromstring(f"<w:p {NAMESPACES}>{xml}</w:p>")
    properties = properties_of(element, "pPr")
    assert (properties is not None) is found
    assert properties is None or properties.tag == f"{W}pPr"


def test_the_nearest_of_several_names_holds_an_element():
    root = tree(table(row(cell(text()))))
    (found,) = root.iter(f"{W}r")
    nearest = within(found, "tc", "p")
    assert nearest is not None
    assert local(nearest) == "p"
    assert local(within(found, "tr", "tbl")) == "tr"  # type: ignore[arg-type]
    assert within(found, "hdr") is None


@pytest.mark.parametrize("wrap", ["sdt", "ins", "customXml", "smartTag"])
def test_children_are_seen_through_what_is_only_around_them(wrap):
    inner = "<w:p/>" if wrap != "sdt" else "<w:sdtContent><w:p/></w:sdtContent>"
    root = tree(f"<w:p/><w:{wrap}>{inner}</w:{wrap}><w:p/>")
    assert len(list(children(root[0], "p"))) == 3


def test_children_of_other_elements_are_not_ones_own():
    root = tree("<w:p/>" + table(row(cell())) + "<w:del><w:p/></w:del>")
    assert len(list(children(root[0], "p"))) == 1


@pytest.mark.parametrize(
    ("body", "path", "place"),
    [
        pytest.param(text() + text(), ".//w:p[2]/w:r", "paragraph 2", id="a run"),
        pytest.param(text() + text(), ".//w:p[2]", "paragraph 2", id="a paragraph itself"),
        pytest.param(table() + table(row(cell(), cell())), ".//w:tc[2]/w:p",
                     "table 2, row 1, cell 2", id="in a cell"),
        pytest.param(table(row(cell()), row(cell())), ".//w:tr[2]", "table 1, row 2", id="a row"),
        pytest.param(table(), ".//w:tbl/w:tblGrid", "table 1", id="of a table"),
        pytest.param(table(control(row(control(cell())))), ".//w:tc", "table 1, row 1, cell 1",
                     id="in controls around row and cell"),
        pytest.param(table(row(cell(table(row(cell()), row(cell(run()))) + text()))),
                     ".//w:tbl//w:tbl/w:tr[2]", "table 2, row 2", id="a table in a table"),
        pytest.param("", ".//w:sectPr", "", id="what has no place in words"),
    ],
)  # fmt: skip
def test_a_place_is_what_a_person_can_follow_in_word(body, path, place):
    root = tree(body)
    spot = root.find(path, {"w": W[1:-1]})
    assert spot is not None
    assert place_of(spot) == place


def test_in_the_styles_the_place_is_the_style():
    root = read().trees["word/styles.xml"]
    assert place_of(root[0][0]) == "style Normal"

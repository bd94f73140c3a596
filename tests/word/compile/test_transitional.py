"""What was saved in Word's strict format becomes the transitional one, which all programs read."""

from __future__ import annotations

import pytest
from ooxml.minimal import PARTS, a_document, text
from ooxml.packages import zipped

from docgen.word.compile.findings import Findings
from docgen.word.compile.opened import Opened, open_parts
from docgen.word.compile.transitional import STRICT, make_transitional, plain_name
from docgen.word.compile.unzip import read_entries
from docgen.word.compile.xml import W

PLAIN = "http://schemas.openxmlformats.org/"
MAIN = W[1:-1]
STRICT_MAIN = f"{STRICT}wordprocessingml/main"


def opened(**changed: str) -> Opened:
    entries = {**PARTS, "word/document.xml": a_document(text("x")), **changed}
    return open_parts(read_entries(zipped(entries), "t.docx"), Findings("t.docx"))[0]


@pytest.mark.parametrize(
    ("strict", "plain"),
    [
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/relationships/image", "officeDocument/2006/relationships/image"),
        ("officeDocument/relationships/extendedProperties",
         "officeDocument/2006/relationships/extended-properties"),
        ("officeDocument/relationships/customProperties",
         "officeDocument/2006/relationships/custom-properties"),
        ("officeDocument/extendedProperties", "officeDocument/2006/extended-properties"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("package/relationships/metadata/core-properties",
         "package/2006/relationships/metadata/core-properties"),
        ("officeDocument/relationships/metadata/core-properties",
         "package/2006/relationships/metadata/core-properties"),
    ],
)  # fmt: skip
def test_a_strict_name_has_a_transitional_one(strict, plain):
    assert plain_name(STRICT + strict) == PLAIN + plain


@pytest.mark.parametrize("name", [MAIN, "", "urn:x", "http://purl.oclc.org/other"])
def test_any_other_name_is_left(name):
    assert plain_name(name) == name


def test_a_transitional_name_is_not_changed_again():
    once = plain_name(STRICT_MAIN)
    assert plain_name(once) == once


def test_namespaces_of_a_strict_part_change_and_its_prefixes_stay():
    package = opened(**{"word/document.xml": a_document(text("x")).replace(MAIN, STRICT_MAIN)})
    assert make_transitional(package) == {"word/document.xml"}
    root = package.trees["word/document.xml"]
    assert root.tag == f"{W}document"
    assert root.nsmap["w"] == MAIN
    assert root.findtext(f".//{W}t") == "x"


def test_relations_of_strict_types_change():
    rels = PARTS["word/_rels/document.xml.rels"]
    office = f"{PLAIN}officeDocument/2006/relationships/"
    strict = rels.replace(office, f"{STRICT}officeDocument/relationships/")
    package = opened(**{"word/_rels/document.xml.rels": strict})
    assert make_transitional(package) == set(), "relations are written anew anyway"
    types = {relation.type for relation in package.relations["word/document.xml"]}
    assert all(kind.startswith(office) for kind in types)
    assert len(types) == 5


def test_a_transitional_file_stays():
    package = opened()
    trees = dict(package.trees)
    assert make_transitional(package) == set()
    assert package.trees == trees


def test_words_that_name_the_format_are_words():
    words = f"see {STRICT}wordprocessingml/main and ={STRICT}x"
    package = opened(**{"word/document.xml": a_document(text(words))})
    assert make_transitional(package) == set()
    strict = a_document(text(words)).replace(f'"{MAIN}"', f'"{STRICT_MAIN}"')
    package = opened(**{"word/document.xml": strict})
    make_transitional(package)
    assert package.trees["word/document.xml"].findtext(f".//{W}t") == words


def test_a_text_that_looks_like_a_tag_is_a_text():
    words = f'&lt;x y="{STRICT}drawingml/main"&gt;'
    strict = a_document(text(words)).replace(f'"{MAIN}"', f'"{STRICT_MAIN}"')
    package = opened(**{"word/document.xml": strict})
    make_transitional(package)
    shown = package.trees["word/document.xml"].findtext(f".//{W}t")
    assert shown == f'<x y="{STRICT}drawingml/main">'


def test_values_of_strict_files_change_their_units():
    size = '<w:p><w:pPr><w:spacing w:before="12pt"/></w:pPr></w:p>'
    strict = a_document(size).replace(f'"{MAIN}"', f'"{STRICT_MAIN}"')
    package = opened(**{"word/document.xml": strict})
    make_transitional(package)
    spacing = next(package.trees["word/document.xml"].iter(f"{W}spacing"))
    assert spacing.get(f"{W}before") == "240"

"""Parts have the names that Word gives them, whatever program saved the file."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.minimal import a_document, text
from ooxml.packages import OFFICE, WORD, zipped

from docgen.word.compile.findings import Findings
from docgen.word.compile.opened import Opened, open_parts
from docgen.word.compile.partnames import MAIN, settle_names
from docgen.word.compile.unzip import read_entries

CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = f'<w:styles xmlns:w="{etree.fromstring(a_document("")).nsmap["w"]}"/>'


def settled(
    main: str, kinds: dict[str, str], own: list[tuple[str, str]], more: tuple[str, ...] = ()
) -> Opened:
    """Return a package whose text is `main`; `own` are its relations, kind and target."""
    rels = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(own)
    )
    folder, _, base = main.rpartition("/")
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}">' + "".join(
            f'<Override PartName="/{part}" ContentType="{WORD}.{kind}+xml"/>'
            for part, kind in {main: "document.main", **kinds}.items()
        ) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/'
        f'officeDocument" Target="{main}"/></Relationships>',
        main: a_document(text("x")),
        **dict.fromkeys(kinds, STYLES),
        **dict.fromkeys(more, "<x/>"),
        f"{folder}/_rels/{base}.rels".lstrip("/"):
            f'<Relationships xmlns="{RELATIONS}">{rels}</Relationships>',
    }  # fmt: skip
    opened, _ = open_parts(read_entries(zipped(entries), "t.docx"), Findings("t.docx"))
    settle_names(opened)
    return opened


def targets(opened: Opened, source: str = MAIN) -> list[str]:
    return [relation.target for relation in opened.relations[source]]


@pytest.mark.parametrize(
    "main", ["word/document2.xml", "Word/Document.xml", "content/text.xml", "document.xml"]
)
def test_the_text_is_called_as_word_calls_it(main):
    opened = settled(main, {}, [])
    assert MAIN in opened.parts
    assert main not in opened.parts or main == MAIN
    assert opened.kind(MAIN) == f"{WORD}.document.main+xml"
    assert targets(opened, "") == [f"/{MAIN}"]
    assert opened.names["word/document.xml"] == MAIN
    assert MAIN in opened.trees


@pytest.mark.parametrize("kind", ["styles", "settings", "numbering", "footnotes", "comments"])
def test_what_belongs_to_the_text_lies_beside_it(kind):
    opened = settled(MAIN, {f"parts/{kind}9.xml": kind}, [(kind, f"/parts/{kind}9.xml")])
    assert f"word/{kind}.xml" in opened.parts
    assert opened.kind(f"word/{kind}.xml") == f"{WORD}.{kind}+xml"
    assert targets(opened) == [f"/word/{kind}.xml"]


def test_building_blocks_have_their_folder():
    opened = settled(MAIN, {"g.xml": "document.glossary"}, [("glossaryDocument", "/g.xml")])
    assert "word/glossary/document.xml" in opened.parts


def test_other_parts_keep_their_names():
    opened = settled(MAIN, {"odd/h.xml": "header"}, [("header", "/odd/h.xml")])
    assert "odd/h.xml" in opened.parts
    assert targets(opened) == ["/odd/h.xml"]


def test_relations_of_a_part_that_is_renamed_go_with_it():
    opened = settled("text/a.xml", {"text/h.xml": "header"}, [("header", "h.xml")])
    assert opened.relations[MAIN][0].source == MAIN
    assert opened.relations[MAIN][0].part == "text/h.xml"
    assert targets(opened) == ["/text/h.xml"], "the target still leads to its part"
    assert "text/a.xml" not in opened.relations


def test_a_part_that_only_has_the_name_steps_aside():
    opened = settled("word/document2.xml", {}, [], more=("word/document.xml",))
    assert set(opened.parts) >= {MAIN, "word/document-2.xml"}
    assert opened.parts[MAIN] != b"<x/>"
    assert b"<x/>" in opened.parts["word/document-2.xml"]


def test_it_steps_aside_to_a_name_that_is_free():
    more = ("word/document.xml", "word/document-2.xml")
    opened = settled("word/document9.xml", {}, [], more=more)
    assert set(opened.parts) >= {MAIN, "word/document-2.xml", "word/document-3.xml"}


def test_targets_are_spelled_as_their_parts_and_fragments_stay():
    opened = settled(MAIN, {"word/Header1.xml": "header"}, [("header", "HEADER1.xml#x")])
    assert targets(opened) == ["/word/Header1.xml#x"]


def test_a_file_that_is_as_word_writes_it_stays():
    kinds = {"word/styles.xml": "styles", "word/header1.xml": "header"}
    opened = settled(MAIN, kinds, [("styles", "styles.xml"), ("header", "header1.xml")])
    assert targets(opened) == ["styles.xml", "header1.xml"]
    assert set(opened.parts) == {MAIN, *kinds}


def test_what_is_no_word_file_is_left_to_the_gate():
    for kind in ("header", "styles"):
        opened = settled("word/a.xml", {"word/a.xml": kind}, [])
        assert "word/a.xml" in opened.parts
        assert MAIN not in opened.parts

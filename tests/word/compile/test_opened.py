"""A Word file while the gate looks at it: parts, trees, kinds and relations, each read once."""

from __future__ import annotations

import random

import pytest
from ooxml.minimal import PARTS, a_document, cell, row, table, text
from ooxml.packages import OFFICE, WORD, zipped

from docgen.errors import TemplateError
from docgen.word.compile import opened as module
from docgen.word.compile.findings import Findings
from docgen.word.compile.opened import Opened, open_parts
from docgen.word.compile.unzip import read_entries
from docgen.word.compile.xml import W

RELS = "word/_rels/document.xml.rels"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def entries(**changed: str | bytes | None) -> dict[str, bytes]:
    wanted = {**PARTS, "word/document.xml": a_document(text("x")), **changed}
    return read_entries(zipped({n: d for n, d in wanted.items() if d is not None}), "t.docx")


def opened(**changed: str | bytes | None) -> tuple[Opened, set[str]]:
    return open_parts(entries(**changed), Findings("t.docx"))


def refused(**changed: str | bytes | None) -> tuple[str, str]:
    with pytest.raises(TemplateError) as caught:
        opened(**changed)
    (problem,) = caught.value.problems
    return problem.rule, problem.message


def faults(package: Opened) -> list[tuple[str, str, str]]:
    with pytest.raises(TemplateError) as caught:
        package.findings.notes()
    return [(p.rule, p.where, p.message) for p in caught.value.problems]


# Opening.


def test_parts_trees_and_relations_are_read_once_and_lists_are_apart():
    package, changed = opened()
    assert changed == set()
    assert "[Content_Types].xml" not in package.parts
    assert not any(name.endswith(".rels") for name in package.parts)
    assert set(package.trees) == set(package.parts)
    assert [relation.kind for relation in package.relations[""]] == ["officedocument"]
    assert len(package.relations["word/document.xml"]) == 5
    assert package.kind("word/document.xml") == f"{WORD}.document.main+xml"
    assert package.findings.notes() == ()


def test_names_are_compared_without_their_letters_case():
    types = PARTS["[Content_Types].xml"].replace("/word/styles.xml", "/WORD/Styles.XML")
    package, _ = opened(**{"[Content_Types].xml": types})
    assert package.names["word/styles.xml"] == "word/styles.xml"
    assert package.kind("word/styles.xml") == f"{WORD}.styles+xml"


def test_the_list_of_kinds_is_found_whatever_its_letters():
    data = PARTS["[Content_Types].xml"]
    package, _ = opened(**{"[Content_Types].xml": None, "[CONTENT_types].XML": data})
    assert "word/document.xml" in package.trees


@pytest.mark.parametrize(
    ("changed", "rule", "message"),
    [
        pytest.param({"[Content_Types].xml": None}, "no-word-file",
                     "is a zip archive but no Word file; save it as .docx", id="without kinds"),
        pytest.param({"[Content_Types].xml": "<a>"}, "broken-xml",
                     "its list of parts holds broken XML", id="with a broken list"),
        pytest.param({"[Content_Types].xml": "<!DOCTYPE a><a/>"}, "doctype",
                     "its list of parts holds a DOCTYPE", id="with a DOCTYPE"),
        pytest.param({"[Content_Types].xml": "<a/>"}, "broken-xml", "no content types; open the",
                     id="with another list"),
    ],
)  # fmt: skip
def test_a_file_without_a_list_of_its_parts_is_refused(changed, rule, message):
    told = refused(**changed)
    assert told[0] == rule
    assert message in told[1]


def test_more_xml_than_a_report_has_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_XML", 2**20)
    rule, message = refused(**{"word/x.xml": f"<a>{random.Random(1).randbytes(2**19).hex()}</a>"})
    assert rule == "zip-limits"
    assert message == "holds 1 MiB of text and settings; 1 at most; part the document"
    opened(**{"word/x.bin": random.Random(1).randbytes(2**20 + 9)})


def test_more_elements_than_a_report_has_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_ELEMENTS", 500)
    rule, message = refused(**{"word/x.xml": f"<a>{'<b/>' * 500}</a>"})
    assert rule == "zip-limits"
    assert message.endswith("500 at most; part the document")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        pytest.param({"word/document.xml": "<a>"},
                     ("broken-xml", "the text", "word/document.xml holds broken XML"),
                     id="the text"),
        pytest.param({"word/styles.xml": "<a>"},
                     ("broken-xml", "styles", "word/styles.xml holds broken XML"), id="styles"),
        pytest.param({RELS: "<a>"},
                     ("broken-xml", "the text", f"{RELS} holds broken XML"), id="relations"),
        pytest.param({RELS: "<a/>"},
                     ("broken-xml", "the text", f"{RELS} holds no relations"), id="no relations"),
        pytest.param({"word/x.xml": "<!DOCTYPE a><a/>"},
                     ("doctype", "word/x.xml", "holds a DOCTYPE"), id="a part of no name"),
        pytest.param({"_rels/.rels": "<a>"}, ("broken-xml", "", "_rels/.rels holds broken"),
                     id="relations of the package"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_read_is_told_with_the_way_out(changed, told):
    package, _ = opened(**changed)
    ((rule, where, message),) = faults(package)
    assert (rule, where) == told[:2]
    assert message.startswith(told[2])
    assert message.endswith("open the file in Word and save it again")


def test_all_broken_parts_are_told_at_once():
    package, _ = opened(**{"word/document.xml": "<a>", "word/styles.xml": "<b>"})
    assert len(faults(package)) == 2


def test_relations_of_a_part_that_is_not_there_say_nothing():
    package, _ = opened(**{"word/_rels/gone.xml.rels": PARTS[RELS]})
    assert set(package.relations) == {"", "word/document.xml"}


@pytest.mark.parametrize(
    ("xml", "changed"),
    [
        pytest.param("<a/>", False, id="as it should be"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), True,
                     id="in another encoding"),
        pytest.param(f'<a xmlns:mc="{MC}" mc:Ignorable="w14"/>', True,
                     id="naming what is not there"),
    ],
)  # fmt: skip
def test_parts_that_have_to_be_written_anew_are_known(xml, changed):
    assert opened(**{"word/x.xml": xml})[1] == ({"word/x.xml"} if changed else set())


# Places.


@pytest.mark.parametrize(
    ("part", "name"),
    [("word/document.xml", "the text"), ("word/styles.xml", "styles"), ("", ""),
     ("word/odd.bin", "word/odd.bin")],
)  # fmt: skip
def test_a_part_is_called_as_a_person_calls_it(part, name):
    assert opened()[0].where(part) == name


def test_an_element_has_the_place_of_its_paragraph():
    heading = '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Aims</w:t></w:r></w:p>'
    style = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    styles = PARTS["word/styles.xml"].replace("</w:styles>", f"{style}</w:styles>")
    body = heading + table(row(cell(text("x"))))
    package, _ = opened(**{"word/document.xml": a_document(body), "word/styles.xml": styles})
    place = package.placing("word/document.xml")
    last = [*package.trees["word/document.xml"].iter(f"{W}t")][-1]
    assert place(last) == 'table 1, row 1, cell 1 (under "Aims")'
    assert place(package.trees["word/document.xml"]) == "the text"


def test_broken_styles_do_not_hide_a_place():
    package, _ = opened(**{"word/styles.xml": "<a>"})
    word = next(package.trees["word/document.xml"].iter(f"{W}t"))
    assert package.placing("word/document.xml")(word) == "paragraph 1"


# What goes, and what is written.


def test_a_part_that_is_taken_out_goes_with_all_that_is_known_of_it():
    package, _ = opened()
    package.remove("word/document.xml")
    for known in (package.parts, package.trees, package.names, package.relations):
        assert "word/document.xml" not in known
    package.remove("word/document.xml")


def test_parts_that_nothing_leads_to_are_not_reachable():
    package, _ = opened(**{"word/lonely.xml": "<a/>"})
    reachable = package.reachable()
    assert "word/theme/theme1.xml" in reachable
    assert "word/lonely.xml" not in reachable


def test_relations_in_a_circle_come_to_an_end():
    rels = PARTS[RELS].replace(
        "</Relationships>",
        f'<Relationship Id="x" Type="{OFFICE}/x" Target="document.xml"/></Relationships>',
    )
    package, _ = opened(**{RELS: rels})
    assert "word/document.xml" in package.reachable()


def test_what_was_not_changed_is_written_as_it_came():
    usual = '<Default Extension="xml" ContentType="application/xml"/>'
    types = PARTS["[Content_Types].xml"].replace("<Override", f"{usual}<Override", 1)
    before = entries(**{"[Content_Types].xml": types})
    package, _ = open_parts(before, Findings("t.docx"))
    assert package.written(set()) == before


def test_what_was_changed_is_written_from_its_tree():
    package, _ = opened()
    package.trees["word/document.xml"].set("new", "1")
    assert b'new="1"' in package.written({"word/document.xml"})["word/document.xml"]
    assert b'new="1"' not in package.written(set())["word/document.xml"]


def test_lists_name_only_what_is_left():
    package, _ = opened()
    package.remove("word/styles.xml")
    package.relations["word/document.xml"] = package.relations["word/document.xml"][1:]
    written = package.written(set())
    assert b"styles" not in written["[Content_Types].xml"]
    assert b"styles" not in written[RELS]
    assert b"settings" in written[RELS]


def test_a_part_without_relations_has_no_list_of_them():
    package, _ = opened()
    package.relations["word/document.xml"] = []
    assert RELS not in package.written(set())

"""Word files as other programs save them: Word's strict format, other names, halves of parts."""

from __future__ import annotations

import pytest
from lxml import etree
from ooxml.gated import opened, taken_out
from ooxml.minimal import PARTS, a_document, a_report, cell, control, row, run, table, text
from ooxml.packages import zipped
from ooxml.rendered import a_template, paragraphs, parts_of, tree

from docgen.word.audit.rules import check_package
from docgen.word.compile.transitional import plain_name

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/"
W = f"{{{MAIN}}}"
BODY = (
    text("Unit: {{ x }}")
    + table(
        row(cell(text("{%tr for y in ys %}"))),
        row(cell(text("{{ y }}"))),
        row(cell(text("{%tr endfor %}"))),
    )
    + text("end")
)
NAMES = {"x": "Prøveby", "ys": ["a", "b"]}
SAYS = ["Unit: Prøveby", "a", "b", "end"]


def _entries(body: str = BODY, **changed: str) -> dict[str, str]:
    return {**PARTS, "word/document.xml": a_document(body), **changed}


def _strict(xml: str) -> str:
    for plain, strict in (
        (f'"{MAIN}"', f'"{STRICT}wordprocessingml/main"'),
        ("http://schemas.openxmlformats.org/officeDocument/2006/", f"{STRICT}officeDocument/"),
        ("http://schemas.openxmlformats.org/drawingml/2006/", f"{STRICT}drawingml/"),
    ):
        xml = xml.replace(plain, strict)
    return xml


def _strict_file(body: str) -> bytes:
    return zipped({name: _strict(xml) for name, xml in _entries(body).items()})


def _read(data: bytes) -> list[str]:
    """Return what a report of the template says, which must be sound and nowhere strict."""
    report = a_template(data).render(NAMES)
    assert check_package(report) == []
    assert not any(f'="{STRICT}'.encode() in part for part in parts_of(report).values())
    return paragraphs(report)


def test_a_strict_file_becomes_a_transitional_one():
    data = _strict_file(BODY)
    assert _read(data) == SAYS
    assert taken_out(data) == []


def test_words_that_name_the_strict_format_stay():
    assert _read(a_report(text(f"see {STRICT}x, {{{{ x }}}}"))) == [f"see {STRICT}x, Prøveby"]


@pytest.mark.parametrize(
    ("strict", "plain"),
    [
        ("officeDocument/relationships/styles", "officeDocument/2006/relationships/styles"),
        (
            "officeDocument/relationships/extendedProperties",
            "officeDocument/2006/relationships/extended-properties",
        ),
        (
            "officeDocument/relationships/metadata/core-properties",
            "package/2006/relationships/metadata/core-properties",
        ),
        ("officeDocument/customProperties", "officeDocument/2006/custom-properties"),
        ("drawingml/chart", "drawingml/2006/chart"),
    ],
)
def test_each_strict_name_has_its_transitional_one(strict, plain):
    assert plain_name(STRICT + strict) == f"http://schemas.openxmlformats.org/{plain}"


VALUES = {
    "a space in points": ('<w:spacing w:before="12pt"/>', '<w:spacing w:before="240"/>'),
    "an indent in centimetres": ('<w:ind w:start="2.54cm"/>', '<w:ind w:left="1440"/>'),
    "an indent behind": ('<w:ind w:end="1in"/>', '<w:ind w:right="1440"/>'),
    "an indent in letters": ('<w:ind w:startChars="100"/>', '<w:ind w:leftChars="100"/>'),
    "the start of a line": ('<w:jc w:val="start"/>', '<w:jc w:val="left"/>'),
    "the end of a line": ('<w:jc w:val="end"/>', '<w:jc w:val="right"/>'),
    "both sides": ('<w:jc w:val="both"/>', '<w:jc w:val="both"/>'),
    "a tab": (
        '<w:tabs><w:tab w:val="end" w:pos="10mm"/></w:tabs>',
        '<w:tabs><w:tab w:val="right" w:pos="567"/></w:tabs>',
    ),
    "a size": ('<w:rPr><w:sz w:val="10.5pt"/></w:rPr>', '<w:rPr><w:sz w:val="21"/></w:rPr>'),
    "a stretch": ('<w:rPr><w:w w:val="150%"/></w:rPr>', '<w:rPr><w:w w:val="150"/></w:rPr>'),
    "a direction": ('<w:textDirection w:val="rl"/>', '<w:textDirection w:val="tbRl"/>'),
    "a style named like a length": ('<w:pStyle w:val="12pt"/>', '<w:pStyle w:val="12pt"/>'),
}


@pytest.mark.parametrize(("strict", "plain"), VALUES.values(), ids=VALUES)
def test_a_strict_value_becomes_the_number_that_all_read(strict, plain):
    data = _strict_file(f"<w:p><w:pPr>{strict}</w:pPr>{run('{{ x }}')}</w:p>")
    report = a_template(data).render(NAMES)
    properties = tree(report).find(f".//{W}pPr")
    assert (
        etree.tostring(properties, method="c14n")
        == etree.tostring(
            etree.fromstring(f'<w:pPr xmlns:w="{MAIN}">{plain}</w:pPr>'), method="c14n"
        )
        or plain in etree.tostring(properties).decode()
    )


def test_a_strict_table_has_left_and_right_again():
    strict = (
        '<w:tbl><w:tblPr><w:tblW w:w="50%" w:type="pct"/><w:tblBorders><w:start w:val="single"/>'
        '<w:end w:val="nil"/></w:tblBorders><w:tblCellMar><w:start w:w="5pt" w:type="dxa"/>'
        '</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="100pt"/></w:tblGrid>'
        f"{row(cell(text('{{ x }}')))}</w:tbl><w:p/>"
    )
    xml = parts_of(a_template(_strict_file(strict)).render(NAMES))["word/document.xml"].decode()
    for plain in (
        'w:tblW w:w="2500"', '<w:left w:val="single"/>', '<w:right w:val="nil"/>',
        '<w:left w:w="100" w:type="dxa"/>', '<w:gridCol w:w="2000"/>',
    ):  # fmt: skip
        assert plain in xml


def test_a_picture_of_a_strict_file_is_one_for_all_programs():
    picture = f'<a:graphicData uri="{STRICT}drawingml/picture"/>'
    body = f"<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='50%'/><a:graphic>{picture}"
    body += "</a:graphic></wp:inline></w:drawing></w:r></w:p>" + text("{{ x }}")
    xml = parts_of(a_template(_strict_file(body)).render(NAMES))["word/document.xml"].decode()
    assert 'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"' in xml
    assert 'name="50%"' in xml


def _renamed(old: str, new: str, entries: dict[str, str] | None = None) -> dict[str, str]:
    """Return the entries with a part under another name, and all that points at it."""
    folder, _, base = old.rpartition("/")
    changed = {}
    for name, xml in (entries or _entries()).items():
        if name == "[Content_Types].xml":
            xml = xml.replace(f'"/{old}"', f'"/{new}"')
        elif name.endswith(".rels"):
            target = old if name == "_rels/.rels" else base
            xml = xml.replace(f'Target="{target}"', f'Target="/{new}"')
        where, _, own = new.rpartition("/")
        of_it = f"{folder}/_rels/{base}.rels"
        names = {old: new, of_it: f"{where}/_rels/{own}.rels".lstrip("/")}
        changed[names.get(name, name)] = xml
    return changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word/document.xml", "word/document2.xml"),
        ("word/document.xml", "Word/Document.xml"),
        ("word/styles.xml", "word/styles7.xml"),
        ("word/settings.xml", "word/Settings.XML"),
        ("word/numbering.xml", "lists/numbers.xml"),
    ],
)
@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_parts_have_the_names_that_word_gives_them(old, new, mode):
    data = zipped(_renamed(old, new))
    report = _filled(data, mode)
    assert old in parts_of(report)
    assert new not in parts_of(report)
    assert check_package(report) == []


def _filled(data: bytes, mode: str) -> bytes:
    from docgen.model import Field

    fields = {"x": Field("line", "x"), "ys": Field("list", "ys")}
    return a_template(data, fields).render(NAMES, mode=mode)


def test_a_text_in_the_outermost_folder_is_found():
    entries = {
        name.replace("word/", ""): xml.replace("word/", "").replace('"/word', '"')
        for name, xml in _entries().items()
    }
    assert _read(zipped(entries)) == SAYS


def test_a_part_that_only_has_the_name_of_the_text_steps_aside():
    entries = _renamed("word/document.xml", "word/text.xml")
    entries["word/document.xml"] = "<old/>"
    assert _read(zipped(entries)) == SAYS


@pytest.mark.parametrize(
    "gone", ["styles", "settings", "numbering", "fontTable", "theme/theme1", "all of them"]
)
@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_a_file_with_few_parts_is_enough(gone, mode):
    names = ["styles", "settings", "numbering", "fontTable", "theme/theme1"]
    left_out = names if gone == "all of them" else [gone]
    entries = _entries()
    for name in left_out:
        del entries[f"word/{name}.xml"]
        for where in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
            lines = entries[where].replace("><", ">\n<").split("\n")
            entries[where] = "".join(line for line in lines if f"{name}.xml" not in line)
    report = _filled(zipped(entries), mode)
    assert check_package(report) == []


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def test_prefixes_to_be_ignored_are_declared_ones():
    xml = a_document(BODY).replace("<w:document ", '<w:document mc:Ignorable="w14 wp14 r" ', 1)
    report = a_template(zipped({**_entries(), "word/document.xml": xml})).render(NAMES)
    assert tree(report).get(f"{{{MC}}}Ignorable") == "r"
    assert paragraphs(report) == SAYS


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1"]
)
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_each_part_may_have_an_encoding_of_its_own(part, encoding):
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    xml = f'<?xml version="1.0" encoding="{name}"?>{_entries()[part]}'
    data = zipped({**_entries(), part: xml.encode(encoding)})
    assert _read(data) == SAYS


BINDING = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>'


@pytest.mark.parametrize("property_", [BINDING, "<w:showingPlcHdr/>"])
@pytest.mark.parametrize("level", ["block", "inline", "cell"])
def test_what_would_win_over_a_value_in_a_control_is_taken_out(level, property_):
    inner = {"block": text("{{ x }}"), "inline": run("{{ x }}"), "cell": cell(text("{{ x }}"))}
    made = control(inner[level], properties=property_)
    body = {"block": made, "inline": f"<w:p>{made}</w:p>", "cell": table(row(made))}[level]
    data = a_report(body + text("end"))
    assert len(taken_out(data)) == 1
    report = a_template(data).render(NAMES)
    assert "Prøveby" in paragraphs(report)
    assert property_[:16].encode() not in parts_of(report)["word/document.xml"]


def test_a_control_without_a_tag_keeps_its_binding():
    data = a_report(control(text("words"), properties=BINDING) + text("{{ x }}"))
    assert taken_out(data) == []
    assert b"dataBinding" in opened(data).parts["word/document.xml"]

"""The gate as a whole: kinds of parts, well-formedness, encodings, and how notes are told."""

from __future__ import annotations

import os
import random
import stat
import sys
from pathlib import Path

import pytest
from ooxml.gated import opened, refusals, taken_out, words
from ooxml.minimal import PARTS, a_document, text
from ooxml.packages import OFFICE, WORD, a_package, complex_field, in_story, instruction, zipped
from ooxml.rendered import a_template, parts_of

from docgen.errors import TemplateError
from docgen.word.compile import opened as package_in_use
from docgen.word.compile.gate import read_package
from docgen.word.template import load_template

ROOT = Path(__file__).parents[3]
MS = "application/vnd.ms-office"


BUNDLED = sorted((ROOT / "templates").rglob("*.docx"))


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_our_own_templates_pass_without_a_note(path):
    assert read_package(path).notes == ()


def test_templates_that_libreoffice_saved_pass_without_a_note(office, tmp_path):
    saved = office.convert(BUNDLED[:3], tmp_path, "docx")
    assert [read_package(path).notes for path in saved] == [(), (), ()]


# Kinds of parts

REFUSED_KINDS = [
    f"{MS}.vbaProject", f"{MS}.vbaProjectSignature", "application/vnd.ms-word.vbaData+xml",
    f"{MS}.activeX+xml", f"{MS}.activeX", "APPLICATION/VND.MS-OFFICE.VBAPROJECT",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
]  # fmt: skip
OUT_KINDS = [
    f"{MS}.webextensiontaskpanes+xml", "application/vnd.ms-word.keyMapCustomizations+xml",
    "application/vnd.ms-word.attachedToolbars", f"{WORD}.mailMergeRecipientData+xml",
    "application/vnd.openxmlformats-package.digital-signature-origin", "application/x-msdownload",
    "text/html", "message/rfc822", "application/vnd.openxmlformats-officedocument.oleObject",
    f"{WORD}.somethingNew+xml",
]  # fmt: skip
KEPT_KINDS = [
    "image/png", "image/x-emf", "application/xml", f"{WORD}.commentsExtended+xml",
    f"{MS}.classificationlabels+xml", f"{MS}.intelligence2+xml", "video/mp4",
]  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED_KINDS)
@pytest.mark.parametrize("relations", [{}, {"word/document.xml": [("x", "image", "x.png")]}])
def test_a_part_that_is_a_program_is_refused_whatever_its_name(kind, relations):
    assert refusals(a_package({"word/x.png": (kind, "<x/>")}, relations))


@pytest.mark.parametrize("kind", OUT_KINDS)
@pytest.mark.parametrize("relations", [{}, {"word/document.xml": [("x", "theme", "x.xml")]}])
def test_a_part_that_no_report_needs_is_taken_out(kind, relations):
    package = opened(a_package({"word/x.xml": (kind, "<x/>")}, relations))
    assert len(package.notes) == 1
    assert "word/x.xml" not in package.parts
    assert b"x.xml" not in package.parts["[Content_Types].xml"]
    assert b'"x.xml"' not in package.parts["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("kind", KEPT_KINDS)
def test_a_part_of_words_own_stays(kind):
    relations = {"word/document.xml": [("x", "image", "x.xml")]}
    package = opened(a_package({"word/x.xml": (kind, "<x/>")}, relations))
    assert package.notes == ()
    assert "word/x.xml" in package.parts


@pytest.mark.parametrize("kind", [
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/xml",
])  # fmt: skip
def test_a_package_without_a_text_is_no_word_file(kind):
    [fault] = refusals(a_package({"word/document.xml": (kind, "<x/>")}))
    assert "no Word file" in fault


@pytest.mark.parametrize("rels", ["_rels/.rels", "[Content_Types].xml"])
def test_a_package_without_its_lists_is_no_word_file(rels):
    entries = {name: data for name, data in parts_of(a_package()).items() if name != rels}
    assert "no Word file" in refusals(zipped(entries))[0]


def test_a_word_template_becomes_a_document():
    kind = f"{WORD}.template.main+xml"
    package = opened(a_package({"word/document.xml": (kind, a_document(text("words")))}))
    assert b"template.main" not in package.parts["[Content_Types].xml"]
    assert package.kinds["word/document.xml"] == f"{WORD}.document.main+xml"


# Well-formed XML, whatever the part

BROKEN = {
    "cut off": "<x>", "two roots": "<x/><y/>", "nothing": "", "an unknown prefix": "<a:x/>",
    "an attribute twice": "<x a='1' a='2'/>", "a control character": "<x>\x01</x>",
    "a lone sign": "<x>&</x>", "a DOCTYPE": "<!DOCTYPE x><x/>",
    "an entity": '<!DOCTYPE x [<!ENTITY e "y">]><x>&e;</x>',
    "a DOCTYPE from elsewhere": '<!DOCTYPE x SYSTEM "http://host/x"><x/>',
    "too deep": "<x>" * 3_000 + "</x>" * 3_000,
    "entities upon entities": "<!DOCTYPE x ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY e0 "haha">]><x a="&e9;"/>',
}  # fmt: skip
PARTS_TO_BREAK = [
    "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml",
    "word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml", "word/numbering.xml",
    "word/settings.xml", "word/extra.XML", "word/extra.foo",
]  # fmt: skip
EXTRA = {
    "word/extra.XML": ("application/xml", "<x/>"),
    "word/extra.foo": (f"{WORD}.header+xml", "<x/>"),
}


@pytest.mark.parametrize("xml", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("part", ["word/theme/theme1.xml", "word/extra.foo"])
def test_every_part_is_well_formed_or_the_template_is_refused(part, xml):
    fault = refusals(a_package(EXTRA, changed={part: xml.encode()}))[0]
    assert part in fault
    assert "save it again" in fault


@pytest.mark.parametrize("xml", [BROKEN["cut off"], BROKEN["a DOCTYPE"]])
@pytest.mark.parametrize("part", PARTS_TO_BREAK)
def test_no_part_is_passed_on_unread(part, xml):
    assert "save it again" in refusals(a_package(EXTRA, changed={part: xml.encode()}))[0]


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1"]
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/theme/theme1.xml"])
def test_a_part_in_another_encoding_is_read_and_written_as_utf8(part, encoding):
    xml = a_document(text("Grüße")) if "document" in part else PARTS[part]
    name = {"utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-8-sig": "utf-8"}.get(
        encoding, encoding
    )
    data = f'<?xml version="1.0" encoding="{name}"?>{xml}'.encode(encoding)
    package = opened(a_package(changed={part: data}))
    assert package.parts[part].decode("utf-8").lstrip("\ufeff").startswith("<?xml")
    assert b"\0" not in package.parts[part]
    if "document" in part:
        assert "Grüße" in package.parts[part].decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_dangerous_field_is_found_in_another_encoding(encoding):
    body = f"<w:p>{complex_field(instruction('DDEAUTO x'))}</w:p>"
    data = f'<?xml version="1.0" encoding="utf-16"?>{a_document(body)}'.encode(encoding)
    assert "DDEAUTO" in refusals(a_package(changed={"word/document.xml": data}))[0]


def test_a_drawing_of_another_program_loses_its_doctype():
    svg = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://w3/svg.dtd">'
    svg += '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script><path d="M0"/></svg>'
    parts = {"word/x.svg": ("image/svg+xml", svg.encode())}
    package = opened(a_package(parts, {"word/document.xml": [("x", "image", "x.svg")]}))
    assert len(package.notes) == 1
    assert b"DOCTYPE" not in package.parts["word/x.svg"]
    assert b"script" not in package.parts["word/x.svg"]
    assert b"path" in package.parts["word/x.svg"]


# Files


def test_more_xml_than_any_report_has_is_refused(monkeypatch):
    monkeypatch.setattr(package_in_use, "MOST_XML", 2**20)
    picture = {"word/a.png": ("image/png", random.Random(1).randbytes(2**20))}
    assert opened(a_package(picture))
    xml = f"<x>{random.Random(1).randbytes(2**19).hex()}</x>".encode()
    assert "1 at most" in refusals(a_package({"word/a.xml": ("application/xml", xml)}))[0]


def test_all_faults_are_told_at_once():
    body = f"<w:p>{complex_field(instruction('DDE x'))}</w:p>"
    relations = {"word/document.xml": [("x", "image", "http://host/", "External")]}
    assert len(refusals(a_package(in_story(body + '<w:altChunk r:id="y"/>'), relations))) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_or_device_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "a.docx")
    for path in (tmp_path / "a.docx", Path("/dev/zero")):
        with pytest.raises(TemplateError, match=r"pipe|device"):
            read_package(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(6 * 2**30)
    assert stat.S_ISREG(path.stat().st_mode)
    with pytest.raises(TemplateError, match="is larger than"):
        read_package(path)


@pytest.mark.parametrize("name", ["missing.docx", "."])
def test_what_cannot_be_read_is_told(tmp_path, name):
    with pytest.raises(TemplateError, match=r"no such file|is a folder"):
        read_package(tmp_path / name)


# Notes on their way

LINKED = {"word/settings.xml": [("x", "attachedTemplate", "file:///t.dotm", "External")]}


def test_a_template_tells_its_notes_and_renders(tmp_path):
    path = tmp_path / "ærø 1.docx"
    path.write_bytes(a_package(relations=LINKED))
    [note] = load_template(path).notes
    assert str(note).startswith(f"{path}: note: settings: taken out: an attached template (")
    assert words(path.read_bytes()) == ["Hello"]


def test_notes_go_with_a_template_to_another_process():
    import pickle

    template = a_template(a_package(relations=LINKED))
    assert pickle.loads(pickle.dumps(template)).notes == template.notes != ()


def test_a_file_without_notes_has_none():
    assert taken_out(a_package()) == []
    assert OFFICE in parts_of(a_package())["_rels/.rels"].decode()

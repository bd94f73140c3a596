"""Links and other relations: to what lies outside, and to what Word would run or build in."""

from __future__ import annotations

import pytest
from ooxml.gated import opened, refusals, taken_out, words
from ooxml.minimal import SETTINGS
from ooxml.packages import OFFICE, STORIES, a_package, in_story, part_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = '<w:p><w:hyperlink r:id="x"><w:r><w:t>words</w:t></w:r></w:hyperlink></w:p>'
CLICK = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="A"><a:hlinkClick r:id="x"/></wp:docPr>'
    "</wp:inline></w:drawing></w:r><w:r><w:t>words</w:t></w:r></w:p>"
)
PICTURE = "<w:p><w:r><w:drawing><a:blip {}/></w:drawing></w:r><w:r><w:t>words</w:t></w:r></w:p>"
ELSEWHERE = [
    "javascript:alert(1)", "file://host/x", "file:///c:/x.exe", "\\\\host\\share", "//host/share",
    "ms-msdt:/id", "ms-word:ofe|u|http://x", "other.docx", "../x.docx", "C:\\x.exe", "http:x",
    "https:\\\\host", " http://x", "vbscript:x", "ftp://x", "http://a\\b", "data:text/html,x", "",
]  # fmt: skip
ALLOWED = ["http://example.org", "HTTPS://example.org/a?b#c", "mailto:a@example.org", "#place"]
MODES = ["External", "&#69;xternal", "external", "EXTERNAL"]


@pytest.mark.parametrize("body", [LINK, CLICK], ids=["words", "picture"])
@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_link_to_a_file_or_program_is_taken_out_and_its_words_stay(target, body):
    relations = {"word/document.xml": [("x", "hyperlink", target, "External")]}
    package = opened(a_package(in_story(body), relations))
    assert ["a link elsewhere" in note.message for note in package.notes] == [True]
    assert b"/hyperlink" not in package.parts["word/_rels/document.xml.rels"]
    assert b'r:id="x"' not in package.parts["word/document.xml"]
    assert b"words" in package.parts["word/document.xml"]


def test_words_of_a_link_that_was_taken_out_are_printed():
    relations = {"word/document.xml": [("x", "hyperlink", "file://host/x", "External")]}
    assert words(a_package(in_story(LINK), relations)) == ["words"]


@pytest.mark.parametrize("target", ["other.docx", "javascript:x", "\\\\host\\x", "//host/x"])
def test_a_link_that_claims_to_be_inside_is_one_elsewhere_all_the_same(target):
    relations = {"word/document.xml": [("x", "hyperlink", target)]}
    assert taken_out(a_package(in_story(LINK), relations))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("target", ALLOWED)
def test_a_link_to_the_net_a_mailbox_or_a_place_stays(target, mode):
    relations = {"word/document.xml": [("x", "hyperlink", target, mode)]}
    package = opened(a_package(in_story(LINK), relations))
    assert package.notes == ()
    assert b'TargetMode="External"' in package.parts["word/_rels/document.xml.rels"]


@pytest.mark.parametrize("kind", ["styles", "settings", "numbering", "header", "footnotes"])
def test_the_text_is_not_taken_for_another_part(kind):
    relations = {"word/document.xml": [("x", kind, "/word/document.xml")]}
    assert any("which is a document.main" in told for told in refusals(a_package({}, relations)))


@pytest.mark.parametrize("story", STORIES)
def test_a_link_elsewhere_is_taken_out_of_every_story(story):
    relations = {part_of(story): [("x", "hyperlink", "file://host/x", "External")]}
    package = opened(a_package(in_story(LINK, story), relations))
    assert package.notes
    assert not any(b"host" in content for content in package.parts.values())


@pytest.mark.parametrize("mode", [*MODES, "Internal", "sideways"])
@pytest.mark.parametrize("kind", ["image", "font", "styles", "header", "customXml", "made-up"])
def test_what_lies_outside_the_file_is_refused(kind, mode):
    relations = {"word/document.xml": [("x", kind, "http://host/x", mode)]}
    body = PICTURE.format('r:embed="x"')
    faults = refusals(a_package(in_story(body), relations))
    assert "http://host/x" in faults[0] or mode == "Internal"


@pytest.mark.parametrize("shape", [
    '<a:blip r:embed="y" r:link="x"/>',
    '<w:pict><v:shape><v:imagedata r:id="y" r:href="x"/></v:shape></w:pict>',
])  # fmt: skip
def test_a_linked_picture_that_is_also_in_the_file_loses_the_link_alone(shape):
    relations = {
        "word/document.xml": [("x", "image", "file:///c:/a.png", "External"),
                              ("y", "image", "media/a.png")]
    }  # fmt: skip
    parts = in_story(f"<w:p><w:r>{shape}</w:r></w:p>")
    data = a_package(parts | {"word/media/a.png": ("image/png", b"\x89PNG")}, relations)
    [note] = taken_out(data)
    assert "its copy in the file stays" in note
    assert b'="x"' not in opened(data).parts["word/document.xml"]
    assert b'="y"' in opened(data).parts["word/document.xml"]


@pytest.mark.parametrize("shape", ['<a:blip r:link="x"/>', '<v:imagedata r:href="x"/>'])
def test_a_picture_that_is_linked_alone_is_refused(shape):
    relations = {"word/document.xml": [("x", "image", "http://host/a.png", "External")]}
    [fault] = refusals(a_package(in_story(f"<w:p><w:r>{shape}</w:r></w:p>"), relations))
    assert "Break Link" in fault


TWICE = '<Relationship Id="a" Type="b/c" Target="d"/>'
SPELLINGS = {
    "a character reference": '<Relationship Id="x" Type="{}" Target="t" '
    'TargetMode="&#69;xternal"/>',
    "a sign that looks like the end": '<Relationship X=">" Id="x" Type="{}" Target="t" '
    'TargetMode="External"/>',
    "a prefix with a dot": '<a.b:Relationship xmlns:a.b="{ns}" Id="x" Type="{}" Target="t" '
    'TargetMode="External"/>',
    "an element around it": '<y xmlns=""><Relationship xmlns="{ns}" Id="x" Type="{}" Target="t" '
    'TargetMode="External"/></y>',
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("name", ["_rels/header1.xml.rels", "_RELS/HEADER1.XML.RELS"])
def test_a_relation_is_read_whatever_its_spelling(spelling, name):
    relation = spelling.replace("{ns}", PACKAGE).replace("{}", f"{OFFICE}/image")
    xml = f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'
    [fault] = refusals(a_package(in_story("<w:p/>", "header"), changed={f"word/{name}": xml}))
    assert fault.startswith("t.docx: header 1: ")


# Inside the file

MS = "http://schemas.microsoft.com/office/2006/relationships"
REFUSED = {
    "macros": [("x", f"{MS}/vbaProject", "a.xml")],
    "macros with a slash behind": [("x", f"{MS}/vbaProject/", "a.xml")],
    "an ActiveX control": [("x", "control", "a.xml")],
    "its bytes": [("x", f"{MS}/activeXControlBinary", "a.xml")],
    "another document": [("x", "aFChunk", "a.xml")],
    "another document in capitals": [("x", "AFCHUNK", "a.xml")],
    "a subdocument": [("x", "subDocument", "a.xml")],
    "a subdocument outside": [("x", "subDocument", "file:///a.docx", "External")],
}
OUT = {
    "an OLE object": [("x", "oleObject", "a.xml")],
    "an OLE object outside": [("x", "oleObject", "file:///a.xls", "External")],
    "a workbook outside": [("x", "package", "file:///a.xlsx", "External")],
    "an attached template": [("x", "attachedTemplate", "file:///t.dotm", "External")],
    "an attached template of the net": [("x", "attachedTemplate", "http://host/t", "External")],
    "a mail merge": [("x", "mailMergeSource", "file:///a.csv", "External")],
    "its head": [("x", "mailMergeHeaderSource", "file:///a.csv", "External")],
    "its recipients": [("x", "recipientData", "a.xml")],
    "a frame": [("x", "frame", "http://host/x", "External")],
    "a transformation": [("x", "transform", "http://host/x", "External")],
    "a ribbon": [("x", f"{MS}/ui/extensibility", "a.xml")],
    "keys": [("x", f"{MS}/keyMapCustomizations", "a.xml")],
    "an add-in": [("x", f"{MS}/webextension", "a.xml")],
    "a signature": [("x", f"{PACKAGE}/digital-signature/origin", "a.xml")],
    "an unknown one": [("x", "http://example.org/new", "a.xml")],
}
SOME = {"word/a.xml": ("application/xml", "<a/>")}


@pytest.mark.parametrize("source", ["word/document.xml", "word/settings.xml"])
@pytest.mark.parametrize("relations", REFUSED.values(), ids=REFUSED)
def test_what_word_would_run_or_build_in_is_refused(relations, source):
    assert refusals(a_package(SOME, {source: relations}))


@pytest.mark.parametrize("source", ["word/document.xml", "word/settings.xml"])
@pytest.mark.parametrize("relations", OUT.values(), ids=OUT)
def test_what_a_report_does_not_need_is_taken_out_with_its_part(relations, source):
    package = opened(a_package(SOME, {source: relations}))
    assert len(package.notes) == 1
    assert relations[0][2] != "a.xml" or "word/a.xml" not in package.parts
    assert not any(relations[0][2].encode() in data for data in package.parts.values())
    assert not any(b'Id="x"' in data for name, data in package.parts.items() if "rels" in name)


@pytest.mark.parametrize("relations", [OUT["an add-in"], OUT["an unknown one"]])
def test_what_the_text_needs_cannot_be_taken_out(relations):
    body = '<w:p><w:r><x:x xmlns:x="urn:x" r:id="x"/></w:r></w:p>'
    [fault] = refusals(a_package(in_story(body) | SOME, {"word/document.xml": relations}))
    assert "that the text needs" in fault


def test_a_part_goes_only_when_nothing_else_leads_to_it():
    relations = [("x", "frame", "a.xml"), ("y", "customXml", "a.xml")]
    package = opened(a_package(SOME, {"word/document.xml": relations}))
    assert "word/a.xml" in package.parts


def test_a_chart_that_reads_a_workbook_outside_keeps_what_it_shows():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = f'<c:chartSpace xmlns:c="{drawing}" xmlns:r="{OFFICE}"><c:v>7</c:v>'
    chart += '<c:externalData r:id="x"><c:autoUpdate c:val="1"/></c:externalData></c:chartSpace>'
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    relations = {
        "word/document.xml": [("x", "chart", "charts/chart1.xml")],
        "word/charts/chart1.xml": [("x", "oleObject", "file:///c:/a.xlsx", "External")],
    }
    package = opened(a_package({"word/charts/chart1.xml": (kind, chart)}, relations))
    assert str(package.notes[0]).startswith("t.docx: note: chart 1: taken out: ")
    assert b"externalData" not in package.parts["word/charts/chart1.xml"]
    assert b"<c:v>7</c:v>" in package.parts["word/charts/chart1.xml"]


def test_a_part_that_word_reads_as_text_has_to_be_xml():
    parts = {"word/a.png": ("image/png", b"<!DOCTYPE x><w:hdr/>")}
    [fault] = refusals(a_package(parts, {"word/document.xml": [("x", "header", "a.png")]}))
    assert "no XML" in fault


@pytest.mark.parametrize("xml", [
    "<x/>",
    f'<Relationships xmlns="{PACKAGE}"><x/>',
    f'<Relationships xmlns="{PACKAGE}"><Relationship Target="d"/></Relationships>',
    f'<Relationships xmlns="{PACKAGE}">{TWICE}{TWICE}</Relationships>',
])  # fmt: skip
def test_broken_relations_are_refused(xml):
    assert "save it again" in refusals(a_package(changed={"word/_rels/document.xml.rels": xml}))[0]


def test_settings_keep_everything_but_the_attached_template():
    settings = f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}"><w:attachedTemplate r:id="x"/>'
    settings += f"<w:linkStyles/>{SETTINGS}</w:settings>"
    relations = {"word/settings.xml": OUT["an attached template"]}
    package = opened(a_package(relations=relations, changed={"word/settings.xml": settings}))
    assert [str(note) for note in package.notes] == [
        f"t.docx: note: settings: taken out: an attached template ({name}); Word fetches it when "
        "the report is opened [taken-out]"
        for name in ("attachedTemplate", "linkStyles")
    ]
    kept = package.parts["word/settings.xml"]
    assert b"attachedTemplate" not in kept
    assert b"linkStyles" not in kept
    assert b"autoHyphenation" in kept
    assert "word/_rels/settings.xml.rels" not in package.parts

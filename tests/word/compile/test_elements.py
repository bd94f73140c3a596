"""What elements ask of Word: refused, taken out with a note, or kept, whatever their prefixes."""

from __future__ import annotations

import base64

import pytest
from ooxml.gated import opened, refusals, taken_out, words
from ooxml.minimal import SETTINGS, text
from ooxml.packages import (
    OFFICE,
    STORIES,
    WORD,
    a_package,
    complex_field,
    in_story,
    instruction,
    part_of,
    zipped,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WP15 = "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLE = "application/vnd.openxmlformats-officedocument.oleObject"
PREFIXES = {"w": f'xmlns:w="{W}"', "q": f'xmlns:q="{W}"', "q.r-1": f'xmlns:q.r-1="{STRICT}"'}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("name", ["altChunk", "subDoc", "control", "movie"])
def test_what_builds_in_or_runs_is_refused_by_any_prefix(name, prefix):
    body = f'<{prefix}:{name} {PREFIXES[prefix]} r:id="x"/>'
    assert refusals(a_package(in_story(f"<w:p><w:r>{body}</w:r></w:p>")))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("name", ["altChunk", "control"])
def test_what_builds_in_or_runs_is_refused_in_every_story(name, story):
    assert refusals(a_package(in_story(f'<w:p><w:r><w:{name} r:id="x"/></w:r></w:p>', story)))


def test_an_element_of_that_name_in_another_language_is_none_of_ours():
    body = '<w:p><w:r><x:altChunk xmlns:x="urn:x"/><w:t>words</w:t></w:r></w:p>'
    assert taken_out(a_package(in_story(body))) == []


SETTINGS_OUT = {
    "mail merge": "<w:mailMerge><w:mainDocumentType w:val='email'/><w:connectString w:val='host'/>"
    "<w:query w:val='host'/><w:dataSource r:id='x'/></w:mailMerge>",
    "attached template": '<w:attachedTemplate r:id="x"/>',
    "transformation": '<w:saveThroughXslt r:id="x" w:solutionID="host"/>',
    "smart tags": '<w:smartTagType w:namespaceuri="urn:x" w:name="x" w:url="http://host"/>',
    "schemas": '<s:schemaLibrary xmlns:s="http://schemas.openxmlformats.org/schemaLibrary/2006/main">'
    '<s:schema s:uri="urn:x" s:manifestLocation="http://host"/></s:schemaLibrary>',
}


@pytest.mark.parametrize("element", SETTINGS_OUT.values(), ids=SETTINGS_OUT)
def test_settings_that_fetch_are_taken_out_and_the_others_stay(element):
    settings = f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}">{SETTINGS}{element}</w:settings>'
    relations = {"word/settings.xml": [("x", "mailMergeSource", "file://host/x", "External")]}
    package = opened(a_package(relations=relations, changed={"word/settings.xml": settings}))
    assert package.notes
    assert {note.where for note in package.notes} == {"settings"}
    assert b"host" not in b"".join(package.parts.values())
    assert b"autoHyphenation" in package.parts["word/settings.xml"]


def test_frames_of_the_web_settings_are_taken_out():
    frames = '<w:frameset><w:frameset><w:frame><w:sourceFileName r:id="x"/></w:frame></w:frameset>'
    xml = f'<w:webSettings xmlns:w="{W}" xmlns:r="{OFFICE}">{frames}</w:frameset><w:allowPNG/>'
    part = {"word/webSettings.xml": (f"{WORD}.webSettings+xml", f"{xml}</w:webSettings>")}
    relations = {
        "word/document.xml": [("w", "webSettings", "webSettings.xml")],
        "word/webSettings.xml": [("x", "frame", "http://host/", "External")],
    }
    package = opened(a_package(part, relations))
    assert {str(note)[:31] for note in package.notes} == {"t.docx: note: web settings: taken"[:31]}
    assert b"frame" not in package.parts["word/webSettings.xml"]
    assert b"allowPNG" in package.parts["word/webSettings.xml"]


def test_macros_of_a_form_field_are_taken_out_and_the_field_stays():
    data = (
        "<w:ffData><w:name w:val='A'/><w:entryMacro w:val='M'/><w:exitMacro w:val='M'/></w:ffData>"
    )
    body = f'<w:p><w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r></w:p>'
    package = opened(a_package(in_story(body)))
    assert len(package.notes) == 2
    assert b"Macro" not in package.parts["word/document.xml"]
    assert b"ffData" in package.parts["word/document.xml"]


def test_a_film_from_the_net_leaves_its_picture():
    film = f'<wp15:webVideoPr xmlns:wp15="{WP15}" embeddedHtml="&lt;iframe src=host"/>'
    body = f'<w:p><w:r><w:drawing><a:blip r:embed="y"><a:extLst><a:ext uri="x">{film}</a:ext>'
    body += "</a:extLst></a:blip></w:drawing></w:r></w:p>"
    parts = in_story(body) | {"word/a.png": ("image/png", b"\x89PNG")}
    package = opened(a_package(parts, {"word/document.xml": [("y", "image", "a.png")]}))
    assert len(package.notes) == 1
    assert b"iframe" not in package.parts["word/document.xml"]
    assert b'r:embed="y"' in package.parts["word/document.xml"]


ADDRESSES = {
    "a shape's link": ('<v:shape href="{}"/>', "javascript:x", "https://example.org"),
    "a picture's click": (
        '<a:hlinkClick r:id="" action="{}"/>',
        "ppaction://program",
        "ppaction://hlink",
    ),
    "a copied picture": ('<v:imagedata r:id="y" src="{}"/>', "file://host/x", " "),
    "its other address": ('<v:imagedata r:id="y" o:href="{}"/>', "http://host/x", " "),
}


@pytest.mark.parametrize(("form", "bad", "good"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_in_attributes_are_taken_out(form, bad, good):
    parts = {"word/a.png": ("image/png", b"\x89PNG")}
    relations = {"word/document.xml": [("y", "image", "a.png")]}
    body = "<w:p><w:r>{}</w:r></w:p>"
    package = opened(a_package(in_story(body.format(form.format(bad))) | parts, relations))
    assert len(package.notes) == 1
    assert bad.encode() not in package.parts["word/document.xml"]
    good_one = a_package(in_story(body.format(form.format(good))) | parts, relations)
    assert taken_out(good_one) == []


@pytest.mark.parametrize("shape", ['<v:imagedata src="http://host/x"/>', '<v:fill src="//host"/>'])
def test_a_shape_with_a_picture_of_the_net_is_refused(shape):
    assert "Break Link" in refusals(a_package(in_story(f"<w:p><w:r>{shape}</w:r></w:p>")))[0]


@pytest.mark.parametrize(("base", "notes"), [("file://host/", 1), ("https://example.org/", 0)])
def test_the_base_of_links_is_a_link_itself(base, notes):
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    xml = f'<Properties xmlns="{space}"><HyperlinkBase>{base}</HyperlinkBase></Properties>'
    relations = {"": [("p", f"{OFFICE}/extended-properties", "docProps/app.xml")]}
    package = opened(a_package({"docProps/app.xml": (kind, xml)}, relations))
    assert len(package.notes) == notes
    assert (b"HyperlinkBase" in package.parts["docProps/app.xml"]) is not bool(notes)


LINK_CLASS = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b") + bytes((2, 0, 0, 0))


@pytest.mark.parametrize(("data", "notes"), [
    (LINK_CLASS + bytes((3, 0, 0, 0)) + "file:x".encode("utf-16-le"), 1),
    (b"before" + LINK_CLASS + bytes((1, 0, 0, 0)), 1),
    (LINK_CLASS, 1),
    (LINK_CLASS + bytes((8, 0, 0, 0)) + "_Toc1".encode("utf-16-le"), 0),
    (b"what an add-in keeps", 0),
    (b"", 0),
])  # fmt: skip
def test_a_link_stored_behind_a_field_may_not_lead_elsewhere(data, notes):
    stored = f"<w:fldData>{base64.b64encode(data).decode()}</w:fldData>"
    runs = complex_field(instruction("PAGEREF _Toc1")).replace('"begin"/>', f'"begin">{stored}', 1)
    body = f"<w:p>{runs.replace(stored, f'{stored}</w:fldChar>', 1)}</w:p>"
    package = opened(a_package(in_story(body)))
    assert len(package.notes) == notes
    assert (b"fldData" in package.parts["word/document.xml"]) is not bool(notes)


def packed(mode: str) -> str:
    drawing = a_package(relations={"word/document.xml": [("x", "hyperlink", "file:x", *mode)]})
    return base64.b64encode(drawing).decode()


@pytest.mark.parametrize(("data", "notes"), [
    (packed(("External",)), 1), (packed(()), 1), ("no archive", 1),
    (base64.b64encode(a_package()).decode(), 0),
])  # fmt: skip
def test_a_drawing_packed_into_a_shape_may_not_lead_outside(data, notes):
    package = opened(a_package(in_story(f'<w:p><w:r><v:shape o:gfxdata="{data}"/></w:r></w:p>')))
    assert len(package.notes) == notes
    assert (b"gfxdata" in package.parts["word/document.xml"]) is not bool(notes)


def test_a_text_bound_to_data_of_the_file_keeps_what_it_shows():
    binding = f'<w15:dataBinding xmlns:w15="{W15}" w:xpath="/a" w:storeItemID="x"/>'
    body = (
        f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{text('shown')}</w:sdtContent></w:sdt>"
    )
    package = opened(a_package(in_story(body)))
    assert len(package.notes) == 1
    assert b"dataBinding" not in package.parts["word/document.xml"]
    assert b"shown" in package.parts["word/document.xml"]


# Drawings of other programs

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">{}</svg>'
SVG_REFUSED = [
    '<image l:href="http://host/x"/>', '<image href="file://host/x"/>', '<use l:href="x.svg#a"/>',
    '<rect fill="url(http://host/x)"/>', "<style>@import 'http://host/x'</style>",
    "<style>a {{ fill: url( 'http://host/x') }}</style>", '<rect style="fill: URL(//host/x)"/>',
]  # fmt: skip
SVG_OUT = ['<script l:href="x"/>', '<rect onload="x()"/>', '<a l:href="javascript:x"/>']
SVG_KEPT = [
    '<image l:href="data:image/png;base64,AA=="/>', '<use l:href="#a"/>', '<rect fill="url(#a)"/>',
    '<a href="https://example.org"/>', "<style>a {{ fill: red }}</style>",
]  # fmt: skip


def with_svg(content: str) -> bytes:
    parts = {"word/a.svg": ("image/svg+xml", SVG.format(content))}
    return a_package(parts, {"word/document.xml": [("x", "image", "a.svg")]})


@pytest.mark.parametrize("content", SVG_REFUSED)
def test_a_drawing_that_fetches_is_refused(content):
    assert "Break Link" in refusals(with_svg(content))[0]


@pytest.mark.parametrize("content", SVG_OUT)
def test_a_drawing_loses_its_programs(content):
    assert len(taken_out(with_svg(content))) == 1
    assert b"x" not in opened(with_svg(content)).parts["word/a.svg"].split(b"xlink")[1][:40]


@pytest.mark.parametrize("content", SVG_KEPT)
def test_a_drawing_that_holds_all_it_needs_stays(content):
    assert taken_out(with_svg(content)) == []


# Objects: embedded files of Office stay, everything else leaves its picture.

SHEET_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
)
MAIN = f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.main+xml"/>'
WORKBOOK = zipped({"[Content_Types].xml": SHEET_TYPES.format(MAIN), "xl/workbook.xml": "<x/>"})


def an_object(*, type_="Embed", program="Excel.Sheet.12", identity="x"):
    return (
        f'<w:p><w:r><w:object><v:shape id="s"><v:imagedata r:id="y"/></v:shape><o:OLEObject '
        f'Type="{type_}" ProgID="{program}" ShapeID="s" r:id="{identity}"/></w:object></w:r></w:p>'
    )


def with_object(body, embedded, kind=SHEET, relation="package", story="text"):
    parts = in_story(body, story) | {
        "word/embeddings/a.bin": (kind, embedded),
        "word/a.png": ("image/png", b"\x89PNG"),
    }
    pointers = [("x", relation, "embeddings/a.bin"), ("y", "image", "a.png")]
    return a_package(parts, {part_of(story): pointers})


@pytest.mark.parametrize("story", ["text", "header", "text box"])
def test_an_embedded_workbook_stays_as_it_is(story):
    package = opened(with_object(an_object(), WORKBOOK, story=story))
    assert package.notes == ()
    assert package.parts["word/embeddings/a.bin"] == WORKBOOK
    assert b"OLEObject" in package.parts[part_of(story)]


OBJECTS = {
    "an OLE object": (an_object(program="Equation.3"), OLE, "oleObject"),
    "a packed program": (an_object(program="Package"), SHEET, "package"),
    "a link": (an_object(type_="Link"), SHEET, "package"),
    "a class with macros": (an_object(program="Excel.SheetMacroEnabled.12"), SHEET, "package"),
    "an OLE object that claims to be a workbook": (an_object(), OLE, "package"),
    "a workbook that is told to be an OLE object": (an_object(), SHEET, "oleObject"),
    "an object of nothing": (an_object(identity="nothing"), SHEET, "package"),
}


@pytest.mark.parametrize("story", ["text", "footnotes", "table cell"])
@pytest.mark.parametrize(("body", "kind", "relation"), OBJECTS.values(), ids=OBJECTS)
def test_other_objects_leave_their_picture(body, kind, relation, story):
    package = opened(with_object(body, WORKBOOK, kind, relation, story))
    assert package.notes
    assert "its picture" in package.notes[0].message or "the picture" in package.notes[0].message
    assert b"OLEObject" not in package.parts[part_of(story)]
    assert b'imagedata r:id="y"' in package.parts[part_of(story)]
    assert "word/a.png" in package.parts


EMBEDDED = {
    "no zip archive": b"MZ\x90\x00",
    "an old workbook": b"\xd0\xcf\x11\xe0rest",
    "no file of Office": zipped({"a.exe": b"MZ"}),
    "macros in it": zipped({"[Content_Types].xml": SHEET_TYPES.format(
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.'
        'macroEnabled.main+xml"/>')}),
    "a project in it": zipped({"[Content_Types].xml": SHEET_TYPES.format(
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>')}),
    "old macros in it": zipped({"[Content_Types].xml": SHEET_TYPES.format(
        '<Override PartName="/a" ContentType="application/vnd.ms-excel.intlmacrosheet+xml"/>')}),
    "broken content types": zipped({"[Content_Types].xml": "<x>"}),
}  # fmt: skip


@pytest.mark.parametrize("content", EMBEDDED.values(), ids=EMBEDDED)
def test_an_embedded_file_is_what_it_says_and_holds_no_macros(content):
    [fault] = refusals(with_object(an_object(), content))
    assert "embedded file" in fault
    assert fault.endswith("take it out, or embed a .docx, .xlsx or .pptx [external]")


def test_the_other_words_are_printed():
    assert words(with_object(an_object(program="Equation.3") + text("words"), b"", OLE)) == [
        "words"
    ]

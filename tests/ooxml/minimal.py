"""The smallest sound Word file, to plant defects in."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode
from collections.abc import Iterable, Mapping

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
    f' xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
SETTINGS = "<w:zoom w:percent='100'/><w:autoHyphenation/>"


PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)
"""A red picture of one dot, PNG."""


def _theme() -> str:
    """Return the smallest theme the schema takes."""
    colours = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
    scheme = "".join(f'<a:{name}><a:srgbClr val="000000"/></a:{name}>' for name in colours.split())
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = f'<a:ln w="9525">{fill[: len(fill) // 3]}</a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{_DRAWING}/main" name="Plain"><a:themeElements>'
        f'<a:clrScheme name="Plain">{scheme}</a:clrScheme><a:fontScheme name="Plain">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Plain"><a:fillStyleLst>{fill}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
        f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/>'
        f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD}.fontTable+xml"/>'
        '<Override PartName="/word/theme/theme1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.theme+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="rId4" Type="{_OFFICE}/fontTable" Target="fontTable.xml"/>'
        f'<Relationship Id="rId5" Type="{_OFFICE}/theme" Target="theme/theme1.xml"/>'
        "</Relationships>"
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_MAIN}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="Plain">'
        '<w:name w:val="Normal Table"/></w:style>'
        "</w:styles>"
    ),
    "word/fontTable.xml": f'<w:fonts xmlns:w="{_MAIN}"/>',
    "word/theme/theme1.xml": _theme(),
    "word/settings.xml": f'<w:settings xmlns:w="{_MAIN}">{SETTINGS}</w:settings>',
    "word/numbering.xml": (
        f'<w:numbering xmlns:w="{_MAIN}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="-"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
}


def a_document(body: str, *, section: str = SECTION) -> str:
    """Return word/document.xml with that body."""
    return f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def a_report(
    body: str = "<w:p/>",
    *,
    section: str = SECTION,
    changed: Mapping[str, str] | None = None,
    added: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return a Word file with that body, some parts changed, and entries added at the end."""
    parts = {**PARTS, "word/document.xml": a_document(body, section=section), **(changed or {})}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (*parts.items(), *added):
            archive.writestr(name, DECLARATION + text)
    return stream.getvalue()


def text(words: str = "x") -> str:
    """Return a paragraph."""
    return f"<w:p>{run(words)}</w:p>"


def run(words: str = "x") -> str:
    """Return a run."""
    return f"<w:r><w:t>{words}</w:t></w:r>"


def table(*rows: str, columns: int = 1) -> str:
    """Return a table with a grid of that many columns."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Return a row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content: str = "<w:p/>", properties: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def control(content: str, *, properties: str = "", identity: int | str = 1) -> str:
    """Return a content control around `content`."""
    identity_tag = f'<w:id w:val="{identity}"/>'
    return (
        f"<w:sdt><w:sdtPr>{identity_tag}{properties}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def field(*marks: str) -> str:
    """Return a paragraph with field marks: begin, separate, end."""
    runs = "".join(f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks)
    return f"<w:p>{runs}</w:p>"


def drawing(identity: int) -> str:
    """Return a paragraph with an inline drawing of that id."""
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        f'<wp:docPr id="{identity}" name="Line"/><a:graphic>'
        f'<a:graphicData uri="{_DRAWING}/picture"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )


def bookmark(kind: str, identity: int, name: str = "dg_1") -> str:
    """Return a bookmark's Start or End."""
    named = f' w:name="{name}"' if kind == "Start" else ""
    return f'<w:bookmark{kind} w:id="{identity}"{named}/>'

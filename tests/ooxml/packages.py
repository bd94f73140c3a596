"""Word packages with everything in its place, to plant in what a template may not hold.

`a_package` makes one with a text, header, footer, notes, comments and building blocks; `in_story`
puts paragraphs into any of them, `raw_zip` writes archives that no program would write.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from ooxml.minimal import DECLARATION, NAMESPACES, PARTS, SECTION, text

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHAPES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
ROOT = f"{NAMESPACES} {_SHAPES}"

Part = tuple[str, str | bytes]
"""Content type and content."""
Pointer = tuple[str, ...]
"""Id, type (its last word, or the whole), target and, if it is given, mode."""

_STORIES = {
    "text": ("word/document.xml", "document.main", "document"),
    "header": ("word/header1.xml", "header", "hdr"),
    "footer": ("word/footer1.xml", "footer", "ftr"),
    "footnotes": ("word/footnotes.xml", "footnotes", "footnotes"),
    "endnotes": ("word/endnotes.xml", "endnotes", "endnotes"),
    "comments": ("word/comments.xml", "comments", "comments"),
    "building blocks": ("word/glossary/document.xml", "document.glossary", "glossaryDocument"),
}
STORIES = (*_STORIES, "text box", "old text box", "table cell", "content control")
PRINTED = ("text", *sorted({*STORIES} - {"text", "comments", "building blocks"}))
"""Those that a report prints."""


def in_story(content: str, story: str = "text", *, root: str = "") -> dict[str, Part]:
    """Return the part that holds `content` (paragraphs) in that story."""
    wrapped = _wrapped(content, story)
    name, kind, tag = _STORIES.get(story, _STORIES["text"])
    section = SECTION if name == "word/document.xml" else ""
    xml = f"<w:{tag} {ROOT} {root}>{wrapped}{section}</w:{tag}>"
    if tag == "document":
        xml = f"<w:document {ROOT} {root}><w:body>{wrapped}{section}</w:body></w:document>"
    return {name: (f"{WORD}.{kind}+xml", xml)}


def part_of(story: str) -> str:
    """Return the name of the part that a story stands in."""
    return _STORIES.get(story, _STORIES["text"])[0]


def _wrapped(content: str, story: str) -> str:
    if story in ("footnotes", "endnotes", "comments"):
        one = story[:-1]
        return f'<w:{one} w:id="1" w:author="A">{content}</w:{one}>'
    forms = {
        "building blocks": "<w:docParts><w:docPart><w:docPartPr><w:name w:val='A'/></w:docPartPr>"
        "<w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts>",
        "text box": "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r></w:p>",
        "old text box": "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        "table cell": "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:tc>{}"
        "</w:tc></w:tr></w:tbl><w:p/>",
        "content control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    }
    return forms.get(story, "{}").replace("{}", content)


def a_package(
    parts: Mapping[str, Part] | None = None,
    relations: Mapping[str, Iterable[Pointer]] | None = None,
    changed: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a Word file with these parts and relations (by source, `""` the package) besides.

    `changed` replaces whole entries of the archive at the end.
    """
    stories = {"word/document.xml": in_story(text("Hello"))["word/document.xml"], **(parts or {})}
    pointers: dict[str, list[Pointer]] = {"": [("rId1", "officeDocument", "word/document.xml")]}
    pointers["word/document.xml"] = _own_relations(stories)
    for source, more in (relations or {}).items():
        pointers.setdefault(source, []).extend(more)
    entries: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(stories),
        **{name: xml for name, xml in PARTS.items() if not name.endswith((".rels", "Types].xml"))},
        **{name: content for name, (_, content) in stories.items()},
        **{_rels_name(source): _relations(found) for source, found in pointers.items()},
        **(changed or {}),
    }
    return zipped(entries)


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of the entries; texts are XML without a declaration."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries.items():
            data = content if isinstance(content, bytes) else (DECLARATION + content).encode()
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _own_relations(parts: Mapping[str, Part]) -> list[Pointer]:
    """Return the relations of the text to the parts that every package has and to its stories."""
    usual = ("styles", "settings", "numbering", "fontTable")
    found: list[Pointer] = [(f"u{n}", kind, f"{kind}.xml") for n, kind in enumerate(usual)]
    found.append(("u9", "theme", "theme/theme1.xml"))
    kinds = {name: tag for name, tag, _ in _STORIES.values()}
    for number, name in enumerate(name for name in parts if name in kinds):
        kind = {"document.glossary": "glossaryDocument"}.get(kinds[name], kinds[name])
        if kind != "document.main":
            found.append((f"s{number}", kind, name.removeprefix("word/")))
    return found


def _types(parts: Mapping[str, Part]) -> str:
    start, _, _ = PARTS["[Content_Types].xml"].partition("</Types>")
    start = start.replace(
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>', ""
    )
    own = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    return f"{start}{own}</Types>"


def _rels_name(source: str) -> str:
    folder, _, base = source.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _relations(pointers: Iterable[Pointer]) -> str:
    rows = []
    for identity, kind, target, *mode in pointers:
        full = kind if ":" in kind else f"{OFFICE}/{kind}"
        outside = f' TargetMode="{mode[0]}"' if mode else ""
        rows.append(f'<Relationship Id="{identity}" Type="{full}" Target="{target}"{outside}/>')
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def complex_field(code: str, result: str = "shown") -> str:
    """Return the runs of a field whose code (XML of its runs) is `code`."""
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end")
    )
    return f"{begin}{code}{separate}<w:r><w:t>{result}</w:t></w:r>{end}"


def instruction(words: str) -> str:
    """Return a run with field code."""
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'

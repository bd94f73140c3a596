"""Edits of Word files as an office program leaves them: made in the XML, for tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from docgen.history.cache import HistoryCache
from docgen.packs.library import find_library
from docgen.report import Options, prepare_report
from docgen.review.load import load_review
from docgen.word.render.anchors import number_of
from docgen.word.render.archive import write_archive

MAIN = "word/document.xml"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@cache
def report(sample: Path, document: str = "report") -> bytes:
    """Return a document of a review, as `docgen render` makes it."""
    options = Options(document)
    return prepare_report(load_review(sample), options, find_library(), HistoryCache()).render()


def edited(data: bytes, change: Callable[[str], str], part: str = MAIN) -> bytes:
    """Return a Word file with one part changed, which must change."""
    parts = parts_of(data)
    before = parts[part].decode()
    after = change(before)
    assert after != before, "the edit changes nothing"
    return write_archive({**parts, part: after.encode()})


def retyped(data: bytes, path: str, text: str, printing: int = 0) -> bytes:
    """Return a report with another text in a printing of that path."""
    name = rf'<w:bookmarkStart w:id="(\d+)" w:name="dg_{number_of(path)}_\d\w*"/>'

    def change(xml: str) -> str:
        start = [*re.finditer(name, xml)][printing]
        end = xml.index(f'<w:bookmarkEnd w:id="{start[1]}"/>', start.end())
        inside = re.sub(
            r"(<w:t(?: [^>]*)?>)[^<]*", rf"\g<1>{text}", xml[start.end() : end], count=1
        )
        return f"{xml[: start.end()]}{inside}{xml[end:]}"

    return edited(data, change)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(body: str, *, styles: str = "", numbering: str = "") -> bytes:
    """Return a small Word file with that body."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    whole = f"<w:document xmlns:w='{NAMESPACE}'><w:body>{body}</w:body></w:document>"
    word = {"word/document.xml": whole}
    kinds = {"document": f"{types}.document.main+xml"}
    if styles:
        word["word/styles.xml"] = f"<w:styles xmlns:w='{NAMESPACE}'>{styles}</w:styles>"
        kinds["styles"] = f"{types}.styles+xml"
    if numbering:
        word["word/numbering.xml"] = f"<w:numbering xmlns:w='{NAMESPACE}'>{numbering}</w:numbering>"
        kinds["numbering"] = f"{types}.numbering+xml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    inner = "".join(
        f'<Relationship Id="r{name}" Type="{office}/{name}" Target="{name}.xml"/>'
        for name in kinds
        if name != "document"
    )
    texts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'
        ),
        **word,
    }
    return write_archive({name: text.encode() for name, text in texts.items()})


def run(text: str) -> str:
    """Return a run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """Return a paragraph; an `inner` that is no XML is a run of text."""
    texts = "".join(one if one.startswith("<") else run(one) for one in inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{texts}</w:p>"


def control(inner: str, tag: str = "purpose", alias: str = "", *, more: str = "") -> str:
    """Return a content control around XML, or around a run of text."""
    inner = inner if inner.startswith("<") else run(inner)
    tagged = f'<w:tag w:val="{tag}"/>' if tag else ""
    named = f'<w:alias w:val="{alias}"/>' if alias else ""
    properties = f"<w:sdtPr>{named}{tagged}{more}</w:sdtPr>"
    return f"<w:sdt>{properties}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def bookmark(inner: str, name: str = "dg_1_1", number: int = 7) -> str:
    """Return XML with a bookmark around it."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


AUTHOR = 'w:author="Reviewer 9" w:date="2026-04-01T10:00:00Z"'


def inserted(text: str, number: int = 901) -> str:
    """Return a run that a tracked change put in."""
    inner = text if text.startswith("<") else run(text)
    return f'<w:ins w:id="{number}" {AUTHOR}>{inner}</w:ins>'


def deleted(text: str, number: int = 902) -> str:
    """Return a run that a tracked change took out."""
    inner = text if text.startswith("<") else run(text)
    gone = re.sub(r"(</?w:)t\b", r"\1delText", inner)
    return f'<w:del w:id="{number}" {AUTHOR}>{gone}</w:del>'


def added(data: bytes, name: str, content: str, kind: str, relation: str) -> bytes:
    """Return a Word file with one more part, which its text points at."""
    parts = parts_of(data)
    types, ties = parts["[Content_Types].xml"].decode(), "word/_rels/document.xml.rels"
    override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    target = f'Id="rIdAdded{len(parts)}" Type="{relation}" Target="/{name}"'
    tie = f"<Relationship {target}/></Relationships>"
    parts[ties] = parts[ties].decode().replace("</Relationships>", tie).encode()
    return write_archive({**parts, name: content.encode()})


_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def commented(data: bytes, near: str, text: str = "Stemmer det?", *, done: bool = False) -> bytes:
    """Return a Word file with a comment on the first run that holds a text."""
    start, end = '<w:commentRangeStart w:id="5"/>', '<w:commentRangeEnd w:id="5"/>'
    reference = '<w:r><w:commentReference w:id="5"/></w:r>'
    run_of = re.compile(rf"<w:r>(?:(?!</w:r>).)*{re.escape(near)}.*?</w:r>", re.DOTALL)
    data = edited(
        data, lambda xml: run_of.sub(lambda m: f"{start}{m[0]}{end}{reference}", xml, count=1)
    )
    body = f'<w:p xmlns:w14="{_W14}" w14:paraId="00AA0001">{run(text)}</w:p>'
    comment = f'<w:comment w:id="5" {AUTHOR}>{body}</w:comment>'
    whole = f'<w:comments xmlns:w="{NAMESPACE}">{comment}</w:comments>'
    data = added(data, "word/comments.xml", whole, f"{_TYPES}.comments+xml", f"{_OFFICE}/comments")
    entry = f'<w15:commentEx w15:paraId="00AA0001" w15:done="{int(done)}"/>'
    more = f'<w15:commentsEx xmlns:w15="{_W15}">{entry}</w15:commentsEx>'
    relation = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    kind = f"{_TYPES}.commentsExtended+xml"
    return added(data, "word/commentsExtended.xml", more, kind, relation)


def without_store(data: bytes) -> bytes:
    """Return a report as Google Docs or ONLYOFFICE leave it: controls, but no customXml."""
    parts = {k: v for k, v in parts_of(data).items() if not k.startswith("customXml/")}
    rels = parts["word/_rels/document.xml.rels"].decode()
    rels = re.sub(r"<Relationship [^>]*customXml[^>]*/>", "", rels)
    parts["word/_rels/document.xml.rels"] = rels.encode()
    types = parts["[Content_Types].xml"].decode()
    types = re.sub(r'<Override PartName="/customXml[^>]*/>', "", types)
    parts["[Content_Types].xml"] = types.encode()
    return write_archive(parts)

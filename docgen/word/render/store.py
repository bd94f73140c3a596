"""The parts that a document with controls or a blank form has besides its template's.

A report with controls carries a store: a customXml part with a checksum of each printed value, so
that edits made in Word can be told from later changes of the review. It holds no text.
A blank form carries a glossary with the placeholder that Word shows again in an emptied field.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from docgen.word.render.blanks import PLACEHOLDER, SHORT, STYLE
from docgen.word.render.text import escape_attribute, escape_text

NAMESPACE = "urn:ips-docgen:store:1"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM_ID = "{6D1C0B5E-3A52-4E0B-9C57-1D6A52B0F1C7}"
_ENTRY_ID = "{0F7A1D52-8E1B-4C53-A6B1-5C2E8D0B9A41}"
_SHORT_ID = "{0F7A1D52-8E1B-4C53-A6B1-5C2E8D0B9A42}"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def store_name(parts: Mapping[str, bytes]) -> str:
    """Return the name of a customXml part that the package does not have yet."""
    number = 1
    while f"customXml/item{number}.xml" in parts or f"customXml/itemProps{number}.xml" in parts:
        number += 1
    return f"customXml/item{number}.xml"


def store_parts(parts: Mapping[str, bytes], store: str) -> dict[str, bytes]:
    """Return the parts that tie a store of that name into the package, new or changed."""
    number = store.removeprefix("customXml/item").removesuffix(".xml")
    properties = f"customXml/itemProps{number}.xml"
    return {
        "[Content_Types].xml": _with_types(
            parts, {properties: f"{_OFFICE_TYPE}.customXmlProperties+xml"}
        ),
        "word/_rels/document.xml.rels": _with_relation(
            parts, f"{_OFFICE}/relationships/customXml", f"../{store}"
        ),
        f"customXml/_rels/item{number}.xml.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
            "</Relationships>"
        ).encode(),
        properties: (
            f'{_DECLARATION}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" '
            f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
            "</ds:schemaRefs></ds:datastoreItem>"
        ).encode(),
    }


_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"


def store_text(about: Mapping[str, str], printed: Mapping[str, str]) -> str:
    """Return the store: what the report is made of, and a checksum of each printed value."""
    attributes = "".join(f' {key}="{escape_attribute(value)}"' for key, value in about.items())
    sums = "".join([f'{_entry(path)}{checksum(text)}"/>' for path, text in printed.items()])
    return f'{_DECLARATION}<docgen xmlns="{NAMESPACE}"{attributes}>{sums}</docgen>'


@lru_cache(maxsize=32_768)
def _entry(path: str) -> str:
    """Return the beginning of a value's entry; the same paths come in every report."""
    return f'<value path="{escape_attribute(path)}" sum="'


def checksum(text: str) -> str:
    """Return the checksum of a value's canonical text: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def glossary_parts(
    parts: Mapping[str, bytes], placeholder: str, short: str = ""
) -> dict[str, bytes]:
    """Return the parts that make Word show placeholders in emptied fields, new or changed."""
    if "word/glossary/document.xml" in parts or not placeholder:
        return {}
    style = (
        f'<w:style w:type="character" w:styleId="{STYLE}"><w:name w:val="Placeholder Text"/>'
        '<w:uiPriority w:val="99"/><w:rPr><w:color w:val="666666"/></w:rPr></w:style>'
    )
    entries = _glossary_entry(PLACEHOLDER, _ENTRY_ID, placeholder)
    entries += _glossary_entry(SHORT, _SHORT_ID, short) if short else ""
    types = {
        "word/glossary/document.xml": f"{_WORDML}.document.glossary+xml",
        "word/glossary/styles.xml": f"{_WORDML}.styles+xml",
    }
    relation = f"{_OFFICE}/relationships/glossaryDocument"
    return {
        "[Content_Types].xml": _with_types(parts, types),
        "word/_rels/document.xml.rels": _with_relation(parts, relation, "glossary/document.xml"),
        "word/glossary/document.xml": (
            f'{_DECLARATION}<w:glossaryDocument xmlns:w="{_W}"><w:docParts>{entries}</w:docParts>'
            "</w:glossaryDocument>"
        ).encode(),
        "word/glossary/styles.xml": (
            f'{_DECLARATION}<w:styles xmlns:w="{_W}">{style}</w:styles>'
        ).encode(),
        "word/glossary/_rels/document.xml.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>'
        ).encode(),
    }


def _glossary_entry(name: str, number: str, text: str) -> str:
    """Return the entry of a glossary that holds a placeholder."""
    return (
        f'<w:docPart><w:docPartPr><w:name w:val="{name}"/><w:category>'
        '<w:name w:val="General"/><w:gallery w:val="placeholder"/></w:category><w:types>'
        '<w:type w:val="bbPlcHdr"/></w:types><w:behaviors><w:behavior w:val="content"/>'
        f'</w:behaviors><w:guid w:val="{number}"/></w:docPartPr><w:docPartBody><w:p><w:r>'
        f'<w:rPr><w:rStyle w:val="{STYLE}"/></w:rPr><w:t>{escape_text(text)}</w:t>'
        "</w:r></w:p></w:docPartBody></w:docPart>"
    )


def _with_types(parts: Mapping[str, bytes], types: Mapping[str, str]) -> bytes:
    """Return the content types with overrides for new parts; `.xml` gets its default type."""
    text = parts["[Content_Types].xml"].decode()
    added = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    if not re.search(r'<Default[^>]*Extension="xml"', text):
        default = '<Default Extension="xml" ContentType="application/xml"/>'
        text = re.sub(r"(<Types[^>]*>)", rf"\g<1>{default}", text, count=1)
    return text.replace("</Types>", f"{added}</Types>").encode()


def _with_relation(parts: Mapping[str, bytes], kind: str, target: str) -> bytes:
    """Return the main document's relations with one more, under an id of its own."""
    empty = f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode()
    text = parts.get("word/_rels/document.xml.rels", empty).decode()
    text = re.sub(r"(<Relationships[^>]*)/>", r"\g<1>></Relationships>", text)
    number = 1
    while f'"rIdDocgen{number}"' in text:
        number += 1
    added = f'<Relationship Id="rIdDocgen{number}" Type="{kind}" Target="{target}"/>'
    return text.replace("</Relationships>", f"{added}</Relationships>").encode()

"""The store of a document with controls: a customXml part with a checksum of each printed value.

By it edits made in Word can be told from later changes of the review. It holds no text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from docgen.word.render.package import (
    DECLARATION,
    OFFICE,
    OFFICE_TYPE,
    RELATIONS,
    with_relation,
    with_types,
)
from docgen.word.render.text import escape_attribute

NAMESPACE = "urn:ips-docgen:store:1"

_ITEM_ID = "{6D1C0B5E-3A52-4E0B-9C57-1D6A52B0F1C7}"


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
        "[Content_Types].xml": with_types(
            parts, {properties: f"{OFFICE_TYPE}.customXmlProperties+xml"}
        ),
        "word/_rels/document.xml.rels": with_relation(
            parts, f"{OFFICE}/relationships/customXml", f"../{store}"
        ),
        f"customXml/_rels/item{number}.xml.rels": (
            f'{DECLARATION}<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
            "</Relationships>"
        ).encode(),
        properties: (
            f'{DECLARATION}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" '
            f'ds:itemID="{_ITEM_ID}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/>'
            "</ds:schemaRefs></ds:datastoreItem>"
        ).encode(),
    }


def store_text(about: Mapping[str, str], printed: Mapping[str, str]) -> str:
    """Return the store: what the report is made of, and a checksum of each printed value."""
    attributes = "".join(f' {key}="{escape_attribute(value)}"' for key, value in about.items())
    sums = "".join([f'{_entry(path)}{checksum(text)}"/>' for path, text in printed.items()])
    return f'{DECLARATION}<docgen xmlns="{NAMESPACE}"{attributes}>{sums}</docgen>'


@lru_cache(maxsize=32_768)
def _entry(path: str) -> str:
    """Return the beginning of a value's entry; the same paths come in every report."""
    return f'<value path="{escape_attribute(path)}" sum="'


def checksum(text: str) -> str:
    """Return the checksum of a value's canonical text: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

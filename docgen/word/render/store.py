"""The store of a document with controls: a customXml part with checksums of what is printed.

By it edits made in Word can be told from later changes of the review. It holds no text.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64
from collections.abc import Iterable, Mapping

from docgen.word.render.outside import outside_sums
from docgen.word.render.package import (
    DECLARATION,
    OFFICE,
    OFFICE_TYPE,
    RELATIONS,
    with_relation,
    with_types,
)
from docgen.word.render.state import State
from docgen.word.render.text import Block, escape_attribute

FAMILY = "urn:ips-docgen:store:"
NAMESPACE = f"{FAMILY}2"
SIZE = 6
"""Bytes of the checksum of a value's paragraph."""

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


def store_text(about: Mapping[str, str], state: State) -> str:
    """Return the store: what the report is made of, and checksums of what it prints."""
    attributes = "".join(f' {key}="{escape_attribute(value)}"' for key, value in about.items())
    review = about.get("review", "")
    entries: list[str] = []
    texts: list[str] = []
    for path, printed in state.printed.items():
        if isinstance(printed, str):
            entries.append(path)
            texts.append(printed)
        else:
            entries.append(path if len(printed) == 1 else f"{path}:{len(printed)}")
            texts += [f"- {text}" if bullet else text for bullet, text in printed]
    values, outside = value_sums(texts, review), outside_sums(state.outside, review)
    return (
        f'{DECLARATION}<docgen xmlns="{NAMESPACE}"{attributes}>'
        f"<values>{_escaped(' '.join(entries))}</values>"
        f"<sums>{_letters(values)}</sums><outside>{_letters(outside)}</outside></docgen>"
    )


def paragraphs_of(printed: str | list[Block]) -> tuple[str, ...]:
    """Return the canonical paragraphs of a printed value."""
    if isinstance(printed, str):
        return (printed,)
    return tuple(f"- {text}" if bullet else text for bullet, text in printed)


def value_sums(paragraphs: Iterable[str], review: str) -> bytes:
    """Return the checksums of paragraphs of values, salted with the review's id.

    Where line breaks stand makes no difference: LibreOffice moves them.
    """
    salted = hashlib.sha256(f"{review}\0".encode()).copy
    sums = []
    for text in paragraphs:
        hashed = salted()
        hashed.update((text.replace("\n", "") if "\n" in text else text).encode())
        sums.append(hashed.digest()[:SIZE])
    return b"".join(sums)


def _escaped(paths: str) -> str:
    """Return paths for the store: keys of packs and reviews, which seldom need it."""
    return escape_attribute(paths) if "&" in paths or "<" in paths else paths


def first_sum(text: str) -> bytes:
    """Return the checksum of a whole value as the first version of the store has it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8]


def _letters(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode()

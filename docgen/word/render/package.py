"""Tie new parts into a package: content types, relations."""

from __future__ import annotations

import re
from collections.abc import Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"


def with_types(parts: Mapping[str, bytes], types: Mapping[str, str]) -> bytes:
    """Return the content types with overrides for new parts; `.xml` gets its default type."""
    text = parts["[Content_Types].xml"].decode()
    added = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    if not re.search(r'<Default[^>]*Extension="xml"', text):
        default = '<Default Extension="xml" ContentType="application/xml"/>'
        text = re.sub(r"(<Types[^>]*>)", rf"\g<1>{default}", text, count=1)
    return text.replace("</Types>", f"{added}</Types>").encode()


def with_relation(parts: Mapping[str, bytes], kind: str, target: str) -> bytes:
    """Return the main document's relations with one more, under an id of its own."""
    empty = f'{DECLARATION}<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
    text = parts.get("word/_rels/document.xml.rels", empty).decode()
    text = re.sub(r"(<Relationships[^>]*)/>", r"\g<1>></Relationships>", text)
    number = 1
    while f'"rIdDocgen{number}"' in text:
        number += 1
    added = f'<Relationship Id="rIdDocgen{number}" Type="{kind}" Target="{target}"/>'
    return text.replace("</Relationships>", f"{added}</Relationships>").encode()

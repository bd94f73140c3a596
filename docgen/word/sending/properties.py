"""The properties of the copy: title, language, authors and the day stay, what Word noted goes.

Labels of how far a file may be shared (Microsoft's sensitivity labels) stay: they are no remark of
a person, and a system may refuse a file that lost its label.
"""

from __future__ import annotations

from lxml import etree

from docgen.word.compile.strictxml import write_xml
from docgen.word.compile.xml import parse_part
from docgen.word.render.properties import CORE, CUSTOM, EMPTY, EXTENDED

_KEPT = ("title", "creator", "language", "created")
_TERMS = "{http://purl.org/dc/terms/}"
_LABELS = "msip_label"
"""How the names of custom properties begin that belong to a label."""


def cleaned(kind: str, content: bytes, file: str, part: str) -> bytes:
    """Return a part with properties, of that content type, as it goes along."""
    if kind == EXTENDED:
        return EMPTY[kind].encode()
    root = parse_part(content, file, part)
    if kind == CORE:
        created = root.find(f"{_TERMS}created")
        for child in list(root):
            name = etree.QName(child).localname
            if name == "modified" and created is not None:
                child.text = created.text
            elif name not in _KEPT:
                root.remove(child)
    elif kind == CUSTOM:
        for child in list(root):
            if not child.get("name", "").lower().startswith(_LABELS):
                root.remove(child)
    return write_xml(root)


def has_properties(kind: str) -> bool:
    """Return whether parts of a content type hold properties."""
    return kind in EMPTY

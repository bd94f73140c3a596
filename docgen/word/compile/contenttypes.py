"""The kinds of a package's parts, as `[Content_Types].xml` gives them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from lxml import etree

from docgen.model.tongue import say
from docgen.word.compile.rulebook import content_type
from docgen.word.compile.strictxml import DECLARATION, PartError
from docgen.word.compile.unzip import folded
from docgen.word.compile.xml import Element

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_NSMAP = cast("dict[str, str]", {None: NAMESPACE})

_NAMED_XML = {"application/xml", "text/xml", content_type("office:vmlDrawing")}
DOCUMENT = content_type("word:document.main+xml")
TEMPLATE = content_type("word:template.main+xml")
_USUAL = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
}
"""What extensions mean where a file does not say."""


@dataclass(slots=True)
class ContentTypes:
    """Content types by extension and by part."""

    defaults: dict[str, str]
    overrides: dict[str, str]
    """By name of the part, as parts are compared."""

    def spelled(self, part: str) -> str:
        """Return the content type of a part as the file has it; empty when it has none."""
        known = _USUAL | self.defaults
        return self.overrides.get(folded(part)) or known.get(_extension(part), "")

    def of(self, part: str) -> str:
        """Return the content type of a part in small letters."""
        return self.spelled(part).lower()


def read_types(root: Element) -> ContentTypes:
    """Return what `[Content_Types].xml` says; raises PartError."""
    if root.tag != f"{{{NAMESPACE}}}Types":
        raise PartError(say("no content types"))
    found = ContentTypes({}, {})
    for element in root.iter(f"{{{NAMESPACE}}}Default", f"{{{NAMESPACE}}}Override"):
        kind = element.get("ContentType", "").strip()
        if element.tag.endswith("Default"):
            by, key = found.defaults, element.get("Extension", "").lower()
        else:
            by, key = found.overrides, folded(element.get("PartName", "").lstrip("/"))
        if by.setdefault(key, kind) != kind:
            raise PartError(say("two kinds for {key!r}", key=key))
    return found


def write_types(types: ContentTypes, parts: Iterable[str]) -> bytes:
    """Return `[Content_Types].xml` for these parts; a template becomes a document."""
    names = sorted(parts)
    root = etree.Element(f"{{{NAMESPACE}}}Types", nsmap=_NSMAP)
    extensions = {_extension(name) for name in names}
    usual = {known: kind for known, kind in _USUAL.items() if known in extensions}
    for extension, kind in sorted((usual | types.defaults).items()):
        pair = {"Extension": extension, "ContentType": kind}
        etree.SubElement(root, f"{{{NAMESPACE}}}Default", pair)
    for name in names:
        kind = types.overrides.get(folded(name), "")
        kind = DOCUMENT if kind.lower() == TEMPLATE else kind
        if kind:
            pair = {"PartName": f"/{name}", "ContentType": kind}
            etree.SubElement(root, f"{{{NAMESPACE}}}Override", pair)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def is_xml(part: str, kind: str) -> bool:
    """Return whether a part has to be XML, by its kind or by its name."""
    named = part.lower().endswith((".xml", ".rels", ".vml"))
    return named or kind.endswith("+xml") or kind in _NAMED_XML


def _extension(part: str) -> str:
    # `.rels` has an extension and no name before it.
    return posixpath.splitext(f"x{posixpath.basename(part)}")[1].lstrip(".").lower()

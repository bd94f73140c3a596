"""The relations of a package: what its parts point at, inside the file and outside.

Each `.rels` part is read once into values. What is handed on is written anew from them, so that
nothing goes on that was not looked at.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote

from lxml import etree

from docgen.model.tongue import say
from docgen.word.compile.strictxml import DECLARATION, PartError
from docgen.word.compile.unzip import folded
from docgen.word.compile.xml import Element
from docgen.word.render.links import leads_outside

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NSMAP = cast("dict[str, str]", {None: NAMESPACE})
_REFERENCES = (
    "//@*[namespace-uri()='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
    " or namespace-uri()='http://purl.oclc.org/ooxml/officeDocument/relationships'"
    " or (namespace-uri()='urn:schemas-microsoft-com:office:office' and local-name()='relid')]"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part, or of the package itself (`source` is then empty)."""

    source: str
    id: str
    type: str
    target: str
    """As the file has it."""
    outside: bool
    part: str
    """The part it leads to, as parts are compared; empty when it leads outside."""

    @property
    def kind(self) -> str:
        """The last word of the type, in small letters: `hyperlink`."""
        return self.type.strip().rstrip("/").rpartition("/")[2].lower()


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute that names a relation by its id."""

    element: Element
    attribute: str
    id: str


def source_of(name: str) -> str | None:
    """Return the part that a `.rels` part belongs to; None for parts of other names."""
    folder, base = posixpath.split(name)
    above, own = posixpath.split(folder)
    if own.lower() != "_rels" or not base.lower().endswith(".rels"):
        return None
    return posixpath.join(above, base[: -len(".rels")])


def relations_name(source: str) -> str:
    """Return the name of the part with the relations of `source`."""
    folder, base = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def read_relations(root: Element, source: str) -> list[Relation]:
    """Return the relations in a `.rels` part of `source`; raises PartError."""
    if root.tag != f"{{{NAMESPACE}}}Relationships":
        raise PartError(say("no relations, though its name says so"))
    relations = [
        _relation(element, source) for element in root.iter(f"{{{NAMESPACE}}}Relationship")
    ]
    if len({relation.id for relation in relations}) < len(relations):
        raise PartError(say("two relations of one id"))
    return relations


def _relation(element: Element, source: str) -> Relation:
    identity, kind, target = (element.get(name, "") for name in ("Id", "Type", "Target"))
    if not identity or not kind:
        raise PartError(say("a relation without id or type"))
    mode = element.get("TargetMode", "Internal")
    # Whatever is not plainly inside counts as outside, as a careless reader might take it.
    outside = mode != "Internal" or leads_outside(target)
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")
    return Relation(source, identity, kind, target, outside, "" if outside else folded(part))


def write_relations(relations: list[Relation]) -> bytes:
    """Return the `.rels` part with these relations."""
    root = etree.Element(f"{{{NAMESPACE}}}Relationships", nsmap=_NSMAP)
    for relation in relations:
        element = etree.SubElement(root, f"{{{NAMESPACE}}}Relationship")
        element.set("Id", relation.id)
        element.set("Type", relation.type)
        element.set("Target", relation.target)
        if relation.outside:
            element.set("TargetMode", "External")
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def references_in(root: Element) -> list[Reference]:
    """Return every attribute of a part that names a relation."""
    values = cast("Iterable[Any]", root.xpath(_REFERENCES))
    return [Reference(value.getparent(), str(value.attrname), str(value)) for value in values]

"""A Word file opened for checking: its parts, their trees, and how to name a place in them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from docgen.model.tongue import say

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPES = "[Content_Types].xml"

_STORIES = {
    f"{W}{name}" for name in ["document", "hdr", "ftr", "footnotes", "endnotes", "comments"]
}
_STORIES.add(f"{W}glossaryDocument")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of one Word file."""

    names: Sequence[str]
    """As the archive lists them, doubles included."""
    parts: Mapping[str, bytes]
    trees: Mapping[str, etree._Element]
    """The root element of each XML part that could be read."""
    broken: Mapping[str, str]
    """What is wrong with each XML part that could not be read."""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several rules look up, by part."""

    @classmethod
    def read(cls, data: bytes) -> Package:
        """Return the package in `data`; raises zipfile.BadZipFile when it is none."""
        parts, trees, broken = {}, {}, {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            for name in names:
                parts[name] = archive.read(name)
        for name in (name for name in parts if name.endswith((".xml", ".rels"))):
            try:
                trees[name] = _strict_tree(parts[name])
            except etree.XMLSyntaxError as error:
                line, column = error.position
                broken[name] = say("line {line}, column {column}", line=line, column=column)
            except ValueError as error:
                broken[name] = str(error)
        return cls(names, parts, trees, broken)

    def stories(self) -> Iterator[tuple[str, etree._Element]]:
        """Yield name and root of each part that holds text: body, headers, notes and so on."""
        for name, root in self.trees.items():
            if root.tag in _STORIES:
                yield name, root

    def beside(self, name: str, tag: str) -> etree._Element | None:
        """Return the root with that tag in the folder of part `name`: its styles, its numbering."""
        folder = posixpath.dirname(name)
        for other, root in self.trees.items():
            if root.tag == tag and posixpath.dirname(other) == folder:
                return root
        return None

    def relations(self, name: str) -> dict[str, etree._Element]:
        """Return the relationships of part `name` by id; `""` is the package itself."""
        folder, base = posixpath.split(name)
        root = self.trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = root.findall(f"{RELATIONS}Relationship") if root is not None else ()
        return {relation.get("Id", ""): relation for relation in found}


Breach = tuple[str, etree._Element | None, str]
"""Part, element and message."""

Rule = Callable[[Package], Iterator[Breach]]
"""Yields every finding of one kind."""


def _strict_tree(data: bytes) -> etree._Element:
    """Return the root of `data`; nothing is repaired and no entity is followed.

    Comments and instructions stand among the elements of a part and have none of their attributes.
    """
    parser = etree.XMLParser(
        recover=False,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError(say("a DOCTYPE has no place in a Word file"))
    return root


def finder(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """Return what finds, in order, the nodes of an XPath with the prefixes w and r.

    It looks through a tree in a fraction of the time that a walk in Python takes.
    """
    found = etree.XPath(path, namespaces={"w": W[1:-1], "r": R[1:-1]})
    return cast("Callable[[etree._Element], list[etree._Element]]", found)


def value(element: etree._Element | None, name: str = "val") -> str:
    """Return the `w:` attribute of that name, or `""`."""
    return "" if element is None else element.get(f"{W}{name}", "")


def properties_of(element: etree._Element, name: str) -> etree._Element | None:
    """Return the `w:` child of that name, which most often is the first child."""
    first = element[0] if len(element) else None
    return first if first is None or first.tag == f"{W}{name}" else element.find(f"{W}{name}")


def local(element: etree._Element) -> str:
    """Return the name of `element` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def within(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the nearest ancestor whose `w:` name is one of `names`."""
    return next(element.iterancestors(*(f"{W}{name}" for name in names)), None)


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the `w:` children of that name, looking through controls and tracked changes."""
    through = {f"{W}{wrap}" for wrap in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in through:
            yield from children(child, name)


_OF_TABLES = {f"{W}{name}" for name in ("tc", "tr", "tbl")}


def place_of(element: etree._Element) -> str:
    """Return where `element` stands, in words a person can follow in Word."""
    root = element.getroottree().getroot()
    holder = element if element.tag in _OF_TABLES else within(element, "tc", "tr", "tbl")
    kind = "" if holder is None else local(holder)
    cell = holder if kind == "tc" else None
    row = holder if kind == "tr" else None if cell is None else within(cell, "tr")
    table = holder if kind == "tbl" else None if row is None else within(row, "tbl")
    if table is not None:
        places = [say("table {number}", number=_number(root.iter(f"{W}tbl"), table))]
        if row is not None:
            places.append(say("row {number}", number=_number(children(table, "tr"), row)))
        if row is not None and cell is not None:
            places.append(say("cell {number}", number=_number(children(row, "tc"), cell)))
        return ", ".join(places)
    paragraph = _self_or_within(element, "p")
    if paragraph is not None:
        return say("paragraph {number}", number=_number(root.iter(f"{W}p"), paragraph))
    style = _self_or_within(element, "style")
    return say("style {style}", style=value(style, "styleId")) if style is not None else ""


def _self_or_within(element: etree._Element, name: str) -> etree._Element | None:
    return element if element.tag == f"{W}{name}" else within(element, name)


def _number(among: Iterable[etree._Element], spot: etree._Element) -> int:
    """Return the number of `spot` among its like, from 1; 0 when it is not one of them."""
    return next((number for number, other in enumerate(among, 1) if other is spot), 0)

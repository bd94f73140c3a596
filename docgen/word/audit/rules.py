"""Our own rules for sound Word files: faults that other validators let pass."""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.word.audit import controls, references
from docgen.word.audit.order import ORDER, misplaced
from docgen.word.audit.package import (
    CONTENT_TYPES,
    MC,
    Breach,
    Package,
    R,
    Rule,
    W,
    children,
    finder,
    local,
    value,
    within,
)
from docgen.word.audit.problems import problems_of


def check_package(data: bytes, file: Path | str = "document.docx") -> list[Problem]:
    """Return every fault of the Word file in `data`; `file` is the name the problems carry.

    Meant for files of our own: an archive from elsewhere must pass the size limits first.
    """
    try:
        return problems_of(data, RULES, file)
    except zipfile.BadZipFile:
        return [Problem("no-zip", say("this is no Word file, as it is no whole zip archive"), file)]


# --- the archive ---------------------------------------------------------------------------


def _xml(package: Package) -> Iterator[Breach]:
    for name, message in package.broken.items():
        yield name, None, say("the XML cannot be read: {message}", message=message)


def _duplicate_entry(package: Package) -> Iterator[Breach]:
    for name, count in Counter(name.lower() for name in package.names).items():
        if count > 1:
            yield name, None, say("the archive holds this part {count} times", count=count)


def _content_type(package: Package) -> Iterator[Breach]:
    root = package.trees.get(CONTENT_TYPES)
    if root is None:
        yield CONTENT_TYPES, None, say("the list of content types is missing")
        return
    extensions = {entry.get("Extension", "").lower() for entry in root}
    names = {entry.get("PartName", "") for entry in root}
    for name in package.parts:
        extension = posixpath.splitext(name)[1].lstrip(".").lower()
        known = name == CONTENT_TYPES or name.endswith("/")
        if not (known or f"/{name}" in names or extension in extensions):
            yield name, None, say("the part has no content type")


_pointing = finder("//@r:*/..")


def _relation(package: Package) -> Iterator[Breach]:
    for source in ("", *package.parts):
        for relation in package.relations(source).values():
            target = relation.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))
            if relation.get("TargetMode") != "External" and path.lstrip("/") not in package.parts:
                yield (
                    source or "_rels/.rels",
                    None,
                    say("the related part {target} is missing", target=target),
                )
    for name, root in package.stories():
        known = package.relations(name)
        for element in _pointing(root):
            for key, identity in element.attrib.items():
                if str(key).startswith(R) and str(identity) not in known:
                    yield (
                        name,
                        element,
                        say("relationship {identity!s} is not defined", identity=identity),
                    )


def _ignorable(package: Package) -> Iterator[Breach]:
    for name, root in package.trees.items():
        for prefix in root.get(f"{MC}Ignorable", "").split():
            if prefix not in root.nsmap:
                yield (
                    name,
                    None,
                    say(
                        "mc:Ignorable names the prefix {prefix}, which is not declared",
                        prefix=prefix,
                    ),
                )


# --- paragraphs and tables -----------------------------------------------------------------

_TEXT = {f"{W}{name}" for name in ("t", "delText", "instrText", "delInstrText")}
_OWN = " or ".join(f"parent::w:{name}" for name in ("t", "delText", "instrText", "delInstrText"))
_OUTSIDE = "|".join(f"//{tag.replace(W, 'w:')}[not(parent::w:r)]" for tag in sorted(_TEXT))
_ASTRAY = f"//text()[normalize-space()][not({_OWN})or(preceding-sibling::node())]/.."
_stray = finder(f"{_OUTSIDE}|{_ASTRAY}")
"""Finds what may have text in the wrong place."""


def _bare_text(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        for element in _stray(root):
            if not str(element.tag).startswith(W):
                continue
            inside = [] if element.tag in _TEXT else [element.text]
            text = "".join(filter(None, [*inside, *(child.tail for child in element)])).strip()
            if text:
                yield name, element, say("the text {text!r} stands outside a run", text=text[:40])
            parent = element.getparent()
            if element.tag in _TEXT and (parent is None or local(parent) != "r"):
                yield (
                    name,
                    element,
                    say("the text {text!r} stands outside a run", text=(element.text or "")[:40]),
                )


def _nested_paragraph(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        for paragraph in root.iter(f"{W}p"):
            holder = within(paragraph, "p", "txbxContent")
            if holder is not None and local(holder) == "p" and _parent(paragraph) != "sdtContent":
                yield name, paragraph, say("a paragraph stands inside a paragraph")


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local(parent)


def _cell(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        for cell in root.iter(f"{W}tc"):
            last = _last_block(cell)
            if last == "":
                yield name, cell, say("the cell has no paragraph")
            elif last != "p":
                yield name, cell, say("the cell ends in a table; a paragraph must follow it")


def _last_block(holder: etree._Element) -> str:
    """Return `p` or `tbl`, whichever ends the cell; looks into a control that ends it."""
    for child in reversed(holder):
        if local(child) in ("p", "tbl"):
            return local(child)
        if local(child) in ("sdt", "sdtContent") and (last := _last_block(child)):
            return last
    return ""


def _row(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        for row in root.iter(f"{W}tr"):
            if not list(children(row, "tc")):
                yield name, row, say("the row has no cell")


def _grid(package: Package) -> Iterator[Breach]:
    for name, root in package.stories():
        for table in root.iter(f"{W}tbl"):
            grid = table.find(f"{W}tblGrid")
            columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
            if not columns:
                yield name, table, say("the table has no grid")
                continue
            for row in children(table, "tr"):
                width = _row_width(row)
                if width is None:
                    yield name, row, say("a cell spans columns by something that is no number")
                elif width not in (0, columns):
                    yield (
                        name,
                        row,
                        say(
                            "the row spans {width} columns of a grid of {columns}",
                            width=width,
                            columns=columns,
                        ),
                    )


def _row_width(row: etree._Element) -> int | None:
    """Return how many columns of the grid the cells of `row` and its gaps cover."""
    spans = [value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1" for cell in children(row, "tc")]
    gaps = [value(row.find(f"{W}trPr/{W}{gap}")) or "0" for gap in ("gridBefore", "gridAfter")]
    widths = [*spans, *gaps]
    return sum(map(int, widths)) if all(map(str.isdecimal, widths)) else None


def _order(package: Package) -> Iterator[Breach]:
    tags = [f"{W}{name}" for name in ORDER]
    for part, root in package.trees.items():
        for element in root.iter(*tags):
            names = [local(child) for child in element if str(child.tag).startswith(W)]
            if late := misplaced(local(element), names):
                message = say(
                    "w:{first} must stand before w:{second} in w:{element}",
                    first=late[0],
                    second=late[1],
                    element=local(element),
                )
                yield part, element, message


RULES: dict[str, Rule] = {
    "xml": _xml,
    "duplicate-entry": _duplicate_entry,
    "content-type": _content_type,
    "relation": _relation,
    "ignorable": _ignorable,
    "bare-text": _bare_text,
    "nested-paragraph": _nested_paragraph,
    "cell": _cell,
    "row": _row,
    "grid": _grid,
    "order": _order,
    **references.RULES,
    **controls.RULES,
}
"""Id of each rule and its check."""

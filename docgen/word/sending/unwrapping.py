"""Take docgen's own controls and bookmarks out of a text; what they hold stays."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from docgen.word.compile.xml import Element, W
from docgen.word.render.controls import LAST_IN_CELL

Ours = Callable[[str], bool]
"""Whether a control's tag, or the name of a bookmark, is docgen's."""

_BETWEEN = {f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr")}
_LOW = etree.fromstring(LAST_IN_CELL.replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">', 1))


def unwrap(root: Element, our_tag: Ours, our_bookmark: Ours) -> None:
    """Replace docgen's controls by what they hold and remove its bookmarks.

    A control that lost its tag is known by the bookmark around it. A bookmark that a
    cross-reference leads to stays.
    """
    for control in [*root.iter(f"{W}sdt")]:
        tag = control.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else str(tag.get(f"{W}val") or "")
        if our_tag(name) if name else _is_marked(control, our_bookmark):
            replace_by_content(control)
    wanted = _referred_to(root)
    gone = set()
    for start in [*root.iter(f"{W}bookmarkStart")]:
        name = str(start.get(f"{W}name") or "")
        if our_bookmark(name) and name not in wanted:
            gone.add(start.get(f"{W}id"))
            drop(start)
    for end in [*root.iter(f"{W}bookmarkEnd")]:
        if end.get(f"{W}id") in gone:
            drop(end)


def replace_by_content(control: Element) -> None:
    """Put what a control holds into its place; a cell that it closed still ends in a paragraph."""
    content = control.find(f"{W}sdtContent")
    parent = control.getparent()
    if parent is None:
        return
    inside = [] if content is None else list(content)
    behind = control.getnext()
    while behind is not None and behind.tag in _BETWEEN:
        behind = behind.getnext()
    if behind is not None and _is_low(behind) and any(one.tag == f"{W}p" for one in inside[-1:]):
        drop(behind)
    at = parent.index(control)
    parent[at : at + 1] = inside
    close_cell(parent)


def close_cell(holder: Element) -> None:
    """Give a cell, a header or a note that holds no paragraph any more an empty one."""
    blocks = (f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml")
    if holder.tag in _NEED_ONE and not any(child.tag in blocks for child in holder):
        etree.SubElement(holder, f"{W}p")


_NEED_ONE = {f"{W}{name}" for name in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")}


def _is_low(paragraph: Element) -> bool:
    """Return whether docgen closed a cell with this paragraph behind a control, one point high."""
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    wanted = _LOW.find(f"{W}pPr/{W}spacing")
    if paragraph.tag != f"{W}p" or spacing is None or wanted is None:
        return False
    bare = all(child.tag in {f"{W}pPr", *_BETWEEN} for child in paragraph)
    return bare and spacing.get(f"{W}line") == wanted.get(f"{W}line")


def drop(element: Element) -> None:
    """Take an element out of the tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_marked(control: Element, our_bookmark: Ours) -> bool:
    """Return whether the bookmark that begins right before a control is docgen's."""
    before = control.getprevious()
    while before is not None and before.tag in _BETWEEN:
        if before.tag == f"{W}bookmarkStart" and our_bookmark(str(before.get(f"{W}name"))):
            return True
        before = before.getprevious()
    return False


def _referred_to(root: Element) -> set[str]:
    """Return the names that cross-references and links within the document lead to."""
    codes = [node.text or "" for node in root.iter(f"{W}instrText")]
    codes += [str(node.get(f"{W}instr") or "") for node in root.iter(f"{W}fldSimple")]
    links = {str(node.get(f"{W}anchor")) for node in root.iter(f"{W}hyperlink")}
    return links | {word.strip('"') for code in codes for word in code.split()}

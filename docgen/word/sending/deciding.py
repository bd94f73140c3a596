"""Tracked changes: which ones nobody has decided, and the text with all of them accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docgen.model.tongue import marked, say
from docgen.word.compile.xml import Element, W
from docgen.word.sending.unwrapping import close_cell, drop, replace_by_content

_COME = {f"{W}ins", f"{W}moveTo"}
_GO = {f"{W}del", f"{W}moveFrom"}
_LOOKS = {
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx", "numbering")
} | {f"{W}numberingChange"}
_CELLS = {f"{W}cellIns", f"{W}cellDel", f"{W}cellMerge"}
_MARKED = {f"{W}{name}" for name in ("rPr", "trPr", "numPr")}
"""What holds a mark of a change instead of changed text."""
_RANGES = (
    *("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange"),
    *("customXmlMoveFromRange", "customXmlMoveToRange"),
)
_ENDS = {f"{W}{name}{end}" for name in _RANGES for end in ("Start", "End")}
_SAYS = {
    **dict.fromkeys(_COME, marked("put in")),
    **dict.fromkeys(_GO, marked("taken out")),
    **dict.fromkeys(_LOOKS, marked("other looks")),
    **dict.fromkeys(_CELLS, marked("cells put in, taken out or merged")),
}


class Change(NamedTuple):
    """A change that somebody made while changes were tracked."""

    element: Element
    author: str
    what: str
    """`put in`, `taken out`, `other looks`."""
    text: str
    """What was put in or taken out; empty for a paragraph's or row's mark."""


def changes_in(root: Element) -> Iterator[Change]:
    """Yield the changes that nobody has decided, in the order of the text."""
    for node in root.iter(*_SAYS):
        if any(parent.tag in _SAYS for parent in node.iterancestors()):
            continue  # it is told with the one around it
        words = "".join(t.text or "" for t in node.iter(f"{W}t", f"{W}delText"))
        yield Change(node, str(node.get(f"{W}author") or ""), say(_SAYS[node.tag]), words)


def has_cells(root: Element) -> bool:
    """Return whether cells were put in, taken out or merged, which only Word can decide."""
    return next(root.iter(*_CELLS), None) is not None


def accept(root: Element) -> None:
    """Make the text as it reads with all changes accepted, none of them left."""
    _drop_deleted_controls(root)
    for node in [*root.iter(*_ENDS, *_LOOKS)]:
        drop(node)
    for row in [*root.iter(f"{W}tr")]:
        if row.find(f"{W}trPr/{W}del") is not None:
            _drop_row(row)
    joined = [p for p in root.iter(f"{W}p") if _mark_goes(p)]
    for node in [*root.iter(*_GO)]:
        drop(node)
    for node in [*root.iter(*_COME)]:
        parent = node.getparent()
        if parent is None:
            continue
        if parent.tag in _MARKED or parent.tag.endswith("}ctrlPr"):
            drop(node)
        else:
            at = parent.index(node)
            parent[at : at + 1] = list(node)
    for paragraph in joined:
        _join_with_next(paragraph)


def _mark_goes(paragraph: Element) -> bool:
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in _GO for mark in marks)


def _join_with_next(paragraph: Element) -> None:
    """Let a paragraph whose mark was taken out go on in the next, which keeps its own looks."""
    parent, following = paragraph.getparent(), paragraph.getnext()
    while following is not None and following.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        following = following.getnext()
    if parent is None:
        return
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return  # with its mark a section would go
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        following[at:at] = content
        drop(paragraph)
    elif not any(True for _ in paragraph.iter(f"{W}r")):
        parent.remove(paragraph)
        close_cell(parent)


def _drop_row(row: Element) -> None:
    """Take a row out; with its last row the table goes too."""
    table = next(row.iterancestors(f"{W}tbl"), None)
    drop(row)
    if table is not None and next(table.iter(f"{W}tr"), None) is None:
        holder = table.getparent()
        drop(table)
        if holder is not None:
            close_cell(holder)


def _drop_deleted_controls(root: Element) -> None:
    """Take the controls away that were taken out around text that stays."""
    depth, gone = 0, []
    for node in root.iter(f"{W}customXmlDelRangeStart", f"{W}customXmlDelRangeEnd", f"{W}sdt"):
        if node.tag == f"{W}sdt":
            gone += [node] if depth else []
        else:
            depth += 1 if node.tag.endswith("Start") else -1
    for control in gone:
        replace_by_content(control)

"""Marks in pairs (bookmarks, permissions, moves, comments): each pair in one block of tags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from docgen.word.compile.blocks import Blocks, Walk
from docgen.word.compile.xml import Element, W, remove

KINDS = (
    *("bookmark", "perm", "commentRange", "moveFromRange", "moveToRange"),
    *("customXmlInsRange", "customXmlDelRange"),
    *("customXmlMoveFromRange", "customXmlMoveToRange"),
)
_STARTS = {f"{W}{kind}Start": kind for kind in KINDS}
_ENDS = {f"{W}{kind}End": kind for kind in KINDS}
MARKS = (*_STARTS, *_ENDS)
"""Tags of the marks: they print nothing and may stand between paragraphs, rows and cells."""
CURSOR = "_GoBack"
"""The bookmark in which Word keeps where its writer was last."""


@dataclass(slots=True)
class Range:
    """A pair of marks."""

    kind: str
    start: Element
    end: Element
    blocks: Blocks
    """The blocks that both stand in."""

    @property
    def key(self) -> str:
        """What the pair is told from others by, in its part."""
        return f"{self.kind}{self.start.get(f'{W}id')}"

    @property
    def name(self) -> str:
        """The name of a bookmark."""
        return str(self.start.get(f"{W}name") or "")


def drop_cursor(root: Element) -> None:
    """Take Word's own bookmark of the cursor out."""
    cursors = [m for m in root.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == CURSOR]
    ids = {mark.get(f"{W}id") for mark in cursors}
    ends = [m for m in root.iter(f"{W}bookmarkEnd") if m.get(f"{W}id") in ids] if ids else []
    for mark in (*cursors, *ends):
        remove(mark)


def find_ranges(placed: Iterable[tuple[Element, Blocks]], walk: Walk) -> list[Range]:
    """Return the pairs; one that begins and ends in different blocks grows around these blocks.

    A mark in a block that has no other is taken out.
    """
    opened: dict[tuple[str, str], tuple[Element, Blocks]] = {}
    pairs: list[tuple[str, tuple[Element, Blocks], tuple[Element, Blocks]]] = []
    single: list[tuple[Element, Blocks]] = []
    for element, blocks in placed:
        tag, identity = element.tag, str(element.get(f"{W}id"))
        if tag in _STARTS:
            before = opened.pop((_STARTS[tag], identity), None)
            single += [before] if before else []
            opened[_STARTS[tag], identity] = element, blocks
        elif tag in _ENDS:
            start = opened.pop((_ENDS[tag], identity), None)
            if start is None:
                single.append((element, blocks))
            else:
                pairs.append((_ENDS[tag], start, (element, blocks)))
    for mark, blocks in (*single, *opened.values()):
        if blocks:
            remove(mark)
    return [_in_one_block(kind, start, end, walk) for kind, start, end in pairs]


def _in_one_block(
    kind: str, start: tuple[Element, Blocks], end: tuple[Element, Blocks], walk: Walk
) -> Range:
    shared = common(start[1], end[1])
    if len(start[1]) > len(shared):
        opening, _ = walk.marks[start[1][len(shared)].number]
        _holder(opening).addprevious(start[0])
    if len(end[1]) > len(shared):
        _, closing = walk.marks[end[1][len(shared)].number]
        _holder(closing).addnext(end[0])
    return Range(kind, start[0], end[0], shared)


def common(one: Blocks, other: Blocks) -> Blocks:
    """Return the blocks that two places share."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return one[:count]


def _holder(mark: Element) -> Element:
    """Return what a mark may stand beside: an instruction itself, the run of a text."""
    if isinstance(mark, etree._ProcessingInstruction):
        return mark
    run = next(mark.iterancestors(f"{W}r"), None)
    if run is not None:
        return run
    holder = mark
    for above in mark.iterancestors():
        if above.tag == f"{W}p":
            return holder
        holder = above
    return mark

"""What stands beside a value in its paragraph and is no text: it stays with the value.

A picture, note, break or bookmark before a value that owns its paragraph goes into the value's
first paragraph, one behind it into the last; `render.beside` puts them there.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from docgen.word.compile.marks import instruction
from docgen.word.compile.nontext import contents, marks, white
from docgen.word.compile.tags import SKIPPED, Tag, TagList, item_text, text_items
from docgen.word.compile.xml import XML_SPACE, Element, W, is_blank
from docgen.word.render.beside import SPLIT

_INVISIBLE = {f"{W}proofErr", f"{W}lastRenderedPageBreak", f"{W}rPr", f"{W}pPr"}


class Surroundings(NamedTuple):
    """What stands in the paragraph of a tag besides it."""

    alone: bool
    """True when the paragraph holds no other words."""
    last: bool
    """True when no words stand behind the tag."""
    content: bool
    """True when something that is no text stands before it, or behind it where it is the last."""


_IN_SENTENCE = Surroundings(alone=False, last=False, content=False)


def surroundings(paragraph: Element, tag: Tag) -> Surroundings:
    """Return what stands beside a tag; in a link, a control or a change it is in a sentence."""
    text = tag.element
    run = None if text is None else text.getparent()
    if text is None or run is None or run.tag != f"{W}r" or run.getparent() is not paragraph:
        return _IN_SENTENCE
    first, _, rest = (text.text or "").partition(tag.marker)
    before = [*run.itersiblings(preceding=True), *text.itersiblings(preceding=True)]
    behind = [*text.itersiblings(), *run.itersiblings()]
    if not is_blank(rest) or _words(behind):
        return _IN_SENTENCE
    alone = is_blank(first) and not _words(before)
    return Surroundings(alone, True, _content(behind) or (alone and _content(before)))


def frame(paragraph: Element, tag: Tag, found: TagList) -> None:
    """Give a value its paragraph's place, with the content around it, which stays without it."""
    before, behind = take_before(tag), take_behind(tag)
    only_marks = not any(_prints(node) for node in (*before, *behind))
    guard = "_dg_with_marks" if only_marks else "_dg_with_content"
    opening = found.add_own("block", f"filter {guard}", tag.place, "xml")
    closing = found.add_own("block", "endfilter", tag.place, "xml")
    paragraph.addprevious(instruction(opening.number))
    for node in [n for n in paragraph if n.tag != f"{W}pPr"]:
        paragraph.remove(node)
    paragraph.extend([_split(), *before, _split(), *behind])
    for node in reversed([_split(), instruction(tag.number), instruction(closing.number)]):
        paragraph.addnext(node)
    tag.element = None


def take_before(tag: Tag) -> list[Element]:
    """Return what stands before a tag in its paragraph, its own run's share in a run of its own."""
    text = tag.element
    run = None if text is None else text.getparent()
    if text is None or run is None:
        return []
    outside = [n for n in run.itersiblings(preceding=True) if n.tag != f"{W}pPr"][::-1]
    nodes = [n for n in text.itersiblings(preceding=True) if n.tag != f"{W}rPr"][::-1]
    own = _piece((text.text or "").partition(tag.marker)[0])
    return [*outside, *_run_of(run, [*nodes, *own])]


def take_behind(tag: Tag) -> list[Element]:
    """Return what stands behind a tag in its paragraph, likewise."""
    text = tag.element
    run = None if text is None else text.getparent()
    if text is None or run is None:
        return []
    outside = [*run.itersiblings()]
    own = _piece((text.text or "").partition(tag.marker)[2])
    return [*_run_of(run, [*own, *text.itersiblings()]), *outside]


def put_at_end(paragraph: Element, behind: list[Element], found: TagList) -> None:
    """Put content behind a value that ends its label's paragraph at the end of the value."""
    opening = found.add_own("block", "filter _dg_with_end", "", "xml")
    closing = found.add_own("block", "endfilter", "", "xml")
    paragraph.addprevious(instruction(opening.number))
    for node in reversed([_split(), *behind, instruction(closing.number)]):
        paragraph.addnext(node)


def _split() -> Element:
    return etree.ProcessingInstruction(SPLIT.strip("<?> "))


def _words(nodes: Iterable[Element]) -> bool:
    """Return whether words, or tags, stand in the nodes."""
    for node in nodes:
        if isinstance(node, etree._ProcessingInstruction):
            return True
        if node.tag in SKIPPED:
            continue
        own = [node] if node.tag in (f"{W}t", f"{W}noBreakHyphen") else text_items(node)
        if not is_blank("".join(map(item_text, own))):
            return True
    return False


def _content(nodes: Iterable[Element]) -> bool:
    return any(
        _prints(node) or any(True for _ in marks(node)) or any(True for _ in white(node))
        for node in nodes
        if node.tag not in _INVISIBLE
    )


def _prints(node: Element) -> bool:
    """Return whether a node shows something; deleted text does, until somebody accepts that."""
    changed = node.tag in (f"{W}del", f"{W}moveFrom") and len(node) > 0
    return changed or any(True for _ in contents(node)) or any(True for _ in white(node))


def _piece(text: str) -> list[Element]:
    """Return a text as an element; none without a letter."""
    if not text:
        return []
    piece = etree.Element(f"{W}t", {XML_SPACE: "preserve"})
    piece.text = text
    return [piece]


def _run_of(run: Element, nodes: list[Element]) -> list[Element]:
    """Return a run like another with these nodes of it; none without nodes."""
    if not nodes:
        return []
    made = etree.Element(run.tag)
    made.attrib.update(run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.extend(nodes)
    return [made]

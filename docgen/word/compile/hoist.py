"""Put docxtpl's p, tr and tc tags in the place of the paragraph, row or cell they stand in."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from docgen.model.tongue import marked, say
from docgen.word.compile.grids import skip_columns
from docgen.word.compile.marks import instruction, numbers_in, without_markers
from docgen.word.compile.nontext import contents
from docgen.word.compile.ranges import MARKS
from docgen.word.compile.statements import MIDDLES, OPENERS
from docgen.word.compile.tags import BODIES, Tag, TagList
from docgen.word.compile.xml import XML_SPACE, Element, W

_NOT_IN = {
    "p": marked("{tag} does not stand in a paragraph; move it into one, or take its level away"),
    "tr": marked("{tag} does not stand in a table row; move it into one, or take its level away"),
    "tc": marked("{tag} does not stand in a table cell; move it into one, or take its level away"),
}
_REPLACES = {
    "p": marked(
        "{tag} replaces its whole paragraph, so {what} beside it would be lost; give the tag a "
        "paragraph of its own"
    ),
    "tr": marked(
        "{tag} replaces its whole table row, so {what} beside it would be lost; give the tag a "
        "table row of its own"
    ),
    "tc": marked(
        "{tag} replaces its whole table cell, so {what} beside it would be lost; give the tag a "
        "table cell of its own"
    ),
}


def drop_commented(
    paragraph_tags: list[tuple[Element, list[Tag]]], found: TagList
) -> list[tuple[Element, list[Tag]]]:
    """Take out each paragraph, row and cell that a comment stands for, with all tags in it.

    Return the paragraphs that are left.
    """
    gone: set[Element] = set()
    for paragraph, tags in paragraph_tags:
        for tag in tags:
            holder = _holder(paragraph, tag.level) if tag.kind == "comment" and tag.level else None
            parent = None if holder is None else holder.getparent()
            if holder is None or parent is None:
                continue
            gone |= set(holder.iter())
            if tag.level == "tc":
                skip_columns(parent, holder)
            parent.remove(holder)
            if tag.level == "tc" and parent.find(f"{W}tc") is None:
                gone |= set(parent.iter())
                above = parent.getparent()
                if above is not None:
                    above.remove(parent)
    for tag in found.tags:
        if tag.element in gone:
            tag.element, tag.location = None, "xml"
    return [(paragraph, tags) for paragraph, tags in paragraph_tags if paragraph not in gone]


def lift_tags(paragraph_tags: list[tuple[Element, list[Tag]]], found: TagList) -> None:
    """Replace paragraphs, rows and cells by the tags that stand for them; split runs for r tags."""
    _refuse_outside_runs([tag for _, tag in _all(paragraph_tags)], found)
    for level in ("tr", "tc", "p"):
        holders = _holders([tag for tag in _all(paragraph_tags) if tag[1].level == level], found)
        for holder, tags in holders.items():
            _replace(holder, tags, found)
    for _, tags in paragraph_tags:
        for tag in tags:
            if tag.level == "r" and tag.element is not None:
                _split_run(tag, tags)


def _all(paragraph_tags: list[tuple[Element, list[Tag]]]) -> Iterator[tuple[Element, Tag]]:
    return ((paragraph, tag) for paragraph, tags in paragraph_tags for tag in tags)


def _holders(tags: list[tuple[Element, Tag]], found: TagList) -> dict[Element, list[Tag]]:
    """Return the tags of one level by what they stand for; note each that stands in none."""
    holders: dict[Element, list[Tag]] = {}
    outside: list[str] = []
    for paragraph, tag in tags:
        holder = _holder(paragraph, tag.level)
        if holder is not None:
            holders.setdefault(holder, []).append(tag)
        elif not _goes_on(tag, outside):
            found.fault("tag-level", tag.place, say(_NOT_IN[tag.level], tag=tag.printed))
    return holders


def _goes_on(tag: Tag, outside: list[str]) -> bool:
    """Return whether a tag goes on with a block that is told of, or ends it; follow the blocks."""
    if tag.keyword.startswith("end") and outside:
        return outside.pop() == tag.keyword.removeprefix("end")
    if tag.keyword in MIDDLES and outside:
        return True
    if tag.keyword in OPENERS:
        outside.append(tag.keyword)
    return False


def _refuse_outside_runs(tags: list[Tag], found: TagList) -> None:
    """Note each tag in a text that is no child of a run: no program of Office makes one."""
    for tag in tags:
        run = None if tag.element is None else tag.element.getparent()
        if tag.element is not None and (run is None or run.tag != f"{W}r"):
            message = say(
                "{tag} stands in a text outside a run; type the tag anew in Word", tag=tag.printed
            )
            found.fault("broken-tag", tag.place, message)


def _holder(paragraph: Element, level: str) -> Element | None:
    if level == "p":
        return paragraph
    return next(paragraph.iterancestors(f"{W}{level}"), None)


def _replace(holder: Element, tags: list[Tag], found: TagList) -> None:
    level = tags[0].level
    texts = [t for t in holder.iter(f"{W}t") if not any(True for _ in t.iterancestors(*BODIES))]
    rest = "".join(without_markers(t.text or "") for t in texts).strip()
    others = {n for t in holder.iter(f"{W}t") for n in numbers_in(t.text)}
    others -= {tag.number for tag in tags}
    kept = [word for node, word in contents(holder) if not _may_stay(node, level)]
    if rest or others or kept:
        what = repr(rest[:40]) if rest else kept[0] if kept else say("another tag")
        message = say(_REPLACES[level], tag=tags[0].printed, what=what)
        found.fault("text-beside-tag", tags[0].place, message)
        return
    parent = holder.getparent()
    if parent is None:
        return
    before, behind = _marks_around(holder, tags)
    for mark in before:
        holder.addprevious(_standing(mark, holder))
    for tag in tags:
        tag.element = None
        tag.location = "xml"
        if tag.kind != "comment":
            holder.addprevious(instruction(tag.number))
    for mark in behind:
        holder.addprevious(_standing(mark, holder))
    parent.remove(holder)


def _may_stay(node: Element, level: str) -> bool:
    """Return whether something beside a tag needs no refusal: it stays, or goes with the tag."""
    return node.tag == f"{W}commentReference" or (level == "p" and _is_break(node))


def _is_break(node: Element) -> bool:
    return node.tag == f"{W}br" and node.get(f"{W}type") in ("page", "column")


def _standing(node: Element, holder: Element) -> Element:
    """Return a mark as it is, a page or column break in a paragraph of its own."""
    if not _is_break(node):
        return node
    paragraph = etree.Element(f"{W}p")
    properties = holder.find(f"{W}pPr")
    if properties is not None:
        paragraph.append(copy.deepcopy(properties))
    etree.SubElement(paragraph, f"{W}r").append(node)
    return paragraph


def _marks_around(holder: Element, tags: list[Tag]) -> tuple[list[Element], list[Element]]:
    """Return bookmarks and breaks before and behind the tags: they stay when the holder goes."""
    before: list[Element] = []
    behind: list[Element] = []
    texts = [tag.element for tag in tags]
    side = before
    for node in [*holder.iter()]:
        if any(node is text for text in texts):
            side = behind
        elif _is_break(node) or (node.tag in MARKS and not str(node.tag).startswith(f"{W}comment")):
            side.append(node)
    return before, behind


def _split_run(tag: Tag, tags: list[Tag]) -> None:
    """Give `{{r x}}` the place of its run: what stands before and after gets runs of its own."""
    text = tag.element
    run = None if text is None else text.getparent()
    if text is None or run is None:
        return
    before, _, after = (text.text or "").partition(tag.marker)
    tail = etree.Element(run.tag)
    tail.attrib.update(run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        tail.append(copy.deepcopy(properties))
    behind = list(text.itersiblings())
    text.text = before
    if after:
        piece = etree.SubElement(tail, f"{W}t", {XML_SPACE: "preserve"})
        piece.text = after
        for other in tags:
            if other.element is text and other.marker in after:
                other.element = piece
    tail.extend(behind)
    run.addnext(tail)
    run.addnext(instruction(tag.number))
    tag.element, tag.location = None, "xml"

"""Loops over the review's own lists: a bookmark stands around all that a record of one prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from docgen.model import Field, Items
from docgen.word.compile.marks import instruction, is_cut, is_head, number_of
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element, W, fragment
from docgen.word.render.sites import Slot

_ALWAYS_THERE = "criteria.*"
"""Records that no edit of a report adds or takes away."""


class Loop(NamedTuple):
    """A loop over records of the review."""

    name: str
    """What its body calls the record."""
    path: str
    """Where the records stand: `reviewers.*`."""


def records_path(items: Items) -> str:
    """Return the path of the records of a list of the review; empty for what is derived."""
    paths = (node.path for node in items.record.values() if isinstance(node, Field))
    path = next((path.rpartition(".")[0] for path in paths if path), "")
    return path if path.endswith(".*") and path != _ALWAYS_THERE else ""


def mark_records(
    root: Element, found: TagList, order: Sequence[Tag], loops: Mapping[int, Loop]
) -> None:
    """Put marks at the beginning and end of each loop's body.

    `order` holds the tags by line, `loops` the loops by the line of their tag.
    """
    for line, loop in loops.items():
        tag, end = order[line - 1], next(_ends(order[line - 1 :]), None)
        if end is None:
            continue
        begins = _mark(loop, tag, found, "start", None)
        closes = _mark(loop, tag, found, "end", begins.site)
        if tag.element is not None and end.element is not None:
            _in_text(tag, begins, end, closes)
        else:
            _between(root, tag, begins, end, closes)


def _ends(order: Sequence[Tag]) -> Iterator[Tag]:
    """Yield the end of the loop that `order` begins with."""
    depth = 0
    for tag in order:
        depth += (tag.keyword == "for") - (tag.keyword == "endfor")
        if depth == 0:
            yield tag


def _mark(loop: Loop, tag: Tag, found: TagList, mark: str, first: Any) -> Tag:
    text = tag.element
    run = None if text is None else text.getparent()
    rpr = "" if run is None else fragment(run.find(f"{W}rPr"))
    new = found.add_own("var", loop.name, tag.place, "xml")
    new.site = Slot(
        form="record",
        kind="value",
        ppr="",
        more="",
        bullet="",
        mark=mark,
        rpr=rpr,
        keep=False,
        in_run=text is not None,
        opens=False,
        closes=False,
        key=f"{found.part} {new.number}",
        place=first["place"] if first else found.before + new.number,
        path=loop.path,
        tail="",
        label="",
        asked_in_form=False,
        choices=(),
        form_path="",
        short=False,
        told=False,
    )
    return new


def _in_text(tag: Tag, begins: Tag, end: Tag, closes: Tag) -> None:
    """Put the marks beside the tags of a loop within a paragraph."""
    for one, text in ((tag, tag.marker + begins.marker), (end, closes.marker + end.marker)):
        if one.element is not None:
            one.element.text = (one.element.text or "").replace(one.marker, text)


def _between(root: Element, tag: Tag, begins: Tag, end: Tag, closes: Tag) -> None:
    """Put the marks between paragraphs or rows, into the first and last of them where it goes."""
    nodes = {number_of(node): node for node in root.iter() if number_of(node) is not None}
    opening, ending = nodes.get(tag.number), nodes.get(end.number)
    if opening is None or ending is None:
        return
    first, last = opening.getnext(), ending.getprevious()
    if first is None or last is None or first is ending:
        return
    _open(opening, first, instruction(begins.number))
    _close(ending, last, instruction(closes.number))


def _open(opening: Element, first: Element, mark: Element) -> None:
    if first.tag == f"{W}tr":
        cell = first.find(f"{W}tc")
        inner = [] if cell is None else [node for node in cell if node.tag != f"{W}tcPr"]
        if inner and inner[0].tag == f"{W}p":
            _into(inner[0], mark)
        elif inner:
            inner[0].addprevious(mark)
        else:
            opening.addnext(mark)
    elif first.tag == f"{W}p":
        _into(first, mark)
    else:
        opening.addnext(mark)


def _into(paragraph: Element, mark: Element) -> None:
    """Put a mark at the beginning of a paragraph, behind its properties or what writes them."""
    before = [n for n in paragraph if n.tag == f"{W}pPr" or is_head(n)]
    paragraph.insert(len(before), mark)


def _close(ending: Element, last: Element, mark: Element) -> None:
    if last.tag == f"{W}tr":
        cells = last.findall(f"{W}tc")
        if not cells:
            ending.addprevious(mark)
            return
        inner = cells[-1][-1] if len(cells[-1]) else None
        if inner is not None and inner.tag == f"{W}p" and not is_cut(inner):
            inner.append(mark)
        else:
            cells[-1].append(mark)
    elif last.tag == f"{W}p" and not is_cut(last):
        last.append(mark)
    else:
        ending.addprevious(mark)

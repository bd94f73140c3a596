"""Put paragraphs together where a tag says so: `{%-` with the one before, `-%}` with the next.

As in docxtpl, the first paragraph gives the look; each run keeps its own. A tag that stands in the
middle of its paragraph has nothing to put together: the blanks beside it go, as in Jinja.
"""

from __future__ import annotations

from docgen.word.compile.tags import Tag, item_text, text_items
from docgen.word.compile.xml import Element, W, is_blank

Holder = tuple[Element, list[Tag]]


def merge_paragraphs(holders: list[Holder]) -> list[Holder]:
    """Return the paragraphs that are left, each with its tags."""
    if not any(any(tag.joins) for _, tags in holders for tag in tags):
        return holders
    owned = {tag.element for _, tags in holders for tag in tags if tag.level in ("p", "tr", "tc")}
    kept = {paragraph for text in owned for paragraph in _around(text)}
    for _, tags in holders:
        for tag in tags:
            if tag.element is None or tag.level not in ("", "r"):
                continue
            if tag.joins[0]:
                _join_before(tag, tag.element, kept)
            if tag.joins[1]:
                _join_behind(tag, tag.element, kept)
    left: dict[Element, list[Tag]] = {}
    for first, tags in holders:
        left.setdefault(_paragraph_of(first, tags), []).extend(tags)
    return list(left.items())


def _paragraph_of(first: Element, tags: list[Tag]) -> Element:
    """Return the paragraph in which the tags of a paragraph stand now."""
    found = (paragraph for tag in tags for paragraph in _around(tag.element))
    return next(found, first)


def _around(text: Element | None) -> list[Element]:
    return [] if text is None else [next(text.iterancestors(f"{W}p"))]


def _join_before(tag: Tag, text: Element, kept: set[Element]) -> None:
    paragraph = next(text.iterancestors(f"{W}p"))
    before, _, behind = (text.text or "").partition(tag.marker)
    items = list(text_items(paragraph))
    first = is_blank(before) and all(is_blank(item_text(i)) for i in items[: items.index(text)])
    text.text = f"{before.rstrip()}{tag.marker}{behind}"
    above = paragraph.getprevious()
    if first and above is not None and above.tag == f"{W}p" and above not in kept:
        _append(above, paragraph)


def _join_behind(tag: Tag, text: Element, kept: set[Element]) -> None:
    paragraph = next(text.iterancestors(f"{W}p"))
    before, _, behind = (text.text or "").partition(tag.marker)
    items = list(text_items(paragraph))
    last = is_blank(behind) and all(is_blank(item_text(i)) for i in items[items.index(text) + 1 :])
    text.text = f"{before}{tag.marker}{behind.lstrip()}"
    below = paragraph.getnext()
    if last and below is not None and below.tag == f"{W}p" and below not in kept:
        _append(paragraph, below)


def _append(above: Element, below: Element) -> None:
    """Put the content of a paragraph at the end of the one above, unless a section ends there."""
    parent = below.getparent()
    if parent is None or above.find(f"{W}pPr/{W}sectPr") is not None:
        return
    above.extend([child for child in below if child.tag != f"{W}pPr"])
    parent.remove(below)

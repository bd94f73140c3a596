"""Tags where Word keeps words in another way: formulas, deleted text, properties, attributes."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from docgen.model.tongue import say
from docgen.word.audit.package import finder
from docgen.word.compile.lookalikes import may_hold_tags
from docgen.word.compile.pointers import join_codes
from docgen.word.compile.scan import scan
from docgen.word.compile.tags import Location, TagList, find_plain_tags, find_tags
from docgen.word.compile.xml import Element, W, remove

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_GONE = (f"{W}del", f"{W}moveFrom")
_with_braces = finder("//@*[contains(., '{')]/..")


def prepare(root: Element, place: Callable[[Element], str], found: TagList) -> None:
    """Find the tags of formulas, and make way for those of the text.

    A smart tag, which no version of Word reads any more, leaves what it holds. Deleted text that
    holds a tag is taken out, with a warning: a reader who looks at the changes would see the tag.
    """
    join_codes(root)
    etree.strip_elements(root, f"{W}smartTagPr", with_tail=False)
    etree.strip_tags(root, f"{W}smartTag")
    for gone in [*root.iter(*_GONE)]:
        text = "".join(t.text or "" for t in gone.iter(f"{W}t", f"{W}delText"))
        if "{" in text and scan(text).spans:
            where = _place_of(gone, place)
            message = say(
                "deleted text with a tag is left out: {text!r}; accept the change",
                text=text.strip()[:60],
            )
            found.warn("tracked-change", where, message)
            found.changed = True
            remove(gone)
    for formula in root.iter(f"{_MATH}oMath"):
        items = list(formula.iter(f"{_MATH}t"))
        if not may_hold_tags("".join(item.text or "" for item in items)):
            continue
        where = _place_of(formula, place)
        for tag in find_tags(formula, where, found, items):
            tag.location = "plain"
            if tag.level:
                message = say(
                    "{tag} stands in a formula; write it without {level!r}",
                    tag=tag.printed,
                    level=tag.level,
                )
                found.fault("tag-level", where, message)


def find_in_texts(root: Element, found: TagList) -> None:
    """Find the tags in the texts of a part that has no paragraphs: a title, a custom property."""
    for node in root.iter():
        if node.text and "{" in node.text:
            node.text = find_plain_tags(node.text, found.part, "plain", found)


def find_in_attributes(root: Element, found: TagList) -> None:
    """Find the tags in attributes: an alternative text, how many columns a cell spans."""
    for node in _with_braces(root):
        location: Location = "columns" if node.tag == f"{W}gridSpan" else "attr"
        for key, value in node.attrib.items():
            if "{{" in value or "{%" in value:
                node.set(key, find_plain_tags(str(value), found.part, location, found))


def _place_of(element: Element, place: Callable[[Element], str]) -> str:
    paragraph = next(element.iterancestors(f"{W}p"), None)
    return "" if paragraph is None else place(paragraph)

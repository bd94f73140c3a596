"""What a rule looks at: the parts of one Word template, its tags, and whose template it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import NamedTuple

from docgen.model import Document, Fields, Pack
from docgen.model.tongue import say
from docgen.word.audit.looks import Looks, looks_of
from docgen.word.audit.package import Package, W, value, within
from docgen.word.compile.places import Places, part_label
from docgen.word.compile.scan import Span, scan
from docgen.word.compile.styles import STYLES, read_styles
from docgen.word.compile.tags import item_text, text_items
from docgen.word.compile.xml import Element

MAY_HOLD = re.compile(r"[{}\uff5b\[]")


class LintFinding(NamedTuple):
    """What a rule finds."""

    part: str
    element: Element | None
    """Where; None for the part as a whole."""
    message: str


class Tagged(NamedTuple):
    """A paragraph with tags."""

    part: str
    paragraph: Element
    text: str
    spans: tuple[Span, ...]
    items: tuple[tuple[Element, int, int], ...]
    """Each text of it, with where it begins and ends in `text`."""


class Subject:
    """One Word template."""

    def __init__(self, file: str, package: Package) -> None:
        self.file = file
        self.package = package
        self.fields: Fields | None = None
        """The names it may print; None where any name may stand."""
        self.pack: Pack | None = None
        self.document: Document | None = None
        self.prints: frozenset[str] | None = None
        """What it prints, where it could be compiled: paths of the review, names."""
        self._places: dict[str, Places] = {}

    def judged(
        self, fields: Fields | None, pack: Pack | None, document: Document | None
    ) -> Subject:
        """Return the same template as another judges it; what was read of it is shared."""
        _ = self.tagged
        other = copy(self)
        other.fields, other.pack, other.document = fields, pack, document
        return other

    def stories(self) -> Iterator[tuple[str, Element]]:
        """Yield the parts that are read: not Word comments, nor prompts of fields."""
        for name, root in self.package.stories():
            if not str(root.tag).endswith(("}comments", "}glossaryDocument")):
                yield name, root

    @cached_property
    def tagged(self) -> tuple[Tagged, ...]:
        """All paragraphs that hold a brace, with the tags in them."""
        return tuple(
            _tagged(name, paragraph)
            for name, root in self.stories()
            for paragraph in root.iter(f"{W}p")
            if MAY_HOLD.search("".join(t.text or "" for t in paragraph.iter(f"{W}t")))
        )

    def looks(self, part: str) -> Looks:
        """Return the styles that hold for a part."""
        return looks_of(self.package, part)

    def hides(self, part: str) -> bool:
        """Return whether anything of a part may be hidden text: by itself or by a style."""
        styles = self.package.beside(part, f"{W}styles")
        roots = (self.package.trees[part], *(() if styles is None else (styles,)))
        return any(next(root.iter(f"{W}vanish"), None) is not None for root in roots)

    def where(self, found: LintFinding) -> str:
        """Return the place of a finding, as a person finds it in Word."""
        element = found.element
        root = self.package.trees.get(found.part)
        if element is None or root is None:
            return part_label(found.part)
        if found.part not in self._places:
            headings = read_styles(self.package.parts.get(STYLES), self.file).headings
            self._places[found.part] = Places(root, found.part, headings)
        style = element if element.tag == f"{W}style" else within(element, "style")
        if style is not None:
            return say("style {style}", style=value(style.find(f"{W}name")))
        paragraph = element if element.tag == f"{W}p" else within(element, "p")
        if paragraph is None:
            paragraph = next(element.iter(f"{W}p"), None)
        return self._places[found.part].of(element if paragraph is None else paragraph)

    def paragraphs_by_place(self) -> Mapping[str, tuple[str, Element]]:
        """Return part and paragraph of each place, as `where` tells it."""
        return {
            self.where(LintFinding(name, paragraph, "")): (name, paragraph)
            for name, root in self.stories()
            for paragraph in reversed(list(root.iter(f"{W}p")))
        }


def _tagged(part: str, paragraph: Element) -> Tagged:
    items, at = [], 0
    for item in text_items(paragraph):
        text = item_text(item)
        items.append((item, at, at + len(text)))
        at += len(text)
    text = "".join(item_text(item) for item, _, _ in items)
    return Tagged(part, paragraph, text, scan(text).spans, tuple(items))

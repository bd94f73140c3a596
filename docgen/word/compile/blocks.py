"""Walk through a part and know at each element in which blocks of tags it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from docgen.word.compile.marks import instruction, marker_of, number_of, numbers_in
from docgen.word.compile.nesting import is_plain_set
from docgen.word.compile.statements import MIDDLES, OPENERS
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element

_TRANSPARENT = ("filter", "with")
"""Blocks that print what they hold, once."""
_REPEATS = ("for", "macro", "call")


class Branch(NamedTuple):
    """A block, or a branch of one."""

    number: int
    """The number of the tag that opens the block."""
    branch: int
    """How many `else` and `elif` stand before, in the same block."""
    repeats: bool


Blocks = tuple[Branch, ...]
"""The outer ones first."""


def rounds_of(blocks: Blocks) -> tuple[int, ...]:
    """Return the numbers of the tags of the loops and macros among the blocks."""
    return tuple(block.number for block in blocks if block.repeats)


@dataclass(slots=True)
class Walk:
    """A part, element by element, with the blocks that each stands in."""

    found: TagList
    marks: dict[int, tuple[Element, Element]] = field(default_factory=dict)
    """By opening tag: the nodes that hold the marks of its beginning and of its end."""
    _stack: list[Branch] = field(default_factory=list)

    def elements(self, root: Element) -> Iterator[tuple[Element, Blocks]]:
        """Yield each element, and the mark of each tag that owns one, in the order of the text."""
        for node in root.iter():
            yield node, tuple(self._stack)
            if isinstance(node, etree._ProcessingInstruction):
                number = number_of(node)
                numbers = [] if number is None else [number]
            else:
                numbers = numbers_in(node.text)
            for number in numbers:
                self._pass(self.found.tags[number], node)

    def _pass(self, tag: Tag, node: Element) -> None:
        word = tag.keyword
        if word in _TRANSPARENT or word.removeprefix("end") in _TRANSPARENT:
            return
        if word in OPENERS and not is_plain_set(tag.body):
            self._stack.append(Branch(tag.number, 0, word in _REPEATS))
            self.marks[tag.number] = node, node
        elif word in MIDDLES:
            block = self._stack[-1]
            self._stack[-1] = Branch(block.number, block.branch + 1, False)
        elif word.startswith("end"):
            number = self._stack.pop().number
            self.marks[number] = self.marks[number][0], node


def put_behind(node: Element, tag: Tag, own: Tag) -> None:
    """Put a tag of our own behind another, whose mark `node` holds."""
    if isinstance(node, etree._ProcessingInstruction):
        node.addnext(instruction(own.number))
    else:
        node.text = (node.text or "").replace(tag.marker, tag.marker + marker_of(own.number))

"""Give ids and names of their own to what a template prints again, and lead references there.

In a loop a picture, bookmark, content control or note is printed once each round. Its ids become
tags of our own that ask `render.copies` for those of the round; a reference to a bookmark of the
same round follows its copy, one from outside leads to the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.model.tongue import say
from docgen.word.compile.allowed import COPIES
from docgen.word.compile.blocks import Blocks, Walk, put_behind, rounds_of
from docgen.word.compile.pointers import Pointer
from docgen.word.compile.ranges import MARKS, Range, common
from docgen.word.compile.tags import Location, Tag, TagList
from docgen.word.compile.xml import Element, W

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_EDITS = re.compile(r"\}(?:ins|del|move(?:From|To)|\w+Change|cell(?:Ins|Del|Merge))$")
_PARAGRAPH_IDS = re.compile(r"\}(?:paraId|textId|anchorId|editId)$")
_NOTES = tuple(f"{W}{note}Reference" for note in ("footnote", "endnote"))
_DEFINITION = f"{_VML}shapetype"


@dataclass(slots=True)
class Printed:
    """What all parts of a template together print again."""

    wanted: dict[str, None] = field(default_factory=dict)
    """Bookmarks in blocks to which something outside of them leads."""
    needed: bool = False
    """True once any tag of our own asks for copies."""


@dataclass(slots=True)
class Copier:
    """Makes what is printed again in one part its own."""

    found: TagList
    printed: Printed
    rounds: set[int] = field(default_factory=set)
    """Numbers of the loop tags whose rounds are asked for."""

    def ask(self, question: str, blocks: Blocks = (), *, location: Location = "attr") -> Tag:
        """Return a tag that prints the answer; `blocks` are those whose rounds matter."""
        return self.found.add_own("var", self.call(question, blocks), "", location)

    def call(self, question: str, blocks: Blocks = ()) -> str:
        """Return the expression: `new`, or `number('bookmark3'` and the rounds."""
        self.printed.needed = True
        rounds = rounds_of(blocks)
        self.rounds.update(rounds)
        name, _, arguments = question.partition("(")
        given = [arguments] if arguments else []
        given += [round_name(number) for number in rounds]
        return f"{COPIES}|_dg_{name}" + (f"({', '.join(given)})" if given else "")

    def begin_rounds(self, walk: Walk) -> None:
        """Let each loop that is asked for its rounds give them numbers."""
        for number in sorted(self.rounds):
            body = f"set {round_name(number)} = {COPIES}|_dg_new"
            own = self.found.add_own("block", body, "", "xml")
            put_behind(walk.marks[number][0], self.found.tags[number], own)


def round_name(number: int) -> str:
    """Return the name under which a loop keeps the number of its round."""
    return f"_dg_round{number}"


def quoted(text: str) -> str:
    """Return a text as an expression says it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def refuse_kept(placed: Sequence[tuple[Element, Blocks]], found: TagList) -> None:
    """Note what needs ids and stands in a block that is kept under a name: it may print twice."""
    told: set[int] = set()
    for element, blocks in placed:
        for block in blocks:
            tag = found.tags[block.number]
            if tag.keyword == "set" and block.number not in told and _needs_ids(element):
                told.add(block.number)
                message = say(
                    "{tag} keeps what may be printed twice or never: a picture, note, bookmark "
                    "or control; put it outside the block",
                    tag=tag.printed,
                )
                found.fault("block", tag.place, message)


def _needs_ids(element: Element) -> bool:
    return element.tag in (*MARKS, *_NOTES) or any(True for _ in _ids_of(element))


def own_ids(placed: Sequence[tuple[Element, Blocks]], copier: Copier) -> None:
    """Give an id of its own to each element of a loop that needs one."""
    for element, blocks in placed:
        if rounds_of(blocks) and not isinstance(element, etree._ProcessingInstruction):
            for key in [key for key in element.attrib if _PARAGRAPH_IDS.search(str(key))]:
                del element.attrib[key]
            for key, question in _ids_of(element):
                inner = blocks if "(" in question else ()
                marker = copier.ask(question, inner).marker
                element.set(key, f"{element.get(key)}_{marker}" if "(" in question else marker)


def _ids_of(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element that hold ids, and what to ask for each."""
    tag = str(element.tag)
    parent = element.getparent()
    if tag == f"{_WP}docPr":
        yield "id", "new"
    elif tag == f"{W}id" and parent is not None and parent.tag == f"{W}sdtPr":
        yield f"{W}val", "new"
    elif tag.startswith(W) and _EDITS.search(tag) and element.get(f"{W}id"):
        yield f"{W}id", "new"
    elif tag.startswith(_VML) and tag != _DEFINITION:
        for key in ("id", f"{_OFFICE}spid"):
            if element.get(key):
                yield key, f"number({quoted(f'shape {element.get(key)}')}"
    elif tag == f"{_OFFICE}OLEObject" and element.get("ShapeID"):
        yield "ShapeID", f"number({quoted('shape ' + str(element.get('ShapeID')))}"


def own_marks(ranges: Sequence[Range], pointers: Sequence[Pointer], copier: Copier) -> None:
    """Give each pair of marks ids and a name of its own, and let references follow."""
    bookmarks = {pair.name: pair for pair in ranges if pair.kind == "bookmark"}
    for pointer in pointers:
        pair = bookmarks.get(pointer.name)
        if pair is None or not pair.blocks:
            continue
        shared = common(pair.blocks, pointer.blocks)
        if shared != pair.blocks:
            copier.printed.wanted[pointer.name] = None
        if rounds_of(shared):
            pointer.lead_to(copier.ask(f"anchor({quoted(pointer.name)}", shared).marker)
    for pair in ranges:
        if rounds_of(pair.blocks):
            question = f"number({quoted(pair.key)}"
            pair.start.set(f"{W}id", copier.ask(question, pair.blocks).marker)
            pair.end.set(f"{W}id", copier.ask(question, pair.blocks).marker)
        if pair.name and (rounds_of(pair.blocks) or pair.name in copier.printed.wanted):
            name = copier.ask(f"marked({quoted(pair.name)}", pair.blocks)
            pair.start.set(f"{W}name", name.marker)

"""A story as one stream: its words, its tags and what else it prints, in the order of reading.

Read from a template whose tags are marked, the stream says what a report will print; read from a
report, what it does print. What stands around words (paragraphs, rows, cells) is left aside, so
both are told alike, whatever became of the paragraphs, rows and cells that held tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from docgen.model.tongue import marked
from docgen.word.compile.marks import numbers_in, without_markers
from docgen.word.compile.pointers import as_first
from docgen.word.compile.tags import BODIES
from docgen.word.compile.xml import Element, W

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = {f"{W}t", f"{W}instrText", f"{MATH}t"}
_ASIDE = {
    f"{W}{name}"
    for name in (
        *("rPr", "sdtPr", "tcPr", "tblPr", "trPr", "tblGrid", "tblPrEx", "sdtEndPr"),
        *("del", "moveFrom", "delText", "delInstrText"),
    )
}
MARKS = {
    f"{W}drawing": marked("a picture"),
    f"{W}pict": marked("a shape"),
    f"{W}object": marked("an object"),
    f"{W}br": marked("a break"),
    f"{W}cr": marked("a break"),
    f"{W}ptab": marked("a tab"),
    f"{W}sym": marked("a symbol"),
    f"{W}footnoteReference": marked("a footnote"),
    f"{W}endnoteReference": marked("an endnote"),
    f"{W}fldChar": marked("a mark of a field"),
    f"{W}fldSimple": marked("a field"),
    f"{W}sectPr": marked("a section break"),
    f"{W}ffData": marked("a form field"),
    f"{MATH}oMath": marked("a formula"),
    f"{W}noBreakHyphen": marked("a hyphen"),
}
"""What is printed besides words, as a person calls it."""

NOTES = {f"{W}{name}s": f"{name}s" for name in ("footnote", "endnote", "comment")}
"""Roots of parts that hold notes, which stand at their marks while a template is compiled."""

Place = Callable[[Element], str]


class Token(NamedTuple):
    """A piece of a stream."""

    kind: Literal["words", "tag", "mark", "begin", "end"]
    """Begin and end are those of a story in the text: a box, a note of another part."""
    text: str
    number: int = -1
    """Of a tag."""
    place: str = ""


def read_tokens(root: Element, place: Place | None = None) -> list[Token]:
    """Return the stream of a part; `place` says where a paragraph stands."""
    return list(_story(root, "", place))


def by_story(tokens: Iterable[Token]) -> dict[str, list[Token]]:
    """Return a stream in pieces: the text (``), the boxes in it (`box`) and each kind of notes."""
    stories: dict[str, list[Token]] = {"": [], "box": [], **{name: [] for name in NOTES.values()}}
    inside = [""]
    for token in tokens:
        if token.kind == "begin":
            inside.append(token.text)
        elif token.kind == "end":
            inside.pop()
        else:
            stories[next((name for name in inside if name in NOTES.values()), inside[-1])].append(
                token
            )
    return stories


def _prints_nothing(node: Element) -> bool:
    """Return whether a node prints nothing: a comment, properties, what was deleted."""
    return node.tag in _ASIDE or not str(node.tag).startswith("{")


def _story(holder: Element, where: str, place: Place | None) -> Iterator[Token]:
    for child in holder:
        if _prints_nothing(child):
            continue
        if child.tag == f"{W}p":
            yield from _paragraph(child, place(child) if place else "", place)
        elif child.tag == f"{W}sectPr":
            yield Token("mark", MARKS[child.tag], place=where)
        else:
            yield from _story(child, where, place)


def _paragraph(paragraph: Element, where: str, place: Place | None) -> Iterator[Token]:
    """Yield what a paragraph prints, then the stories that stand in it, then its section's end."""
    inner: list[Element] = []
    yield from _runs(paragraph, where, inner)
    for story in inner:
        yield Token("begin", "box")
        yield from _story(story, where, place)
        yield Token("end", "box")
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        yield Token("mark", MARKS[f"{W}sectPr"], place=where)


def _runs(holder: Element, where: str, inner: list[Element]) -> Iterator[Token]:
    for child in holder:
        tag = child.tag
        if _prints_nothing(child) or tag == f"{W}pPr":
            continue
        if tag in _TEXTS:
            text = child.text or ""
            yield from _words(as_first(text) if tag == f"{W}instrText" else text, where)
        elif tag == f"{W}txbxContent":
            inner.append(child)
        elif tag in BODIES:
            yield Token("begin", NOTES.get(f"{tag}s", ""))
            yield from _story(child, where, None)
            yield Token("end", "")
        else:
            if name := MARKS.get(tag):
                yield Token("mark", name, place=where)
            yield from _runs(child, where, inner)


def _words(text: str, where: str) -> Iterator[Token]:
    rest = without_markers(text, "\x00").split("\x00")
    numbers = numbers_in(text)
    for words, number in zip(rest, [*numbers, -1], strict=True):
        if words:
            yield Token("words", words, place=where)
        if number >= 0:
            yield Token("tag", "", number, where)

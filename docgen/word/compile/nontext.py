"""What a paragraph holds besides its words: pictures, notes, breaks and their like, by name."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.model.tongue import marked, say
from docgen.word.compile.ranges import MARKS
from docgen.word.compile.xml import Element, W

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = {
    f"{W}drawing": marked("a picture or shape"),
    f"{W}pict": marked("a picture or shape"),
    f"{_COMPATIBILITY}AlternateContent": marked("a picture or shape"),
    f"{W}contentPart": marked("a drawing in ink"),
    f"{W}object": marked("an embedded object"),
    f"{W}fldChar": marked("a field"),
    f"{W}fldSimple": marked("a field"),
    f"{W}pgNum": marked("a field"),
    f"{W}sectPr": marked("a section break"),
    f"{W}sym": marked("a symbol"),
    f"{W}ptab": marked("a tab"),
    f"{W}footnoteReference": marked("a footnote"),
    f"{W}endnoteReference": marked("an endnote"),
    f"{W}commentReference": marked("a comment"),
    f"{W}ruby": marked("words with their reading above"),
    f"{_MATH}oMath": marked("a formula"),
    f"{_MATH}oMathPara": marked("a formula"),
    f"{W}altChunk": marked("another document"),
}
_BREAKS = {"page": marked("a page break"), "column": marked("a column break")}
_WHITE = (f"{W}br", f"{W}cr", f"{W}tab")


def contents(node: Element) -> Iterator[tuple[Element, str]]:
    """Yield what prints besides words and white space, with what a person calls it."""
    for inner in node.iter():
        kind = inner.get(f"{W}type") if inner.tag == f"{W}br" else None
        word = _WORDS.get(str(inner.tag)) or _BREAKS.get(str(kind))
        if word:
            yield inner, say(word)


def white(node: Element) -> Iterator[Element]:
    """Yield the breaks and tabs."""
    yield from node.iter(*_WHITE)


def marks(node: Element) -> Iterator[Element]:
    """Yield the marks of bookmarks and their like."""
    yield from node.iter(*MARKS)

"""What a paragraph holds besides its words: pictures, notes, breaks and their like, by name."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.word.compile.ranges import MARKS
from docgen.word.compile.xml import Element, W

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = {
    f"{W}drawing": "a picture or shape",
    f"{W}pict": "a picture or shape",
    f"{_COMPATIBILITY}AlternateContent": "a picture or shape",
    f"{W}contentPart": "a drawing in ink",
    f"{W}object": "an embedded object",
    f"{W}fldChar": "a field",
    f"{W}fldSimple": "a field",
    f"{W}pgNum": "a field",
    f"{W}sectPr": "a section break",
    f"{W}sym": "a symbol",
    f"{W}ptab": "a tab",
    f"{W}footnoteReference": "a footnote",
    f"{W}endnoteReference": "an endnote",
    f"{W}commentReference": "a comment",
    f"{W}ruby": "words with their reading above",
    f"{_MATH}oMath": "a formula",
    f"{_MATH}oMathPara": "a formula",
    f"{W}altChunk": "another document",
}
_BREAKS = {"page": "a page break", "column": "a column break"}
_WHITE = {f"{W}br": "a line break", f"{W}cr": "a line break", f"{W}tab": "a tab"}


def contents(node: Element) -> Iterator[tuple[Element, str]]:
    """Yield what prints besides words and white space, with what a person calls it."""
    for inner in node.iter():
        kind = inner.get(f"{W}type") if inner.tag == f"{W}br" else None
        word = _WORDS.get(str(inner.tag)) or _BREAKS.get(str(kind))
        if word:
            yield inner, word


def white(node: Element) -> Iterator[Element]:
    """Yield the breaks and tabs."""
    yield from node.iter(*_WHITE)


def marks(node: Element) -> Iterator[Element]:
    """Yield the marks of bookmarks and their like."""
    yield from node.iter(*MARKS)

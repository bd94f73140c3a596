"""Read the text of one part, its tracked changes taken as accepted or as rejected.

Tables, controls, links and text boxes are walked through; what is no text (pictures, notes) is
noted as something that is not carried.
"""

from __future__ import annotations

from collections.abc import Callable

from docgen.model.tongue import marked, say
from docgen.word.compile.xml import Element, W
from docgen.word.readback.story import Paragraph, Span, Story, View

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_NOT_CARRIED = {
    "drawing": marked("a picture"),
    "pict": marked("a picture"),
    "object": marked("an embedded object"),
    "footnoteReference": marked("a note"),
    "endnoteReference": marked("a note"),
    "hyperlink": marked("a link"),
    "sym": marked("a symbol"),
}
_SKIPPED = {
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr"),
        *("instrText", "delInstrText", "proofErr", "lastRenderedPageBreak"),
        *("commentReference", "annotationRef", "footnoteRef", "endnoteRef", "rubyPr", "smartTagPr"),
    )
}
_LOOKS = {f"{W}{name}" for name in ("b", "i", "u", "strike", "highlight", "vertAlign")}
_COME = {f"{W}ins", f"{W}moveTo"}
_GO = {f"{W}del", f"{W}moveFrom"}
_TRACKED = (
    *_COME,
    *_GO,
    *(f"{W}{name}" for name in ("cellIns", "cellDel", "customXmlInsRangeStart")),
    *(f"{W}customXml{kind}RangeStart" for kind in ("Del", "MoveFrom", "MoveTo")),
)


def read_story(root: Element, part: str, view: View) -> Story:
    """Return the part of that root as it reads in a view."""
    story = Story(part, root, view)
    _Reader(story).walk(root)
    return story


def has_tracked(root: Element) -> bool:
    """Return whether a part holds tracked changes that the two views read otherwise."""
    return next(root.iter(*_TRACKED), None) is not None


class _Reader:
    """Walks a part once."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.at: int | None = None
        """The number of the paragraph that is open."""
        self.joins: int | None = None
        """The paragraph whose mark is deleted: the next one goes on with it."""
        self.around: list[Element] = []
        self.computes = 0
        """Above 0 inside what Word works out itself."""
        self.borders = 0
        """How many stretches have begun or ended."""
        self.open: dict[str, Span] = {}
        """Bookmarks by id."""
        kind = "Del" if story.view == "accept" else "Ins"
        self.loses = {f"{W}customXml{kind}RangeStart", f"{W}customXmlMoveFromRangeStart"}
        if story.view == "reject":
            self.loses = {f"{W}customXml{kind}RangeStart", f"{W}customXmlMoveToRangeStart"}
        self.lost = 0
        """Above 0 where controls begin or end that this view does not have."""

    def walk(self, node: Element) -> None:
        """Read what an element holds."""
        for child in node:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            own = _OWN.get(tag)
            if own is not None:
                own(self, child)
            else:
                self._other(child, tag)

    def _other(self, child: Element, tag: str) -> None:
        local = tag.rpartition("}")[2]
        gone = _GO if self.story.view == "accept" else _COME
        if tag in gone:
            return
        if tag in self.loses:
            self.lost += 1
        elif local.startswith("customXml") and local.endswith("RangeEnd"):
            self.lost = max(0, self.lost - 1) if self._closes_lost(tag) else self.lost
        elif local in _SIGNS:
            self._say(_SIGNS[local])
        elif tag == _MATH_TEXT:
            self._note(say("a formula"))
            self._say(child.text or "")
        else:
            if tag.startswith(W) and local in _NOT_CARRIED:
                self._note(say(_NOT_CARRIED[local]))
            self.walk(child)

    def _closes_lost(self, tag: str) -> bool:
        return tag.removesuffix("End") + "Start" in self.loses

    def _border(self) -> int:
        self.borders += 1
        return self.borders

    def _say(self, text: str) -> None:
        if self.at is None or not text:
            return
        if self.computes:
            self.story.computed.add(len(self.story.atoms))
        self.story.paragraphs[self.at].texts.append(text)
        self.story.atoms.append((self.at, text))

    def _note(self, what: str) -> None:
        self.story.extras.append((len(self.story.atoms), what, tuple(self.around)))

    def paragraph(self, node: Element) -> None:
        """Read a paragraph; one in a text box stands within another."""
        before = self.at
        if self.joins is not None:
            self.at, self.joins = self.joins, None
        else:
            self.at = len(self.story.paragraphs)
            self.story.paragraphs.append(Paragraph(node))
            self.story.atoms.append((self.at, None))
        self.walk(node)
        marks = node.find(f"{W}pPr/{W}rPr")
        gone = _GO if self.story.view == "accept" else _COME
        if marks is not None and any(mark.tag in gone for mark in marks):
            self.joins = self.at
        self.at = before

    def run(self, node: Element) -> None:
        """Read a run; a look that its control does not have is not carried."""
        own = node.find(f"{W}rPr")
        if own is not None and self.around and any(_is_look(one) for one in own):
            usual = self.around[-1].find(f"{W}sdtPr/{W}rPr")
            known = [] if usual is None else [one.tag for one in usual if _is_look(one)]
            if any(_is_look(one) and one.tag not in known for one in own):
                self._note(say("a look of its own (bold, italic, underlined ...)"))
        self.walk(node)

    def text(self, node: Element) -> None:
        """Read a piece of text, also inside a deletion: the rejecting view comes to it."""
        self._say(node.text or "")

    def field_border(self, node: Element) -> None:
        """Read the beginning or end of what Word works out itself."""
        kind = node.get(f"{W}fldCharType")
        self.computes = max(0, self.computes + (kind == "begin") - (kind == "end"))

    def field(self, node: Element) -> None:
        """Read what Word works out itself."""
        self.computes += 1
        self.walk(node)
        self.computes -= 1

    def line_break(self, node: Element) -> None:
        """Read a break: of a line, else of a page or column, which is not carried."""
        kind = node.get(f"{W}type")
        if kind in (None, "textWrapping"):
            self._say("\n")
        else:
            self._note(say("a page break"))

    def row(self, node: Element) -> None:
        """Read a row, unless this view does not have it."""
        gone = {f"{W}del"} if self.story.view == "accept" else {f"{W}ins"}
        properties = node.find(f"{W}trPr")
        if properties is None or not any(child.tag in gone for child in properties):
            self.joins = None
            self.walk(node)

    def cell(self, node: Element) -> None:
        """Read a cell, unless this view does not have it."""
        gone = f"{W}cellDel" if self.story.view == "accept" else f"{W}cellIns"
        if node.find(f"{W}tcPr/{gone}") is None:
            self.walk(node)
            self.joins = None

    def table(self, node: Element) -> None:
        """Read a table."""
        self._note(say("a table"))
        self.joins = None
        self.walk(node)

    def control(self, node: Element) -> None:
        """Read a content control."""
        content = node.find(f"{W}sdtContent")
        if content is None:
            return
        if self.lost:
            self.walk(content)
            return
        tag = node.find(f"{W}sdtPr/{W}tag")
        name = "" if tag is None else str(tag.get(f"{W}val") or "")
        span = Span(node, name, len(self.story.atoms), 0, tuple(self.around))
        span.opened = self._border()
        self.story.controls.append(span)
        self.around.append(node)
        lost, self.lost = self.lost, 0
        self.walk(content)
        self.lost = lost
        self.around.pop()
        span.end, span.closed = len(self.story.atoms), self._border()

    def bookmark(self, node: Element) -> None:
        """Begin a bookmark; of LibreOffice's repeated starts the first counts."""
        name = str(node.get(f"{W}name") or "")
        span = next((span for span in self.open.values() if span.name == name), None)
        if span is None:
            span = Span(node, name, len(self.story.atoms), -1, tuple(self.around))
            span.opened = self._border()
            self.story.bookmarks.append(span)
        self.open[str(node.get(f"{W}id"))] = span

    def bookmark_end(self, node: Element) -> None:
        """End a bookmark; of several ends of one name the last counts."""
        span = self.open.pop(str(node.get(f"{W}id")), None)
        if span is not None:
            span.end, span.closed = len(self.story.atoms), self._border()

    def choice(self, node: Element) -> None:
        """Read the first of several ways to say the same, as Word does."""
        first = next((child for child in node if child.tag == f"{_MC}Choice"), None)
        if first is None:
            first = next(iter(node), None)
        if first is not None:
            self.walk(first)


def _is_look(node: Element) -> bool:
    """Return whether a property makes text look otherwise than the text around it."""
    return node.tag in _LOOKS and node.get(f"{W}val", "1") not in ("0", "false", "off", "none")


_OWN: dict[str, Callable[[_Reader, Element], None]] = {
    f"{W}p": _Reader.paragraph,
    f"{W}r": _Reader.run,
    f"{W}t": _Reader.text,
    f"{W}delText": _Reader.text,
    f"{W}fldChar": _Reader.field_border,
    f"{W}fldSimple": _Reader.field,
    f"{W}br": _Reader.line_break,
    f"{W}tr": _Reader.row,
    f"{W}tc": _Reader.cell,
    f"{W}tbl": _Reader.table,
    f"{W}sdt": _Reader.control,
    f"{W}bookmarkStart": _Reader.bookmark,
    f"{W}bookmarkEnd": _Reader.bookmark_end,
    f"{_MC}AlternateContent": _Reader.choice,
}

"""Where in a Word file a paragraph stands, in words a person can follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docgen.model.tongue import marked, say
from docgen.word.compile.xml import Element, W

_STORY = re.compile(r"word/(header|footer|footnotes|endnotes|comments)(\d*)\.xml$")

_STORIES = {
    "header": marked("header {number}"),
    "footer": marked("footer {number}"),
    "footnotes": marked("footnotes {number}"),
    "endnotes": marked("endnotes {number}"),
    "comments": marked("comments {number}"),
}

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLACES = (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc")
_MOST_BESIDE = 30
"""Letters that are told of what stands before a tag, and behind it."""


def part_label(part: str) -> str:
    """Return what a person calls the part: `header 2`, `footnotes`; empty for the body."""
    found = _STORY.search(part)
    if found:
        name, number = found.groups()
        return say(_STORIES[name], number=number).strip()
    return "" if part == "word/document.xml" else part


def beside(place: str, before: str, behind: str) -> str:
    """Return the place of a tag with the words between it and the tags beside it.

    `paragraph 4 (under "Aims"), behind "Dear", before ", welcome"`.
    """
    before, behind = _last_words(before), _first_words(behind)
    said = [place]
    if before:
        said.append(say('behind "{words}"', words=before))
    if behind:
        said.append(say('before "{words}"', words=behind))
    return ", ".join(filter(None, said))


def _first_words(text: str) -> str:
    words = " ".join(text[: 4 * _MOST_BESIDE].split())
    if len(words) <= _MOST_BESIDE:
        return words
    return words[:_MOST_BESIDE].rpartition(" ")[0] or words[:_MOST_BESIDE]


def _last_words(text: str) -> str:
    words = " ".join(text[-4 * _MOST_BESIDE :].split())
    if len(words) <= _MOST_BESIDE:
        return words
    return words[-_MOST_BESIDE:].partition(" ")[2] or words[-_MOST_BESIDE:]


def _twins(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each paragraph, table, row and cell of a fallback copy with the one that it copies.

    Word writes the text of a text box twice; nobody sees the second copy.
    """
    for twice in root.iter(f"{_MC}AlternateContent"):
        choice, fallback = twice.find(f"{_MC}Choice"), twice.find(f"{_MC}Fallback")
        if choice is None or fallback is None:
            continue
        for kind in _PLACES:
            yield from zip(fallback.iter(kind), choice.iter(kind), strict=False)


class Places:
    """Tells the place of each paragraph of one part, from one look at it as it was."""

    def __init__(self, root: Element, part: str, headings: frozenset[str]) -> None:
        """Begin; `headings` are the style ids of headings and titles."""
        self._part = part
        self._headings = headings
        self._paragraphs: dict[Element, tuple[int, str]] = {}
        """By paragraph: its number, and the heading it stands under."""
        self._numbers: dict[Element, int] = {}
        """By table, row or cell: its number in the part, in its table, in its row."""
        self._under: dict[Element, str] = {}
        """By table: the heading it stands under."""
        self._look(root)

    def _look(self, root: Element) -> None:
        heading, paragraphs, tables = "", 0, 0
        inside: Counter[Element | None] = Counter()
        twins = dict(_twins(root))
        for node in root.iter(*_PLACES):
            if (twin := twins.get(node)) is not None:
                self._follow(node, twin)
            elif node.tag == f"{W}p":
                paragraphs += 1
                self._paragraphs[node] = (paragraphs, heading)
                heading = self._heading(node) or heading
            elif node.tag == f"{W}tbl":
                tables += 1
                self._numbers[node], self._under[node] = tables, heading
            else:
                kind = "tbl" if node.tag == f"{W}tr" else "tr"
                around = next(node.iterancestors(f"{W}{kind}"), None)
                inside[around] += 1
                self._numbers[node] = inside[around]

    def _follow(self, node: Element, twin: Element) -> None:
        """Give what a text box holds for old programs the place of what is seen."""
        if node.tag == f"{W}p":
            self._paragraphs[node] = self._paragraphs.get(twin, (0, ""))
        else:
            self._numbers[node] = self._numbers.get(twin, 0)

    def of(self, spot: Element) -> str:
        """Return the place: `table 1, row 3, cell 2 (under "Oversigtstabel")`, `paragraph 4`.

        A table, row or cell has one too; anything else has that of the paragraph before it.
        """
        if spot.tag not in _PLACES:
            return self._behind(spot)
        table = _self_or_around(spot, "tbl")
        if spot.tag == f"{W}p":
            number, heading = self._paragraphs.get(spot, (0, ""))
        else:
            number, heading = 0, "" if table is None else self._under.get(table, "")
        label = part_label(self._part)
        here = self._in_table(spot) or say("paragraph {number}", number=number)
        if heading:
            here = say('{place} (under "{heading}")', place=here, heading=heading)
        return f"{label}, {here}" if label else here

    def _behind(self, spot: Element) -> str:
        before = next(spot.iter(f"{W}p"), None)
        for node in () if before is not None else spot.getroottree().iter():
            if node is spot:
                break
            before = node if node.tag == f"{W}p" else before
        return part_label(self._part) if before is None else self.of(before)

    def _in_table(self, spot: Element) -> str:
        cell = _self_or_around(spot, "tc")
        row = _self_or_around(spot if cell is None else cell, "tr")
        table = _self_or_around(spot if row is None else row, "tbl")
        if table is None or (spot.tag == f"{W}p" and (cell is None or row is None)):
            return ""
        number = self._numbers[table]
        if row is None:
            return say("table {number}", number=number)
        if cell is None:
            rows = say("row {number}", number=self._numbers[row])
            return ", ".join((say("table {number}", number=number), rows))
        numbers = {"table": number, "row": self._numbers[row]}
        return say("table {table}, row {row}, cell {cell}", cell=self._numbers[cell], **numbers)

    def _heading(self, paragraph: Element) -> str:
        """Return the text of a heading, the beginning of a long one; empty for other styles."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") not in self._headings:
            return ""
        text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        return text if len(text) <= 50 else f"{text[:47]}..."


def _self_or_around(element: Element, name: str) -> Element | None:
    tag = f"{W}{name}"
    return element if element.tag == tag else next(element.iterancestors(tag), None)

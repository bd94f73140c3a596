"""Where in a Word file a paragraph stands, in words a person can follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.word.compile.xml import Element, W

_STORY = re.compile(r"word/(header|footer|footnotes|endnotes|comments)(\d*)\.xml$")


def part_label(part: str) -> str:
    """Return what a person calls the part: `header 2`, `footnotes`; empty for the body."""
    found = _STORY.search(part)
    if found:
        return " ".join(filter(None, found.groups()))
    return "" if part == "word/document.xml" else part


@dataclass(slots=True)
class Places:
    """Tells the place of each paragraph of one part."""

    root: Element
    part: str
    headings: frozenset[str]
    """Style ids of headings and titles."""

    def of(self, paragraph: Element) -> str:
        """Return the place: `table 1, row 3, cell 2 (under "Oversigtstabel")`, `paragraph 4`."""
        label = part_label(self.part)
        here = self._in_table(paragraph) or f"paragraph {self._number(paragraph)}"
        heading = self._heading_before(paragraph)
        under = f' (under "{heading}")' if heading else ""
        return f"{label}, {here}{under}" if label else f"{here}{under}"

    def _number(self, paragraph: Element) -> int:
        return 1 + list(self.root.iter(f"{W}p")).index(paragraph)

    def _in_table(self, paragraph: Element) -> str:
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None:
            return ""
        row = next(cell.iterancestors(f"{W}tr"), None)
        table = None if row is None else next(row.iterancestors(f"{W}tbl"), None)
        if row is None or table is None:  # broken by hand; other checks tell
            return ""
        numbers = (
            1 + list(self.root.iter(f"{W}tbl")).index(table),
            1 + list(table.iter(f"{W}tr")).index(row),
            1 + list(row.iter(f"{W}tc")).index(cell),
        )
        return "table {}, row {}, cell {}".format(*numbers)

    def _heading_before(self, paragraph: Element) -> str:
        heading = ""
        for other in self.root.iter(f"{W}p"):
            if other is paragraph:
                break
            style = other.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val") in self.headings:
                text = "".join(t.text or "" for t in other.iter(f"{W}t"))
                heading = text if len(text) <= 50 else f"{text[:47]}..."
        return heading

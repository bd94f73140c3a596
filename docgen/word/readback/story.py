"""The text of one part as its reader sees it: paragraphs, and where controls and bookmarks lie."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from docgen.word.compile.xml import Element

View = Literal["accept", "reject"]
"""How undecided tracked changes are read: as if they were accepted, or rejected."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """One paragraph of a part, as it reads in one view."""

    element: Element
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text; line breaks and tabs are characters."""
        return "".join(self.texts)


@dataclass(slots=True, eq=False)
class Span:
    """A stretch of a part: the inside of a control, or of a bookmark."""

    element: Element
    """The control, or the start of the bookmark."""
    name: str
    """The tag of a control, the name of a bookmark."""
    start: int
    end: int
    """Numbers of the atoms from and to (excluded)."""
    inner: tuple[Element, ...] = ()
    """The controls around it, the outermost first."""
    opened: int = 0
    closed: int = 0
    """When it began and ended among all borders of the part: the order where no text is between."""

    def holds(self, other: Span) -> bool:
        """Return whether another stretch lies within this one.

        Of stretches with text the text decides: programs save borders in another order.
        """
        if self.start == self.end or other.start == other.end:
            return self.opened < other.opened and other.closed < self.closed
        return self.start <= other.start and other.end <= self.end


Atom = tuple[int, str | None]
"""The number of a paragraph and a piece of its text; None where the paragraph begins."""


@dataclass(slots=True)
class Story:
    """One part, read."""

    part: str
    root: Element
    view: View
    paragraphs: list[Paragraph] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    controls: list[Span] = field(default_factory=list)
    bookmarks: list[Span] = field(default_factory=list)
    computed: set[int] = field(default_factory=set)
    """The atoms that Word works out itself: page numbers."""
    extras: list[tuple[int, str, tuple[Element, ...]]] = field(default_factory=list)
    """What is not carried: the number of the atom that follows, what it is, the controls around."""

    def lines(self, start: int, end: int) -> list[tuple[Paragraph, str, bool]]:
        """Return the paragraphs of a stretch: paragraph, its text there, whether it begins there.

        A paragraph of which the stretch holds its end alone, without text, is none of them.
        """
        found: dict[int, tuple[list[str], bool]] = {}
        for number, text in self.atoms[start:end]:
            texts, whole = found.get(number, ([], False))
            found[number] = (texts, whole or text is None)
            if text is not None:
                texts.append(text)
        # LibreOffice moves a stretch of several paragraphs into the first of them.
        begun = self.atoms[start - 1][0] if start and len(found) > 1 and self._opens(start) else -1
        lines = [
            (self.paragraphs[number], "".join(texts), whole or number == begun)
            for number, (texts, whole) in found.items()
        ]
        # A bookmark that ends at the very beginning of a paragraph holds nothing of it.
        while len(lines) > 1 and not lines[-1][1] and self._goes_on(lines[-1][0], end):
            lines.pop()
        return lines

    def _opens(self, start: int) -> bool:
        """Return whether a paragraph has no text before that atom."""
        return self.atoms[start - 1][1] is None

    def _goes_on(self, paragraph: Paragraph, end: int) -> bool:
        """Return whether a paragraph has text behind that atom."""
        behind = self.atoms[end : end + 1]
        return bool(behind) and self.paragraphs[behind[0][0]] is paragraph

    def extras_in(self, start: int, end: int, controls: Collection[Element] = ()) -> list[str]:
        """Return what is not carried of a stretch, each once; what ends one of `controls`, too."""
        found = (
            what
            for at, what, around in self.extras
            if start <= at < end or (at == end and any(one in controls for one in around))
        )
        return list(dict.fromkeys(found))

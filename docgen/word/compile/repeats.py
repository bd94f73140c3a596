"""What a template prints more than once or in another part, all its parts together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.word.compile.asides import Asides, shelf_for
from docgen.word.compile.blocks import Blocks, Walk
from docgen.word.compile.comments import is_comments
from docgen.word.compile.contenttypes import DOCUMENT
from docgen.word.compile.copies import Copier, Printed, own_ids, own_marks, refuse_kept
from docgen.word.compile.lists import Lists, own_lists
from docgen.word.compile.marks import holds_reserved, instruction
from docgen.word.compile.pointers import find_pointers
from docgen.word.compile.ranges import drop_cursor, find_ranges
from docgen.word.compile.tags import TagList
from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.render.copies import TakenNumbers

_NOTES = re.compile(r"\.(?:footnotes|endnotes|comments)\+xml$")
_NUMBERING = re.compile(r"\.numbering\+xml$")
_STYLES = re.compile(r"wordprocessingml\.styles\+xml$")
_MARKS = re.compile(rb"(?:footnote|endnote|comment)Reference")
_BOOKMARK = re.compile(rb'bookmarkStart\b[^>]* w:name="([^"]*)"')


@dataclass(slots=True)
class Repeats:
    """Knows the lists, notes and bookmarks of a template and what compiled code asks of them."""

    parts: Mapping[str, bytes]
    kinds: Mapping[str, str]
    file: str
    headings: frozenset[str]
    printed: Printed = field(default_factory=Printed)
    lists: Lists = field(default_factory=Lists)
    asides: Asides = field(default_factory=Asides)
    _read: bool = False

    def order(self) -> list[str]:
        """Return the names of the parts; those last for which others keep something."""
        return sorted(self.parts, key=lambda name: (self._is_later(name), name))

    def _is_later(self, name: str) -> bool:
        kind = self.kinds.get(name, "")
        return bool(_NOTES.search(kind) or _NUMBERING.search(kind))

    def is_text(self, name: str) -> bool:
        """Return whether tags of a part count: those in comments and data of the file do not."""
        return not is_comments(self.kinds.get(name, "")) and not name.startswith("customXml/")

    def collected(self, name: str, *, faulty: bool) -> Element | None:
        """Return the root of a part for which others keep something; None for all other parts.

        In a `faulty` template what stands elsewhere was looked at there.
        """
        library = next((s for s in self.asides.shelves if s.part == name), None)
        if library is not None and (faulty or name in self.asides.emptied):
            return library.root
        if self.lists.repeated and _NUMBERING.search(self.kinds.get(name, "")):
            return parse_part(self.parts[name], self.file, name)
        return None

    def bring_notes(self, root: Element, name: str) -> None:
        """Put notes and comments to their marks, in the text of the document."""
        data = self.parts[name]
        if self.kinds.get(name) != DOCUMENT or not _MARKS.search(data) or b"{" not in data:
            return
        for part, kind in sorted(self.kinds.items()):
            if _NOTES.search(kind) and part in self.parts and not holds_reserved(self.parts[part]):
                notes = parse_part(self.parts[part], self.file, part)
                self.asides.shelves.append(shelf_for(part, notes, root, self.headings))
        self.asides.bring(root, "footnote")
        self.asides.bring(root, "endnote")

    def make_own(self, root: Element, name: str, found: TagList) -> None:
        """Give all that is printed again ids of its own; `root` is a part whose tags are known."""
        copier = Copier(found, self.printed)
        self.asides.bring(root, "comment")
        drop_cursor(root)
        walk = Walk(found)
        placed = list(walk.elements(root))
        if any(blocks for _, blocks in placed) or self.asides.shelves:
            self._make_own(root, placed, walk, copier)
        self._collect(root, name, found, copier)

    def _make_own(
        self, root: Element, placed: list[tuple[Element, Blocks]], walk: Walk, copier: Copier
    ) -> None:
        if not self._read:
            self._read = True
            numbering, styles = self._part_of(_NUMBERING), self._part_of(_STYLES)
            self.lists = Lists.of(numbering, styles, self.headings)
        refuse_kept(placed, copier.found)
        ranges = find_ranges(placed, walk)
        self.asides.send(dict(placed), ranges, root, copier)
        own_ids(placed, copier)
        own_marks(ranges, find_pointers(placed), copier)
        own_lists(placed, self.lists, copier)
        copier.begin_rounds(walk)
        body = root.find(f"{W}body")
        if self.printed.wanted and body is not None:
            own = instruction(copier.ask("missing", location="raw").number)
            last = body.find(f"{W}sectPr")
            body.append(own) if last is None else last.addprevious(own)

    def _collect(self, root: Element, name: str, found: TagList, copier: Copier) -> None:
        self.asides.collect(name, copier)
        if _NUMBERING.search(self.kinds.get(name, "")) and self.lists.repeated:
            self.lists.add_rounds(root, found)

    def _part_of(self, wanted: re.Pattern[str]) -> Element | None:
        for part, kind in self.kinds.items():
            if wanted.search(kind) and part in self.parts:
                return parse_part(self.parts[part], self.file, part)
        return None

    def known(self, first_id: int) -> tuple[Any, ...]:
        """Return what a rendering has to know; empty where nothing is printed again."""
        if not self.printed.needed:
            return ()
        names = {n.decode() for data in self.parts.values() for n in _BOOKMARK.findall(data)}
        first = self.lists.first_free
        return tuple(
            TakenNumbers(first_id, first, tuple(sorted(names)), tuple(self.printed.wanted))
        )

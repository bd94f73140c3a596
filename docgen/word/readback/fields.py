"""An edited Word file, opened through the gate: its fields with the paragraphs they hold.

A field is a stretch of the text that carries a name of docgen's: a content control with a tag, a
bookmark `dg_...`, or a control whose tag is lost but that still has its label (alias).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docgen.word.compile.gate import Package, read_package
from docgen.word.compile.places import Places
from docgen.word.compile.styles import Styles, read_styles
from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.readback.bullets import Bullets, read_bullets
from docgen.word.readback.story import Paragraph, Span, Story, View
from docgen.word.readback.walk import has_tracked, read_story
from docgen.word.render.anchors import BOOKMARK, RECORD

_BOOKMARK = re.compile(rf"{BOOKMARK}(\d+)(?:_(\d\w*))?")
_RECORD = re.compile(rf"{BOOKMARK}(\d+)_{RECORD}\w+")
_STORIES = re.compile(
    r"wordprocessingml\.(document|template|header|footer|footnotes|endnotes)(\.main)?\+xml$"
)


class Line(NamedTuple):
    """One paragraph of a field, or of the text around fields."""

    text: str
    """Without blanks at its ends; line breaks are `\\n`, tabs `\\t`."""
    bullet: bool
    numbered: bool
    depth: int
    """Level of a bullet or number, from 0."""
    whole: bool
    """False where the field holds a piece of the paragraph: a label stands before it."""
    place: str
    """A place that a person can find."""


class Field(NamedTuple):
    """A stretch of text with a name of docgen's."""

    tag: str
    """The control's tag, `criteria.caseload_size.comment`; empty where it is lost."""
    bookmark: str
    """The name of docgen's bookmark around it; empty without one."""
    alias: str
    """The control's label; empty without a control."""
    lines: tuple[Line, ...]
    prompt: bool
    """True where the control says that it shows its prompt."""
    place: str
    extras: tuple[str, ...]
    """What stands in it that is no text: `a picture`."""
    part: str
    span: tuple[int, int]
    """Where it lies in its part; for comparing with others, by `Story`."""

    @property
    def number(self) -> int:
        """The number of its path by its bookmark (`anchors.number_of`); 0 without one."""
        found = _BOOKMARK.fullmatch(self.bookmark)
        return int(found[1]) if found and found[2] else 0

    @property
    def text(self) -> str:
        """All its paragraphs, with a line break between."""
        return "\n".join(line.text for line in self.lines)


class Record(NamedTuple):
    """The stretch of text that one record of a list prints: a need, a reviewer."""

    number: int
    """That of the record's path (`anchors.number_of`)."""
    part: str
    span: tuple[int, int]
    """Where it lies in its part, as that of a `Field`."""


@dataclass(slots=True)
class Edited:
    """A Word file that passed the gate, ready to be read."""

    file: str
    package: Package
    roots: Mapping[str, Element]
    """The parts that hold text, the main document first."""
    styles: Styles
    bullets: Bullets
    _stories: dict[View, tuple[Story, ...]] = field(default_factory=dict)
    _places: dict[str, Places] = field(default_factory=dict)
    _fields: dict[View, list[Field]] = field(default_factory=dict)
    _tracked: bool | None = None

    def own_view(self, view: View) -> View:
        """Return the view; without tracked changes there is one alone, and it is read once."""
        if self._tracked is None:
            self._tracked = any(has_tracked(root) for root in self.roots.values())
        return view if self._tracked else "accept"

    def stories(self, view: View = "accept") -> tuple[Story, ...]:
        """Return the parts that hold text, as they read in a view."""
        view = self.own_view(view)
        if view not in self._stories:
            self._stories[view] = tuple(
                read_story(root, part, view) for part, root in self.roots.items()
            )
        return self._stories[view]

    def fields(self, view: View = "accept") -> list[Field]:
        """Return the fields in the order of the text; a control in a bookmark is one with it."""
        view = self.own_view(view)
        if view not in self._fields:
            found = [one for story in self.stories(view) for one in _fields(story, self)]
            self._fields[view] = found
        return self._fields[view]

    def records(self, view: View = "accept") -> list[Record]:
        """Return the stretches that the records of lists print, in the order of the text."""
        return [
            Record(int(found[1]), story.part, (mark.start, mark.end))
            for story in self.stories(view)
            for mark in story.bookmarks
            if (found := _RECORD.fullmatch(mark.name)) and mark.end >= 0
        ]

    def lines(self, view: View = "accept") -> list[Line]:
        """Return all paragraphs of the main document, tables included, in their order."""
        story = self.stories(view)[0]
        return [self.line(story, one, one.text, whole=True) for one in story.paragraphs]

    def line(self, story: Story, paragraph: Paragraph, text: str, *, whole: bool) -> Line:
        """Return a paragraph of a story, or a piece of it."""
        bullet = self.bullets.of(paragraph.element)
        place = self.place(story, paragraph)
        is_bullet, numbered = bullet.is_bullet and whole, bullet.numbered and whole
        return Line(text.strip(), is_bullet, numbered, bullet.depth, whole, place)

    def place(self, story: Story, paragraph: Paragraph) -> str:
        """Return where a paragraph stands, in words a person can follow."""
        if story.part not in self._places:
            self._places[story.part] = Places(story.root, story.part, self.styles.headings)
        return self._places[story.part].of(paragraph.element)


def open_edited(source: Path | bytes, name: str = "") -> Edited:
    """Return the Word file in `source`, a path or its bytes (`name` then stands in messages).

    No validity is demanded of it, but what the gate refuses stays outside. Raises TemplateError.
    """
    package = read_package(source, name, edited=True)
    file = name or str(source if isinstance(source, Path) else "report")
    parts = package.parts
    texts = [part for part, kind in package.kinds.items() if _STORIES.search(kind)]
    texts.sort(key=lambda part: ("document" not in package.kinds[part], part))
    styles = parts.get("word/styles.xml")
    return Edited(
        file,
        package,
        {part: parse_part(parts[part], file, part) for part in texts},
        read_styles(styles, file),
        read_bullets(styles, parts.get("word/numbering.xml"), file),
    )


def _fields(story: Story, edited: Edited) -> Iterator[Field]:
    """Yield the fields of a story: our bookmarks with the controls in them, then other controls."""
    marks = [span for span in story.bookmarks if _BOOKMARK.fullmatch(span.name) and span.end >= 0]
    taken: set[int] = set()
    found = []
    starts = [control.start for control in story.controls]  # they stand in the order of the text
    for mark in marks:
        first, last = bisect_left(starts, mark.start), bisect_right(starts, mark.end)
        own = [c for c in story.controls[first:last] if mark.holds(c)]
        own = own or _around(mark, story.controls[:last]) or _left_behind(mark, story, marks)
        taken.update(id(control) for control in own)
        found.append(_field(story, edited, mark, own))
    found += [
        _field(story, edited, None, [control])
        for control in story.controls
        if id(control) not in taken and (control.name or _alias(control))
    ]
    yield from sorted(found, key=lambda one: one.span)


def _around(mark: Span, controls: list[Span]) -> list[Span]:
    """Return the innermost control with a tag that holds a bookmark; none where none does."""
    return next(([c] for c in reversed(controls) if c.name and c.holds(mark)), [])


def _left_behind(mark: Span, story: Story, marks: list[Span]) -> list[Span]:
    """Return the control that LibreOffice leaves of a field of several paragraphs.

    At its second save the control holds the first paragraph and is nameless, the bookmark holds
    the last one, and those between have neither.
    """
    before = [c for c in story.controls if c.end <= mark.start]
    control = max(before, key=lambda one: one.end, default=None)
    if control is None or control.name or _cell(control) is not _cell(mark):
        return []
    between = any(control.start <= m.start < mark.start or control.start < m.end <= mark.start
                  for m in marks if m is not mark)  # fmt: skip
    begins = all(story.atoms[span.start - 1][1] is None for span in (control, mark) if span.start)
    ends = story.atoms[control.end][1] is None if control.end < len(story.atoms) else False
    return [] if between or not begins or not ends else [control]


def _cell(span: Span) -> Element | None:
    return next(span.element.iterancestors(f"{W}tc"), None)


def _field(story: Story, edited: Edited, mark: Span | None, controls: list[Span]) -> Field:
    spans = [*([mark] if mark else ()), *controls]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    if mark and all(span.start < mark.start and mark.end <= span.end for span in controls):
        start = mark.start if controls else start  # a control that has swallowed the label
    lines = [
        edited.line(story, paragraph, text, whole=whole)
        for paragraph, text, whole in story.lines(start, end)
    ]
    named = next((control for control in controls if control.name), None)
    first = named or (controls[0] if controls else None)
    prompts = [shows_prompt(control.element) for control in controls]
    return Field(
        tag=named.name if named else "",
        bookmark=mark.name if mark else "",
        alias=_alias(first) if first else "",
        lines=tuple(lines),
        prompt=bool(prompts) and all(prompts),
        place=lines[0].place if lines else _place_of(story, edited, spans[0]),
        extras=tuple(story.extras_in(start, end, [one.element for one in controls])),
        part=story.part,
        span=(start, end),
    )


def _place_of(story: Story, edited: Edited, span: Span) -> str:
    """Return the place of a field without text."""
    paragraph = next(span.element.iterancestors(f"{W}p"), None)
    if paragraph is None:
        paragraph = next(span.element.itersiblings(f"{W}p"), None)
    return edited.place(story, Paragraph(paragraph)) if paragraph is not None else story.part


def _alias(control: Span) -> str:
    alias = control.element.find(f"{W}sdtPr/{W}alias")
    return "" if alias is None else str(alias.get(f"{W}val") or "")


def shows_prompt(control: Element) -> bool:
    """Return whether a content control says that it shows its prompt."""
    flag = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")

"""A copy of an edited report that shows both versions of each conflict, as tracked changes.

Both are insertions: the review's by the author `review`, the report's own by `report`. Who accepts
one and rejects the other has decided; `docgen pull COPY.docx --theirs` takes it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from itertools import count

from docgen.roundtrip.plan import Plan, Shown
from docgen.roundtrip.readings import BOTH
from docgen.word.compile.strictxml import write_xml
from docgen.word.compile.xml import Element, W
from docgen.word.readback.fields import open_edited
from docgen.word.readback.story import Paragraph, Story
from docgen.word.render.archive import write_archive

_DECIDED = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEHIND_LOOKS = (f"{W}sectPr", f"{W}pPrChange")


def shown_conflicts(plan: Plan) -> list[Shown]:
    """Return the conflicts that a copy can show: those of texts and values with a place."""
    return [one.shown for one in plan.changes if one.kind == "conflict" and one.shown]


def conflicts_copy(plan: Plan) -> bytes:
    """Return the report with both versions of each conflict; raises TemplateError."""
    edited = open_edited(plan.report)
    stories = {story.part: story for story in edited.stories()}
    parts = dict(edited.package.parts)
    for part in dict.fromkeys(one.part for one in shown_conflicts(plan)):
        story = stories[part]
        marks = _Marks(story.root)
        for shown in shown_conflicts(plan):
            if shown.part == part:
                _show(shown, story, marks)
        parts[part] = write_xml(story.root)
    return write_archive(parts)


class _Marks:
    """Makes the marks of tracked changes in one part."""

    def __init__(self, root: Element) -> None:
        taken = {str(node.get(f"{W}id")) for node in root.iter() if node.get(f"{W}id")}
        self._numbers = (str(n) for n in count(1) if str(n) not in taken)
        self._make = root.makeelement
        self.review, self.report = "review", "report"

    def inserted(self, author: str) -> Element:
        """Return an empty insertion by an author."""
        told = {f"{W}id": next(self._numbers), f"{W}author": author, f"{W}date": BOTH}
        return self._make(f"{W}ins", told)

    def run(self, text: str, like: Element | None) -> Element:
        """Return a run that looks like another; line breaks are Word's."""
        run = self._make(f"{W}r", {})
        looks = like.find(f"{W}rPr") if like is not None else None
        if looks is not None:
            run.append(copy.deepcopy(looks))
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(self._make(f"{W}br", {}))
            piece = self._make(f"{W}t", {_SPACE: "preserve"})
            piece.text = line
            run.append(piece)
        return run

    def wrap(self, runs: Iterable[Element]) -> None:
        """Make runs an insertion of the report's."""
        for run in [*runs]:
            parent = run.getparent()
            if parent is None or any(one.tag in _DECIDED for one in run.iterancestors()):
                continue  # a change that somebody else has to decide
            mark = self.inserted(self.report)
            parent.replace(run, mark)
            mark.append(run)

    def break_behind(self, paragraph: Element, author: str) -> None:
        """Make the end of a paragraph an insertion: with its text the paragraph goes."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = self._make(f"{W}pPr", {})
            paragraph.insert(0, properties)
        looks = properties.find(f"{W}rPr")
        if looks is None:
            looks = self._make(f"{W}rPr", {})
            behind = (n for n, one in enumerate(properties) if one.tag in _BEHIND_LOOKS)
            properties.insert(next(behind, len(properties)), looks)
        for old in [one for one in looks if one.tag in _DECIDED]:
            looks.remove(old)
        looks.insert(0, self.inserted(author))


def _show(shown: Shown, story: Story, marks: _Marks) -> None:
    lines = story.lines(*shown.span)
    here = lines[shown.first : shown.first + shown.many]
    near = here or lines[shown.first : shown.first + 1] or lines[-1:]
    if near and all(whole and text == one.text for one, text, whole in near):
        _show_paragraphs(shown, [one.element for one, _, _ in here], near[0][0], marks)
    else:
        _show_in_line(shown, story, marks)


def _show_paragraphs(shown: Shown, here: list[Element], near: Paragraph, marks: _Marks) -> None:
    """Put the review's paragraphs before the report's."""
    place = near.element
    parent = place.getparent()
    if parent is None:
        return
    for text in shown.ours:
        new = copy.deepcopy(place)
        first = next(_runs(place), None)
        for child in [one for one in new if one.tag != f"{W}pPr"]:
            new.remove(child)
        mark = marks.inserted(marks.review)
        mark.append(marks.run(text.removeprefix("- "), first))
        new.append(mark)
        marks.break_behind(new, marks.review)
        parent.insert(parent.index(place), new)
    for number, paragraph in enumerate(here):
        marks.wrap(_runs(paragraph))
        if number < len(here) - 1:
            marks.break_behind(paragraph, marks.report)


def _show_in_line(shown: Shown, story: Story, marks: _Marks) -> None:
    """Put the review's words before the report's, within their paragraph."""
    start, end = shown.span
    inside = [one for one in story.controls if start <= one.start and one.end <= end]
    content = inside[0].element.find(f"{W}sdtContent") if inside else None
    if content is None:
        return
    runs = [*_runs(content)]
    marks.wrap(runs)
    if not shown.ours:
        return
    mark = marks.inserted(marks.review)
    mark.append(marks.run("\n".join(shown.ours), runs[0] if runs else None))
    holder = next(content.iter(f"{W}p"), content)
    holder.insert(1 if holder.find(f"{W}pPr") is not None else 0, mark)


def _runs(node: Element) -> Iterator[Element]:
    """Yield the runs in an element that are not within another run (a text box)."""
    for run in node.iter(f"{W}r"):
        if not any(one.tag == f"{W}r" for one in run.iterancestors()):
            yield run

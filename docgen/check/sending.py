"""What stands against sending a Word file: undecided changes, open comments, prompts, a draft."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.agreement import disagreements
from docgen.intake.folded import Prompts, folded
from docgen.model import Pack, Problem
from docgen.model.telling import quoted, shortened
from docgen.model.tongue import say
from docgen.word.compile.places import Places
from docgen.word.compile.xml import Element, W
from docgen.word.readback.fields import Edited, shows_prompt
from docgen.word.sending.deciding import changes_in, has_cells
from docgen.word.sending.hidden import Hiding
from docgen.word.sending.remarks import first_place, open_remarks

_SHOWN = 60
TRACKED = "tracked-change"
CELLS = "tracked-cells"
DRAFT = "draft-mark"
FORCED = (
    *("open-comment", "prompt", DRAFT, "hidden-text", "wrong-total", "wrong-level"),
    *("two-values", "out-of-range"),
)
"""The rules that `--force` can name."""


def against_sending(
    edited: Edited, pack: Pack, prompts: Prompts, *, accepted: bool = False
) -> list[Problem]:
    """Return what has to be decided before a copy is sent; `accepted`: tracked changes are taken.

    Tracked cells stay a finding all the same: only Word can decide them.
    """
    return list(_Look(edited, pack, prompts).findings(accepted=accepted))


def is_draft(edited: Edited, pack: Pack) -> bool:
    """Return whether a header of a report says that it is a draft."""
    return next(_draft_marks(edited, pack), None) is not None


class _Look:
    """One look at an edited report."""

    def __init__(self, edited: Edited, pack: Pack, prompts: Prompts) -> None:
        self.edited, self.pack, self.prompts = edited, pack, prompts
        self._places: dict[str, Places] = {}

    def findings(self, *, accepted: bool) -> Iterator[Problem]:
        """Yield what has to be decided."""
        yield from self._changes(accepted=accepted)
        yield from self._remarks()
        yield from self._prompts()
        draft = False
        for place in _draft_marks(self.edited, self.pack):
            draft = True
            mark = self.pack.texts.get("draft_mark", "")
            yield self._fault(
                DRAFT, say("the report says that it is a draft ({mark})", mark=mark), place
            )
        yield from self._hidden()
        yield from disagreements(self.edited, self.pack, self.prompts, draft=draft)

    def _changes(self, *, accepted: bool) -> Iterator[Problem]:
        for part, root in self.edited.roots.items():
            if has_cells(root):
                message = say(
                    "cells were put in, taken out or merged under tracked changes; decide them "
                    "in Word"
                )
                yield self._fault(CELLS, message, self._of(part, root))
            for change in () if accepted else changes_in(root):
                words = f": {quoted(change.text, _SHOWN)}" if change.text.strip() else ""
                place = self._of(part, change.element)
                if change.author:
                    said = say(
                        "a change by {author}, {what}", author=change.author, what=change.what
                    )
                else:
                    said = say("a change, {what}", what=change.what)
                yield self._fault(TRACKED, f"{said}{words}", place)

    def _remarks(self) -> Iterator[Problem]:
        package = self.edited.package
        main = next(iter(self.edited.roots))
        for remark in open_remarks(package.parts, package.kinds, self.edited.file):
            spot = first_place(self.edited.roots[main], remark.id)
            text = quoted(remark.text, _SHOWN)
            message = say("an open comment: {text}", text=text)
            if remark.author:
                message = say(
                    "an open comment by {author}: {text}", author=remark.author, text=text
                )
            yield self._fault("open-comment", message, "" if spot is None else self._of(main, spot))

    def _prompts(self) -> Iterator[Problem]:
        found: dict[tuple[str, str], None] = {}
        for field in self.edited.fields():
            asks = field.text.strip() and self.prompts.is_empty(field.text)
            if asks or self.prompts.stands_in(field.text):
                found[field.text, field.place] = None
        for part, root in self.edited.roots.items():  # other people's controls have them, too
            for control in filter(shows_prompt, root.iter(f"{W}sdt")):
                text = "".join(node.text or "" for node in control.iter(f"{W}t"))
                if text.strip():
                    found[text, self._of(part, control)] = None
        for text, place in found:
            yield self._fault(
                "prompt", say("a prompt is left: {text}", text=quoted(text, _SHOWN)), place
            )

    def _hidden(self) -> Iterator[Problem]:
        file = self.edited.file
        hiding = Hiding(self.edited.package.parts.get("word/styles.xml"), file)
        for part, root in self.edited.roots.items():
            for paragraph, text in hiding.paragraphs(root):
                message = say("hidden text: {text}", text=quoted(text, _SHOWN))
                yield self._fault("hidden-text", message, self._of(part, paragraph))

    def _of(self, part: str, element: Element) -> str:
        """Return where an element stands."""
        if part not in self._places:
            headings = self.edited.styles.headings
            self._places[part] = Places(self.edited.roots[part], part, headings)
        around = element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
        if around is None:
            around = next(element.iter(f"{W}p"), None)
        return self._places[part].of(around) if around is not None else ""

    def _fault(self, rule: str, message: str, place: str) -> Problem:
        return Problem(rule, shortened(message), self.edited.file, where=place)


def _draft_marks(edited: Edited, pack: Pack) -> Iterator[str]:
    """Yield the headers and footers whose paragraph is the mark of a draft."""
    mark = folded(pack.texts.get("draft_mark", ""))
    for story in edited.stories() if mark else ():
        if "header" in story.part or "footer" in story.part:
            for paragraph in story.paragraphs:
                if folded(paragraph.text) == mark:
                    yield edited.place(story, paragraph)

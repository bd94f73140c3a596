"""What the gate finds in one Word file: faults that stop it, notes on what was taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.word.compile.places import part_label
from docgen.word.compile.policy import Rule
from docgen.word.compile.rulebook import content_type

TAKEN_OUT = "taken-out"
"""Rule id of the notes."""
MOST_ALIKE = 10
"""Notes and faults of one sort that are told one by one."""
_LONGEST_DETAIL = 100

_CALLED = {
    content_type(short): name
    for short, name in (
        ("word:document.main+xml", marked("the text")),
        ("word:template.main+xml", marked("the text")),
        ("word:document.glossary+xml", marked("building blocks")),
        ("word:settings+xml", marked("settings")),
        ("word:webSettings+xml", marked("web settings")),
        ("word:styles+xml", marked("styles")),
        ("word:numbering+xml", marked("numbering")),
        ("word:fontTable+xml", marked("font table")),
        ("office:theme+xml", marked("theme")),
        ("package:core-properties+xml", marked("properties")),
        ("office:extended-properties+xml", marked("properties")),
        ("office:custom-properties+xml", marked("properties")),
    )
}


def called(part: str, kind: str = "") -> str:
    """Return what a person calls a part: `header 2`, `settings`, else its name."""
    label = part_label(part)
    number = re.search(r"(\d+)\.xml$", part)
    if kind == content_type("office:drawingml.chart+xml") and number:
        return say("chart {number}", number=number[1])
    if label not in ("", part):
        return label
    return say(_CALLED[kind]) if kind in _CALLED else label or say("the text")


class Findings:
    """Collects problems and notes; of one sort the first few are told, and how many more."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: dict[Problem, tuple[str, int]] = {}
        """With what is refused, and how near a person is to it: 2 at its place in the text."""
        self._notes: dict[Problem, None] = {}
        self._counts: Counter[str] = Counter()

    def refuse(self, problem: str, where: str, message: str, what: str = "", near: int = 2) -> None:
        """Keep a fault."""
        self._problems[Problem(problem, message, self.file, where=where)] = what, near

    def apply(self, rule: Rule, where: Callable[[], str], detail: str = "", near: int = 2) -> None:
        """Keep the fault or the note that `rule` makes of what was found there.

        What is refused has an element, often a part and a relation too: the nearest is told.
        """
        self._counts[rule.what] += 1
        if rule.action == "keep" or self._counts[rule.what] > MOST_ALIKE:
            return
        detail = " ".join(detail.split())
        shown = detail if len(detail) <= _LONGEST_DETAIL else f"{detail[:_LONGEST_DETAIL]}..."
        what = say(rule.what)
        if shown and f"({shown})".casefold() not in what.casefold():
            what = f"{what} ({shown})"
        if rule.action == "refuse":
            self.refuse(
                rule.problem,
                where(),
                say("holds {what}: {why}; {way}", what=what, why=say(rule.why), way=say(rule.way)),
                rule.what,
                near,
            )
        else:
            message = say("taken out: {what}; {why}", what=what, why=say(rule.why))
            self._notes[Problem(TAKEN_OUT, message, self.file, where=where(), severity="note")] = (
                None
            )

    def knows(self, rule: Rule) -> bool:
        """Return whether something of that rule was found."""
        return rule.what in self._counts

    def notes(self) -> tuple[Problem, ...]:
        """Return what was taken out; raises TemplateError when there is a fault."""
        if self._problems:
            nearest = {what: max(n for w, n in self._problems.values() if w == what)
                       for what, _ in self._problems.values()}  # fmt: skip
            raise TemplateError(
                [one for one, (what, near) in self._problems.items() if near == nearest[what]]
            )
        more = [
            Problem(
                TAKEN_OUT,
                say("and {count} more: {what}", count=n - MOST_ALIKE, what=say(what)),
                self.file,
                severity="note",
            )
            for what, n in self._counts.items()
            if n > MOST_ALIKE
        ]
        return (*self._notes, *more)

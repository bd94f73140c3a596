"""Texts in which initials still say which reviewer wrote what: no final report is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.model import Review
from docgen.model.place import Where
from docgen.model.tongue import say

VOICES = "two-voices"
"""Id of the rule."""


class Voice(NamedTuple):
    """A text that is still a reviewer's own."""

    path: Where
    initials: tuple[str, ...]
    """Those that stand at the beginning of a line, each once."""

    @property
    def message(self) -> str:
        """What is wrong with it, and the way out."""
        marks = ", ".join(f"{name}:" for name in self.initials)
        return say(
            "the reviewers' own words stand here, behind {marks}; write one text and delete the "
            "initials, or move the words into `notes`",
            marks=marks,
        )


def voices_in(review: Review) -> Iterator[Voice]:
    """Yield the printed texts in which a line begins with a reviewer's initials and a colon.

    The initials are those of this review: under `reviewers`, `ratings` and `notes`.
    """
    marks = _marks(review)
    if not marks:
        return
    begin = None
    for path, text in _texts(review):
        if any(mark in text for mark in marks):
            begin = begin or _pattern(marks)
            if found := dict.fromkeys(begin.findall(text)):
                yield Voice(path, tuple(found))


def _marks(review: Review) -> set[str]:
    """Return the reviewers' initials."""
    marks = {one.initials for one in review.reviewers}
    for found in review.criteria.values():
        marks.update(found.ratings, found.notes)
    return marks - {""}


def _pattern(marks: set[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(marks, key=len, reverse=True)))
    return re.compile(rf"^[ \t]*(?:-[ \t]+)?({names})[ \t]*:", re.MULTILINE)


def _texts(review: Review) -> Iterator[tuple[Where, str]]:
    """Yield each text that a document may print, where two reviewers' words can meet."""
    for key in ("purpose", "general_comments", "response"):
        yield (key,), getattr(review, key)
    for key, text in review.summary._asdict().items():
        yield ("summary", key), text
    for key in ("client_groups", "geography"):
        yield ("unit", key), getattr(review.unit, key)
    for key, text in review.area._asdict().items():
        yield ("area", key), text
    yield ("review", "participants"), review.visit.participants
    for number, need in enumerate(review.development):
        yield ("development", number, "recommendation"), need.recommendation
    for name, found in review.criteria.items():
        yield ("criteria", name, "comment"), found.comment
        yield ("criteria", name, "recommendation"), found.recommendation

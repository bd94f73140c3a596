"""Findings on the screen: for readers a page of each kind, for programs all of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.model import Problem


def print_problems(problems: list[Problem], format_: str) -> None:
    """Print findings as lines or in a format of `docgen.check.formats`; count them on stderr."""
    if format_ == "text":
        from docgen.model.telling import page_of

        for line in page_of(problems, rest="; --format json tells all"):
            print(line)
    else:
        from docgen.check.formats import FORMATS

        if text := FORMATS[format_](problems):
            print(text)
    faults = sum(problem.severity == "error" for problem in problems)
    notes = sum(problem.severity == "note" for problem in problems)
    told = [_count(faults, "fault"), _count(len(problems) - faults - notes, "warning")]
    print(", ".join([*told, *([_count(notes, "note")] if notes else [])]), file=sys.stderr)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"

"""Findings on the screen: for readers a page of each kind, for programs all of them."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from docgen.model.tongue import marked, say_count

if TYPE_CHECKING:
    from docgen.model import Problem


def print_problems(problems: list[Problem], format_: str) -> None:
    """Print findings as lines or in a format of `docgen.check.formats`; count them on stderr."""
    if format_ == "text":
        from docgen.model.telling import page_of

        for line in page_of(problems, rest=marked("--format json tells all")):
            print(line)
    else:
        from docgen.check.formats import FORMATS

        if text := FORMATS[format_](problems):
            print(text)
    print(counted(Counter(one.severity for one in problems)), file=sys.stderr)


def counted(severities: Counter[str]) -> str:
    """Return how many faults, warnings and notes there are."""
    notes = severities["note"]
    told = [
        say_count("{count} fault", "{count} faults", severities["error"]),
        say_count("{count} warning", "{count} warnings", severities["warning"]),
    ]
    return ", ".join(
        [*told, *([say_count("{count} note", "{count} notes", notes)] if notes else [])]
    )

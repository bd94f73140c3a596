"""Findings on the screen: for readers a page of each kind, for programs all of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
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
        print_pieces(problems, format_)
    print(counted(Counter(one.severity for one in problems)), file=sys.stderr)


def print_pieces(problems: Iterable[Problem], format_: str) -> None:
    """Print findings in a format of `docgen.check.formats`, each as soon as it is known."""
    from docgen.check.formats import FORMATS

    for piece in FORMATS[format_](problems):
        print(piece, end="")


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

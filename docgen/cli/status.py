"""`docgen status`: which reports are up to date, behind, edited, in conflict."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docgen.cli.options import Packs, TextOrJson
from docgen.cli.rendering import stdin_lines
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from docgen.batch.status import Status


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH...]",
        help=say(
            "Reports and folders of them (default: this folder); reviews, where they lie apart."
        ),
    ),
]


def command(
    paths: Paths = None,
    format_: Annotated[
        TextOrJson, typer.Option("--format", help=say("A table, or JSON."))
    ] = TextOrJson.TEXT,
    packs: Packs = None,
) -> None:
    """Tell how reports stand to their reviews.

    A report is up to date, behind (its review was changed), edited (in Word), in conflict (both,
    in one value), open in Word, or unknown. Exit code 0: told; 1: one is in conflict or unknown.
    """
    from docgen.batch.status import CONFLICT, STATES, UNKNOWN, find_status
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first

    named = paths or ["."]
    library = find_library(packs)
    begin_with(language_of_first(map(Path, named), library))
    found = []
    for one in find_status(named, library=library, stdin=stdin_lines(named)):
        found.append(one)
        if format_ is TextOrJson.TEXT:
            print(_line(one, max(len(say(state)) for state in STATES)), flush=True)
    if format_ is TextOrJson.JSON:
        _print_json(found)
    counts = Counter(one.state for one in found)
    print(
        ", ".join(f"{counts[state]} {say(state)}" for state in STATES if counts[state]),
        file=sys.stderr,
    )
    raise typer.Exit(1 if counts[CONFLICT] or counts[UNKNOWN] else 0)


def _line(one: Status, width: int) -> str:
    from docgen.model.telling import one_line, shortened

    why = f"  ({one.why})" if one.why else ""
    return one_line(shortened(f"{say(one.state):<{width}}  {one.report}{why}"))


def _print_json(found: list[Status]) -> None:
    import json

    rows: list[dict[str, Any]] = [
        {"report": str(one.report), "review": one.review and str(one.review)}
        | {"state": one.state, "why": one.why}
        for one in found
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))

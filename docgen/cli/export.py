"""`docgen export`: the copies to send of reports as they stand, with the edits made in Word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs
from docgen.cli.rendering import follow, stdin_lines
from docgen.cli.tally import Tally
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from docgen.model import Problem

Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="REPORT.docx...", help=say("Reports: Word files, folders, patterns, or -.")
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="DIR", help=say("Folder to write to (default: OUT/sent).")),
]
Pdf = Annotated[
    bool, typer.Option("--pdf", help=say("Make a PDF of each copy too; takes LibreOffice."))
]
Accept = Annotated[bool, typer.Option("--accept", help=say("Take all tracked changes."))]
Force = Annotated[
    list[str] | None,
    typer.Option(
        "--force", metavar="RULE", help=say("Send it in spite of that finding; repeatable.")
    ),
]


def command(
    reports: Reports,
    out: Out = None,
    pdf: Pdf = False,
    accept: Accept = False,
    force: Force = None,
    packs: Packs = None,
) -> None:
    """Make the copy to send of a report, with the edits made in Word.

    It holds no controls, no comments and no names of editors.

    Refuses what nobody has decided: tracked changes, comments, prompts, a draft, hidden text,
    totals that do not fit. What was sent is never replaced. Exit code 0: all copies stand; 1: some
    do not.
    """
    from docgen.batch.export import CopyOptions, hints, prepare_export
    from docgen.errors import InvalidDataError
    from docgen.output.pdf import find_office
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first

    options = CopyOptions(out, accept, frozenset(force or ()))
    office = find_office() if pdf else None
    library = find_library(packs)
    begin_with(language_of_first(map(Path, reports), library))
    run = prepare_export(
        reports, options, library=library, office=office, stdin=stdin_lines(reports)
    )
    tally = Tally()
    refused: list[Problem] = []
    for outcome in follow(run, tally):
        if isinstance(outcome.error, InvalidDataError):
            refused += outcome.error.problems
    for line in (*hints(refused), *tally.summary(run.total)):
        print(line, file=sys.stderr)
    raise typer.Exit(0 if tally.good else 1)

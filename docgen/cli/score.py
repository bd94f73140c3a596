"""`docgen score`: scores, proposals, sections, total, level and next review."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs, Paths
from docgen.cli.rendering import stdin_lines

if TYPE_CHECKING:
    from docgen.batch.scores import Scored
    from docgen.packs.library import Library


class Format(StrEnum):
    """How the scores are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


def command(
    paths: Paths,
    format_: Annotated[
        Format, typer.Option("--format", help="A table to read, or data for other programs.")
    ] = Format.TEXT,
    fill: Annotated[
        bool,
        typer.Option("--fill", help="Write proposals where a score is absent, as `# proposed`."),
    ] = False,
    ratings: Annotated[
        bool,
        typer.Option("--ratings", help="Merge the files of two reviewers into one (-o)."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="The merged review to write."),
    ] = None,
    initials: Annotated[
        str,
        typer.Option(metavar="A,B", help="The two reviewers, where their files do not say."),
    ] = "",
    packs: Packs = None,
) -> None:
    """Show scores, totals and what the evidence proposes.

    Faulty reviews are left out and named on stderr. Exit code 0: all are shown; 1: some are not.
    """
    from docgen.packs.library import library

    if ratings or out or initials:
        from docgen.cli.ratings import merge

        merge(paths, out if ratings else None, initials, library(packs))
        return
    scored, faulty = _scored(paths, library(packs), fill=fill)
    if format_ is Format.JSON:
        _print_json(scored)
    elif format_ is Format.CSV:
        _print_csv(scored)
    else:
        from docgen.cli.scoretable import table_of

        for number, one in enumerate(scored):
            print("\n" * (number > 0) + table_of(one))
    raise typer.Exit(1 if faulty else 0)


def _scored(paths: list[str], shelf: Library, *, fill: bool) -> tuple[list[Scored], bool]:
    """Return the sound reviews with their scores, and whether there were others."""
    from docgen.batch.scores import Scored, score_reviews

    scored: list[Scored] = []
    told: set[str] = set()  # a broken pack or file of defaults is told once
    for found in score_reviews(paths, shelf, stdin_lines(paths), fill=fill):
        if not isinstance(found, Scored):
            if str(found) not in told:
                print(found, file=sys.stderr)
            told.add(str(found))
            continue
        scored.append(found)
        if found.filled:
            names = ", ".join(found.filled)
            print(f"{found.review.file}: proposed scores written: {names}", file=sys.stderr)
        for name in found.skipped:
            print(f"{found.review.file}: no safe place for the score of {name}", file=sys.stderr)
    return scored, bool(told)


def _print_json(scored: list[Scored]) -> None:
    import json

    from docgen.scoring.score import score_row

    rows = [
        score_row(one.review, one.pack, one.result, one.proposals, one.previous) for one in scored
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _print_csv(scored: list[Scored]) -> None:
    import csv

    from docgen.scoring.score import CSV_COLUMNS, csv_row

    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(CSV_COLUMNS)
    table.writerows(csv_row(one.review, one.result) for one in scored)

"""`docgen score`: scores, proposals, sections, total, level and next review."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs, Paths, stdin_lines

if TYPE_CHECKING:
    from docgen.batch.scores import Scored


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
    packs: Packs = None,
) -> None:
    """Show scores, totals and what the evidence proposes.

    Faulty reviews are left out and named on stderr. Exit code 0: all are shown; 1: some are not.
    """
    from docgen.batch.scores import Scored, score_reviews
    from docgen.resources import library

    scored: list[Scored] = []
    faulty = False
    for found in score_reviews(paths, library(packs), stdin_lines(paths)):
        if isinstance(found, Scored):
            scored.append(found)
        else:
            print(found, file=sys.stderr)
            faulty = True
    if format_ is Format.JSON:
        _print_json(scored)
    elif format_ is Format.CSV:
        _print_csv(scored)
    else:
        from docgen.cli.scoretable import table_of

        print("\n\n".join(table_of(one) for one in scored))
    raise typer.Exit(1 if faulty else 0)


def _print_json(scored: list[Scored]) -> None:
    import json

    from docgen.score import score_row

    rows = [score_row(one.review, one.pack, one.result, one.proposals) for one in scored]
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def _print_csv(scored: list[Scored]) -> None:
    import csv

    from docgen.score import CSV_COLUMNS, csv_row

    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(CSV_COLUMNS)
    table.writerows(csv_row(one.review, one.result) for one in scored)

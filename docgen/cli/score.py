"""`docgen score`: scores, proposals, sections, total, level and next review."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from docgen.bounds.unforeseen import faults_of
from docgen.cli.options import Packs, Paths
from docgen.cli.rendering import stdin_lines
from docgen.cli.tally import kind_of_error
from docgen.errors import DocgenError
from docgen.model.telling import Page

if TYPE_CHECKING:
    from docgen.batch.scores import Scored
    from docgen.packs.library import Library


T = TypeVar("T")


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
    show = {Format.JSON: _print_json, Format.CSV: _print_csv, Format.TEXT: _print_tables}
    sound = show[format_](scored)
    raise typer.Exit(1 if faulty or not sound else 0)


def _scored(paths: list[str], shelf: Library, *, fill: bool) -> tuple[list[Scored], bool]:
    """Return the sound reviews with their scores, and whether there were others."""
    from docgen.batch.scores import Scored, score_reviews

    scored: list[Scored] = []
    page = Page()
    told: set[int] = set()  # a broken pack or file of defaults is told once
    for found in score_reviews(paths, shelf, stdin_lines(paths), fill=fill):
        if not isinstance(found, Scored):
            text = str(found)
            if hash(text) not in told and page.has_room(kind_of_error(found)):
                print(text, file=sys.stderr)
            told.add(hash(text))
            continue
        scored.append(found)
        for note in found.told:
            if page.has_room(note.rule):
                print(note, file=sys.stderr)
        if found.filled:
            names = ", ".join(found.filled)
            print(f"{found.review.file}: proposed scores written: {names}", file=sys.stderr)
        for name in found.skipped:
            print(f"{found.review.file}: no safe place for the score of {name}", file=sys.stderr)
    for line in page.rest("; docgen check tells what is wrong with a review"):
        print(line, file=sys.stderr)
    return scored, bool(told)


def _print_json(scored: list[Scored]) -> bool:
    import json

    from docgen.scoring.score import score_row

    rows, sound = _rows(
        scored,
        lambda one: score_row(one.review, one.pack, one.result, one.proposals, one.previous),
    )
    print(json.dumps(rows, ensure_ascii=False, indent=2))
    return sound


def _print_csv(scored: list[Scored]) -> bool:
    from docgen.cli.csvtable import print_csv
    from docgen.scoring.score import csv_columns, csv_row

    columns = csv_columns({one.pack.code: one.pack for one in scored}.values())
    rows, sound = _rows(scored, lambda one: csv_row(one.review, one.result, columns))
    print_csv([columns, *rows])
    return sound


def _print_tables(scored: list[Scored]) -> bool:
    from docgen.cli.scoretable import table_of

    tables, sound = _rows(scored, table_of)
    if tables:
        print("\n\n".join(tables))
    return sound


def _rows(scored: list[Scored], make: Callable[[Scored], T]) -> tuple[list[T], bool]:
    """Return what `make` makes of each review, and whether none of them was in its way."""
    rows: list[T] = []
    for one in scored:
        try:
            with faults_of(one.review.file, one.review.line):
                rows.append(make(one))
        except DocgenError as error:
            print(error, file=sys.stderr)
    return rows, len(rows) == len(scored)

"""`docgen score`: scores, proposals, sections, total, level and next review."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from docgen.bounds.unforeseen import faults_of
from docgen.cli.options import Packs, Paths
from docgen.cli.rendering import stdin_lines
from docgen.cli.tally import kind_of_error
from docgen.errors import DocgenError, UsageError
from docgen.model.telling import Page
from docgen.model.tongue import begin_with, marked, say, speaking
from docgen.output.whole import write_whole

if TYPE_CHECKING:
    from docgen.batch.scores import Scored
    from docgen.model import Problem
    from docgen.packs.library import Library


T = TypeVar("T")


class Format(StrEnum):
    """How the scores are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


Table = Annotated[
    Format,
    typer.Option("--format", help=say("A table to read, data for programs, or a workbook (-o).")),
]
Fill = Annotated[
    bool,
    typer.Option("--fill", help=say("Write proposals where a score is absent, as `# proposed`.")),
]
Ratings = Annotated[
    bool,
    typer.Option("--ratings", help=say("Merge the files of two reviewers into one (-o).")),
]
Agreement = Annotated[
    bool,
    typer.Option("--agreement", help=say("How far the reviewers agree: per cent and kappa.")),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="FILE", help=say("The merged review, or the workbook.")),
]
Initials = Annotated[
    str,
    typer.Option(metavar="A,B", help=say("The two reviewers, where their files do not say.")),
]


def command(
    paths: Paths,
    format_: Table = Format.TEXT,
    fill: Fill = False,
    ratings: Ratings = False,
    out: Out = None,
    initials: Initials = "",
    agreement: Agreement = False,
    packs: Packs = None,
) -> None:
    """Show scores, totals and what the evidence proposes.

    Faulty reviews are left out and named on stderr. Exit code 0: all are shown; 1: some are not.
    """
    from docgen.packs.library import library
    from docgen.review.spoken import language_of_first

    shelf = library(packs)
    if ratings or initials or (out and format_ is not Format.XLSX):
        from docgen.cli.ratings import merge

        merge(paths, out if ratings else None, initials, shelf)
        return
    show = {Format.JSON: _print_json, Format.CSV: _print_csv, Format.TEXT: _print_tables}
    told = _Told()
    begin_with(language_of_first(map(Path, paths), shelf))
    scored = _scored(paths, shelf, told, fill=fill)
    if agreement:
        _print_agreement(scored, format_, told)
    elif format_ is Format.XLSX:
        _write_workbook(scored, out, shelf, told)
    else:
        show[format_](scored, shelf, told)
    told.rest()
    raise typer.Exit(1 if told.faults else 0)


class _Told:
    """The faults told so far: each once, a page of a kind at most."""

    def __init__(self) -> None:
        self.faults = False
        self._page = Page()
        self._known: set[int] = set()  # a broken pack or file of defaults is told once

    def fault(self, error: DocgenError) -> None:
        """Tell a fault on stderr."""
        text = str(error)
        if hash(text) not in self._known and self._page.has_room(kind_of_error(error)):
            print(text, file=sys.stderr)
        self._known.add(hash(text))
        self.faults = True

    def note(self, note: Problem) -> None:
        """Tell on stderr what to know of a review that is sound."""
        if self._page.has_room(note.rule):
            print(note, file=sys.stderr)

    def rest(self) -> None:
        """Tell how many more there were of each kind."""
        for line in self._page.rest(marked("docgen check tells what is wrong with a review")):
            print(line, file=sys.stderr)


def _scored(paths: list[str], shelf: Library, told: _Told, *, fill: bool) -> Iterator[Scored]:
    """Yield the sound reviews with their scores, one by one; the others are told on stderr."""
    from docgen.batch.scores import Scored, score_reviews

    for found in score_reviews(paths, shelf, stdin_lines(paths), fill=fill):
        if not isinstance(found, Scored):
            told.fault(found)
            continue
        for note in found.told:
            told.note(note)
        if found.filled:
            names = ", ".join(found.filled)
            print(
                say(
                    "{file}: proposed scores written: {names}", file=found.review.file, names=names
                ),
                file=sys.stderr,
            )
        for name in found.skipped:
            print(
                say(
                    "{file}: no safe place for the score of {name}",
                    file=found.review.file,
                    name=name,
                ),
                file=sys.stderr,
            )
        yield found


def _print_json(scored: Iterator[Scored], _shelf: Library, told: _Told) -> None:
    """Print a list of rows; each is written as soon as it is known."""
    import json

    from docgen.scoring.score import score_row

    def row(one: Scored) -> str:
        data = score_row(one.review, one.pack, one.result, one.proposals, one.previous)
        return indent(json.dumps(data, ensure_ascii=False, indent=2), "  ")

    mark = "[\n"
    for text in _rows(scored, row, told):
        print(mark, text, sep="", end="")
        mark = ",\n"
    print("[]" if mark == "[\n" else "\n]")


def _print_csv(scored: Iterator[Scored], shelf: Library, told: _Told) -> None:
    from docgen.cli.csvtable import print_csv
    from docgen.scoring.score import csv_row

    scored, columns = _columns(scored, shelf)
    rows = _rows(scored, lambda one: csv_row(one.review, one.result, columns), told)
    print_csv(chain([columns], rows))


def _columns(scored: Iterator[Scored], shelf: Library) -> tuple[Iterator[Scored], tuple[str, ...]]:
    """Return the reviews and the heads of their columns.

    Where all packs there are have the same columns, the reviews are not read before they are asked
    for; else all must be read to know which columns there are.
    """
    from docgen.packs.load import readable_packs
    from docgen.scoring.score import csv_columns

    known = {csv_columns([pack]) for pack in readable_packs(shelf)}
    if len(known) == 1:
        return scored, known.pop()
    every = list(scored)
    packs = {one.pack.code: one.pack for one in every}
    return iter(every), csv_columns(packs.values())


def _print_tables(scored: Iterator[Scored], _shelf: Library, told: _Told) -> None:
    from docgen.cli.scoretable import table_of

    def table_in_its_language(one: Scored) -> str:
        with speaking(one.pack.formats.language):
            return table_of(one)

    between = ""
    for table in _rows(scored, table_in_its_language, told):
        print(between, table, sep="")
        between = "\n"


def _print_agreement(scored: Iterator[Scored], format_: Format, told: _Told) -> None:
    """Print how far reviewers agree; raises UsageError where that is not written so."""
    import json

    from docgen.cli.agreement import data_of, rows_of, table_of

    if format_ not in (Format.TEXT, Format.JSON):
        raise UsageError(say("--agreement is printed as text or json"))
    unrated: list[Problem] = []
    rows = [*rows_of(scored, unrated)]
    for note in unrated:
        told.note(note)
    if format_ is Format.JSON:
        print(json.dumps(data_of(rows), ensure_ascii=False, indent=2))
    elif rows:
        print(table_of(rows))


def _write_workbook(
    scored: Iterator[Scored], out: Path | None, shelf: Library, told: _Told
) -> None:
    from docgen.cli.scoresheet import refuse_other_file, workbook_of

    file = refuse_other_file(out)
    scored, columns = _columns(scored, shelf)
    sound = _rows(scored, lambda one: one, told)
    write_whole(file, workbook_of(sound, columns))
    print(file)


def _rows(scored: Iterable[Scored], make: Callable[[Scored], T], told: _Told) -> Iterator[T]:
    """Yield what `make` makes of each review; what is in its way is told on stderr."""
    for one in scored:
        try:
            with faults_of(one.review.file, one.review.line):
                made = make(one)
        except DocgenError as error:
            told.fault(error)
            continue
        yield made

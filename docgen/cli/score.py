"""`docgen score`: scores, proposals, sections, total, level and next review."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from textwrap import indent
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from docgen.bounds.reading import typed_path
from docgen.cli.options import Jobs, Packs, Paths
from docgen.cli.rendering import stdin_lines, with_bar
from docgen.cli.tally import kind_of_error
from docgen.errors import DocgenError, UsageError
from docgen.model.telling import Page
from docgen.model.tongue import begin_with, marked, say, speaking
from docgen.output.whole import write_whole
from docgen.scoring.score import Cells

if TYPE_CHECKING:
    from docgen.batch.scores import Row, Scored
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
    jobs: Jobs = None,
    packs: Packs = None,
) -> None:
    """Show scores, totals and what the evidence proposes.

    Faulty reviews are left out and named on stderr. Exit code 0: all are shown; 1: some are not.
    """
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first

    library = find_library(packs)
    if ratings or initials or (out and format_ is not Format.XLSX):
        from docgen.cli.ratings import merge

        merge(paths, out if ratings else None, initials, library)
        return
    told = _FaultPrinter()
    begin_with(language_of_first((Path(typed_path(path)) for path in paths), library))
    how = _How(paths, library, told, fill, jobs)
    if agreement:
        _print_agreement(how, format_)
    elif format_ is Format.XLSX:
        _write_workbook(how, out)
    else:
        show = {Format.JSON: _print_json, Format.CSV: _print_csv, Format.TEXT: _print_tables}
        show[format_](how)
    told.rest()
    raise typer.Exit(1 if told.faults else 0)


class _FaultPrinter:
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


class _How(NamedTuple):
    """Which reviews are scored, and how."""

    paths: list[str]
    library: Library
    told: _FaultPrinter
    fill: bool = False
    jobs: int | None = None

    def rows(self, make: Callable[[Scored], T]) -> Iterator[T]:
        """Yield what `make` makes of each sound review; what is wrong is told on stderr."""
        from docgen.batch.scores import Scores

        scores = Scores(
            self.paths, self.library, make, stdin_lines(self.paths), fill=self.fill, jobs=self.jobs
        )
        for row in with_bar(scores.rows(), scores.total):
            if row.error is not None:
                self.told.fault(row.error)
                continue
            for note in row.told:
                self.told.note(note)
            _tell_filled(row)
            if row.made is not None:
                yield row.made


def _tell_filled(row: Row[T]) -> None:
    if row.filled:
        names = ", ".join(row.filled)
        said = say("{file}: proposed scores written: {names}", file=row.file, names=names)
        print(said, file=sys.stderr)
    for name in row.skipped:
        said = say("{file}: no safe place for the score of {name}", file=row.file, name=name)
        print(said, file=sys.stderr)


def _print_json(how: _How) -> None:
    """Print a list of rows; each is written as soon as it is known."""
    mark = "[\n"
    for text in how.rows(json_row):
        print(mark, text, sep="", end="")
        mark = ",\n"
    print("[]" if mark == "[\n" else "\n]")


def json_row(one: Scored) -> str:
    """Return a review's row in the list of them."""
    import json

    from docgen.scoring.score import score_row

    data = score_row(one.review, one.pack, one.result, one.proposals, one.previous)
    return indent(json.dumps(data, ensure_ascii=False, indent=2), "  ")


def _print_csv(how: _How) -> None:
    from docgen.cli.csvtable import print_csv

    with _table(how) as (columns, rows):
        print_csv(chain([columns], (cells.row(columns) for cells in rows)))


def cells(one: Scored) -> Cells:
    """Return a review's cells in a table."""
    from docgen.scoring.score import cells_of

    return cells_of(one.review, one.pack, one.result)


@contextmanager
def _table(how: _How) -> Iterator[tuple[tuple[str, ...], Iterator[Cells]]]:
    """Yield the columns of a table and its rows, each when it is asked for.

    Where the packs there are have other columns, all rows wait on the disk until it is known which
    columns there are.
    """
    from docgen.packs.load import load_pack, readable_packs
    from docgen.scoring.score import csv_columns

    rows = how.rows(cells)
    known = {csv_columns([pack]) for pack in readable_packs(how.library)}
    if len(known) == 1:
        yield known.pop(), rows
        return
    with TemporaryFile() as waiting:
        packs: dict[str, None] = {}
        count = 0
        for row in rows:
            marshal.dump(tuple(row), waiting)
            packs[row.pack] = None
            count += 1
        waiting.seek(0)
        columns = csv_columns(load_pack(code, library=how.library) for code in packs)
        yield columns, (Cells(*marshal.load(waiting)) for _ in range(count))


def _print_tables(how: _How) -> None:
    between = ""
    for table in how.rows(table_text):
        print(between, table, sep="")
        between = "\n"


def table_text(one: Scored) -> str:
    """Return a review's table in the language of its pack."""
    from docgen.cli.scoretable import table_of

    with speaking(one.pack.formats.language):
        return table_of(one)


def _print_agreement(how: _How, format_: Format) -> None:
    """Print how far reviewers agree; raises UsageError where that is not written so."""
    import json

    from docgen.cli.agreement import data_of, rows_of, table_of

    if format_ not in (Format.TEXT, Format.JSON):
        raise UsageError(say("--agreement is printed as text or json"))
    unrated: list[Problem] = []
    rows = [*rows_of(how._replace(jobs=1).rows(_as_it_is), unrated)]
    for note in unrated:
        how.told.note(note)
    if format_ is Format.JSON:
        print(json.dumps(data_of(rows), ensure_ascii=False, indent=2))
    elif rows:
        print(table_of(rows))


def _as_it_is(one: Scored) -> Scored:
    return one


def _write_workbook(how: _How, out: Path | None) -> None:
    from docgen.cli.scoresheet import refuse_other_file, workbook_of

    file = refuse_other_file(out)
    with _table(how) as (columns, rows):
        write_whole(file, workbook_of(rows, columns, how.library))
    print(file)

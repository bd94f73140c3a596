"""`docgen render`: reviews become Word reports."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs, Paths, stdin_lines
from docgen.cli.tally import Tally, complaints

if TYPE_CHECKING:
    from docgen.batch.outcome import Outcome
    from docgen.batch.run import Run

_WORTH_A_BAR = 20
"""From so many reports on a terminal shows a progress bar."""


def command(
    paths: Paths,
    document: Annotated[
        str,
        typer.Option("-d", "--document", metavar="DOC", help="Which document; all: every one."),
    ] = "report",
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Folder to write to.")
    ] = Path("out"),
    draft: Annotated[
        bool, typer.Option("--draft", help="Make drafts: missing scores are allowed and said.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that were edited or are not docgen's.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j", "--jobs", min=1, metavar="N", help="Processes to use (default: what pays)."
        ),
    ] = None,
    shard: Annotated[
        str,
        typer.Option("--shard", metavar="I/N", help="Make only part I of N, one per machine."),
    ] = "",
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="Stop at the first report that cannot be made.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made and write nothing.")
    ] = False,
    packs: Packs = None,
) -> None:
    """Make Word reports of reviews.

    One broken review stops no other. A report that somebody edited stays, unless --force is given.
    Prints the path of each report. Exit code 0: all reports stand; 1: some do not; 2: wrong usage.
    """
    from docgen.batch.run import prepare_run
    from docgen.resources import library

    run = prepare_run(
        paths,
        out,
        document=document,
        draft=draft,
        force=force,
        jobs=jobs,
        shard=shard,
        fail_fast=fail_fast,
        dry_run=dry_run,
        library=library(packs),
        stdin=stdin_lines(paths),
    )
    tally = Tally(dry_run=dry_run)
    with closing(_shown(run)) as outcomes:
        for outcome in outcomes:
            tally.add(outcome)
    if run.total > 1:
        print(tally.table(), file=sys.stderr)
    raise typer.Exit(0 if tally.good else 1)


def _shown(run: Run) -> Generator[Outcome, None, None]:
    """Yield the outcomes while they are shown: many on a terminal with a bar, else as lines."""
    if sys.stderr.isatty() and run.total >= _WORTH_A_BAR:
        from docgen.cli.progress import with_bar

        yield from with_bar(run, paths=not sys.stdout.isatty())
        return
    with closing(run.outcomes()) as outcomes:
        for outcome in outcomes:
            for line in complaints(outcome):
                print(line, file=sys.stderr)
            if outcome.error is None:
                print(outcome.report, flush=True)
            yield outcome

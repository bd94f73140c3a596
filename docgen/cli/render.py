"""`docgen render`: reviews become Word reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs, Paths
from docgen.cli.rendering import render


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
    plain: Annotated[
        bool, typer.Option("--plain", help="Without content controls: the copy to send.")
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
    code = render(
        paths,
        document=document,
        out=out,
        draft=draft,
        plain=plain,
        force=force,
        jobs=jobs,
        shard=shard,
        fail_fast=fail_fast,
        dry_run=dry_run,
        packs=packs,
    )
    raise typer.Exit(code)

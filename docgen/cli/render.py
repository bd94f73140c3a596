"""`docgen render`: reviews become Word reports."""

from __future__ import annotations

from typing import Annotated

import typer

from docgen.cli.options import Jobs, Packs, Paths
from docgen.cli.rendering import render
from docgen.model.tongue import say

Document = Annotated[
    str,
    typer.Option("-d", "--document", metavar="DOC", help=say("Which document; all: every one.")),
]
Out = Annotated[str, typer.Option("-o", "--out", metavar="DIR", help=say("Folder to write to."))]
Draft = Annotated[
    bool, typer.Option("--draft", help=say("Make drafts: missing scores are allowed and said."))
]
Plain = Annotated[
    bool, typer.Option("--plain", help=say("Without content controls: the copy to send."))
]
NoProperties = Annotated[
    bool,
    typer.Option(
        "--no-properties", help=say("No title, names and dates in the file's properties.")
    ),
]
Pdf = Annotated[
    bool,
    typer.Option("--pdf", help=say("Make a PDF beside each report too; takes LibreOffice.")),
]
Force = Annotated[
    bool,
    typer.Option("--force", help=say("Replace files that were edited or are not docgen's.")),
]
Shard = Annotated[
    str,
    typer.Option("--shard", metavar="I/N", help=say("Make only part I of N, one per machine.")),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine", metavar="NAME", help=say("local, or dask: workers of other machines.")
    ),
]
Scheduler = Annotated[
    str,
    typer.Option(
        "--scheduler",
        metavar="URL",
        help=say("Dask scheduler, like tcp://host:8786; one you trust."),
    ),
]
FailFast = Annotated[
    bool, typer.Option("--fail-fast", help=say("Stop at the first report that cannot be made."))
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=say("Say what would be made and write nothing."))
]


def command(
    paths: Paths,
    document: Document = "report",
    out: Out = "out",
    draft: Draft = False,
    plain: Plain = False,
    no_properties: NoProperties = False,
    pdf: Pdf = False,
    force: Force = False,
    jobs: Jobs = None,
    shard: Shard = "",
    engine: Engine = "local",
    scheduler: Scheduler = "",
    fail_fast: FailFast = False,
    dry_run: DryRun = False,
    packs: Packs = None,
) -> None:
    """Make Word reports of reviews.

    One broken review stops no other. A report that somebody edited stays, unless --force is given.
    Prints the path of each report. Exit code 0: all reports stand; 1: some do not; 2: wrong usage.
    """
    from docgen.batch.engines import choose_engine
    from docgen.batch.run import Effort
    from docgen.report import Options

    options = Options(document, draft, plain, not no_properties, force)
    effort = Effort(jobs, shard, choose_engine(engine, scheduler), fail_fast, dry_run)
    raise typer.Exit(render(paths, out, options, effort, pdf=pdf, packs=packs))

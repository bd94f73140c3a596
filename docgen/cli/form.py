"""`docgen form`: a pack's blank Word form, or the sheet for two reviewers' talk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import begin_with, say
from docgen.output.taken import INTERNAL

_SHEETS = Path("out") / INTERNAL
"""Where the sheet for the talk goes: apart from what is sent."""
Consensus = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        "--consensus",
        metavar="A B",
        help=say("The sheet for the talk of two reviewers, of their files; internal."),
    ),
]


def command(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=say("Code of the pack, like fi-sv."))],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help=say("The file to write: NAME.docx.")),
    ] = None,
    document: Annotated[
        str, typer.Option("-d", "--document", metavar="DOC", help=say("Which document."))
    ] = "report",
    consensus: Consensus = None,
    force: Annotated[bool, typer.Option("--force", help=say("Replace an existing file."))] = False,
    packs: Packs = None,
) -> None:
    """Write a blank form to fill in in Word.

    A document that needs no review is written as it is. With --consensus the sheet for two
    reviewers' talk, by default into out/internal.
    """
    from docgen.authoring.consensus import consensus_name, consensus_sheet
    from docgen.authoring.workplace import write_new
    from docgen.document.blankform import make_form
    from docgen.errors import UsageError
    from docgen.packs.library import find_library
    from docgen.packs.load import load_pack
    from docgen.review.spoken import language_of_pack

    library = find_library(packs)
    begin_with(language_of_pack(pack, library))
    found = load_pack(pack, library=library)
    if out is None and consensus:
        out = _SHEETS / consensus_name(*consensus)
    if out is None:
        raise UsageError(say("name the file to write: -o NAME.docx"))
    if out.suffix.lower() != ".docx":
        raise UsageError(say("{out}: the name of a form ends in .docx", out=out))
    if out.exists() and not force:
        raise UsageError(
            say("{out}: is there already and stays; choose another name, or --force", out=out)
        )
    if consensus:
        data = consensus_sheet(found, *consensus, library=library)
    else:
        data = make_form(found, document)
    write_new(out, data, force=force)
    print(out)

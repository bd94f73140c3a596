"""`docgen form`: a pack's blank Word form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import begin_with, say


def command(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=say("Code of the pack, like fi-sv."))],
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help=say("The file to write: NAME.docx."))
    ],
    document: Annotated[
        str, typer.Option("-d", "--document", metavar="DOC", help=say("Which document."))
    ] = "report",
    force: Annotated[bool, typer.Option("--force", help=say("Replace an existing file."))] = False,
    packs: Packs = None,
) -> None:
    """Write a blank form to fill in in Word.

    A document that needs no review is written as it is.
    """
    from docgen.authoring.workplace import write_new
    from docgen.document.blankform import make_form
    from docgen.errors import UsageError
    from docgen.packs.library import library
    from docgen.packs.load import load_pack
    from docgen.review.spoken import language_of_pack

    shelf = library(packs)
    begin_with(language_of_pack(pack, shelf))
    if out.suffix.lower() != ".docx":
        raise UsageError(say("{out}: the name of a form ends in .docx", out=out))
    if out.exists() and not force:
        raise UsageError(
            say("{out}: is there already and stays; choose another name, or --force", out=out)
        )
    write_new(out, make_form(load_pack(pack, library=shelf), document), force=force)
    print(out)

"""`docgen new`: a review to fill in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs, quoted


def command(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="Code of the pack, like dk.")],
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write: NAME.yaml.")
    ],
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="Name of the unit.")] = "",
    packs: Packs = None,
) -> None:
    """Write a review to fill in.

    It names all criteria, and comments say what goes where. An existing file stays as it is.
    """
    from docgen.authoring.workplace import new_review
    from docgen.packs.library import library
    from docgen.packs.load import load_pack

    shelf = library(packs)
    for path in new_review(load_pack(pack, library=shelf), out, unit=unit, library=shelf):
        print(path)
    file = quoted(out)
    print(f"Fill it in, then: docgen check {file} and docgen render {file}", file=sys.stderr)

"""`docgen init`: a folder to work in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs, quoted


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder; it is made if it is not there.")
    ],
    packs: Packs = None,
) -> None:
    """Set up a folder to work in.

    It gets packs, schemas, sample reviews and settings for VS Code. What is there already stays.
    """
    from docgen.authoring.workplace import make_workplace
    from docgen.packs.library import library

    made = make_workplace(folder, library=library(packs))
    for path in made:
        print(path)
    talk = (
        f"{folder}: {len(made)} files made. Next: open the folder in VS Code, or try\n"
        f"  docgen render {quoted(folder / 'data')} -o {quoted(folder / 'out')}"
    )
    print(talk if made else f"{folder}: everything is there already", file=sys.stderr)

"""`docgen init`: a folder to work in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.address import as_argument
from docgen.model.tongue import say


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=say("The folder; it is made if it is not there."))
    ],
    samples: Annotated[
        bool,
        typer.Option("--samples", help=say("Also finished reviews, and one to practise on.")),
    ] = False,
    packs: Packs = None,
) -> None:
    """Set up a folder to work in.

    It gets packs, schemas, and settings and tasks for VS Code. What is there already stays.
    """
    from docgen.authoring.workplace import make_workplace
    from docgen.packs.library import find_library

    made = make_workplace(folder, library=find_library(packs), samples=samples)
    for path in made:
        print(path)
    name = say("NAME")
    talk = say(
        "{folder}: {made} files made. Next: open the folder in VS Code; in a terminal\n  "
        "cd {place}\n  {command}",
        folder=folder,
        made=len(made),
        place=as_argument(folder),
        command="docgen render samples" if samples else f"docgen new dk -o data/{name}.yaml",
    )
    print(
        talk if made else say("{folder}: everything is there already", folder=folder),
        file=sys.stderr,
    )

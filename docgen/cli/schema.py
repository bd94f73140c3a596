"""`docgen schema`: the JSON Schema of a pack's reviews, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import begin_with, say


def command(
    pack: Annotated[str, typer.Argument(metavar="PACK", help=say("Code of the pack, like dk."))],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", help=say("Write it there instead of to stdout.")
        ),
    ] = None,
    packs: Packs = None,
) -> None:
    """Print the JSON Schema of a pack's reviews.

    An editor that reads it completes keys and criterion ids and shows the criteria's texts.
    """
    from docgen.authoring.workplace import write_schema
    from docgen.packs.library import find_library
    from docgen.packs.load import load_pack
    from docgen.review.editorschema import editor_schema
    from docgen.review.schemas import schema_text
    from docgen.review.spoken import language_of_pack

    library = find_library(packs)
    begin_with(language_of_pack(pack, library))
    found = load_pack(pack, library=library)
    if out is None:
        print(schema_text(editor_schema(found, library=library)), end="")
    else:
        print(write_schema(found, out, library=library))

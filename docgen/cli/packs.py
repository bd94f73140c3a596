"""`docgen packs`: which packs there are, and which of several is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from docgen.bounds.reading import is_file
from docgen.cli.options import Packs
from docgen.model.tongue import say

if TYPE_CHECKING:
    from docgen.model import Pack


def command(packs: Packs = None) -> None:
    """List the packs and where their files were found.

    --packs DIR goes before ./templates, that before the packs that came with docgen.
    """
    import sys

    from docgen.bounds.unforeseen import faults_of
    from docgen.errors import DocgenError
    from docgen.packs.library import find_library
    from docgen.packs.load import load_pack, pack_codes

    library = find_library(packs)
    faulty = False
    for code in pack_codes(library):
        try:
            with faults_of(code):
                print(_described(load_pack(code, library=library)))
        except DocgenError as error:
            print(error, file=sys.stderr)
            faulty = True
    raise typer.Exit(1 if faulty else 0)


def _described(pack: Pack) -> str:
    """Return a pack's lines: code, name and language; its folder; a line for each document."""
    lines = [f"{pack.code:<8}{pack.name} ({pack.language}), {pack.scale_name} {pack.scale_version}"]
    lines.append(f"{'':<8}{pack.folder}")
    width = max(map(len, pack.documents), default=0)
    for document in pack.documents.values():
        notes = ""
        if not document.needs_review:
            file = say("FILE")
            command = f"docgen form {pack.code} -d {document.name} -o {file}"
            notes = "  " + say("(needs no review: {command})", command=command)
        if not is_file(document.path):
            notes += "  " + say("MISSING")
        lines.append(f"{'':<8}-d {document.name:<{width}}  {document.path}{notes}")
    return "\n".join(line.rstrip() for line in lines)

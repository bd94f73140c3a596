"""`docgen merge-driver`: git merges two versions of a review value by value."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from docgen.cli.options import Packs
from docgen.errors import DocgenError, ReadError
from docgen.model.place import dotted
from docgen.model.telling import one_line, quoted
from docgen.model.tongue import begin_with, say

Base = Annotated[Path, typer.Argument(metavar="BASE", help=say("The version both came from (%O)."))]
Ours = Annotated[
    Path, typer.Argument(metavar="OURS", help=say("Our version (%A); the result is written there."))
]
Theirs = Annotated[Path, typer.Argument(metavar="THEIRS", help=say("The other version (%B)."))]
Name = Annotated[
    Path | None,
    typer.Argument(metavar="[NAME]", help=say("What the file is called in messages (%P).")),
]


def command(base: Base, ours: Ours, theirs: Theirs, name: Name = None, packs: Packs = None) -> None:
    """Merge three versions of a review, for git.

    Values are merged one by one, texts by paragraph. Where both sides changed the same, ours stays
    and the place is told. Exit code 0: merged; 1: some places, or the file, are left to decide.
    """
    from docgen.bounds.reading import read_bytes
    from docgen.output.whole import write_whole
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first
    from docgen.roundtrip.versions import merge_versions

    begin_with(language_of_first([ours], find_library(packs)))
    file = name or ours
    try:
        before, mine, other = (read_bytes(one) for one in (base, ours, theirs))
        merged = merge_versions(before, mine, other, file)
    except DocgenError as error:
        print(error, file=sys.stderr)
        message = say("stays as ours; git checkout --merge shows both as text")
        raise ReadError(file, message) from error
    if merged.content != mine:
        write_whole(ours, merged.content, like=ours)
    for clash in merged.clashes:
        said = say(
            "both changed it; ours stays: {ours}; theirs: {theirs}",
            ours=_shown(clash.ours),
            theirs=_shown(clash.theirs),
        )
        print(one_line(f"{file}: {dotted(clash.where)}: {said}"), file=sys.stderr)
    for remark in merged.remarks:
        said = say("a remark of theirs is not taken over: {remark}", remark=quoted(remark))
        print(one_line(f"{file}: {said}"), file=sys.stderr)
    raise typer.Exit(1 if merged.clashes or merged.remarks else 0)


def _shown(value: object) -> str:
    return say("nothing") if value is None or value == [] else quoted(value)

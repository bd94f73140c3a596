"""`docgen new`: a review to fill in, or the review that a Word file holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs, quoted
from docgen.model.tongue import begin_with, marked, say

if TYPE_CHECKING:
    from docgen.packs.library import Library

_NO_PACK = marked(
    "name the pack, like dk, or a Word file: --from FORM.docx; docgen packs lists the packs"
)


Out = Annotated[
    Path, typer.Option("-o", "--out", metavar="FILE", help=say("The file to write: NAME.yaml."))
]
Code = Annotated[
    str,
    typer.Argument(metavar="[PACK]", help=say("Code of the pack, like dk; a form knows it.")),
]
Source = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="DOCX",
        help=say("A filled form; with PACK, an old report of its own form."),
    ),
]
Unit = Annotated[str, typer.Option("--unit", metavar="NAME", help=say("Name of the unit."))]
UnitId = Annotated[
    str,
    typer.Option("--unit-id", metavar="ID", help=say("Ties it to the unit's other reviews.")),
]
Date = Annotated[
    str,
    typer.Option("--date", metavar="DATE", help=say("Date of the report, where it lacks one.")),
]


def command(
    out: Out,
    pack: Code = "",
    source: Source = None,
    unit: Unit = "",
    unit_id: UnitId = "",
    date: Date = "",
    packs: Packs = None,
) -> None:
    """Write a review to fill in, or the review that a Word file holds.

    It names all criteria, and comments say what goes where. An existing file stays as it is.
    """
    from docgen.errors import UsageError
    from docgen.packs.library import library
    from docgen.review.spoken import language_of_pack

    shelf = library(packs)
    begin_with(language_of_pack(pack, shelf))
    if source is not None:
        _from_word(source, out, pack, (unit, unit_id, date), shelf)
        return
    if not pack:
        raise UsageError(say(_NO_PACK))
    if unit_id or date:
        raise UsageError(
            say("--unit-id and --date go with --from; else write them into the review")
        )
    from docgen.authoring.workplace import new_review
    from docgen.packs.load import load_pack

    for path in new_review(load_pack(pack, library=shelf), out, unit=unit, library=shelf):
        print(path)
    file = quoted(out)
    print(
        say("Fill it in, then: docgen check {file} and docgen render {file}", file=file),
        file=sys.stderr,
    )


def _from_word(
    source: Path, out: Path, pack: str, given: tuple[str, str, str], shelf: Library
) -> None:
    """Write the review that a Word file holds, and tell what it lacks and what was not taken."""
    from docgen.authoring.fromword import Given, review_from
    from docgen.model.telling import page_of

    made, notes = review_from(source, out, library=shelf, code=pack, given=Given(*given))
    for path in made:
        print(path)
    for line in page_of(notes):
        print(line, file=sys.stderr)
    file = quoted(out)
    print(
        say("Look it through, then: docgen check {file} and docgen render {file}", file=file),
        file=sys.stderr,
    )

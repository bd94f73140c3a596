"""`docgen new`: a review to fill in, or the review that a Word file holds."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.address import as_argument
from docgen.model.tongue import begin_with, marked, say

if TYPE_CHECKING:
    from docgen.packs.library import Library

_NO_PACK = marked(
    "name the pack, like dk, or a file that knows it: --from LAST.yaml, --from FORM.docx; "
    "docgen packs lists the packs"
)


Out = Annotated[
    Path, typer.Option("-o", "--out", metavar="FILE", help=say("The file to write: NAME.yaml."))
]
Code = Annotated[
    str,
    typer.Argument(
        metavar="[PACK]", help=say("Code of the pack, like dk; a last review or a form knows it.")
    ),
]
FromFile = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=say("The unit's last review, a filled form, or, with PACK, an old report."),
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
Reviewers = Annotated[
    str,
    typer.Option(
        "--reviewers", metavar="KN,OV", help=say("A file for each reviewer: _NAME-kn.yaml.")
    ),
]


def command(
    out: Out,
    pack: Code = "",
    source: FromFile = None,
    unit: Unit = "",
    unit_id: UnitId = "",
    date: Date = "",
    reviewers: Reviewers = "",
    packs: Packs = None,
) -> None:
    """Write a review to fill in.

    It names all criteria, and comments say what goes where. With --from it begins with the unit's
    last review, or holds what a Word file says. An existing file stays as it is.
    """
    from docgen.errors import UsageError
    from docgen.packs.library import find_library
    from docgen.review.found import is_word
    from docgen.review.spoken import language_of_first, language_of_pack

    library = find_library(packs)
    known = language_of_pack(pack, library)
    begin_with(known or language_of_first([] if source is None else [source], library))
    if source is not None and (is_word(source) or source.suffix.lower() not in _REVIEWS):
        if reviewers:
            raise UsageError(say("--reviewers goes with an empty review or the unit's last one"))
        _from_word(source, out, pack, (unit, unit_id, date), library)
        return
    if not pack and source is None:
        raise UsageError(say(_NO_PACK))
    if date or (unit_id and source is None):
        raise UsageError(
            say("--unit-id and --date go with --from; else write them into the review")
        )
    _blank(source, out, pack, unit, unit_id, reviewers, library)


_REVIEWS = (".yaml", ".yml", ".json")
"""How the file of a last review ends."""


def _blank(
    source: Path | None,
    out: Path,
    code: str,
    unit: str,
    unit_id: str,
    reviewers: str,
    library: Library,
) -> None:
    """Write one review to fill in, or one for each reviewer."""
    from docgen.authoring.newreview import counts_as_earlier, initials_in, new_review, read_last
    from docgen.errors import UsageError
    from docgen.packs.load import load_pack

    last = read_last(source, out, library=library) if source else None
    own = last.review.pack if last else code
    if code and own != code:
        raise UsageError(
            say("{source}: is of the pack {own}, not {pack}", source=source, own=own, pack=code)
        )
    pack = load_pack(own, library=library)
    begin_with(pack.language)
    initials = initials_in(reviewers) if reviewers else ()
    given = {"unit": unit, "unit_id": unit_id}
    made = new_review(pack, out, library=library, **given, last=last, initials=initials)
    for path in made:
        print(path)
    if source and not counts_as_earlier(source, out):
        told = say(
            "{source}: is not found as the earlier review of the new one: it is a draft, has no "
            "date, or lies in another folder; mend that, or fill in `previous`",
            source=source,
        )
        print(told, file=sys.stderr)
    print(_next(out, made, initials), file=sys.stderr)


def _next(out: Path, made: list[Path], initials: Sequence[str]) -> str:
    """Return what to do next."""
    if not initials:
        file = as_argument(out)
        return say("Fill it in, then: docgen check {file} and docgen render {file}", file=file)
    first, second = (as_argument(path) for path in made[:2])
    command = f"docgen score {first} {second} --ratings -o {as_argument(out)}"
    return say("Each fills in their own, then: {command}", command=command)


def _from_word(
    source: Path, out: Path, pack: str, given: tuple[str, str, str], library: Library
) -> None:
    """Write the review that a Word file holds, and tell what it lacks and what was not taken."""
    from docgen.authoring.fromword import Given, review_from
    from docgen.model.telling import page_of

    made, notes = review_from(source, out, library=library, code=pack, given=Given(*given))
    for path in made:
        print(path)
    for line in page_of(notes):
        print(line, file=sys.stderr)
    file = as_argument(out)
    print(
        say("Look it through, then: docgen check {file} and docgen render {file}", file=file),
        file=sys.stderr,
    )

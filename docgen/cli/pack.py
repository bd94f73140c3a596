"""`docgen pack`: a pack for a new country, and what is left to translate in it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import Packs
from docgen.model.tongue import say, say_count

if TYPE_CHECKING:
    from docgen.model import Pack
    from docgen.packs.library import Library


_WIDTH = 80


class Action(StrEnum):
    """What is done."""

    NEW = "new"
    LEFT = "left"


Wanted = Annotated[
    Action,
    typer.Argument(metavar="new|left", help=say("new: make a pack; left: what is to translate.")),
]
Code = Annotated[str, typer.Argument(metavar="CODE", help=say("The pack's code: its folder."))]
Like = Annotated[
    str, typer.Option("--like", metavar="CODE", help=say("The pack that is nearest to yours."))
]
Language = Annotated[
    str,
    typer.Option(
        "--language", metavar="TAG", help=say("The new pack's language and country, like en-GB.")
    ),
]


def command(
    action: Wanted, code: Code, like: Like = "", language: Language = "", packs: Packs = None
) -> None:
    """Make a pack for a new country; tell what is left to translate.

    The new pack stands in ./templates, or in the folder of --packs. What is there is not changed.
    """
    from docgen.authoring.newpack import make_pack
    from docgen.errors import UsageError
    from docgen.packs.library import find_library
    from docgen.packs.load import load_pack

    folder = Path("templates") if packs is None else packs
    library = find_library(
        packs if packs is not None and packs.is_dir() and any(packs.iterdir()) else None
    )
    if action is Action.LEFT:
        if like or language:
            raise UsageError(say("docgen pack left CODE takes no other option than --packs"))
        _print_left(load_pack(code, library=library))
        return
    if not like:
        known = ", ".join(library.codes())
        message = say("--like is missing: the pack to begin with, one of {codes}", codes=known)
        raise UsageError(message)
    model = load_pack(like, library=library)
    for file in make_pack(code, model, folder, library=library, language=language):
        print(file)
    made = load_pack(code, library=_with(folder, library))
    print(say("left to translate, file by file:"), file=sys.stderr)
    _print_summary(made)
    print(say("Next: docgen pack left {code}, docgen lint {code}", code=code), file=sys.stderr)


def _with(folder: Path, library: Library) -> Library:
    return library._replace(roots=(folder.absolute(), *library.roots))


def _print_summary(pack: Pack) -> None:
    from docgen.check.untranslated import all_left

    files: dict[str, list[str]] = {}
    paragraphs, nothing = say("paragraphs"), say("nothing: the language is the same")
    for left in all_left(pack):
        told = f"{len(left.texts)} {left.group or paragraphs}"
        files.setdefault(left.file, []).append(told)
    for file, groups in files.items():
        print(f"  {file}: {', '.join(groups)}", file=sys.stderr)
    if not files:
        print(f"  {nothing}", file=sys.stderr)


def _print_left(pack: Pack) -> None:
    """Print each text that is left, under its file and what it is one of."""
    from docgen.check.untranslated import all_left
    from docgen.model.telling import shortened

    left = all_left(pack)
    for one in left:
        print(f"{one.file}: {one.group}" if one.group else one.file)
        for place, text in one.texts:
            told = shortened(" ".join(text.split()), _WIDTH)
            print(f"  {place}: {told}" if place else f"  {told}")
    count = sum(len(one.texts) for one in left)
    told = say_count(
        "{count} text is left to translate", "{count} texts are left to translate", count
    )
    print(told, file=sys.stderr)

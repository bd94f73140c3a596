"""Options that several commands share, and those of `docgen` itself."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from docgen.model.tongue import say
from docgen.version import VERSION


class TextOrJson(StrEnum):
    """For readers or for programs."""

    TEXT = "text"
    JSON = "json"


class FindingsAs(StrEnum):
    """How findings are printed; `docgen.check.formats` knows each."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"


Packs = Annotated[
    Path | None,
    typer.Option(
        "--packs",
        metavar="DIR",
        help=say("Folder with packs of your own; they go before ./templates and docgen's own."),
    ),
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help=say(
            "Reviews: files, folders, patterns like 'data/**/*.yaml', or - for a list on stdin."
        ),
    ),
]


Jobs = Annotated[
    int | None,
    typer.Option(
        "-j", "--jobs", min=1, metavar="N", help=say("Processes to use (default: what pays).")
    ),
]


def _tell_version(wanted: bool) -> None:
    if wanted:
        print(f"docgen {VERSION}")
        raise typer.Exit


def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_tell_version,
            is_eager=True,
            help=say("Show the version and exit."),
        ),
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="da|sv|nb|en",
            help=say("The language to speak; else that of DOCGEN_LANG, the pack, the system."),
        ),
    ] = "",
) -> None:
    """Hold the options of `docgen` itself, each of which acts as soon as it is read."""
    del version, language  # the language is read before the command is looked for

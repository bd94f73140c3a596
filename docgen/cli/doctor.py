"""`docgen doctor`: what docgen finds on this machine."""

from __future__ import annotations

import typer

from docgen.cli.options import Packs


def command(packs: Packs = None) -> None:
    """Tell versions, packs, paths and fonts, for reports of faults.

    Exit code 0: all is well; 1: something marked with ! does not work.
    """
    from docgen.check.doctor import examine
    from docgen.packs.library import find_library

    well = True
    for line in examine(find_library(packs)):
        well = well and line.sound
        print(f"{' ' if line.sound else '!'} {line.what:<12} {line.found}")
    raise typer.Exit(0 if well else 1)

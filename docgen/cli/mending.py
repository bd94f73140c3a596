"""Mends files for `docgen check --fix`, and shows what it changed in them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.model.tongue import say, say_count

if TYPE_CHECKING:
    from docgen.model import Problem
    from docgen.packs.library import Library

_ROUNDS = 5
"""One line may need to be mended more than once."""


def mend(
    paths: list[Path], check: Callable[[], list[Problem]], library: Library, *, quiet: bool
) -> list[Problem]:
    """Mend what is sure until nothing is left of it, and return the problems that remain.

    Diffs go to stdout, or nowhere when `quiet`; what was done is told on stderr.
    """
    from docgen.authoring.mend import mend_file
    from docgen.bounds.reading import is_folder
    from docgen.errors import DocgenError
    from docgen.review.found import find_reviews

    counts: dict[Path, int] = {}
    refused: set[Path] = set()
    named = [file for path in paths for file in (find_reviews(path) if is_folder(path) else [path])]
    problems = check()
    for _ in range(_ROUNDS):
        done = 0
        by_file = _by_file(problems)
        for file in dict.fromkeys([*named, *by_file]):
            if file in refused or file.suffix.lower() not in (".yaml", ".yml"):
                continue
            try:
                mended = mend_file(file, by_file.get(file, []), library)
            except DocgenError as error:
                print(error, file=sys.stderr)
                refused.add(file)
                continue
            if mended is None:
                continue
            done += mended.places
            counts[file] = counts.get(file, 0) + mended.places
            for line in [] if quiet else mended.diff:
                print(line)
        if not done:
            break
        problems = check()
    for file, count in counts.items():
        told = say_count("{count} place mended", "{count} places mended", count)
        print(f"{file}: {told}", file=sys.stderr)
    if not counts:
        print(say("nothing to mend that is sure"), file=sys.stderr)
    return problems


def _by_file(problems: list[Problem]) -> dict[Path, list[Problem]]:
    found: dict[Path, list[Problem]] = {}
    for one in problems:
        found.setdefault(Path(one.file), []).append(one)
    return found

"""The `_shared.yaml` files with the defaults that hold for a review.

They are looked for in the review's folder and its parents, up to the first that holds
`pyproject.toml` or `.git`, eight folders at most.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docgen.bounds.kept import of_run
from docgen.bounds.reading import is_file
from docgen.model.address import is_address

SHARED = "_shared.yaml"
"""Name of the file with a folder's defaults."""
HIGHEST = 8
"""How many folders are searched for defaults."""

_TOPS = ("pyproject.toml", ".git")


def shared_files(path: Path) -> Iterator[Path]:
    """Yield the `_shared.yaml` files that hold for `path`, the nearest first.

    They are named as `path` is: from the current folder, when they lie in it. In a run they are
    looked for once in a folder.
    """
    known = of_run("defaults")
    key = os.path.dirname(path)  # noqa: PTH120 - each review, as text
    if key not in known:
        known[key] = tuple(_found(path))
    yield from known[key]


def _found(path: Path) -> Iterator[Path]:
    folder = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`, and the way up is wanted
    far = is_address(folder)
    here = "" if path.is_absolute() else str(Path.cwd()) + os.sep
    for _ in range(HIGHEST):
        above = os.path.dirname(folder)  # noqa: PTH120 - a tenth of the time of Path.parent
        if above == folder or (far and not is_address(above)):  # above the bucket lies this machine
            return
        folder = above
        file = f"{folder.rstrip(os.sep)}{os.sep}{SHARED}"  # a root ends in a separator
        if is_file(file):
            yield Path(file.removeprefix(here) if here else file)
        if not far and any(os.path.exists(f"{folder}{os.sep}{top}") for top in _TOPS):  # noqa: PTH110
            return

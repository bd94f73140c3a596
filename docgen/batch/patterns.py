"""What a pattern (`data/**/*.yaml`) matches; `**` follows no link to a folder, so that it ends."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from docgen.bounds.reading import is_folder, walk
from docgen.model.address import is_address

_SEPARATORS = re.escape("".join({"/", os.sep}))
_ANY_DEPTH = re.compile(rf"(?:^|(?<=[{_SEPARATORS}]))\*\*(?:[{_SEPARATORS}]|$)")
_ANY = "**"


def matches(pattern: str) -> Iterator[str]:
    """Yield the paths that a pattern matches, `./` and `..` as they were typed.

    `**` stands for any number of folders; at its end for the folder and all below it, which is
    the folder alone here: whoever is given a folder looks below it.
    """
    if is_address(pattern):
        yield from _in_store(pattern)
        return
    found = _ANY_DEPTH.search(pattern)
    if found is None:
        yield from glob.iglob(pattern)  # noqa: PTH207 - keeps `./` and `..`
        return
    head, tail = pattern[: found.start()], Path(pattern[found.end() :]).parts
    for base in glob.iglob(head) if glob.has_magic(head) else [head]:  # noqa: PTH207
        if not is_folder(base or os.curdir):
            continue
        if set(tail) <= {_ANY}:
            yield base or os.curdir
        else:
            yield from _below(base, (_ANY, *tail))


def _in_store(pattern: str) -> Iterator[str]:
    """Yield what a pattern matches in a store: all below its fixed part that fits."""
    steps = pattern.split("/")
    fixed = next(number for number, step in enumerate(steps) if glob.has_magic(step))
    yield from _below("/".join(steps[:fixed]), steps[fixed:])


def _below(base: str, wanted: Sequence[str]) -> Iterator[str]:
    """Yield what lies below a folder and fits, as a path that begins with the folder."""
    below_folders = wanted[-1] == _ANY
    start = len(os.path.join(base, "")) if base else 0  # noqa: PTH118 - one separator, no more
    for place, folders, files in walk(base or os.curdir):
        folders[:] = [name for name in folders if name[0] != "."]
        inside = place[start:] if base else place.removeprefix(os.curdir)
        parts = Path(inside.lstrip(os.sep)).parts
        for name in folders if below_folders else [*folders, *files]:
            if name[0] != "." and _fits((*parts, name), wanted):
                yield os.path.join(base, *parts, name)  # noqa: PTH118 - likewise


def _fits(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether the parts of a path fit a pattern's; `**` fits any number of folders."""
    reached = {0}
    for part in parts:
        reached = {step for at in reached for step in _steps(part, wanted, at)}
    return any(set(wanted[at:]) <= {_ANY} for at in reached)


def _steps(part: str, wanted: Sequence[str], at: int) -> Iterator[int]:
    """Yield how far into the pattern a part of the path may lead on from `at`."""
    while at < len(wanted) and wanted[at] == _ANY:
        yield at
        at += 1
    if at < len(wanted) and fnmatch(part, wanted[at]):
        yield at + 1

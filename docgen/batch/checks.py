"""Checks of many files by as many processes as pay; the findings in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from docgen.batch.hands import done_by_many
from docgen.batch.shares import Shares
from docgen.check.content import Printed
from docgen.check.pieces import Checked, Piece, each_line, each_once, files_of
from docgen.check.run import Checker
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.history.neighbours import Neighbours
from docgen.model import Problem
from docgen.packs.library import Library
from docgen.packs.load import load_pack


class Setting(NamedTuple):
    """What a process needs to check pieces."""

    library: Library
    printed: Printed | None
    explain: bool
    neighbours: Mapping[Path, Neighbours]


class Checks:
    """Checks of many files that are ready to start."""

    def __init__(
        self,
        paths: Iterable[Path],
        *,
        library: Library,
        printed: Printed | None = None,
        explain: bool = False,
        jobs: int | None = None,
    ) -> None:
        """Take what to check; `printed` is asked in this process of each pack of a review."""
        self._files = list(files_of(paths))
        self._library = library
        self._printed = printed
        self._explain = explain
        self._jobs = jobs
        self._histories = HistoryCache()
        self._shares = Shares(self._histories)

    @property
    def total(self) -> int | None:
        """How many pieces there are; None where reading a file of many tells."""
        return None if any(one.kind == "lines" for one in self._files) else len(self._files)

    def found(self) -> Iterator[tuple[Path, list[Problem]]]:
        """Yield file and problems of each review and pack, as soon as they are known."""
        pieces = each_line(self._files)
        found = done_by_many(pieces, _begin, self._setting, self._jobs, self._packed)
        yield from each_once(_asking(found, self._printed, self._library))

    def _setting(self, many: bool) -> Setting:
        known = _neighbours(self._files, self._histories) if many else {}
        return Setting(self._library, self._printed, self._explain, known)

    def _packed(self, piece: Piece) -> Piece:
        """Return a piece with what another process must know of the unit's other reviews."""
        if piece.kind not in ("review", "line"):
            return piece
        return piece._replace(known=dict(self._shares.part(piece.file, piece.line)))


def _begin(setting: Setting) -> Callable[[Piece], Checked]:
    library, printed, explain, neighbours = setting
    return Checker(library, printed, explain=explain, neighbours=neighbours).check


def _neighbours(files: Iterable[Piece], histories: HistoryCache) -> dict[Path, Neighbours]:
    """Return the names of each folder tree in which a review stands."""
    folders = {os.path.dirname(one.file) for one in files if one.kind in ("review", "lines")}  # noqa: PTH120
    found: dict[Path, Neighbours] = {}
    for folder in map(Path, sorted(folders)):
        tree = histories.tree(folder)
        if tree not in found:
            found[tree] = histories.neighbours(folder)
    return found


def _asking(
    found: Iterable[Checked], printed: Printed | None, library: Library
) -> Iterator[Checked]:
    """Yield what was found, and ask of each pack what its documents print."""
    asked: set[str] = set()
    for one in found:
        if printed is not None and one.pack and one.pack not in asked:
            asked.add(one.pack)
            with suppress(DocgenError):
                printed(load_pack(one.pack, library=library))
        yield one

"""What there is to check in files and folders, piece by piece, and what is told of it once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from docgen.bounds.reading import is_file, is_folder, typed_path
from docgen.check.packs import PACK_FILES, find_packs
from docgen.check.wordfiles import word_files
from docgen.errors import ReadError
from docgen.history.cache import UnitIndexes
from docgen.model import Problem
from docgen.model.address import is_address
from docgen.model.tongue import say, speaking
from docgen.review.found import is_word, review_paths
from docgen.review.lines import Line, MetIds, equal_id, holds_lines, lines_of
from docgen.review.shared import SHARED

PieceKind = Literal["review", "lines", "line", "shared", "word", "pack", "told"]


class Piece(NamedTuple):
    """One thing to check."""

    file: str
    kind: PieceKind = "review"
    """`lines` are many reviews, `line` is one of them; `told`: what is wrong."""
    line: Line | None = None
    content: bytes = b""
    """That of the line."""
    told: Problem | None = None
    known: UnitIndexes | None = None
    """What another process read of the unit's reviews; None where this one reads them."""


class Checked(NamedTuple):
    """What was found in a piece."""

    file: Path
    problems: tuple[Problem, ...]
    line: int | None = None
    id: str = ""
    """Of a line in a file of many."""
    pack: str = ""
    """The code of the pack by which a review was checked."""
    language: str = ""
    """The language of a line."""


def files_of(paths: Iterable[Path]) -> Iterator[Piece]:
    """Yield each file or pack to check once; a folder means all reviews and packs in it."""
    typed = [Path(typed_path(path)) for path in paths]
    met: set[str] = set()
    for path in typed:
        for piece in _in_folder(path) if is_folder(path) else of_file(path):
            if len(typed) == 1:  # what one folder holds is met once: nothing to remember
                yield piece
                continue
            place = os.path.abspath(piece.file)  # noqa: PTH100 - resolves `..`
            if piece.told is not None or place not in met:
                met.add(place)
                yield piece


def each_line(files: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, of a file of many reviews each line, when it is asked for."""
    for piece in files:
        if piece.kind != "lines":
            yield piece
            continue
        try:
            for line, content in lines_of(Path(piece.file)):
                yield piece._replace(kind="line", line=line, content=content)
        except ReadError as error:
            told = Problem("unreadable", error.message, error.file)
            yield piece._replace(kind="told", told=told)


def _in_folder(folder: Path) -> Iterator[Piece]:
    """Yield what there is to check in a folder."""
    reviews = review_paths(folder)
    packs = [] if is_address(folder) else find_packs(folder)
    files = [] if reviews or packs or is_address(folder) else word_files(folder)
    if not reviews and not packs and not files:
        message = say("there is no review in this folder (*.yaml, *.yml, *.json or *.jsonl)")
        yield Piece(str(folder), "told", told=Problem("nothing", message, folder))
    yield from (Piece(str(path), "word") for path in files)
    yield from map(_of_review, reviews)
    yield from (Piece(str(pack), "pack") for pack in packs)


def of_file(path: Path) -> Iterator[Piece]:
    """Yield what there is to check in one file, whatever it is."""
    if is_address(path) and is_word(path):
        message = say("Word files are read from a folder of this machine; copy it there first")
        yield Piece(str(path), "told", told=Problem("unreadable", message, path))
        return
    template = path.suffix.lower() == ".docx" and is_file(path.parent / "pack.yaml")
    if template or path.name in PACK_FILES:
        yield Piece(str(path.parent), "pack")
    elif is_word(path):
        yield Piece(str(path), "word")
    elif path.name == SHARED:
        yield Piece(str(path), "shared")
    else:
        yield _of_review(str(path))


def _of_review(path: str) -> Piece:
    return Piece(path, "lines" if holds_lines(path) else "review")


def each_once(found: Iterable[Checked]) -> Iterator[tuple[Path, list[Problem]]]:
    """Yield file and problems of each piece, each problem once.

    What stands in other files (defaults, packs) is met with each review; of lines with equal ids
    each but the first is told.
    """
    told = Told()
    met = MetIds()
    for one in found:
        problems = dict.fromkeys(one.problems)
        if one.id and one.line is not None:
            first = met.first(one.file, one.id, one.line)
            if first != one.line:
                with speaking(one.language):
                    equal = equal_id(one.file, one.line, first, one.id)
                problems = dict.fromkeys((equal, *problems))
        yield one.file, told.fresh(one.file, problems)


class Told:
    """The problems told so far of files that many reviews share: defaults and packs."""

    def __init__(self) -> None:
        self._known: set[Problem] = set()

    def fresh(self, file: Path | None, problems: Iterable[Problem]) -> list[Problem]:
        """Return those that stand in the file itself, and of the others those not told before."""
        fresh = [one for one in problems if one.file == file or one not in self._known]
        self._known.update(one for one in fresh if one.file != file)
        return fresh

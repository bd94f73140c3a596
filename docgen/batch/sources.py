"""Which reviews a command line means: files, folders, patterns, a list on standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.reading import is_file, is_folder, is_there, typed_path
from docgen.errors import ReadError, UsageError
from docgen.model.address import is_address, other_scheme
from docgen.model.tongue import marked, say
from docgen.review.found import SUFFIXES, WORD, is_word, review_paths
from docgen.suggest import MOST, nearest

STDIN = "-"
_WILD = frozenset("*?[")
_HIDDEN = "_.~"
"""How the names of files begin that are no inputs; `~$` is Word's mark of an open document."""
_LONGEST = 100
"""Characters that are shown of a path that is not there."""
_NAMES = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
OTHER_STORE = marked("docgen knows no stores but s3://; {scheme}:// is none")
_MOST = 3
"""Paths that are named when none of them is there."""


class ReviewInput(NamedTuple):
    """A file of one review or many, and the folder below OUT that mirrors its own place."""

    path: str
    folder: str = ""


def find_sources(
    paths: Iterable[str | Path], stdin: Iterable[str] = ()
) -> tuple[list[ReviewInput], list[ReadError]]:
    """Return the reviews that `paths` name, each once, and an error for each path without any.

    A folder means all reviews below it, or, without any, all Word forms; a pattern
    (`data/**/*.yaml`) what it matches, `-` the paths in the lines of `stdin`. Raises UsageError
    when there is no review at all.
    """
    sources: dict[str, ReviewInput] = {}
    errors: list[ReadError] = []
    paths = list(paths)
    for path in _listed(paths, stdin):
        found = _sources_of(path)
        if not found:
            errors.append(_missing(path))
        for source in found:
            place = os.path.normcase(os.path.abspath(source.path))  # noqa: PTH100 - resolves `..`
            sources.setdefault(place, source)
    if not sources:
        raise UsageError(_nothing(errors, piped=STDIN in paths))
    return list(sources.values()), errors


def expand(paths: Iterable[str | Path], stdin: Iterable[str] = ()) -> Iterator[str]:
    """Yield each path that `paths` name, patterns and `-` taken apart, folders as they are."""
    for path in _listed(paths, stdin):
        matches = _matches(path) if _is_pattern(path) else [path]
        yield from matches or [path]


def _listed(paths: Iterable[str | Path], stdin: Iterable[str]) -> Iterator[str]:
    """Yield the paths, and for `-` the paths in the lines of `stdin`."""
    for path in paths:
        if str(path) == STDIN:
            yield from (typed_path(text) for line in stdin if (text := line.strip()))
        elif str(path):
            yield typed_path(path)
        else:
            raise UsageError(say("an empty text is no path; name files, folders or patterns"))


def _sources_of(path: str) -> list[ReviewInput]:
    """Return the reviews one path means, sorted."""
    if is_address(path) and is_word(path):
        return []
    if _is_pattern(path):
        root = _fixed_part(path)
        nested = [_below(Path(match), root) for match in _matches(path)]
        return [source for sources in nested for source in sources]
    if is_folder(path):
        return _below(Path(path), Path(path))
    return [ReviewInput(path)] if is_there(path) else []


def _below(path: Path, root: Path) -> list[ReviewInput]:
    """Return the reviews at or below `path`, mirrored from `root` on."""
    files = _in_folder(path) if is_folder(path) else [str(path)]
    mirrored: dict[str, str] = {}  # by folder: most files share theirs
    found = []
    for file in files:
        folder = os.path.dirname(file)  # noqa: PTH120 - many, as text
        if folder not in mirrored:
            mirrored[folder] = _mirror(Path(folder), root)
        found.append(ReviewInput(file, mirrored[folder]))
    return found


def _in_folder(folder: Path) -> list[str]:
    """Return the reviews in a folder; where there are none, the Word forms in it."""
    found = review_paths(folder)
    if found or is_address(folder):
        return found
    from docgen.intake.load import find_word_files

    return [*map(str, find_word_files(folder))]


def _mirror(folder: Path, root: Path) -> str:
    mirrored = folder.relative_to(root).as_posix()
    return "" if mirrored == "." else mirrored


def _is_pattern(path: str) -> bool:
    return not _WILD.isdisjoint(path) and not os.path.lexists(path)


def _matches(pattern: str) -> list[str]:
    """Return what a pattern matches: folders, and files that can be reviews."""
    # `*` means reviews, not the reports that may stand beside them; `*.docx` means Word files.
    from docgen.batch.patterns import matches  # imported late, as the next: most name a file

    suffixes = (*SUFFIXES, WORD) if pattern.lower().endswith(WORD) else SUFFIXES
    return [path for path in sorted(set(matches(pattern))) if _may_hold_reviews(path, suffixes)]


def _may_hold_reviews(path: str, suffixes: tuple[str, ...]) -> bool:
    name = os.path.basename(os.path.normpath(path))  # noqa: PTH119 - many, as text
    if is_folder(path):
        return name in {os.curdir, os.pardir} or name[0] not in "_."
    return name[0] not in _HIDDEN and name.lower().endswith(suffixes) and is_file(path)


def _fixed_part(pattern: str) -> Path:
    """Return the folder in front of a pattern's first wild part."""
    fixed = []
    for part in Path(pattern).parts:
        if not _WILD.isdisjoint(part):
            break
        fixed.append(part)
    return Path(*fixed)


def _why_none(path: str) -> str:
    if scheme := other_scheme(path):
        return say(OTHER_STORE, scheme=scheme)
    if is_address(path) and is_word(path):
        return say("Word files are read from a folder of this machine; copy it there first")
    if _is_pattern(path):
        return say("matches no review ({names})", names=_NAMES)
    if is_folder(path):
        return say("holds no review ({names} whose name does not begin with _)", names=_NAMES)
    near = _near(Path(path)) if len(path) <= _LONGEST else ""
    return say("is not there; did you mean {name}?", name=near) if near else say("is not there")


def _near(path: Path) -> str:
    """Return the path beside it that is called almost so, empty where none is."""
    try:
        names = [entry.name for entry in islice(os.scandir(path.parent), MOST)]
    except OSError:
        return ""
    name = nearest(path.name, names, least=0.75)
    return str(path.with_name(name)) if name else ""


def refuse_missing(paths: Sequence[str], *, piped: bool) -> None:
    """Raise UsageError when not one of the paths is there; `piped`: they came by stdin."""
    if not any(map(is_there, paths)):
        raise UsageError(_nothing([_missing(path) for path in paths[:_MOST]], piped=piped))


def _missing(path: str) -> ReadError:
    """Return why a path means no review; what was meant as another thing may be very long."""
    short = len(path) <= _LONGEST or os.path.lexists(path) or is_address(path)
    return ReadError(path if short else f"{path[:_LONGEST]}...", _why_none(path))


def _nothing(errors: Sequence[ReadError], *, piped: bool) -> str:
    """Return why there is no review at all."""
    told = "; ".join(str(error) for error in errors[:_MOST])
    if piped and errors:
        return say("{told}; - takes a list of paths, one a line", told=told)
    return told or say("no review named; give files, folders, patterns or -")

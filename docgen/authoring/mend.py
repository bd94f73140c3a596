"""Writes into a file what its faults surely meant; all other bytes stay, it reads the same."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import read_bytes
from docgen.errors import SaveError
from docgen.model import Problem
from docgen.model.problem import Fix
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.review.file import read_content

_MARK = b"\xef\xbb\xbf"
_ENDS = re.compile(r"(\r\n|\r|\n)")


class Mend(NamedTuple):
    """A file with its fixes in it."""

    file: Path
    before: bytes
    after: bytes
    places: int
    """How many places were mended."""

    @property
    def diff(self) -> Iterator[str]:
        """Yield the lines of the difference, in the form of `diff -u`."""
        before, after = (_ENDS.sub("\n", _text(data)).split("\n") for data in self[1:3])
        name = str(self.file)
        yield from difflib.unified_diff(before, after, name, name, n=0, lineterm="")


def mend_file(file: Path, problems: Iterable[Problem], *, normal: bool = False) -> Mend | None:
    """Write the fixes of `problems` into `file`, whole or not at all; None where it has none.

    With `normal` values may be written in another form, which their reader takes for the same.
    Raises ReadError, InvalidDataError and SaveError; the file is as it was then.
    """
    before = read_bytes(file)
    fixes = _apart(one.fix for one in problems if one.fix and Path(one.file) == file)
    after = _with(before, fixes).removeprefix(_MARK)
    places = len(fixes) + before.startswith(_MARK)
    if after == before:
        return None
    if not normal and not _same(_data(before, file), _data(after, file)):
        message = say("the mended text would not read as the same; nothing is written")
        raise SaveError(file, message)
    target = file.resolve()  # a link to a review stays one
    write_whole(target, after, like=target)
    return Mend(file, before, after, places)


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes in the order of the file, without those that touch lines of another."""
    found: list[Fix] = []
    for fix in sorted(set(fixes)):
        if not found or fix.line > found[-1].end_line:
            found.append(fix)
    return found


def _with(source: bytes, fixes: list[Fix]) -> bytes:
    mark = _MARK if source.startswith(_MARK) else b""
    pieces = _ENDS.split(_text(source))
    rows, ends = pieces[::2], [*pieces[1::2], ""]
    usual = ends[0] or "\n"
    for fix in reversed(fixes):
        first, last = fix.line - 1, fix.end_line
        new = fix.text.split("\n")
        rows[first:last] = new
        kept = ends[first:last]
        ends[first:last] = [*(kept[:-1] + [usual] * len(new))[: len(new) - 1], kept[-1]]
    return mark + "".join(map("".join, zip(rows, ends, strict=True))).encode()


def _text(source: bytes) -> str:
    return source.removeprefix(_MARK).decode("utf-8", errors="replace")


def _data(source: bytes, file: Path) -> Any:
    """Return what a text is read as, faults or none."""
    return read_content(source, file).data


def _same(one: Any, other: Any) -> bool:
    """Tell whether data are the same, blanks and line breaks around a text apart."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other) and type(one) is type(other)

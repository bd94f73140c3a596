"""Writes into a file what its faults surely meant; all other bytes stay, it reads the same."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from docgen.bounds.reading import read_bytes
from docgen.errors import DocgenError, SaveError
from docgen.model import Problem
from docgen.model.problem import Fix
from docgen.model.tongue import say
from docgen.output.whole import write_whole
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.file import read_content
from docgen.review.typed import by_schema
from docgen.yamlfile.tree import read_tree

_MARK = b"\xef\xbb\xbf"
_BULLET = re.compile(r"(?m)^([ \t]*)[•–·▪◦‣\uf0b7\uf0a7][ \t\u00a0]+")
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


def mend_file(file: Path, problems: Iterable[Problem], library: Library) -> Mend | None:
    """Write the fixes of `problems` into `file`, whole or not at all; None where it has none.

    A value may be written in another form, where its pack reads it as the same.
    Raises ReadError, InvalidDataError and SaveError; the file is as it was then.
    """
    before = read_bytes(file)
    told = (one.fix for one in problems if one.fix and Path(one.file) == file)
    fixes = _apart([*told, *_bullets(before, file)])
    after = _with(before, fixes).removeprefix(_MARK)
    places = len(fixes) + before.startswith(_MARK)
    if after == before:
        return None
    if not _same(_data(before, file, library), _data(after, file, library)):
        message = say("the mended text would not read as the same; nothing is written")
        raise SaveError(file, message)
    target = file.resolve()  # a link to a review stays one
    write_whole(target, after, like=target)
    return Mend(file, before, after, places)


def _bullets(source: bytes, file: Path) -> Iterator[Fix]:
    """Yield the lines of texts under | that begin with a bullet of Word's, with `- ` instead."""
    content = read_content(source, file).content
    rows = _ENDS.split(_text(source))[::2]
    for _, spot, _ in read_tree(content, file).scalars():
        count = len(_ENDS.findall(spot.raw)) if spot.style == "block" else 0
        for number in range(spot.line, spot.line + count):
            if match := _BULLET.match(rows[number]):
                new = f"{match[1]}- {rows[number][match.end() :]}"
                yield Fix(number + 1, number + 1, new)


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


def _data(source: bytes, file: Path, library: Library) -> Any:
    """Return what a text is read as, faults or none."""
    data = read_content(source, file).data
    try:
        return by_schema(data, load_pack(str(data["pack"]), library=library)).data
    except (DocgenError, KeyError, TypeError):  # no review, or of no pack: it stands as typed
        return data


def _same(one: Any, other: Any) -> bool:
    """Tell whether data are the same, blanks and line breaks around a text apart."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return _bare_text(one) == _bare_text(other)
    return bool(one == other) and type(one) is type(other)


def _bare_text(text: str) -> str:
    """Return a text without what may be written otherwise: blanks around it, signs of bullets."""
    return _BULLET.sub(r"\1- ", text.strip())

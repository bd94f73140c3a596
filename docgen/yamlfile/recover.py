"""Goes on behind a YAML fault at the next key that can be trusted, so that one run tells all.

What cannot be read is taken out, row for row, so that every place stays what it is in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from docgen.errors import DocgenError, InvalidDataError
from docgen.model import Problem
from docgen.model.place import Where
from docgen.model.problem import Fix
from docgen.yamlfile.explain import place_of_row
from docgen.yamlfile.parse import compose, parse_with_faults
from docgen.yamlfile.rows import Mended, Rows
from docgen.yamlfile.text import decode

LONGEST = 400_000
"""Characters of the longest text that is looked at row by row."""
MOST = 200
"""Faults of one file after which reading ends."""
KINDS = frozenset({"yaml", "tab", "sign", "character"})
"""Rules whose faults concern one place; behind any other nothing is read."""

_ENDS = re.compile(r"\r\n|\r|\n")
_TOP = re.compile(r"([^\W\d][\w-]*) *:(?=\s|$)")
_INNER = re.compile(r"( {1,8})[a-z][a-z0-9_]* *:\s*(?:#.*|\{.*)?")
_UNSEEN = re.compile("[\x0b\x0c\x85\u2028\u2029]|(?<!^)\ufeff")


class Recovered(NamedTuple):
    """A text as it can be read, with as many rows as it has."""

    content: bytes
    data: Any
    faults: tuple[Problem, ...]
    """All of them, in the order of the text."""
    lost: tuple[Where, ...]
    """Where values stand that could not be read."""


def recover(source: bytes, file: Path | str, keys: Collection[str]) -> Recovered | None:
    """Return what can be read of a text that is no YAML; None where one fault stops all.

    `keys` are those that may stand in the file, at its margin or below.
    """
    try:
        text = decode(source, file)
    except DocgenError:
        return None
    if len(text) > LONGEST:
        return None
    reader = _Recovery(text, file, keys)
    if not reader.works():
        return None
    faults: list[Problem] = []
    content = reader.text().encode()
    try:
        data = parse_with_faults(content, file, faults)
    except DocgenError:
        return None
    every = sorted([*reader.faults, *faults], key=lambda one: (one.line or 0, one.column or 0))
    lost = [_path(place_of_row(reader.before, n)) for n in sorted(reader.lost)]
    return Recovered(content, data, tuple(every), tuple(dict.fromkeys(lost)))


class _Recovery:
    """Takes out what cannot be read until the rest can."""

    def __init__(self, text: str, file: Path | str, keys: Collection[str]) -> None:
        self.file = file
        self.keys = keys
        self.before = _ENDS.split(text)
        self.ends = [*_ENDS.findall(text), ""]
        rows = Rows(self._seen(self.before), file, keys)
        self.rows = rows.rows
        self.faults = [*_with_fixes(rows.mended, rows.rows)]
        self.lost = {number for number, one in rows.mended.items() if one.lost}

    def _seen(self, rows: list[str]) -> list[str]:
        """Return the rows with a blank for what Word calls a line break."""
        return [_UNSEEN.sub(" ", row) for row in rows]

    def works(self) -> bool:
        """Make each part of the text readable; return whether the whole is then."""
        return all(self._part(start, end) for start, end in self._parts())

    def text(self) -> str:
        """Return the text as it can be read."""
        return "".join(map("".join, zip(self.rows, self.ends, strict=True)))

    def _parts(self) -> Iterator[tuple[int, int]]:
        """Yield the rows of each top-level key, and of each key alone in its row below one."""
        starts = [n for n, row in enumerate(self.rows) if self._is_top(row)]
        for start, end in zip([0, *starts], [*starts, len(self.rows)], strict=True):
            matches = {n: _INNER.fullmatch(self.rows[n]) for n in range(start + 1, end)}
            found = {n: len(match[1]) for n, match in matches.items() if match}
            column = min(found.values(), default=0)
            inner = [n for n, deep in found.items() if deep == column]
            if len(inner) < 2:
                inner = []
            edges = [start, *inner, end]
            yield from pairwise(edges)

    def _is_top(self, row: str) -> bool:
        match = _TOP.match(row)
        return bool(match and match[1] in self.keys)

    def _part(self, start: int, end: int) -> bool:
        """Take out what cannot be read in some rows; return false when there is too much of it."""
        for _ in range(end - start + 1):
            problem = self._fault(start, end)
            if problem is None:
                return True
            if problem.rule not in KINDS or len(self.faults) > MOST:
                return False
            number = min(start + (problem.line or 1) - 1, end - 1)
            where = place_of_row(self.before, number)
            told = any(one.line and start < one.line <= end and one.where == where
                       for one in self.faults)  # fmt: skip
            if not told:
                self.faults.append(problem._replace(line=number + 1, where=where))
            self._take_out(number, start, end)
        return False

    def _fault(self, start: int, end: int) -> Problem | None:
        """Return the first fault of some rows, its line counted from the first."""
        text = "\n".join(self.rows[start:end]) + "\n"
        try:
            compose(text, self.file)
        except InvalidDataError as error:
            problem = error.problems[0]
            return None if "alias" in problem.message and "&" in self.text() else problem
        return None

    def _take_out(self, number: int, start: int, end: int) -> None:
        """Empty a row and what stands below it; the rows from `start`, when it is empty already."""
        row = self.rows[number]
        if not row.strip():
            above = [n for n in range(start, number) if self.rows[n].strip()]
            number = above[-1] if above else start
            row = self.rows[number]
        depth = len(row) - len(row.lstrip(" "))
        self.lost.add(number)
        self._empty(number)
        for n in range(number + 1, end):
            below = self.rows[n]
            if below.strip() and len(below) - len(below.lstrip(" ")) <= depth:
                break
            self._empty(n)

    def _empty(self, number: int) -> None:
        self.rows[number] = ""


def _with_fixes(mended: dict[int, Mended], rows: list[str]) -> Iterator[Problem]:
    """Yield the faults of the rows, each with the rows to write where that is sure."""
    for start in sorted(mended):
        if not mended[start].problems:
            continue
        end, number = start, start + 1
        while number < len(rows) and (
            not rows[number] or (number in mended and not mended[number].problems)
        ):
            end = number if number in mended else end
            number += 1
        said = [mended[n].said if n in mended else ("",) for n in range(start, end + 1)]
        fix = None
        if all(one is not None for one in said):
            text = "\n".join(row for one in said for row in one or ())
            fix = Fix(start + 1, end + 1, text)
        for problem in mended[start].problems:
            yield problem._replace(fix=fix)


def _path(where: str) -> Where:
    return tuple(where.split(".")) if where else ()

"""JSON Lines: a file of many reviews, one a line, each found and read by its place in bytes.

A worker reads only the lines it is to make reports of. Each review has an id of its own, and the
`_shared.yaml` defaults above the file hold for all of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.reading import LARGEST, is_file, open_regular, read_part
from docgen.errors import InvalidDataError, ReadError
from docgen.model import Problem
from docgen.model.address import as_typed
from docgen.model.tongue import marked, say
from docgen.review.file import LINES, Loaded, ReadFile, read_once, refuse_faults, with_defaults

_MARK = b"\xef\xbb\xbf"
_CHANGED = marked("changed while docgen ran; run it again")
_ONE_A_LINE = marked("{fault}; each line of a .jsonl file is one whole review")


class Line(NamedTuple):
    """Where a review stands in a file of many."""

    number: int
    """From 1."""
    start: int
    length: int
    """In bytes, as `start`."""
    digest: bytes
    """SHA-256 of the bytes: tells what they are, and when the file changed meanwhile."""


def holds_lines(path: Path | str) -> bool:
    """Return true for a file of many reviews, going by its name."""
    return str(path).lower().endswith(LINES)


def place_of(path: Path | str, line: Line | None) -> str:
    """Return a review's place as people write it: its file, and its line in a file of many."""
    return f"{as_typed(path)}:{line.number}" if line else as_typed(path)


def lines_of(path: Path) -> Iterator[tuple[Line, bytes]]:
    """Yield place and bytes of each line that is not blank; the file is never read as a whole.

    Raises ReadError.
    """
    start = number = found = 0
    with open_regular(path) as stream:
        while content := stream.readline(LARGEST + 1):
            number += 1
            if len(content) > LARGEST:
                raise ReadError(
                    f"{path}:{number}",
                    say(_ONE_A_LINE, fault=say("is longer than 10 MB")),
                )
            if content.removeprefix(_MARK).strip():
                found += 1
                yield Line(number, start, len(content), hashlib.sha256(content).digest()), content
            start += len(content)
    if not found:
        raise ReadError(path, say(_ONE_A_LINE, fault=say("holds no review")))


def load_line(path: Path, line: Line) -> Loaded:
    """Return the data of one review of the file at `path`, merged with its defaults.

    Raises ReadError, also when the line is no longer what it was, and InvalidDataError.
    """
    return line_sound(path, line, _read_line(path, line))


def line_sound(path: Path, line: Line, content: bytes) -> Loaded:
    """Return the data of a line that was read just now, merged with its defaults.

    Raises ReadError and InvalidDataError.
    """
    return refuse_faults(line_with_faults(path, line, content))


def line_with_faults(path: Path, line: Line, content: bytes) -> Loaded:
    """Return the data of a line; faults that leave the data readable stay in the source.

    Raises ReadError and InvalidDataError.
    """
    own = read_once(b"line", content, path, lambda: _parsed(path, line, content), line.number)
    return with_defaults(own)


def _parsed(path: Path, line: Line, content: bytes) -> ReadFile:
    """Return what a line is read as; raises ReadError and InvalidDataError."""
    faults: list[Problem] = []
    try:
        from docgen.review.jsonfile import parse_json

        data = parse_json(content.rstrip(), path, faults)
    except ReadError as error:
        raise ReadError(place_of(path, line), error.message) from error
    except InvalidDataError as error:
        raise InvalidDataError([_placed(fault, line) for fault in error.problems]) from error
    if isinstance(data, dict) and not _has_id(data.get("id")):
        message = say(
            _ONE_A_LINE, fault=say("`id` is missing: in a file of many reviews each has its own")
        )
        faults.append(Problem("no-id", message, path))
    told = tuple(_placed(fault, line) for fault in faults)
    return ReadFile(path, content, data, told, line.number)


def quick_head(content: bytes) -> tuple[str, str]:
    """Return id and pack of a line; two empty texts where it takes a closer look."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(data, dict):
        return "", ""
    review_id, pack = data.get("id"), data.get("pack")
    if isinstance(review_id, str) and isinstance(pack, str) and review_id.strip() and pack:
        return review_id.strip(), pack
    return "", ""


class MetIds:
    """The ids met so far in files of many reviews, each with its first line: 200 bytes a review."""

    def __init__(self) -> None:
        self._of_file: dict[str, dict[str, int]] = {}

    def first(self, file: Path, review_id: str, number: int) -> int:
        """Return the first line of its file on which a review's id stood, this one for a new id."""
        # Keys are texts, not paths: a path a line is more than all the rest.
        return self._of_file.setdefault(str(file), {}).setdefault(review_id, number)


def equal_id(path: Path, number: int, first: int, review_id: str) -> Problem:
    """Return the fault of a review whose id another line has already."""
    message = say(
        "the id {review_id!r} stands on line {first} too; give one of them an id of its own",
        review_id=review_id,
        first=first,
    )
    return Problem("equal-id", message, path, number, where="id")


def _read_line(path: Path, line: Line) -> bytes:
    place = place_of(path, line)
    try:
        content = read_part(path, line.start, line.length)
    except ReadError as error:
        gone = not is_file(path)
        message = say("the file is gone; it was there when docgen began") if gone else error.message
        raise ReadError(place, message) from None
    if hashlib.sha256(content).digest() != line.digest:
        raise ReadError(place, say(_CHANGED))
    return content


def _has_id(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int | float) and not isinstance(value, bool)


def _placed(fault: Problem, line: Line) -> Problem:
    json = fault.rule == "json"
    message = say(_ONE_A_LINE, fault=fault.message) if json else fault.message
    return fault._replace(line=line.number, message=message)

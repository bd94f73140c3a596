"""Files of other people, read up to a limit: regular files alone, no pipe or device is waited for.

This is the one seam for reading and listing: what has an address (`s3://`) is asked of its store.

A file is looked at before it is opened: opening a pipe waits for whoever writes into it, opening
some devices makes them act.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from docgen.errors import ReadError, UsageError
from docgen.model.address import as_path, is_address, is_sound
from docgen.model.tongue import marked, say

LARGEST = 10_000_000
"""Bytes of the largest file that people write as text: a review, a pack, rules."""
LARGEST_TEMPLATE = 100_000_000
"""Bytes of the largest Word file."""

_KINDS = (
    (stat.S_ISFIFO, marked("a pipe")),
    (stat.S_ISSOCK, marked("a socket")),
    (stat.S_ISCHR, marked("a device")),
    (stat.S_ISBLK, marked("a device")),
)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)


def typed_path(typed: Path | str) -> str:
    """Return what people typed as docgen has it inside; raises UsageError for a broken address."""
    text = str(typed)
    if not is_sound(text):
        message = say(
            "this is no whole address; write s3://bucket/name, without .. (is a variable empty?)"
        )
        raise UsageError(f"{text}: {message}")
    return as_path(text)


def is_file(path: Path | str) -> bool:
    """Tell whether a regular file is there; a text that can be no path at all is none."""
    if is_address(path):
        from docgen.bounds import store

        return store.is_file(path)
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for a name that is too long


Stamp = tuple[int | str, ...]
"""The state of a file: when it was written, how long it is, or the tag of an object."""


def is_folder(path: Path | str) -> bool:
    """Tell whether a folder is there; a text that can be no path at all is none."""
    if is_address(path):
        from docgen.bounds import store

        return store.is_folder(path)
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a name that is too long


def is_there(path: Path | str) -> bool:
    """Tell whether a file or a folder is there."""
    if is_address(path):
        return is_file(path) or is_folder(path)
    return os.path.exists(path)  # noqa: PTH110 - each path, as text


def stamp_of(path: Path) -> Stamp:
    """Return what is another one when a file was written anew; raises ReadError, OSError."""
    if is_address(path):
        from docgen.bounds import store

        return store.stamp_of(path)
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_bytes(path: Path, largest: int = 0) -> bytes:
    """Return the bytes of a regular file of at most `largest` bytes (LARGEST if not given).

    Raises ReadError, for a larger file before any of it is read.
    """
    largest = largest or LARGEST
    if is_address(path):
        return _read_far(path, largest)
    with open_regular(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > largest:
            raise _too_large(path, largest)
        content = stream.read(size + 1)  # room for ten megabytes costs more than the reading
        if len(content) > size:
            content += stream.read(largest + 1 - len(content))
    if len(content) > largest:  # it grew meanwhile, or the system gives it no size
        raise _too_large(path, largest)
    return content


def read_part(path: Path, start: int, length: int) -> bytes:
    """Return some bytes of a regular file; raises ReadError."""
    if is_address(path):
        from docgen.bounds import store

        with _there(path):
            return store.read_part(path, start, length)
    with open_regular(path) as stream:
        stream.seek(start)
        return stream.read(length)


def _read_far(path: Path, largest: int) -> bytes:
    from docgen.bounds import store

    with _there(path):
        content = store.read(path, largest)
    if content is None:
        raise _too_large(path, largest)
    return content


@contextmanager
def _there(path: Path) -> Iterator[None]:
    """Turn FileNotFoundError into ReadError."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(path, say("there is no such file; check the name and the folder")) from None


@contextmanager
def open_regular(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading.

    Raises ReadError, also for what goes wrong while it is read.
    """
    if is_address(path):
        from docgen.bounds import store

        with _there(path), store.stream(path) as stream:
            yield stream
        return
    try:
        _refuse_other(path, os.stat(path).st_mode)  # noqa: PTH116 - one call, any text
        with open(path, "rb", opener=_opener) as stream:
            _refuse_other(path, os.fstat(stream.fileno()).st_mode)
            yield stream
    except FileNotFoundError:
        raise ReadError(path, say("there is no such file; check the name and the folder")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise ReadError(path, say("cannot be read ({reason})", reason=reason)) from error


def _opener(path: str, flags: int) -> int:
    """Open without waiting, should a pipe have come into the file's place meanwhile."""
    return os.open(path, flags | _AT_ONCE)


def _refuse_other(path: Path, mode: int) -> None:
    """Raise ReadError for what is no regular file."""
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise ReadError(path, say("is a folder; name a file in it"))
    what = next((say(name) for holds, name in _KINDS if holds(mode)), say("something else"))
    raise ReadError(
        path, say("is {what}, no file; save what it gives as a file and name that", what=what)
    )


def _too_large(path: Path, largest: int) -> ReadError:
    megabytes = largest // 1_000_000
    if largest != LARGEST:
        return ReadError(path, say("is larger than {megabytes} MB", megabytes=megabytes))
    message = say(
        "is larger than {megabytes} MB; a review is a few hundred KB at most", megabytes=megabytes
    )
    return ReadError(path, message)


def walk(folder: Path | str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder at or below `folder` with the names of its folders and regular files.

    Names that the caller takes out of the first list are not walked into. A link to a file is a
    file, a link to a folder is passed over, so that loops end; so is what cannot be read.
    """
    if is_address(folder):
        from docgen.bounds import store

        yield from store.walk(folder)
        return
    waiting = [os.fspath(folder)]
    while waiting:
        place = waiting.pop()
        folders, files = _entries(place)
        yield place, folders, files
        waiting += (os.path.join(place, name) for name in folders)  # noqa: PTH118 - many, as text


def _entries(place: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the regular files in a folder, each in order."""
    folders, files = [], []
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                with suppress(OSError):  # a link that goes round in circles
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.name)
                    elif entry.is_file():
                        files.append(entry.name)
    except OSError:
        return [], []
    return sorted(folders), sorted(files)

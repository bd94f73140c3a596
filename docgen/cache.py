"""Keep what is costly to make in the user's cache folder, so that one report starts fast.

Compiled code is loaded from here, so the folder must belong to the user and be closed to others all
the way up, and so must each file in it; else it is not used, and `cache_note` says why. A file that
cannot be read, is not ours or holds something else than was asked for is passed over and written
anew. Values are plain: what `marshal` can hold (code, text, numbers, lists, dicts), never objects.

Code is kept as code: its source would have to be compiled at each start, which takes 3 to 5 % of
it, and whoever can write to the folder could write source as well.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from docgen.errors import SaveError
from docgen.model.tongue import say
from docgen.output.folder import Folder
from docgen.output.private import is_others_work, why_not_private
from docgen.output.whole import put, remove_leftovers
from docgen.version import VERSION

ENVIRONMENT = "DOCGEN_CACHE"
"""Names another folder; `off` keeps no cache."""
MOST_FILES = 200
MOST_OF_A_GROUP = 20
"""Files of a group of their own, like the latest reviews."""
MOST_BYTES = 100_000_000
"""Bytes of a file that are read: more than any template makes."""

_HEADER = b"docgen cache 3\n"
_DIGEST = hashlib.sha256().digest_size
_Value = TypeVar("_Value")


def remember(
    key: str, make: Callable[[], _Value], fits: Callable[[Any], bool], group: str = ""
) -> _Value:
    """Return the value kept under `key`; what `make` returns when there is none, kept from then on.

    The key (see `cache_key`) must name all that the value depends on. `fits` tells whether a value
    has the shape of what `make` returns: what has not is not believed. Those of a `group` make
    room for each other alone.
    """
    folder = _place().folder
    if folder is None:
        return make()
    name = f"{group}{key}.bin"
    kept = _read(folder, name)
    if kept is not None and fits(kept[0]):
        value: _Value = kept[0]
        return value
    value = make()
    if fits(value):
        _write(folder, name, value, group)
    return value


def cache_folder() -> Path | None:
    """Return the folder of what is kept; None when there is none that can be used."""
    folder = _place().folder
    return folder.path if folder else None


def cache_note() -> str:
    """Return why the cache is not used, if others might have a hand in it; else nothing.

    Only a command that asked for something kept is told.
    """
    return _place().note if _place.cache_info().currsize else ""


def cache_key(pieces: Iterable[bytes]) -> str:
    """Return the name under which what `pieces` and this program determine is kept."""
    digest = hashlib.sha256(program_state())
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "little") + piece)
    return digest.hexdigest()


class _Place(NamedTuple):
    """Where things are kept, or why they are not."""

    folder: Folder | None = None
    note: str = ""


@cache
def _place() -> _Place:
    """Return the folder of what is kept, made when it is missing, and open from then on."""
    chosen = os.environ.get(ENVIRONMENT, "")
    if chosen == "off":
        return _Place()
    path = Path(chosen) if chosen else _user_cache() / "docgen"
    try:
        _make_private(path)
        folder = Folder.at(path)
        why = why_not_private(path)
    except (OSError, RuntimeError):  # RuntimeError: nobody knows the user's home
        return _Place()
    if not why:
        return _Place(folder)
    note = say(
        "note: each start is slower without its cache: {why}; or name a folder of your own in "
        "{variable} (off: none)",
        why=why,
        variable=ENVIRONMENT,
    )
    return _Place(note=note)


def _make_private(folder: Path) -> None:
    """Make a folder and those above it, closed to others."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)


def _user_cache() -> Path:
    """Return the system's folder for a user's caches (platformdirs costs 20 ms at each start)."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@cache
def program_state() -> bytes:
    """Return what names this program: version, Python, and the state of its own modules.

    A checkout changes without a new version, and catalogues change what is said; looking at its
    files costs half a millisecond.
    """
    files = sorted(_stamps(os.path.dirname(__file__)))  # noqa: PTH120 - scandir takes text
    return repr((VERSION, sys.implementation.cache_tag, files)).encode()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _stamps(entry.path)
            elif entry.name.endswith((".py", ".po")):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _read(folder: Folder, name: str) -> tuple[Any] | None:
    """Return the value in a file, alone in a tuple; None when there is none that can be used."""
    try:
        descriptor = folder.open_file(name, os.O_RDONLY)
    except (OSError, SaveError):
        return None
    with os.fdopen(descriptor, "rb") as file:
        if is_others_work(os.fstat(descriptor)):
            return None
        data = file.read(MOST_BYTES)
    start = len(_HEADER) + _DIGEST
    body = data[start:]
    if data[:start] != _HEADER + hashlib.sha256(body).digest():
        return None
    try:
        return (marshal.loads(body),)
    except (ValueError, EOFError, TypeError):
        return None


def _write(folder: Folder, name: str, value: Any, group: str) -> None:
    """Keep the value; two processes that write at once leave one whole file."""
    body = marshal.dumps(value)
    with suppress(OSError):
        put(folder, name, _HEADER + hashlib.sha256(body).digest() + body, mode=0o600)
        remove_leftovers(folder)
        _prune(folder, group)


def _prune(folder: Folder, group: str) -> None:
    """Remove the oldest files of a group beyond as many as it may have."""
    most = MOST_OF_A_GROUP if group else MOST_FILES
    files = [
        (entry.stat(follow_symlinks=False).st_mtime, entry.name)
        for entry in folder.entries()
        if entry.name.endswith(".bin") and entry.name.rpartition("-")[0] == group.rstrip("-")
    ]
    for _, name in sorted(files)[:-most]:
        folder.remove(name)

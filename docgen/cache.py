"""Keep what is costly to make in the user's cache folder, so that one report starts fast.

Compiled code is loaded from here, so the folder must belong to the user and be closed to others;
else it is not used. A file that cannot be read or is not ours is ignored and written anew.
Values are plain: what `marshal` can hold (code, text, numbers, lists, dicts), never objects.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from docgen.version import VERSION

ENVIRONMENT = "DOCGEN_CACHE"
"""Names another folder; `off` keeps no cache."""
MOST_FILES = 200

_HEADER = b"docgen cache 2\n"
_DIGEST = hashlib.sha256().digest_size
_Value = TypeVar("_Value")


def remember(key: str, make: Callable[[], _Value]) -> _Value:
    """Return the value kept under `key`; what `make` returns when there is none, kept from then on.

    The key (see `cache_key`) must name all that the value depends on.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    kept = _read(folder / f"{key}.bin")
    if kept is not None:
        value: _Value = kept[0]
        return value
    value = make()
    _write(folder, key, value)
    return value


def cache_key(pieces: Iterable[bytes]) -> str:
    """Return the name under which what `pieces` and this program determine is kept."""
    digest = hashlib.sha256(_program())
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "little") + piece)
    return digest.hexdigest()


@cache
def cache_folder() -> Path | None:
    """Return the folder of what is kept, made when it is missing; None when unusable."""
    chosen = os.environ.get(ENVIRONMENT, "")
    if chosen == "off":
        return None
    folder = Path(chosen) if chosen else _user_cache() / "docgen"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_private(folder) else None
    except OSError:
        return None


def _user_cache() -> Path:
    """Return the system's folder for a user's caches (platformdirs costs 20 ms at each start)."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _is_private(folder: Path) -> bool:
    """Return whether the folder is the user's own, closed to others (Windows: its profile is)."""
    if not hasattr(os, "getuid"):
        return folder.is_dir()
    status = folder.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o077


@cache
def _program() -> bytes:
    """Return what names this program: version, Python, and the state of its own modules.

    A checkout changes without a new version; looking at its files costs half a millisecond.
    """
    files = sorted(_stamps(os.path.dirname(__file__)))  # noqa: PTH120 - scandir takes text
    return repr((VERSION, sys.implementation.cache_tag, files)).encode()


def _stamps(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and entry.name != "__pycache__":
                yield from _stamps(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _read(file: Path) -> tuple[Any] | None:
    """Return the value in `file`, alone in a tuple; None when there is none that can be used."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    start = len(_HEADER) + _DIGEST
    body = data[start:]
    if data[:start] != _HEADER + hashlib.sha256(body).digest():
        return None
    try:
        return (marshal.loads(body),)
    except (ValueError, EOFError, TypeError):
        return None


def _write(folder: Path, key: str, value: Any) -> None:
    """Keep the value; two processes that write at once leave one whole file."""
    body = marshal.dumps(value)
    temporary = folder / f"{key}.{os.getpid()}.tmp"
    try:
        temporary.write_bytes(_HEADER + hashlib.sha256(body).digest() + body)
        temporary.replace(folder / f"{key}.bin")
        _prune(folder)
    except OSError:
        temporary.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Remove the oldest files beyond MOST_FILES."""
    files = sorted(folder.glob("*.bin"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MOST_FILES]:
        file.unlink(missing_ok=True)

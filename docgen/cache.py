"""Keep compiled templates in the user's cache folder, so that one report starts fast.

Compiled code is loaded from here, so the folder must belong to the user and be closed to others;
else it is not used. A file that cannot be read or is not ours is ignored and written anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from docgen.word.stored import Stored, dump, load

ENVIRONMENT = "DOCGEN_CACHE"
"""Names another folder; `off` keeps no cache."""
MOST_FILES = 200

_HEADER = b"docgen template 1\n"
_DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path | None:
    """Return the folder of compiled templates, made when it is missing; None when unusable."""
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


def cache_key(pieces: Iterable[bytes]) -> str:
    """Return the name under which what `pieces` determine is kept."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "little") + piece)
    return digest.hexdigest()


def read_cached(key: str) -> Stored | None:
    """Return the compiled template of that key; None when there is none that can be used."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        data = (folder / f"{key}.bin").read_bytes()
    except OSError:
        return None
    body = data[len(_HEADER) + _DIGEST :]
    sound = (
        data.startswith(_HEADER)
        and hashlib.sha256(body).digest() == data[len(_HEADER) : len(_HEADER) + _DIGEST]
    )
    try:
        return load(body) if sound else None
    except (ValueError, EOFError, TypeError):
        return None


def write_cached(key: str, stored: Stored) -> None:
    """Keep the compiled template; two processes that write at once leave one whole file."""
    folder = cache_folder()
    if folder is None:
        return
    body = dump(stored)
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

"""Files in a store (`s3://bucket/name`), by fsspec: read, listed, and written whole.

fsspec and s3fs are the extra `ips-docgen[s3]`; they are imported when an address is first met.
Where the store is and who asks for it is told by the settings that all programs for S3 have.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from docgen.bounds.kept import of_run
from docgen.bounds.refusals import code_of, is_missing, why_not
from docgen.errors import SaveError, StoreError
from docgen.model.address import as_typed, is_step, parts_of
from docgen.model.tongue import marked, say

_MARK = "docgen"
"""The name under which an object tells that docgen wrote it."""
_AT_ONCE = 4_000_000
"""Bytes that are asked for at a time of a file that is read on and on."""
_TRIES = 2
"""How often what failed on the way is tried."""
_CHANGED = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
_NO_RANGE = ("InvalidRange", "416")
_UNKNOWN = ("NotImplemented", "501")
"""What a store says that knows no conditions."""
_NO_EXTRA = marked('addresses take the extra s3: pip install "ips-docgen[s3]"')


class Seen(NamedTuple):
    """An object at one moment."""

    tag: str
    """Another one when it is written anew."""
    size: int
    mark: str = ""
    """What it tells of the one who wrote it, when that was docgen."""


class Changed(Exception):  # noqa: N818 - no error: it is what a condition is for
    """The object is no longer what it was when it was looked at."""


def read(path: Path | str, largest: int) -> bytes | None:
    """Return the bytes of a file; None for one of more than `largest`.

    Raises StoreError, and FileNotFoundError where there is none.
    """
    content = read_part(path, 0, largest + 1)
    return None if len(content) > largest else content


def read_part(path: Path | str, start: int, length: int) -> bytes:
    """Return some bytes of a file; raises StoreError, FileNotFoundError."""
    try:
        with _faults_in_words(path):
            return bytes(_store().cat_file(_key(path), start=start, end=start + length))
    except StoreError as error:
        if code_of(error.__cause__) in _NO_RANGE:
            return b""  # of a file that has none there, an empty one
        raise


def stream(path: Path | str) -> BinaryIO:
    """Return a file that can be read on and on; raises StoreError, FileNotFoundError."""
    with _faults_in_words(path):
        size = _store().info(_key(path))["size"]
    return io.BufferedReader(_Ranges(path, size), _AT_ONCE)


def is_file(path: Path | str) -> bool:
    """Tell whether a file has that address; raises StoreError when the store does not tell."""
    return all(parts_of(path)) and look(path) is not None


def is_folder(path: Path | str) -> bool:
    """Tell whether names begin so; raises StoreError when the store does not tell."""
    bucket, key = parts_of(path)
    if not bucket:
        return False
    ask = {"Bucket": bucket, "Prefix": f"{key}/" if key else "", "MaxKeys": 1}
    with _faults_in_words(path):
        found = _store().call_s3("list_objects_v2", **ask)
    return not key or found.get("KeyCount", 0) > 0


def walk(folder: Path | str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder at or below `folder` with the names of its folders and files.

    Names that the caller takes out of the first list are not walked into. Those that no path can
    have (`data//x.yaml`, `..`) are passed over. Raises StoreError.
    """
    waiting = [str(folder)]
    while waiting:
        place = waiting.pop()
        folders: list[str] = []
        files: list[str] = []
        with _faults_in_words(place):
            entries = _store().ls(_key(place), detail=True)
        for entry in entries:
            name = entry["name"].rpartition("/")[2]
            if is_step(name) and entry["name"] != _key(place):  # a mark that a folder is there
                (folders if entry["type"] == "directory" else files).append(name)
        folders.sort()
        yield place, folders, sorted(files)
        waiting += (f"{place.rstrip('/')}/{name}" for name in folders)


def look(path: Path | str) -> Seen | None:
    """Return what stands at an address; None where nothing does. Raises StoreError."""
    bucket, key = parts_of(path)
    try:
        with _faults_in_words(path):
            found = _store().call_s3("head_object", Bucket=bucket, Key=key)
    except FileNotFoundError:
        return None
    return Seen(found["ETag"], found["ContentLength"], found.get("Metadata", {}).get(_MARK, ""))


def stamp_of(path: Path | str) -> tuple[int | str, ...]:
    """Return the tag of a file, asked once in a run; raises StoreError, FileNotFoundError."""
    known = of_run("stamps")
    stamp: tuple[str] | None = known.get(str(path))
    if stamp is None:
        found = look(path)
        if found is None:
            raise FileNotFoundError(str(path))
        stamp = known[str(path)] = (found.tag,)
    return stamp


def tags_below(folder: Path | str) -> dict[str, str]:
    """Return the tag of each file at or below an address, by its name there; raises StoreError."""
    start = len(_key(folder)) + 1
    try:
        with _faults_in_words(folder):
            found = _store().find(_key(folder), detail=True)
    except FileNotFoundError:
        return {}
    return {name[start:]: entry["ETag"] for name, entry in found.items() if "ETag" in entry}


def write(path: Path | str, data: bytes, seen: Seen | None, mark: str = "") -> str:
    """Put `data` at an address, whole or not at all, and return its tag.

    Only if what stands there is still what was `seen`, None for nothing; a store that knows no
    such conditions is asked just before. Raises Changed, SaveError.
    """
    bucket, key = parts_of(path)
    what: dict[str, Any] = {"Bucket": bucket, "Key": key, "Body": data}
    if mark:
        what["Metadata"] = {_MARK: mark}
    condition = {"IfNoneMatch": "*"} if seen is None else {"IfMatch": seen.tag}
    try:
        return _put(path, {**what, **condition})
    except NotImplementedError:
        if look(path) != seen:
            raise Changed from None
        return _put(path, what)


def _put(path: Path | str, what: dict[str, Any]) -> str:
    try:
        with _faults_in_words(path):
            return str(_store().call_s3("put_object", **what)["ETag"])
    except FileExistsError:
        raise Changed from None
    except FileNotFoundError as error:
        if "IfMatch" in what:  # it was there
            raise Changed from None
        raise SaveError(as_typed(path), why_not(error, path)) from error
    except StoreError as error:
        code = code_of(error.__cause__)
        if code in _CHANGED:
            raise Changed from None
        if code in _UNKNOWN:
            raise NotImplementedError from None
        raise SaveError(error.file, error.message) from error


def _key(path: Path | str) -> str:
    """Return what fsspec calls the thing at an address."""
    return "/".join(parts_of(path)).rstrip("/")


@cache
def _store() -> Any:
    """Return the store, asked for the first time now."""
    import fsspec

    # Its settings are those of this moment; fsspec would give the store of earlier ones.
    settings = {"retries": {"max_attempts": _TRIES}, "connect_timeout": 10, "read_timeout": 60}
    store = fsspec.filesystem(
        "s3", use_listings_cache=False, skip_instance_cache=True, config_kwargs=settings
    )
    store.retries = _TRIES
    return store


@contextmanager
def _faults_in_words(path: Path | str) -> Iterator[None]:
    """Turn what goes wrong with a store into one line; FileNotFoundError is a file's alone."""
    if find_spec("s3fs") is None:
        raise StoreError(as_typed(path), say(_NO_EXTRA))
    from botocore.exceptions import BotoCoreError

    try:
        yield
    except (FileExistsError, StoreError):
        raise
    except (BotoCoreError, OSError, ValueError) as error:  # ValueError: settings that are none
        if is_missing(error):
            raise
        raise StoreError(as_typed(path), why_not(error, path)) from error


class _Ranges(io.RawIOBase):
    """A file in a store, asked for range by range."""

    def __init__(self, path: Path | str, size: int) -> None:
        self._path, self._size, self._at = path, size, 0

    def readable(self) -> bool:
        """Return true: it can be read."""
        return True

    def readinto(self, room: Any) -> int:
        """Fill the room with what comes next; 0 at the end."""
        length = min(len(room), self._size - self._at)
        if length <= 0:
            return 0
        piece = read_part(self._path, self._at, length)
        room[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

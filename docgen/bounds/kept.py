"""What was read of reviews, kept by its content in one file of the user's cache.

A key follows from every byte that was read and from the state of the program, so what is kept is
never stale. The file may be lost at any time; it is bounded, closed to others like the rest of the
cache, and not used at all where the cache is not. Values are plain, as `marshal` holds them.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from docgen.cache import cache_folder, program_state

if TYPE_CHECKING:
    from docgen.bounds.keptfile import KeptFile

Value = TypeVar("Value")

_MOMENT = 0.25
"""Seconds for which a run takes files of packs for unchanged."""


def content_key(kind: bytes, *pieces: bytes) -> bytes:
    """Return the key of what is read from these bytes; `kind` says what is read of them."""
    digest = hashlib.sha256(_state() + kind)
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "little"))
        digest.update(piece)
    return digest.digest()


def recall(key: bytes) -> Any:
    """Return what is kept under a key; None when nothing is, or nothing is kept at the moment."""
    return next((file.get(key) for file in _open), None)


def keep(key: bytes, value: Any) -> None:
    """Keep a plain value, while something is kept at all."""
    for file in _open:
        file.put(key, value)


def is_keeping() -> bool:
    """Tell whether what is read is kept at the moment; making keys for nothing takes time."""
    return bool(_open)


@contextmanager
def keeping() -> Iterator[None]:
    """Keep what is read while the block runs: for commands that read many reviews."""
    with keeping_alone(), looking_seldom():
        yield


@contextmanager
def keeping_alone() -> Iterator[None]:
    """Keep what is read while the block runs, and look at each file again: for a server."""
    if _open or (file := _opened()) is None:
        yield
        return
    _open.append(file)
    try:
        yield
    finally:
        _open.clear()
        file.close()


def _opened() -> KeptFile | None:
    from docgen.bounds.keptfile import KeptFile  # a single report keeps nothing here

    return KeptFile.at(cache_folder())


def keep_for_good() -> None:
    """Keep what is read until this process ends: for worker processes."""
    _held.enter_context(keeping())


@contextmanager
def looking_seldom() -> Iterator[None]:
    """Let what `of_run` gives live while the block runs."""
    if _of_run:
        yield
        return
    _of_run[""] = {}
    try:
        yield
    finally:
        _of_run.clear()


def seldom(name: str, key: Hashable, make: Callable[[], Value]) -> Value:
    """Return what `make` made a moment ago in this run; outside of runs what it makes now."""
    known = of_run(name)
    now = time.monotonic()
    found: tuple[float, Value] | None = known.get(key)
    if found is None or now - found[0] > _MOMENT:
        found = known[key] = (now, make())
    return found[1]


def of_run(name: str) -> dict[Any, Any]:
    """Return what a run remembers under a name; outside of runs an empty mapping each time."""
    return _of_run.setdefault(name, {}) if _of_run else {}


def write_down() -> None:
    """Write what is kept so far: for worker processes, which may end without a word."""
    for file in _open:
        file.write()


_held = ExitStack()
_of_run: dict[str, dict[Any, Any]] = {}
_open: list[KeptFile] = []
"""The file that is in use, alone; none while nothing is kept."""


@cache
def _state() -> bytes:
    return hashlib.sha256(program_state()).digest()

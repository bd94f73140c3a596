"""One docgen at a time in an output folder: a lock file that outlives no process."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from docgen.errors import UsageError

PATIENCE = 10.0
"""Seconds to wait for another docgen before giving up."""
_PAUSE = 0.05
_held: set[str] = set()
"""Locks of this process: its own pid in a lock file proves nothing after a crash in a container."""


class Holder(NamedTuple):
    """Who holds a lock, as the lock file tells."""

    pid: int
    host: str
    since: str
    text: str
    """The file's whole text, to tell one holder from the next."""


@contextmanager
def only_one(
    folder: Path,
    share: str = "",
    *,
    patience: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Hold the lock of `folder`; shares (`1-of-4`) bear other shares but not the whole.

    Raises UsageError when another docgen keeps it, or when nothing can be written there.
    """
    lock = _lock_file(folder, share)
    until = clock() + (PATIENCE if patience is None else patience)
    while not _take(lock):
        holder = _holder(lock)
        if holder is not None and _gone(holder, lock) and _cleared(lock, holder):
            continue
        if clock() >= until:
            raise UsageError(_busy(lock, holder))
        pause(_PAUSE)
    try:
        # Whole and shares use different files, so each looks for the other after taking its own.
        _wait_for_others(folder, share, until, clock, pause)
        yield
    finally:
        _held.discard(str(lock))
        with suppress(OSError):
            lock.unlink()


def lock_text(folder: Path, share: str = "") -> str:
    """Return what tells this holder of the lock from any other; empty when nobody holds it."""
    with suppress(OSError):
        return _lock_file(folder, share).read_text(encoding="utf-8")
    return ""


def _lock_file(folder: Path, share: str) -> Path:
    return folder / (f"lock.{share}" if share else "lock")


def _wait_for_others(
    folder: Path,
    share: str,
    until: float,
    clock: Callable[[], float],
    pause: Callable[[float], None],
) -> None:
    """Return once no lock of the other kind is left in `folder`."""
    while True:
        others = [folder / "lock"] if share else sorted(folder.glob("lock.*"))
        held = [(lock, holder) for lock in others if (holder := _holder(lock)) is not None]
        alive = [(lock, holder) for lock, holder in held if not _gone(holder, lock)]
        for lock, holder in held:
            if (lock, holder) not in alive:
                _cleared(lock, holder)
        if not alive:
            return
        if clock() >= until:
            raise UsageError(_busy(*alive[0]))
        pause(_PAUSE)


def _take(lock: Path) -> bool:
    """Create the lock file; False when there is one."""
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    text = json.dumps({"pid": os.getpid(), "host": this_host(), "since": since})
    try:
        with lock.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    except PermissionError:
        if os.name == "nt" and lock.parent.is_dir():  # being deleted right now
            return False
        raise UsageError(f"{lock.parent.parent}: cannot write there; choose another -o") from None
    except OSError as error:
        message = f"cannot write there ({error.strerror}); choose another -o"
        raise UsageError(f"{lock.parent.parent}: {message}") from error
    _held.add(str(lock))
    return True


def _holder(lock: Path) -> Holder | None:
    """Return who holds the lock; None when it is free or still being written."""
    try:
        text = lock.read_text(encoding="utf-8")
        data: Any = json.loads(text)
        return Holder(int(data["pid"]), str(data["host"]), str(data["since"]), text)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _gone(holder: Holder, lock: Path) -> bool:
    """Return true when the holder ran on this machine and runs no more."""
    if holder.host != this_host():
        return False
    if holder.pid == os.getpid():
        return str(lock) not in _held
    return not is_running(holder.pid)


def _cleared(lock: Path, holder: Holder) -> bool:
    """Remove the lock of a process that is gone; False when somebody else was quicker."""
    aside = lock.with_name(f"{lock.name.replace('lock', 'old', 1)}-{os.getpid()}")
    try:
        lock.replace(aside)
        taken = _holder(aside)
        if taken is not None and taken.text != holder.text:
            aside.replace(lock)  # it was taken over between the look and the move
            return False
        aside.unlink()
    except OSError:
        return False
    return True


def _busy(lock: Path, holder: Holder | None) -> str:
    """Return the line for a lock that stays taken."""
    who = f"process {holder.pid} on {holder.host}, since {holder.since}" if holder else "unknown"
    return (
        f"{lock.parent.parent}: another docgen writes there ({who}); "
        f"wait for it, choose another -o, or delete {lock} if it is gone"
    )


def is_running(pid: int) -> bool:
    """Return true when this machine runs a process of that id."""
    if sys.platform == "win32":  # os.kill(pid, 0) would send Ctrl-C there
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x1000, False, pid)  # the right to ask for its state
        if not handle:
            return bool(ctypes.get_last_error() == 5)  # it is there but not ours
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # "still active"
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def this_host() -> str:
    """Return this machine's name; the socket module would take 5 ms to say the same."""
    return os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename

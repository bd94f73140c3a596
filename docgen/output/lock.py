"""One docgen at a time in an output folder: a lock file that outlives no process.

Several machines see such a folder, containers do, and power fails, so no single sign of life is
enough. The holder keeps a lock of the system on its file, which ends with the process and is
sound on one machine whatever a process or a container is called there; and it touches the file
every few seconds, which is what other machines go by. filelock knows the first alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.errors import SaveError, UsageError
from docgen.model.tongue import say
from docgen.output.folder import Folder
from docgen.output.heart import Heart
from docgen.output.lockfile import (
    Holder,
    Seen,
    cleared,
    is_own,
    let_go,
    lock_name,
    look,
    read_lock,
    take,
    touch,
    unusable,
)
from docgen.output.machine import is_running, this_host, this_system
from docgen.output.whole import temporary_name

PATIENCE = 10.0
"""Seconds to wait for another docgen before giving up; twice as long for one without signs."""
SILENCE = 20.0
"""Seconds without a sign of life after which a holder that cannot be asked counts as gone."""
UNWRITTEN = 2.0
"""The same for a file that names no holder: it takes a moment to write one."""
_BEAT = 2.0
"""Seconds from one sign to the next."""
_PAUSE = 0.05


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
    name = lock_name(share)
    with _opened(folder) as opened:
        queue = _Queue(opened, PATIENCE if patience is None else patience, clock, pause)
        while (own := take(opened, name)) is None:
            queue.wait_for([name])
        descriptor, text = own
        heart = Heart(lambda: touch(descriptor, folder / name), _BEAT)
        try:
            # Whole and shares use different files: each looks for the other when it has its own.
            while queue.wait_for([lock_name()] if share else _shares(opened)):
                pass
            yield
        finally:
            heart.stop()
            let_go(opened, name, descriptor, text)


def lock_text(folder: Path, share: str = "") -> str:
    """Return what tells this holder of the lock from any other; empty when nobody holds it."""
    with suppress(OSError):
        descriptor = os.open(folder / lock_name(share), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            return read_lock(descriptor)
        finally:
            os.close(descriptor)
    return ""


class _Queue:
    """Waiting behind other holders: what was seen of them since, and how long to go on."""

    def __init__(
        self,
        folder: Folder,
        patience: float,
        clock: Callable[[], float],
        pause: Callable[[float], None],
    ) -> None:
        self._folder = folder
        self._patience = patience
        self._until = clock() + patience
        self._clock = clock
        self._pause = pause
        self._first: dict[str, tuple[Seen, float]] = {}
        self._ahead: float | None = None
        """How far the file server's clock is ahead of ours, once it was asked."""

    def wait_for(self, names: list[str]) -> bool:
        """Wait a moment if one of these locks is held; return false when none is.

        The locks of those who are gone are removed. Raises UsageError when patience is at an end.
        """
        for name in names:
            seen = look(self._folder, name)
            if seen is None or (self._is_gone(name, seen) and cleared(self._folder, name, seen)):
                continue
            known, _ = self._first[name]
            alive = seen.locked or seen.touched != known.touched
            # One that gives no sign may have been killed a moment ago: that shows in a while.
            if self._clock() >= self._until + (0 if alive else self._patience):
                raise UsageError(_busy(self._folder.path / name, seen.holder))
            self._pause(_PAUSE)
            return True
        return False

    def _is_gone(self, name: str, seen: Seen) -> bool:
        """Return true when the holder of that lock runs no more."""
        known, since = self._first.get(name, (None, 0.0))
        if known is None or known.text != seen.text:
            self._first[name] = known, since = seen, self._clock()
        if seen.locked or is_own(seen):
            return False
        if seen.holder is not None and _has_ended(seen.holder):
            return True
        still = self._clock() - since if seen.touched == known.touched else 0.0
        limit = UNWRITTEN if seen.holder is None else SILENCE
        return max(still, self._age(seen)) >= limit

    def _age(self, seen: Seen) -> float:
        """Return seconds since the file was touched, by the clock of whoever keeps the files."""
        if self._ahead is None:
            probe = temporary_name()
            os.close(self._folder.new_file(probe))
            status = self._folder.status(probe)
            self._folder.remove(probe)
            self._ahead = (status.st_mtime if status else 0.0) - self._clock()
        return self._clock() + self._ahead - seen.touched


@contextmanager
def _opened(path: Path) -> Iterator[Folder]:
    """Open the folder of the lock; raises UsageError when it is a link or cannot be used."""
    try:
        with Folder.at(path.parent) as out:
            folder = out.own(path.name)
    except SaveError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise unusable(path, error) from error
    with folder:
        yield folder


def _shares(folder: Folder) -> list[str]:
    """Return the names of the lock files of shares."""
    return sorted(entry.name for entry in folder.entries() if entry.name.startswith("lock."))


def _has_ended(holder: Holder) -> bool:
    """Return true when this system knows that the holder ran on it and runs no more."""
    if holder.system:
        return holder.locked and holder.system == this_system()
    mine = holder.pid == os.getpid()  # of a run that was killed: containers count from 1
    return holder.host == this_host() and (mine or not is_running(holder.pid))


def _busy(lock: Path, holder: Holder | None) -> str:
    """Return the line for a lock that stays taken."""
    who = (
        say(
            "process {pid} on {host}, since {since}",
            pid=holder.pid,
            host=holder.host,
            since=holder.since,
        )
        if holder
        else say("unknown")
    )
    return say(
        "{parent}: another docgen writes there ({who}); wait for it, choose another "
        "-o, or delete {lock} if it is gone",
        parent=lock.parent.parent,
        who=who,
        lock=lock,
    )

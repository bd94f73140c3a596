"""The file of what was read of reviews, as one process uses it: bounded, and lost without harm.

A value is plain, as `marshal` holds it, and stands behind a check sum. Where the file gives trouble
what was kept is done without.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.output.private import is_others_work

if TYPE_CHECKING:
    import sqlite3

NAME = "reviews.db"
"""The file in the cache folder."""
MOST_BYTES = 250_000_000
"""Bytes of the file: what is read of some 15,000 reviews. Beyond it the longest unused goes."""

_LAYOUT = 1
"""The number of this layout of the file; one of another layout is made anew."""
_AT_ONCE = 200
"""Values that are written in one go."""
_PATIENCE = 2.0
"""Seconds to wait for another process that is writing."""
_CHECK = 16
"""Bytes of the check sum before a value."""


class KeptFile:
    """The file of what was read, as one process uses it."""

    def __init__(self, file: Path, database: sqlite3.Connection) -> None:
        from threading import RLock  # a millisecond, and a single report keeps nothing here

        self._file = file
        self._database = database
        self._lock = RLock()
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._full = False
        self._broken = False

    @classmethod
    def at(cls, folder: Path | None) -> KeptFile | None:
        """Open the file in a folder, made when it is missing; None where it cannot be used."""
        if folder is None:
            return None
        try:
            import sqlite3
        except ImportError:  # a Python that was built without it
            return None
        file = folder / NAME
        for _ in range(2):  # a file that is broken or of another layout is made anew, once
            try:
                if not _is_private(file):
                    return None
                return cls(file, _connected(file))
            except (
                sqlite3.OperationalError
            ):  # busy, a disk that is full, a file system without locks
                return None
            except sqlite3.DatabaseError:
                _remove(file)
            except OSError:
                return None
        return None

    @property
    def _day(self) -> int:
        """Today: a server goes on for weeks."""
        return int(time.time() // 86_400)

    def get(self, key: bytes) -> Any:
        """Return the value of a key, None without one."""
        with self._lock:
            body = self._new.get(key)
            if body is not None:
                return marshal.loads(body)
            row = self._row(key)
        if row is None:
            return None
        day, value = row
        body = value[_CHECK:]
        if value[:_CHECK] != _check(key, body):
            return None
        if day != self._day:
            self._used.add(key)
        try:
            return marshal.loads(body)
        except (ValueError, EOFError, TypeError):
            return None

    def _row(self, key: bytes) -> tuple[int, bytes] | None:
        found: list[tuple[int, bytes]] = []
        with self._trouble():
            found += self._database.execute("select day, value from kept where key = ?", (key,))
        return found[0] if found else None

    def put(self, key: bytes, value: Any) -> None:
        """Keep a value, as long as there is room."""
        if self._full:
            return
        with self._lock:
            self._new[key] = marshal.dumps(value)
            if len(self._new) >= _AT_ONCE:
                self.write()

    def write(self) -> None:
        """Write what is new, and which of the old was used."""
        with self._lock:
            rows = [(key, self._day, _check(key, v) + v) for key, v in self._new.items()]
            used = [(self._day, key) for key in self._used]
            self._new.clear()
            self._used.clear()
            if not rows and not used:
                return
            with self._trouble(), self._database:
                self._database.execute("begin immediate")
                self._database.executemany("insert or replace into kept values (?, ?, ?)", rows)
                self._database.executemany("update kept set day = ? where key = ?", used)
                self._make_room()

    def _make_room(self) -> None:
        """Drop what was unused for longest; where all was used today, nothing more is added."""
        ask = self._database.execute
        pages, free, size = (
            ask(f"pragma {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size <= MOST_BYTES:
            return
        old = "select key from kept where day < ? order by day, key limit ?"
        gone = ask(f"delete from kept where key in ({old})", (self._day, 5 * _AT_ONCE)).rowcount
        self._full = gone == 0

    def close(self) -> None:
        """Write the rest and let go of the file."""
        self.write()
        with self._trouble():
            self._database.close()
        if self._broken:
            _remove(self._file)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Go on without what is kept where the file gives trouble."""
        import sqlite3

        try:
            yield
        except sqlite3.Error as error:
            self._full = True
            self._broken |= not isinstance(error, sqlite3.OperationalError)


def _is_private(file: Path) -> bool:
    """Make the file when it is missing; return whether it is one that only its user can write."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with suppress(FileExistsError):
        os.close(os.open(file, flags, 0o600))
    status = file.lstat()
    return stat.S_ISREG(status.st_mode) and not is_others_work(status)


def _connected(file: Path) -> sqlite3.Connection:
    """Return the open file with its table; raises sqlite3.Error for one that is none of ours."""
    import sqlite3

    database = sqlite3.connect(
        file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        ask = database.execute
        ask("pragma journal_mode = wal")
        ask("pragma synchronous = off")
        ask("pragma secure_delete = on")  # what is dropped is overwritten
        layout = ask("pragma user_version").fetchone()[0]
        if layout not in (0, _LAYOUT):
            raise sqlite3.DatabaseError("another layout")
        ask("create table if not exists kept (key blob primary key, day integer, value blob)")
        ask(f"pragma user_version = {_LAYOUT}")
        return database
    except sqlite3.Error:
        database.close()
        raise


def _remove(file: Path) -> None:
    for name in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            file.with_name(file.name + name).unlink()


def _check(key: bytes, body: bytes) -> bytes:
    """Return a check sum: what a power cut left of a value is not believed."""
    return hashlib.blake2b(body, digest_size=_CHECK, key=key).digest()

"""Lock files: made, looked at, moved out of the way; what stands in one is believed of nobody."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from docgen.errors import SaveError, UsageError
from docgen.model.tongue import say
from docgen.output import oslock
from docgen.output.folder import Folder
from docgen.output.machine import this_host, this_system
from docgen.output.whole import NO_ROOM, plain_reason, temporary_name

_MOST = 4096
"""Bytes of a lock file that are read."""
_held: set[str] = set()
"""Texts of the locks that this process holds."""


class Holder:
    """Who holds a lock, as the lock file tells; a plain class, which each start defines fast."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the values of a lock file; raises ValueError when no docgen wrote it."""
        pid, system = data.get("pid"), data.get("system", "")
        if type(pid) is not int or not 0 < pid < 1 << 31 or type(system) is not str:
            raise ValueError
        self.pid = pid
        self.host = _printable(data.get("host"))
        self.since = _printable(data.get("since"))
        self.system = system
        """The running system, see `this_system`; empty in a file of an older docgen."""
        self.locked = data.get("locked") is True
        """True when the holder has locked the file itself."""


class Seen:
    """A lock file at one moment."""

    def __init__(self, text: str, touched: float) -> None:
        self.text = text
        self.touched = touched
        self.holder: Holder | None = None
        """None for a file that is empty, or that no docgen wrote."""
        self.locked = False
        """True when somebody has locked the file itself."""


def lock_name(share: str = "") -> str:
    """Return the name of the lock file of a share, or of the whole."""
    return f"lock.{share}" if share else "lock"


def take(folder: Folder, name: str) -> tuple[int, str] | None:
    """Create the lock file and return its descriptor, to be kept open, and its text.

    None when there is one. Raises UsageError when nothing can be made.
    """
    try:
        descriptor = folder.new_file(name)
    except FileExistsError:
        return None
    except OSError as error:
        if os.name == "nt" and isinstance(error, PermissionError) and folder.path.is_dir():
            return None  # it is being deleted right now
        raise unusable(folder.path, error) from error
    told = {
        "pid": os.getpid(),
        "host": this_host(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S"),
        "system": this_system(),
        "locked": oslock.take(descriptor),  # first, so that who can read it can rely on it
        "token": os.urandom(8).hex(),
    }
    text = json.dumps(told)
    try:
        os.write(descriptor, text.encode())
    except OSError as error:
        os.close(descriptor)
        folder.remove(name)
        raise unusable(folder.path, error) from error
    _held.add(text)
    return descriptor, text


def let_go(folder: Folder, name: str, descriptor: int, text: str) -> None:
    """Remove the lock file, unless somebody took it away; errors change nothing any more."""
    _held.discard(text)
    if os.name == "nt":  # which removes no open file
        os.close(descriptor)
    with suppress(OSError, UsageError):
        seen = look(folder, name)
        if seen is not None and seen.text == text:
            folder.remove(name)
    if os.name != "nt":
        os.close(descriptor)


def touch(descriptor: int, file: Path) -> None:
    """Set the time of the file to now."""
    os.utime(descriptor if os.utime in os.supports_fd else file)


def look(folder: Folder, name: str) -> Seen | None:
    """Return what a lock file says; None when there is none.

    Raises UsageError when something else stands in its place.
    """
    try:
        descriptor = folder.open_file(name, os.O_RDONLY)
    except FileNotFoundError:
        return None
    except PermissionError:  # on Windows also one that is being deleted
        status = folder.status(name)
        return Seen("", status.st_mtime) if status else None
    except (SaveError, IsADirectoryError) as error:
        file = folder.path / name
        words = (
            str(error)
            if isinstance(error, SaveError)
            else say("{file}: is a folder; remove it", file=file)
        )
        raise UsageError(words) from error
    try:
        seen = Seen(read_lock(descriptor), os.fstat(descriptor).st_mtime)
        seen.holder = _holder(seen.text)
        seen.locked = seen.holder is not None and oslock.is_taken(descriptor)
        return seen
    finally:
        os.close(descriptor)


def read_lock(descriptor: int) -> str:
    """Return the text of an open lock file, as far as a docgen would have written it."""
    return os.read(descriptor, _MOST).decode(errors="replace")


def _holder(text: str) -> Holder | None:
    """Return the holder that the text of a lock file names; None when it names none."""
    try:
        data: Any = json.loads(text)
        return Holder(data) if isinstance(data, dict) else None
    except (ValueError, RecursionError):
        return None


def _printable(value: object) -> str:
    """Return a word of a lock file as a message may show it, whoever wrote it."""
    return "".join(c for c in str(value)[:64] if c.isprintable())


def cleared(folder: Folder, name: str, seen: Seen) -> bool:
    """Remove the lock of a process that is gone; False when somebody else was quicker."""
    aside = temporary_name()
    try:
        folder.rename(name, aside)
        taken = look(folder, aside)
        if taken is not None and taken.text != seen.text:
            folder.publish(aside, name)  # it was taken over between the look and the move
            return False
        folder.remove(aside)
    except (OSError, UsageError):
        return False
    return True


def unusable(folder: Path, error: OSError) -> UsageError:
    """Return why nothing can be written to the output folder that `folder` lies in."""
    reason = plain_reason(error)
    if error.errno not in NO_ROOM:
        reason = say(
            "cannot write there ({reason}); choose another -o", reason=error.strerror or error
        )
    return UsageError(f"{folder.parent}: {reason}")


def is_own(seen: Seen) -> bool:
    """Return true when this process holds the lock."""
    return seen.text in _held

"""A file is there whole or not at all: written under a name nobody can foresee, then renamed."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from docgen.errors import FileOpenError, SaveError
from docgen.model.tongue import marked, say
from docgen.output.folder import Folder

TEMPORARY = r"\.docgen-(?:(?P<run>run|\d{1,9}-of-\d{1,9})-)?[0-9a-f]{16}\.part"
"""What a file is called while it is written; a report names its run, the whole or a share."""
OLD = 3600.0
"""Seconds after which a file of that name belongs to a run that was killed."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What systems say of a full disk."""
_ANY_PROGRAM = marked("the program that shows it")
_PROGRAMS = {".docx": "Word", ".yaml": marked("your editor"), ".yml": marked("your editor")}

_tidied: set[Path] = set()
"""Folders in which this process has looked for what killed runs left."""


def write_whole(
    file: Path,
    data: bytes,
    *,
    new: bool = False,
    like: Path | None = None,
    within: Path | None = None,
) -> None:
    """Put `data` at `file`, whole or not at all; its folder is made when it is missing.

    A link at `file` is replaced itself, its target stays. With `new` nothing is replaced; the file
    gets the mode of `like`, else what is usual; no link leads out of the folder `within`.
    Raises FileExistsError (`new`), FileOpenError, SaveError.
    """
    try:
        folder = _folder_of(file, within)
    except (FileExistsError, NotADirectoryError):
        raise SaveError(
            file, say("cannot be written: {parent} is a file", parent=file.parent)
        ) from None
    except OSError as error:
        raise unwritable(file, error) from error
    with folder:
        if file.parent not in _tidied:
            _tidied.add(file.parent)
            remove_leftovers(folder)
        try:
            mode = stat.S_IMODE(like.stat().st_mode) if like else None
            put(folder, file.name, data, new=new, mode=mode)
        except OSError as error:
            if new and isinstance(error, FileExistsError):
                raise
            raise unwritable(file, error) from error


def _folder_of(file: Path, within: Path | None) -> Folder:
    """Make and open the folder of a file."""
    if within is None:
        return Folder.at(file.parent, make=True)
    with Folder.at(within, make=True) as outer:
        return outer.below(file.parent.relative_to(within).parts, make=True)


def put(
    folder: Folder,
    name: str,
    data: bytes,
    *,
    before: Callable[[os.stat_result], None] | None = None,
    run: str = "",
    new: bool = False,
    mode: int | None = None,
    durable: bool = False,
) -> None:
    """Put `data` into a folder under that name; `before` is told of it when all but that is done.

    `run` is the name of the run that writes a report (see `run_name`).

    `durable` waits until the disk has it, which one report need not: what a power cut leaves of
    it is known for what it is (see `save`). Raises OSError; nothing is left then.
    """
    part = temporary_name(run)
    placed = False
    try:
        status = _fill(folder.new_file(part, 0o666 if mode is None else mode), data, mode, durable)
        if before is not None:
            before(status)
        (folder.publish if new else folder.rename)(part, name)
        placed = True
    finally:
        if not placed:
            with suppress(OSError):
                folder.remove(part)


def temporary_name(run: str = "") -> str:
    """Return a name that nobody can have prepared a link under."""
    return f".docgen-{run and f'{run}-'}{os.urandom(8).hex()}.part"


def run_name(share: str) -> str:
    """Return the name of a run as temporary names tell it: `1-of-4`, or `run` for the whole."""
    return share or "run"


def _fill(descriptor: int, data: bytes, mode: int | None, durable: bool) -> os.stat_result:
    """Write all of `data`, close the file, and return what the system says of it."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        if durable:
            os.fsync(descriptor)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Folder, holder: str = "") -> None:
    """Remove what killed runs left in a folder: ordinary files of our own pattern, an hour old.

    The `holder` of an output folder's lock removes those of its own name at once, since it alone
    can be writing such; the whole run is alone altogether.
    """
    with suppress(OSError):
        for entry in folder.entries():
            if not entry.name.startswith(".docgen-") or not entry.is_file(follow_symlinks=False):
                continue
            found = re.fullmatch(TEMPORARY, entry.name)
            if found is None:
                continue
            mine = holder and found["run"] and holder in (run_name(""), found["run"])
            age = time.time() - entry.stat(follow_symlinks=False).st_mtime
            if mine or age > OLD:
                folder.remove(entry.name)


def unwritable(file: Path, error: OSError) -> SaveError:
    """Return why a file could not be written; on Windows an open one refuses to be replaced."""
    if file.is_file() and getattr(error, "winerror", None) in (5, 32, 33):
        program = say(_PROGRAMS.get(file.suffix.lower(), _ANY_PROGRAM))
        return FileOpenError(file, say("is open: close it in {program}", program=program))
    return SaveError(file, plain_reason(error))


def plain_reason(error: OSError) -> str:
    """Return why nothing could be written, in words."""
    if error.errno in NO_ROOM:
        return say("the disk is full; make room and run it again")
    return say("cannot be written: {reason}", reason=error.strerror or error)

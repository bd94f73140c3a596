"""What a file looked like when it was written: one that still looks so is not read again.

A stamp tells nothing beyond the next start of the system: a power cut may change what a file holds,
and no more of it. Where no start can be told from another there are no stamps.
"""

from __future__ import annotations

import hashlib
import os
import stat
from functools import cache
from pathlib import Path

from docgen.output.machine import this_host, this_system


@cache
def _beginning() -> str:
    """Return what names the running system since it started, in short; empty where nothing does."""
    if this_system() == this_host():
        return ""
    return hashlib.sha256(this_system().encode()).hexdigest()[:16]


def stamp_of(status: os.stat_result) -> str:
    """Return what is another one when somebody wrote the file anew, as far as the system tells."""
    began = _beginning()
    if not began or not stat.S_ISREG(status.st_mode):
        return ""
    known = f"{status.st_size:x}-{status.st_mtime_ns:x}-{status.st_ino:x}-{status.st_dev:x}"
    return f"{known}-{began}"


def stamp_at(path: Path | str) -> str:
    """Return the stamp of an ordinary file, links followed; empty where there is none."""
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 - each report
    except OSError:
        return ""

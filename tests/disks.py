"""A small disk to fill up, where the system lets us mount one."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of that size at `place`; raises CalledProcessError where that is forbidden."""
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)


def enlarge(place: Path, kilobytes: int) -> None:
    """Make room on the disk mounted at `place`."""
    mount = ["mount", "-o", f"remount,size={kilobytes}k", str(place)]
    subprocess.run(mount, check=True, capture_output=True)


@cache
def small_disks() -> bool:
    """Return whether a small disk can be mounted here."""
    if not sys.platform.startswith("linux"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder) / "disk", 64):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False

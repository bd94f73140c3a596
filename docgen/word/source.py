"""What a Word file may be given as: a path, its bytes, or an open file."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import IO

GivenFile = str | PathLike[str] | bytes | IO[bytes]


def opened(source: GivenFile) -> tuple[Path | bytes, str]:
    """Return a path or bytes, and the name that stands in messages."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), "template"
    if isinstance(source, str | PathLike):
        return Path(source), str(source)
    name = getattr(source, "name", "")
    return source.read(), name if isinstance(name, str) and name else "template"

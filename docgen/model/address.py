"""Addresses of files in stores, `s3://bucket/name`, among the paths of files of this machine.

Inside docgen an address is a path like all others, `//s3:/bucket/name`: absolute on each system, of
the same parts, and none that a system has for a file. People see and type `s3://bucket/name`.
"""

from __future__ import annotations

import re
from pathlib import Path

SCHEME = "s3"
"""The stores there are: Amazon's S3 and all that speak its language."""

_INSIDE = (f"//{SCHEME}:/", f"\\\\{SCHEME}:\\")


def is_address(path: Path | str) -> bool:
    """Tell whether a path is that of something in a store, as docgen has it inside."""
    return str(path).startswith(_INSIDE)


def as_path(text: str) -> str:
    """Return what a person or program typed as docgen has it inside; a path stays as it is."""
    end = len(SCHEME) + 1
    if text[:end].lower() != f"{SCHEME}:" or text[end : end + 1] not in ("/", "\\"):
        return text
    return _INSIDE[0] + "/".join(re.split(r"[/\\]+", text[end:].lstrip("/\\")))


def as_typed(path: Path | str) -> str:
    """Return a path as people write it."""
    text = str(path)
    if not text.startswith(_INSIDE):
        return text
    return f"{SCHEME}://" + text[len(_INSIDE[0]) :].replace("\\", "/")


def as_argument(path: Path | str) -> str:
    """Return a path as it goes onto a command line, on every system."""
    typed = as_typed(path)
    return f'"{typed}"' if " " in typed else typed


def as_posix(path: Path | str) -> str:
    """Return a path as people write it, with `/` on each system."""
    return as_typed(path) if is_address(path) else Path(path).as_posix()


def other_scheme(text: str) -> str:
    """Return the scheme of an address in a store that docgen does not know, else ""."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):[/\\]", text)
    return found[1] if found and found[1].lower() != SCHEME else ""


def parts_of(path: Path | str) -> tuple[str, str]:
    """Return bucket and name in it of an address; both may be empty."""
    bucket, _, key = as_typed(path).removeprefix(f"{SCHEME}://").partition("/")
    return bucket, key.rstrip("/")

"""Addresses of files in stores, `s3://bucket/name`, among the paths of files of this machine.

Inside docgen an address is a path like all others, `//s3:/bucket/name`: absolute on each system, of
the same parts, and none that a system has for a file. People see and type `s3://bucket/name`.
"""

from __future__ import annotations

import re
from pathlib import Path

SCHEME = "s3"
"""The stores there are: Amazon's S3 and all that speak its language."""

_SEPARATORS = ("/", "\\")
_INSIDE = (f"//{SCHEME}:/", f"\\\\{SCHEME}:\\")


def is_address(path: Path | str) -> bool:
    """Tell whether a path is that of something in a store, as docgen has it inside."""
    return str(path).startswith(_INSIDE)


def as_path(text: str) -> str:
    """Return what a person or program typed as docgen has it inside; a path stays as it is."""
    end = len(SCHEME) + 1
    if text[:end].lower() != f"{SCHEME}:" or text[end : end + 1] not in _SEPARATORS:
        return text
    steps = re.split(r"[/\\]+", text[end:].lstrip("/\\"))
    return _INSIDE[0] + "/".join(step for step in steps if step != ".")


def is_sound(text: str) -> bool:
    """Tell whether an address, as typed or as docgen has it, names a bucket and climbs nowhere.

    An empty $BUCKET leaves `s3://` or `s3:///name`. What is no address is sound.
    """
    typed = as_typed(text)
    scheme, rest = typed[: len(SCHEME) + 1], typed[len(SCHEME) + 1 :]
    if scheme.lower() != f"{SCHEME}:" or (rest and rest[0] not in _SEPARATORS):
        return True
    steps = re.split(r"[/\\]", rest)
    named = any(steps) and steps[:3] != ["", "", ""]
    return named and ".." not in steps


def is_step(name: str) -> bool:
    """Tell whether a name in a store can be a step of a path; keys may have others (`..`)."""
    return name not in ("", ".", "..") and "\\" not in name


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

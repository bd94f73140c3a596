"""Whether a folder is the user's own and closed to all others, and where it is not."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from docgen.model.tongue import say

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def why_not_private(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return why others may have a hand in what lies in a folder, with a way out; empty if not.

    The folder must be the user's and closed; each folder above it, as its path is written and as
    links lead, must be the user's or the system's and writable by nobody else, unless files of
    others are safe there (`/tmp`). On Windows, whose rights are not looked at, the folder must lie
    in the user's profile, which the system keeps closed. Raises OSError when it is not there.
    """
    if os.name == "nt":
        return _outside_of_profile(folder, environment)
    written, real = folder.absolute(), folder.resolve(strict=True)
    status = real.stat()
    if status.st_uid != os.getuid():
        return say("{folder} belongs to somebody else", folder=folder)
    if status.st_mode & _OTHERS:
        return say("{folder} is open to others (chmod go-rwx {folder})", folder=folder)
    for place in dict.fromkeys((*written.parents, *real.parents)):
        status = place.stat()
        if status.st_uid not in (0, os.getuid()):
            return say("{place} belongs to somebody else", place=place)
        if status.st_mode & _OTHERS_WRITE and not status.st_mode & stat.S_ISVTX:
            return say("others can write to {place} (chmod go-w {place})", place=place)
    return ""


def is_others_work(status: os.stat_result) -> bool:
    """Return true for a file that belongs to somebody else or that others can write to."""
    if os.name == "nt":
        return False
    return status.st_uid != os.getuid() or bool(status.st_mode & _OTHERS_WRITE)


def _outside_of_profile(folder: Path, environment: Mapping[str, str]) -> str:
    profile = environment.get("USERPROFILE")
    if profile and folder.resolve().is_relative_to(Path(profile).resolve()):
        return ""
    return say(
        "{folder} lies outside of your profile ({profile})",
        folder=folder,
        profile=profile or say("which is not set"),
    )

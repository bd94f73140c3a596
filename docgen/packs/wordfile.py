"""The Word file a document is made from: one of its pack's folder or of base, and no other.

A pack comes from other people. A file elsewhere, one of another machine that Windows would sign in
to, or a link that leads out would be printed into reports.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

from docgen.errors import InvalidDataError
from docgen.model import Document, Pack, Problem
from docgen.model.tongue import say

BASE = "base"
"""The folder of Word files that any pack may use."""

_ODD = frozenset('\\:*?"<>|\x7f').union(map(chr, range(32)))


def name_fault(file: str) -> str:
    """Return why a text cannot be the `file` of a document; empty when it can."""
    windows = PureWindowsPath(file)
    absolute = windows.drive or windows.root or PurePosixPath(file).is_absolute()
    if absolute or ".." in windows.parts or not _ODD.isdisjoint(file):
        return say(
            "the file lies outside the pack; name a Word file in the folder of the pack, or "
            "{base}/NAME.docx",
            base=BASE,
        )
    return ""


def below_root(file: str, code: str) -> str:
    """Return the path of a document's file below the folders of packs: `dk/report.docx`."""
    return file if _home(file) in (BASE, code) else f"{code}/{file}"


def refuse_leading_out(document: Document, pack: Pack) -> None:
    """Raise InvalidDataError for a file that is a link to one outside the pack and base."""
    inside = PurePosixPath(below_root(document.file, pack.code))
    home = document.path.parents[len(inside.parts) - 2]
    real = Path(os.path.realpath(document.path))
    if not any(real.is_relative_to(os.path.realpath(one)) for one in (home, home.parent / BASE)):
        where = f"documents.{document.name}.file"
        message = say(
            "{path} is a link that leads outside the pack; name a Word file in the folder of the "
            "pack, or {base}/NAME.docx",
            path=document.path,
            base=BASE,
        )
        raise InvalidDataError(
            [Problem("outside", message, pack.folder / "pack.yaml", where=where)]
        )


def _home(file: str) -> str:
    parts = PurePosixPath(file).parts
    return parts[0] if len(parts) > 1 else ""

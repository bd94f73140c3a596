"""The pages of a PDF become pictures, by poppler's pdftoppm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from docgen.errors import UsageError
from docgen.model.tongue import say
from docgen.output.pdf import temporary_folder

_PROGRAM = "pdftoppm"
_DOTS = 80
"""Dots an inch: an A4 page of 661 x 935."""
_SECONDS = 60


def find_pdftoppm() -> str:
    """Return the program; raises UsageError when it is missing."""
    found = shutil.which(_PROGRAM)
    if found is None:
        raise UsageError(
            say(
                "PNG takes {program} (poppler-utils), which is not found; use --as pdf",
                program=_PROGRAM,
            )
        )
    return found


def pages_of(pdf: bytes, program: str) -> list[bytes]:
    """Return the pages of a PDF as PNG, the first one first; raises DocgenError without room."""
    with temporary_folder() as work:
        (work / "a.pdf").write_bytes(pdf)
        command = [program, "-r", str(_DOTS), "-png", str(work / "a.pdf"), str(work / "page")]
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        pages = sorted(work.glob("page-*.png"), key=lambda page: int(page.stem.rpartition("-")[2]))
        return [Path(page).read_bytes() for page in pages]

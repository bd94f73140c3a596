"""Programs that tests of the page use where they are installed: Chromium, axe and others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]


def chromium_program() -> str | None:
    """Return the browser's program; None where there is none."""
    named = os.environ.get("DOCGEN_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def axe_script() -> Path:
    """Return where npm puts the script of axe-core."""
    return _ROOT / "node_modules" / "axe-core" / "axe.min.js"


def schemathesis() -> str | None:
    """Return the program that holds an API against its description; None where it is missing.

    It has a place of its own, since it brings much along.
    """
    own = os.environ.get("DOCGEN_SCHEMATHESIS", str(_ROOT / "build" / "schemathesis" / "bin"))
    return shutil.which("st", path=own)


def program_builder() -> str | None:
    """Return the Python that has docgen and PyInstaller; None where it is missing."""
    own = os.environ.get("DOCGEN_PYINSTALLER", str(_ROOT / "build" / "pyinstaller" / "bin"))
    found = shutil.which("pyinstaller", path=own)
    return shutil.which("python", path=own) if found else None


@contextmanager
def started_browser() -> Iterator[Any]:
    """Yield a browser of playwright's, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium_program(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()

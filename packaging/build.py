"""Build docgen for computers without Python: a folder with the program in it, dist/docgen.

python packaging/build.py [--out DIR]

To be run by a Python that has docgen with its extra `web`, and PyInstaller. One folder, not one
file: that would be unpacked at each start, and virus scanners stop such programs.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent
COLLECTED = ("docgen", "docxtpl", "docx", "babel", "jinja2", "uvicorn")
"""Packages whose modules and files are looked up by name at run time."""


def main(argv: list[str] | None = None) -> int:
    """Build the folder; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("dist"), metavar="DIR")
    out: Path = parser.parse_args(argv).out
    if importlib.util.find_spec("PyInstaller") is None:
        print("PyInstaller is missing: pip install pyinstaller", file=sys.stderr)
        return 2
    from PyInstaller.__main__ import run

    options = ["--noconfirm", "--clean", "--onedir", "--console", "--name", "docgen"]
    for package in COLLECTED:
        options += ["--collect-all", package]
    work = out / "work"
    run([
        *options, "--distpath", str(out), "--workpath", str(work), "--specpath", str(work),
        str(HERE / "start.py"),
    ])  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

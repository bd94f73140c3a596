"""What docgen finds on this machine: versions, packs, LibreOffice, cache, fonts."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from docgen.cache import cache_folder, cache_note
from docgen.errors import DocgenError
from docgen.model.tongue import say
from docgen.output.pages import find_pdftoppm
from docgen.output.pdf import find_office
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack
from docgen.version import VERSION

_PACKAGES = ("docxtpl", "python-docx", "Jinja2", "lxml", "Babel", "PyYAML", "jsonschema", "typer")
_EXTRAS = ("XlsxWriter", "dask", "docxcompose", "deflate")
_SECONDS = 20


class Line(NamedTuple):
    """One thing that was looked at."""

    what: str
    found: str
    sound: bool = True
    """False where something does not work, or works less well."""


def examine(library: Library) -> Iterator[Line]:
    """Yield what is there and what is not, the most telling first."""
    yield Line(
        "docgen", say("{version}, in {folder}", version=VERSION, folder=Path(__file__).parents[1])
    )
    yield Line("Python", f"{platform.python_version()} ({sys.executable}), {platform.platform()}")
    yield Line(say("packages"), ", ".join(_versions(_PACKAGES)))
    yield Line(say("extras"), ", ".join(_versions(_EXTRAS)) or say("none"))
    yield Line(say("templates"), say("bundled in {folder}", folder=bundled() / "templates"))
    yield from _packs(library)
    yield from _programs()
    folder = cache_folder()
    note = cache_note()
    yield Line(say("cache"), str(folder) if folder else note or "off", not note)


def _versions(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _packs(library: Library) -> Iterator[Line]:
    for code, folder in library.codes().items():
        try:
            pack = load_pack(code, library=library)
        except DocgenError as error:
            first = str(error).splitlines()[0]
            yield Line(say("pack {code}", code=code), f"{folder}: {first}", sound=False)
            continue
        yield Line(say("pack {code}", code=code), f"{folder}, {', '.join(pack.documents)}")


def _programs() -> Iterator[Line]:
    try:
        office = find_office().command[0]
        yield Line("LibreOffice", f"{office}: {_says(office, '--version')}")
    except DocgenError as error:
        yield Line("LibreOffice", str(error), sound=False)
    try:
        yield Line("pdftoppm", find_pdftoppm())
    except DocgenError as error:
        yield Line("pdftoppm", str(error), sound=False)
    lists = shutil.which("fc-list")
    if lists is not None:
        wanted = ("Calibri", "Carlito", "Cambria", "Caladea", "Arial", "Liberation Sans")
        there = _says(lists, "--format=%{family}\n", whole=True)
        found = [font for font in wanted if font in there]
        missing = say("none of Word's fonts nor their likes; install Carlito and Liberation")
        yield Line(say("fonts"), ", ".join(found) or missing, bool(found))


def _says(program: str, option: str, *, whole: bool = False) -> str:
    """Return the first line, or all, of what a program answers."""
    try:
        ran = subprocess.run([program, option], capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return say("gives no answer ({error})", error=error.__class__.__name__)
    text = ran.stdout.decode("utf-8", "replace").strip()
    return text if whole else next(iter(text.splitlines()), say("gives no answer"))

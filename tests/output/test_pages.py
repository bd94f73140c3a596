"""Pages of a PDF as pictures: in their order, and one line where poppler is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.errors import UsageError
from docgen.model.tongue import chosen
from docgen.output import pages
from docgen.output.pages import find_pdftoppm, pages_of

DRAWS = """
import pathlib, sys
words = sys.argv[1:]
pdf = pathlib.Path(words[-2]).read_bytes()
for number in NUMBERS:
    name = words[-1] + "-" + format(number, FORMAT) + ".png"
    pathlib.Path(name).write_bytes(b"PNG %d of " % number + pdf + " ".join(words[:-2]).encode())
"""
Drawer = Callable[..., str]


@pytest.fixture
def drawer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    """Return a function that makes a program which draws so many pages."""
    real = pages.subprocess.run

    def run(command: list[str], **more: object) -> object:
        return real([sys.executable, "-S", *command], **more)  # type: ignore[call-overload]

    def make(count: int, form: str = "d") -> str:
        program = tmp_path / "draws.py"
        head = f"NUMBERS = {list(range(count, 0, -1))}\nFORMAT = {form!r}\n"
        program.write_text(head + DRAWS, encoding="utf-8")
        monkeypatch.setattr(pages.subprocess, "run", run)
        return str(program)

    return make


def test_the_program_is_looked_for_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ("pdftoppm.exe" if sys.platform == "win32" else "pdftoppm")
    program.write_bytes(b"")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Path(find_pdftoppm()) == program


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "is not found; use --as pdf"), ("da", "--as pdf"), ("sv", "--as pdf")],
)
def test_without_it_one_line_names_the_way_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, words: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with chosen(language), pytest.raises(UsageError) as raised:
        find_pdftoppm()
    told = str(raised.value)
    assert words in told
    assert "pdftoppm (poppler-utils)" in told
    assert "\n" not in told


@pytest.mark.parametrize("form", ["d", "02d"], ids=["1, 2 ... 12", "01, 02 ... 12"])
def test_the_pages_come_in_their_order(drawer: Drawer, form: str) -> None:
    made = pages_of(b"%PDF", drawer(12, form))
    assert [int(one.split()[1]) for one in made] == list(range(1, 13))
    assert all(b"%PDF" in one for one in made)


def test_pictures_are_as_wide_as_a_screen_shows(drawer: Drawer) -> None:
    (page,) = pages_of(b"%PDF", drawer(1))
    assert b"-r 80 -png" in page


def test_a_pdf_that_cannot_be_drawn_has_no_pages(drawer: Drawer) -> None:
    assert pages_of(b"no PDF", drawer(0)) == []


def test_nothing_is_left_lying_about(
    drawer: Drawer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    program = drawer(2)
    assert len(pages_of(b"%PDF", program)) == 2
    assert list(room.iterdir()) == []

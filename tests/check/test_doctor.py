"""What docgen finds on a machine: each thing that was looked at, and what is not sound."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from docgen.check import doctor
from docgen.check.doctor import Line, examine
from docgen.errors import UsageError
from docgen.packs.library import find_library
from docgen.packs.load import pack_codes
from docgen.version import VERSION
from tests.builders import ROOT


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is started: LibreOffice and pdftoppm are missing, and so is fc-list."""

    def missing() -> None:
        raise UsageError("is missing; install it")

    monkeypatch.setattr(doctor, "find_office", missing)
    monkeypatch.setattr(doctor, "find_pdftoppm", missing)
    monkeypatch.setattr(doctor.shutil, "which", lambda _: None)


def lines(packs: Path | None = None) -> dict[str, Line]:
    return {one.what: one for one in examine(find_library(packs))}


def answers(monkeypatch: pytest.MonkeyPatch, text: bytes | Exception) -> None:
    """Have every program answer with that text, or fail so."""

    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        if isinstance(text, Exception):
            raise text
        return subprocess.CompletedProcess([], 0, text, b"")

    monkeypatch.setattr(doctor.subprocess, "run", run)


def test_the_most_telling_comes_first():
    found = [one.what for one in examine(find_library())]
    assert found[:5] == ["docgen", "Python", "packages", "extras", "templates"]
    assert found[-1] == "cache"
    assert [what for what in found if what.startswith("pack ")] == [
        f"pack {c}" for c in pack_codes()
    ]


def test_versions_are_told():
    found = lines()
    assert found["docgen"].found.startswith(f"{VERSION}, in ")
    assert platform.python_version() in found["Python"].found
    assert "lxml " in found["packages"].found
    assert all(one.sound for what, one in found.items() if what.startswith("pack "))


def test_packages_that_are_not_there_are_not_told(monkeypatch):
    monkeypatch.setattr(doctor, "_EXTRAS", ("no-such-package",))
    assert lines()["extras"].found == "none"


def test_a_pack_is_told_with_its_folder_and_documents_and_a_broken_one_with_its_fault(tmp_path):
    shutil.copytree(ROOT / "templates" / "dk", tmp_path / "dk")
    (tmp_path / "dk" / "pack.yaml").write_text("code: [", encoding="utf-8")
    found = lines(tmp_path)
    assert not found["pack dk"].sound
    assert found["pack dk"].found.startswith(f"{tmp_path / 'dk'}: ")
    assert "\n" not in found["pack dk"].found
    assert "report" in found["pack se"].found


def test_programs_that_are_missing_are_not_sound():
    found = lines()
    for program in ("LibreOffice", "pdftoppm"):
        assert found[program] == Line(program, "is missing; install it", False)
    assert "fonts" not in found


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(b"LibreOffice 7.4\nmore", "LibreOffice 7.4", id="its first line"),
        pytest.param(b"", "gives no answer", id="nothing"),
        pytest.param(b"\xff1", "\ufffd1", id="no text"),
        pytest.param(OSError(), "gives no answer (OSError)", id="it cannot be started"),
        pytest.param(subprocess.TimeoutExpired("x", 1), "gives no answer (TimeoutExpired)",
                     id="it hangs"),
    ],
)  # fmt: skip
def test_a_program_that_is_there_is_asked(monkeypatch, answer, told):
    class There:
        command = ("/opt/soffice",)

    monkeypatch.setattr(doctor, "find_office", There)
    monkeypatch.setattr(doctor, "find_pdftoppm", lambda: "/usr/bin/pdftoppm")
    answers(monkeypatch, answer)
    found = lines()
    assert found["LibreOffice"] == Line("LibreOffice", f"/opt/soffice: {told}")
    assert found["pdftoppm"] == Line("pdftoppm", "/usr/bin/pdftoppm")


@pytest.mark.parametrize(
    ("families", "told", "sound"),
    [
        (b"Carlito\nLiberation Sans\n", "Carlito, Liberation Sans", True),
        (b"Calibri\n", "Calibri", True),
        (b"DejaVu Sans\n", "none of Word's fonts nor their likes", False),
        (b"", "none of Word's fonts", False),
    ],
)
def test_fonts_of_word_or_their_likes_are_told(monkeypatch, families, told, sound):
    monkeypatch.setattr(doctor.shutil, "which", lambda _: "/usr/bin/fc-list")
    answers(monkeypatch, families)
    found = lines()["fonts"]
    assert found.found.startswith(told)
    assert found.sound is sound


def test_the_cache_is_told_with_its_folder_or_why_there_is_none(monkeypatch):
    monkeypatch.setattr(doctor, "cache_folder", lambda: Path("/c"))
    monkeypatch.setattr(doctor, "cache_note", lambda: "")
    assert lines()["cache"] == Line("cache", "/c")
    monkeypatch.setattr(doctor, "cache_folder", lambda: None)
    assert lines()["cache"] == Line("cache", "off")
    monkeypatch.setattr(doctor, "cache_note", lambda: "others may write there")
    assert lines()["cache"] == Line("cache", "others may write there", False)

"""The review of a report is the one with its id, near by, or there is no telling."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.intake.origin import Origins


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a report's place, and a folder elsewhere to stand in."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "work/out/.docgen").mkdir(parents=True)
    (tmp_path / "work/data").mkdir()
    return tmp_path / "work"


def _write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "pack: dk\nunit: {name: A}\n"),
        ("b.yaml", "id: a\npack: dk\nunit: {name: A}\n"),
        ("c.json", '{"id": "a", "pack": "dk", "unit": {"name": "A"}}'),
    ],
    ids=["by the name of its file", "by its id", "in JSON"],
)
def test_a_review_is_found_in_the_folder_that_holds_the_output(work, name, text):
    review = _write(work / "data" / name, text)
    assert Origins().of(work / "out/dk/a.docx", "a") == review


def test_the_current_folder_goes_first(work):
    _write(work / "data/a.yaml", "pack: dk\n")
    here = _write(Path("a.yaml"), "pack: dk\n")
    assert Origins().of(work / "out/a.docx", "a") == here
    assert Origins([work]).of(work / "out/a.docx", "a") == work / "data/a.yaml"


def test_two_of_one_id_and_none_are_told(work):
    for name in ("a", "b"):
        _write(work / f"data/{name}.yaml", "id: a\npack: dk\nunit: {name: A}\n")
    assert "several reviews are called a" in str(Origins().of(work / "out/a.docx", "a"))
    assert "its review c is not found" in str(Origins().of(work / "out/a.docx", "c"))
    only = work / "data/b.yaml"
    assert Origins([only]).of(work / "out/a.docx", "a") == only


def test_above_a_folder_that_is_no_output_folder_nothing_is_read(work):
    """A report among other downloads: what lies above may be all that somebody has."""
    _write(work / "data/a.yaml", "pack: dk\nunit: {name: A}\n")
    (work / "downloads").mkdir()
    assert "its review a is not found" in str(Origins().of(work / "downloads/a.docx", "a"))
    beside = _write(work / "downloads/a.yaml", "pack: dk\nunit: {name: A}\n")
    assert Origins().of(work / "downloads/a.docx", "a") == beside

"""A plain copy or a PDF of a review whose report was edited in Word: told, with both ways out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import review_text
from tests.commands import docgen
from tests.wordedits import retyped


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A folder with a review and its report, which was edited in Word."""
    (tmp_path / "a.yaml").write_text(review_text(head="purpose: Et formål.\n"), encoding="utf-8")
    assert docgen(tmp_path, "render", "a.yaml").returncode == 0
    report = tmp_path / "out/a.docx"
    report.write_bytes(retyped(report.read_bytes(), "purpose", "Et andet."))
    return tmp_path


def told(text: str) -> list[str]:
    """Return the lines that warn, each of which names both commands."""
    lines = [line for line in text.splitlines() if "[edited-beside]" in line]
    assert all("docgen export" in line and "docgen pull" in line for line in lines)
    return lines


@pytest.mark.parametrize("out", ["send", "post/2026"])
def test_a_plain_copy_in_another_folder_is_made_with_a_warning(edited, out):
    ran = docgen(edited, "render", "a.yaml", "--plain", "-o", out)
    assert (ran.returncode, ran.stdout) == (0, f"{Path(out, 'a.docx')}\n")
    (line,) = told(ran.stderr)
    assert line.startswith(f"{Path('out/a.docx')}: warning: was edited in Word")


def test_a_plain_copy_beside_the_edited_report_itself_is_refused_with_both_ways(edited):
    before = (edited / "out/a.docx").read_bytes()
    ran = docgen(edited, "render", "a.yaml", "--plain")
    assert ran.returncode == 1
    assert len(told(ran.stderr)) == 1
    assert (edited / "out/a.docx").read_bytes() == before


def test_an_untouched_report_warns_of_nothing(edited):
    (edited / "out/a.docx").unlink()
    docgen(edited, "render", "a.yaml")
    assert told(docgen(edited, "render", "a.yaml", "--plain", "-o", "send").stderr) == []
    (edited / "out/b.docx").write_bytes(b"somebody's own")
    assert told(docgen(edited, "render", "a.yaml", "-o", "other").stderr) == []


def test_a_dry_run_warns_too(edited):
    ran = docgen(edited, "render", "a.yaml", "--plain", "-o", "send", "--dry-run")
    assert len(told(ran.stderr)) == 1
    assert not (edited / "send").exists()

"""`docgen lint`: findings of templates and packs, mended and commented copies."""

from __future__ import annotations

import io
import zipfile

import pytest
from builders import ROOT
from commands import docgen
from ooxml.minimal import a_report, cell, row, table, text

TABLE = table(row(cell(text("a"))))


def test_lint_tells_faults_with_place_rule_and_exit_code(tmp_path):
    (tmp_path / "a.docx").write_bytes(a_report(text("{{ unit.nmae }}")))
    ran = docgen(tmp_path, "lint", "a.docx", "--pack", "se")
    assert ran.returncode == 1
    assert "a.docx: paragraph 1: {{ unit.nmae }}: there is no 'unit.nmae'" in ran.stdout
    assert "[unknown-name]" in ran.stdout
    assert "1 fault" in ran.stderr


def test_lint_of_packs_and_of_a_loose_file(tmp_path):
    assert docgen(tmp_path, "lint", "se", "dk").returncode == 0
    (tmp_path / "a.docx").write_bytes(a_report(text("{{ unit.name }}") + TABLE))
    ran = docgen(tmp_path, "lint", "a.docx")
    assert ran.returncode == 0
    assert "judged by the names of pack" in ran.stdout
    assert docgen(tmp_path, "lint", "a.docx", "--strict").returncode == 1
    foreign = docgen(tmp_path, "lint", "a.docx", "--names", "any")
    assert "judged by" not in foreign.stdout


def test_lint_mends_and_comments_in_copies_that_replace_nothing(tmp_path):
    (tmp_path / "a.docx").write_bytes(before := a_report(text("{{ unit.name }")))
    ran = docgen(tmp_path, "lint", "a.docx", "--fix", "--comment", "c.docx")
    assert "+ {{ unit.name }}" in ran.stderr
    assert (tmp_path / "a.docx").read_bytes() == before
    assert docgen(tmp_path, "lint", "a.fixed.docx").returncode == 0
    assert b"comments.xml" in (tmp_path / "c.docx").read_bytes()
    again = docgen(tmp_path, "lint", "a.docx", "--fix")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_lint_against_an_older_version_and_a_baseline(tmp_path):
    (tmp_path / "old.docx").write_bytes(a_report(text("{{ purpose }}")))
    (tmp_path / "new.docx").write_bytes(a_report(text("{{ unit.name }}")))
    ran = docgen(tmp_path, "lint", "new.docx", "--against", "old.docx", "--pack", "se")
    assert "prints purpose no longer" in ran.stdout
    keep = ("--write-baseline", "b.json")
    docgen(tmp_path, "lint", "new.docx", "--against", "old.docx", "--pack", "se", *keep)
    line = ("lint", "new.docx", "--against", "old.docx", "--pack", "se", "--baseline", "b.json")
    assert docgen(tmp_path, *line).stdout == ""


@pytest.mark.parametrize("form", ["json", "sarif", "github", "gitlab"])
def test_lint_speaks_to_programs(tmp_path, form):
    (tmp_path / "a.docx").write_bytes(a_report(text("{{ unit.nmae }}")))
    ran = docgen(tmp_path, "lint", "a.docx", "--format", form)
    assert "unknown-name" in ran.stdout


def test_a_changed_template_is_held_against_the_one_that_came_with_docgen(tmp_path):
    folder = tmp_path / "templates" / "dk"
    folder.mkdir(parents=True)
    data = (ROOT / "templates/dk/report.docx").read_bytes()
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"{{ c.recommendation }}", b"", 1))
    (folder / "report.docx").write_bytes(held.getvalue())
    ran = docgen(tmp_path, "lint", "templates/dk/report.docx")
    assert "recommendation no longer" in ran.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("lint", "nothing"), "no Word file, no folder and no pack"),
        (("lint", "none.docx"), "no such file"),
        (("lint", "dk", "--pack", "xx"), "no pack 'xx'"),
        (("lint", "dk", "--names", "some"), "--names any"),
        (("lint", "dk", "--comment", "c.docx"), "takes one Word file"),
        (("lint", "dk", "--baseline", "none.json"), "none.json"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, line, said):
    ran = docgen(tmp_path, *line)
    assert ran.returncode in (1, 2)
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr

"""`docgen fields`: every name that templates may print, or that one asks for."""

from __future__ import annotations

import pytest
from builders import ROOT
from commands import docgen

REPORT = str(ROOT / "templates" / "dk" / "report.docx")


def test_fields_of_a_pack_go_to_stdout_or_into_a_file(tmp_path):
    told = docgen(tmp_path, "fields", "dk")
    assert told.returncode == 0
    assert "`{{ unit.name }}`" in told.stdout
    for name in ("guide.md", "guide.docx"):
        assert docgen(tmp_path, "fields", "dk", "-o", name).returncode == 0
        assert (tmp_path / name).stat().st_size > 1000


def test_fields_of_a_template_are_those_it_asks_for(tmp_path):
    told = docgen(tmp_path, "fields", REPORT)
    assert "What report.docx asks for" in told.stdout
    assert "meeting.team" not in told.stdout


def test_a_guide_that_is_there_stays(tmp_path):
    (tmp_path / "g.md").write_text("mine", encoding="utf-8")
    ran = docgen(tmp_path, "fields", "dk", "-o", "g.md")
    assert ran.returncode == 2
    assert (tmp_path / "g.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("fields", "xx"), "no pack 'xx'"),
        (("fields", "dk", "-o", "a.txt"), "ends in .docx or .md"),
        (("fields", "none.docx"), "no such file"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, line, said):
    ran = docgen(tmp_path, *line)
    assert ran.returncode in (1, 2)
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1

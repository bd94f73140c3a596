"""Commands for those who make templates: fields and preview."""

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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("fields", "xx"), "no pack 'xx'"),
        (("fields", "dk", "-o", "a.txt"), "ends in .docx or .md"),
        (("fields", "none.docx"), "no such file"),
        (("preview", "dk", "-d", "none"), "has no document 'none'"),
        (("preview", "xx"), "no pack 'xx'"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path, line, said):
    ran = docgen(tmp_path, *line)
    assert ran.returncode in (1, 2)
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_guide_that_is_there_stays(tmp_path):
    (tmp_path / "g.md").write_text("mine", encoding="utf-8")
    ran = docgen(tmp_path, "fields", "dk", "-o", "g.md")
    assert ran.returncode == 2
    assert (tmp_path / "g.md").read_text(encoding="utf-8") == "mine"


def test_previews_are_made_again_but_edited_ones_stay(tmp_path):
    first = docgen(tmp_path, "preview", "dk")
    assert first.returncode == 0
    names = first.stdout.split()
    assert len(names) == 3
    assert docgen(tmp_path, "preview", "dk").returncode == 0
    (tmp_path / names[0]).write_bytes(b"mine")
    assert docgen(tmp_path, "preview", "dk").returncode == 1
    assert (tmp_path / names[0]).read_bytes() == b"mine"

"""Commands for those who make templates: fields, preview, lint, explain."""

import io
import zipfile

import pytest
from builders import ROOT
from commands import docgen
from ooxml.minimal import a_report, cell, row, table, text

TABLE = table(row(cell(text("a"))))
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
        (("preview", "dk", "-o", "a.docx"), "a.docx: several files are made; name a folder"),
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
        (("explain", "hiden-tag"), "did you mean 'hidden-tag'"),
    ],
)
def test_bad_input_of_lint_is_one_clear_line(tmp_path, line, said):
    ran = docgen(tmp_path, *line)
    assert ran.returncode in (1, 2)
    assert said in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


def test_explain_prints_the_page_of_a_rule_or_all(tmp_path):
    page = docgen(tmp_path, "explain", "hidden-tag").stdout
    assert all(word in page for word in ("Why:", "Wrong:", "Right:", "What to do:"))
    assert "accept or reject" in docgen(tmp_path, "explain", "tracked-change").stdout
    assert "hidden-tag" in docgen(tmp_path, "explain").stdout


def test_doctor_tells_versions_packs_and_programs(tmp_path):
    ran = docgen(tmp_path, "doctor")
    for word in ("docgen", "Python", "docxtpl", "pack dk", "LibreOffice", "cache"):
        assert word in ran.stdout
    (tmp_path / "templates" / "zz").mkdir(parents=True)
    (tmp_path / "templates" / "zz" / "pack.yaml").write_text("code: zz\n", encoding="utf-8")
    broken = docgen(tmp_path, "doctor")
    assert broken.returncode == 1
    assert "! pack zz" in broken.stdout

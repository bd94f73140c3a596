"""Word files are checked by the packs that use them, and so is what they make."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from builders import ROOT, write_review

from docgen.check.run import check_paths
from docgen.check.wordfiles import check_word_file
from docgen.model import Problem
from docgen.packs.library import Library, find_library
from docgen.report import make_report

TEMPLATES = ROOT / "templates"


def changed(source: Path, target: Path, old: str, new: str) -> Path:
    """Write a Word file to `target` with a change in its document."""
    made = io.BytesIO()
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(made, "w") as copy:
        for entry in archive.infolist():
            data = archive.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            copy.writestr(entry, data)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.getvalue())
    return target


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a folder with a blank and an ø in its name, for a pack's Word files alone."""
    return tmp_path / "mine ø" / "dk"


def test_a_word_file_in_a_folder_of_word_files_is_held_against_its_pack(mine):
    changed(TEMPLATES / "dk/report.docx", mine / "report.docx", "{{ unit.name }}", "{{ unit.nam }}")
    for path in (mine, mine / "report.docx"):
        problems = check_paths([path])
        assert {(problem.rule, Path(problem.file).parent) for problem in problems} == {
            ("unknown-name", mine)
        }


def test_a_fault_of_word_itself_is_told_by_the_rules_of_the_audit(mine):
    twice = '<w:bookmarkStart w:id="7" w:name="a"/><w:bookmarkEnd w:id="7"/>' * 2
    changed(
        TEMPLATES / "dk/report.docx",
        mine / "report.docx",
        "<w:body>",
        f"<w:body><w:p>{twice}</w:p>",
    )
    problems = [one for one in check_paths([mine / "report.docx"]) if one.severity == "error"]
    assert {problem.rule for problem in problems} == {"bookmark"}
    assert [problem.message for problem in problems] == [
        "two bookmarks have the id 7",
        "two bookmarks have the name 'a'",
    ], "told of the template, not again of all that it makes"


def test_what_only_stands_in_what_a_template_makes_is_told_with_where(monkeypatch):
    path = TEMPLATES / "dk/report.docx"

    def audit(data, file):
        sound = data == path.read_bytes()
        return [] if sound else [Problem("cell", "the cell has no paragraph", file, where="here")]

    monkeypatch.setattr("docgen.check.wordfiles.check_package", audit)
    assert {problem.where for problem in check_word_file(path, library=find_library())} == {
        "here, in the form it makes",
        "here, in a report it makes",
    }


def test_a_template_that_libreoffice_saved_has_no_error(office, mine):
    mine.mkdir(parents=True)
    (saved,) = office.convert([TEMPLATES / "dk/report.docx"], mine, "docx")
    assert {(problem.rule, problem.severity) for problem in check_paths([saved])} <= {
        ("order", "warning")
    }


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["base", "dk", "fi-sv", "no", "se"])
def test_the_files_of_the_bundled_packs_are_sound_one_by_one(folder):
    files = sorted((TEMPLATES / folder).glob("*.docx"))
    assert files
    assert check_paths(files) == []


def test_what_only_rendering_shows_is_found_in_each_copy_of_a_file(tmp_path):
    for name in ("en", "to"):
        copy = tmp_path / name / "dk" / "report.docx"
        changed(TEMPLATES / "dk/report.docx", copy, "{{ unit.name }}", "{{ sections[9].label }}")
        (problem,) = check_paths([copy])
        assert (problem.rule, problem.file) == ("undefined", str(copy))
        assert problem.where.startswith("paragraph 2")


def test_a_folder_of_word_files_alone_is_looked_through(tmp_path):
    shutil.copy(TEMPLATES / "dk/report.docx", tmp_path / "en.docx")
    (tmp_path / "to.docx").write_bytes(b"no zip")
    (tmp_path / "~$en.docx").write_bytes(b"what Word leaves while a file is open")
    found = {(Path(p.file).name, p.rule, p.severity) for p in check_paths([tmp_path])}
    assert found == {("en.docx", "no-pack", "note"), ("to.docx", "no-zip", "error")}


def test_a_report_is_no_template(tmp_path):
    review = write_review(tmp_path / "a.yaml")
    report = make_report(review, tmp_path / "out")
    assert check_paths([report]) == []


def test_a_file_that_is_gone_is_told(tmp_path):
    assert [problem.rule for problem in check_paths([tmp_path / "gone.docx"])] == ["unreadable"]


SHOWN = "<w:r><w:t>shown</w:t></w:r>"
FETCHING = f'<w:p><w:fldSimple w:instr="includetext //host/x">{SHOWN}</w:fldSimple></w:p>'


@pytest.mark.slow
def test_what_was_taken_out_of_a_template_is_a_note_and_stops_nothing(mine, tmp_path):
    path = changed(
        TEMPLATES / "dk/report.docx", mine / "report.docx", "<w:body>", f"<w:body>{FETCHING}"
    )
    notes = [problem for problem in check_paths([path]) if problem.severity == "note"]
    assert {(note.rule, Path(note.file)) for note in notes} == {("taken-out", path)}
    for name in ("pack.yaml", "criteria.yaml"):
        shutil.copy(TEMPLATES / "dk" / name, mine / name)
    review = write_review(tmp_path / "a.yaml")
    shelf = Library((mine.parent, *find_library().roots))
    report = make_report(review, tmp_path / "out", library=shelf)
    with zipfile.ZipFile(report) as archive:
        body = archive.read("word/document.xml")
    assert b"shown" in body
    assert b"host" not in body


def test_a_template_that_starts_a_program_is_an_error_with_its_place(mine):
    starting = FETCHING.replace("includetext", "ddeauto")
    path = changed(
        TEMPLATES / "dk/report.docx", mine / "report.docx", "<w:body>", f"<w:body>{starting}"
    )
    [problem] = check_paths([path])
    assert (problem.rule, problem.where, problem.severity) == ("external", "paragraph 1", "error")

"""Filled Word forms on the command line: scored, checked, rendered, made reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.document.blankform import make_form
from docgen.packs.load import load_pack
from docgen.review.file import load_data
from tests.builders import SAMPLES, files_of
from tests.commands import docgen
from tests.wordedits import document, paragraph
from tests.wordforms import fill, tags_of, typed_by

SAMPLE = next(path for path in SAMPLES if path.stem == "fjordby-2023")
PACK = load_pack("dk")
BLANK = make_form(PACK, "report")


def filled(folder: Path, name: str = "form.docx", **changes: str) -> Path:
    """Write a filled form; `changes` are typed otherwise, `__` for the dots of their paths."""
    values = typed_by(load_data(SAMPLE).data, PACK, tags_of(BLANK))
    values |= {path.replace("__", "."): text for path, text in changes.items()}
    (folder / name).write_bytes(fill(BLANK, values))
    return folder / name


def test_a_form_is_scored_checked_and_rendered_as_it_is(tmp_path):
    filled(tmp_path)
    scored = docgen(tmp_path, "score", "form.docx", "--format", "csv")
    assert scored.returncode == 0
    assert ",101,God IPS fidelity" in scored.stdout
    checked = docgen(tmp_path, "check", "form.docx")
    assert (checked.returncode, checked.stdout) == (0, "")
    made = docgen(tmp_path, "render", "form.docx", "-d", "all")
    assert made.returncode == 0
    assert files_of(tmp_path / "out") == ["form-overview.docx", "form.docx"]


def test_a_form_becomes_a_review_that_check_passes(tmp_path):
    filled(tmp_path)
    made = docgen(tmp_path, "new", "--from", "form.docx", "-o", "a.yaml", "--unit-id", "fjordby")
    assert made.returncode == 0
    assert made.stdout.splitlines() == ["a.yaml", "review.dk.schema.json"]
    assert docgen(tmp_path, "check", "a.yaml").stdout == ""
    again = docgen(tmp_path, "new", "--from", "form.docx", "-o", "a.yaml")
    assert again.returncode == 2
    assert "is there already and stays" in again.stderr


def test_an_empty_form_is_a_draft_and_a_warning_and_no_failure(tmp_path):
    (tmp_path / "form.docx").write_bytes(BLANK)
    for command in (["score"], ["check"], ["render"], ["new", "-o", "a.yaml", "--from"]):
        run = docgen(tmp_path, *command, "form.docx")
        assert run.returncode == 0, command
        assert "lacks the name of the unit (Enhed)" in run.stdout + run.stderr
    given = docgen(tmp_path, "new", "--from", "form.docx", "--unit", "Enhed B", "-o", "b.yaml")
    assert "the name of the unit" not in given.stderr
    assert "name: Enhed B" in (tmp_path / "b.yaml").read_text(encoding="utf-8")


def test_a_folder_and_a_pattern_of_forms_are_inputs(tmp_path):
    (tmp_path / "forms").mkdir()
    filled(tmp_path / "forms", "a.docx")
    filled(tmp_path / "forms", "b.docx")
    (tmp_path / "forms" / "~$a.docx").write_bytes(b"x")
    for path in ("forms", "forms/*.docx"):
        rows = docgen(tmp_path, "score", path, "--format", "csv").stdout.splitlines()
        assert len(rows) == 3, path
    assert docgen(tmp_path, "render", "forms").returncode == 0
    assert files_of(tmp_path / "out") == ["a.docx", "b.docx"]


def test_a_report_is_scored_but_not_rendered_again(tmp_path):
    filled(tmp_path)
    docgen(tmp_path, "render", "form.docx")
    assert ",101," in docgen(tmp_path, "score", "out/form.docx", "--format", "csv").stdout
    run = docgen(tmp_path, "render", "out/form.docx", "-o", "other")
    assert run.returncode == 1
    assert "is a report, not a form" in run.stderr


def test_a_fault_names_the_place_in_word_and_nothing_is_written(tmp_path):
    filled(tmp_path, criteria__disclosure__score="4,5")
    for command in (["score"], ["render"], ["new", "-o", "a.yaml", "--from"]):
        run = docgen(tmp_path, *command, "form.docx")
        assert run.returncode == 1
        assert 'form.docx: table 1, row 17, cell 4 (under "Oversigtstabel' in run.stderr
        assert "there are no half points; found '4,5'" in run.stderr
    assert files_of(tmp_path) == ["form.docx"]


BAD = {
    "no Word file": (b"%PDF-1.7", "is no Word file"),
    "a Word file of another program": (None, "holds no fields of docgen's"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_form_is_one_line(name, tmp_path):
    content, words = BAD[name]
    (tmp_path / "x.docx").write_bytes(content or document(paragraph("Kære alle")))
    for command in (["score"], ["new", "-o", "a.yaml", "--from"]):
        run = docgen(tmp_path, *command, "x.docx")
        assert run.returncode == 1
        assert words in run.stderr
        assert len(run.stderr.splitlines()) == 1
    assert files_of(tmp_path) == ["x.docx"]


def test_words_mark_of_an_open_document_is_no_form(tmp_path):
    filled(tmp_path, "~$form.docx")
    for command in (["score"], ["check"], ["render"], ["new", "-o", "a.yaml", "--from"]):
        run = docgen(tmp_path, *command, "~$form.docx")
        assert run.returncode == 1
        assert "is Word's mark of an open document" in run.stdout + run.stderr
    assert files_of(tmp_path) == ["~$form.docx"]


@pytest.mark.parametrize("mark", ["~$form.docx", "~$rm.docx", ".~lock.form.docx#"])
def test_a_form_that_is_open_is_taken_as_it_was_saved(mark, tmp_path):
    filled(tmp_path)
    (tmp_path / mark).write_bytes(b"")
    run = docgen(tmp_path, "score", "form.docx", "--format", "csv")
    assert run.returncode == 0
    assert ",101," in run.stdout
    assert "is open in Word; unsaved text is not taken" in run.stderr


USAGE = {
    "no pack and no file": (["new", "-o", "a.yaml"], "name the pack"),
    "another pack": (
        ["new", "no", "--from", "form.docx", "-o", "a.yaml"],
        "is a form of the pack dk",
    ),
    "a date that is none": (
        ["new", "--from", "form.docx", "-o", "a.yaml", "--date", "i går"],
        "is no date",
    ),
    "no file to begin with": (["new", "dk", "--from", "b.yaml", "-o", "a.yaml"], "is no such file"),
    "proposals into a form": (["score", "form.docx", "--fill"], "make a review of it first"),
    "an id without a file": (["new", "dk", "-o", "a.yaml", "--unit-id", "x"], "go with --from"),
}


@pytest.mark.parametrize("name", USAGE)
def test_what_cannot_be_asked_for_is_one_line(name, tmp_path):
    filled(tmp_path)
    arguments, words = USAGE[name]
    run = docgen(tmp_path, *arguments)
    assert run.returncode in (1, 2)
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert files_of(tmp_path) == ["form.docx"]


def test_a_form_of_no_pack_says_so_before_it_asks_where_to_write(tmp_path):
    run = docgen(tmp_path, "form", "xx")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "no pack 'xx'; there are: dk, fi-sv, no, se\n"

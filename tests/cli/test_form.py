"""`docgen form`: blank forms that replace nothing."""

from __future__ import annotations

from pathlib import Path

from builders import ROOT, controls_in
from commands import Run, one_line


def test_a_document_that_needs_no_review_is_written_once_by_form(run: Run) -> None:
    _, out, _ = run("packs")
    [line] = [line for line in out.splitlines() if "-d procedure" in line and "needs no" in line]
    assert "docgen form no -d procedure" in line
    assert "needs no" not in out.replace(line, "")
    code, _, err = run("render", str(ROOT / "data/no"), "-d", "procedure", "-o", "out")
    assert code == 2
    one_line(err, "write it once: docgen form no -d procedure -o procedure.docx")
    assert not Path("out").exists()
    assert run("form", "no", "-d", "procedure", "-o", "procedure.docx")[0] == 0
    assert Path("procedure.docx").is_file()


def test_form_writes_a_blank_form_once(run: Run, tmp_path: Path) -> None:
    assert run("form", "fi-sv", "-o", "x/blankett.docx") == (
        0,
        f"{Path('x', 'blankett.docx')}\n",
        "",
    )
    form = tmp_path / "x" / "blankett.docx"
    assert controls_in(form) > 100
    before = form.read_bytes()
    form.write_bytes(b"mine")
    code, _, err = run("form", "fi-sv", "-o", "x/blankett.docx")
    assert code == 2
    one_line(err, "is there already and stays", "--force")
    assert run("form", "fi-sv", "-o", "x/blankett.docx", "--force")[0] == 0
    assert form.read_bytes() == before


def test_a_form_is_a_word_file_by_its_name(run: Run, tmp_path: Path) -> None:
    code, out, err = run("form", "dk", "-o", "form.pdf")
    assert (code, out) == (2, "")
    one_line(err, "form.pdf: the name of a form ends in .docx")
    assert not (tmp_path / "form.pdf").exists()


def test_form_of_a_document_there_is_not_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    code, out, err = run("form", "dk", "-d", "scale", "-o", "a.docx")
    assert (code, out) == (2, "")
    one_line(err, "has no document 'scale'")
    assert not (tmp_path / "a.docx").exists()

"""The PDF beside each report of a run: made of its plain form, kept, refused, or told why not."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from docgen.batch import pdfs
from docgen.batch.outcome import Outcome
from docgen.batch.pdfs import PdfRun
from docgen.batch.run import Effort, make_reports, prepare_run
from docgen.errors import SaveError
from docgen.word.readback.fields import open_edited
from tests.builders import files_of, write_review


def _pdf(file: Path) -> bytes:
    return f"%PDF {file.name} {sha256(file.read_bytes()).hexdigest()}".encode()


class Office:
    """Stands for LibreOffice: makes a PDF of each file's name, or says why there is none."""

    def __init__(self, *broken: str) -> None:
        self.broken = broken
        self.asked: list[list[str]] = []
        self.fields: list[int] = []

    def make_pdfs(self, files: Sequence[Path]) -> list[bytes | str]:
        self.asked.append([file.name for file in files])
        self.fields += [len(open_edited(file).fields()) for file in files]
        return ["it has no room" if file.name in self.broken else _pdf(file) for file in files]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in "ab":
        write_review(tmp_path / "data" / f"{name}.yaml")
    return tmp_path / "data"


def made(data: Path, office: Any = None, **effort: Any) -> list[Outcome]:
    """Return what comes of the PDFs of all reports of a folder, which are made first."""
    out = data.parent / "out"
    outcomes = [*make_reports([data], out)]
    reports = {one.report: one.state for one in outcomes if one.report and one.good}
    run = prepare_run([data], out, effort=Effort(**effort))
    whole = PdfRun(run, reports, office or Office())
    assert whole.total == len(reports)
    return [*whole.outcomes()]


def states(outcomes: list[Outcome]) -> list[tuple[str, str]]:
    return [(one.report.name if one.report else "", one.state) for one in outcomes]


def test_each_report_gets_a_pdf_beside_it_made_in_one_go_of_its_plain_form(data):
    office = Office()
    assert states(made(data, office)) == [("a.pdf", "done"), ("b.pdf", "done")]
    out = data.parent / "out"
    assert files_of(out) == ["a.docx", "a.pdf", "b.docx", "b.pdf"]
    assert (out / "a.pdf").read_bytes().startswith(b"%PDF a.docx ")
    assert office.asked == [["a.docx", "b.docx"]]
    assert office.fields == [0, 0]
    assert open_edited(out / "a.docx").fields()


def test_a_pdf_that_stands_is_not_made_again_until_its_report_changes(data):
    made(data)
    office = Office()
    assert {state for _, state in states(made(data, office))} == {"unchanged"}
    assert office.asked == []
    write_review(data / "b.yaml", unit="Enhed B")
    office = Office()
    assert states(made(data, office)) == [("a.pdf", "unchanged"), ("b.pdf", "done")]
    assert office.asked == [["b.docx"]]


def test_a_pdf_that_somebody_changed_is_kept(data):
    made(data)
    pdf = data.parent / "out" / "a.pdf"
    pdf.write_bytes(b"mine")
    write_review(data / "a.yaml", unit="Enhed Ø")
    assert states(made(data)) == [("a.pdf", "kept"), ("b.pdf", "unchanged")]
    assert pdf.read_bytes() == b"mine"


def test_what_libreoffice_cannot_make_is_told_with_the_way_out(data):
    first, second = made(data, Office("a.docx"))
    assert (first.state, second.state) == ("failed", "done")
    assert isinstance(first.error, SaveError)
    assert str(first.error).endswith(
        "LibreOffice made no PDF (it has no room); the .docx beside it stands, open it there"
    )
    assert not (data.parent / "out" / "a.pdf").exists()


def test_fail_fast_stops_at_the_first_fault(data):
    assert [one.state for one in made(data, Office("a.docx"), fail_fast=True)] == ["failed"]


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(data):
    office = Office()
    assert states(made(data, office, dry_run=True)) == [("a.pdf", "done"), ("b.pdf", "done")]
    assert office.asked == []
    assert files_of(data.parent / "out") == ["a.docx", "b.docx"]
    made(data)
    assert {state for _, state in states(made(data, dry_run=True))} == {"unchanged"}


def test_a_review_that_broke_since_its_report_was_made_fails_alone(data):
    out = data.parent / "out"
    reports = {one.report: one.state for one in make_reports([data], out) if one.report}
    run = prepare_run([data], out)
    (data / "a.yaml").write_text("pack: [", encoding="utf-8")
    office = Office()
    outcomes = [*PdfRun(run, reports, office).outcomes()]  # type: ignore[arg-type]
    assert [one.state for one in outcomes] == ["failed", "done"]
    assert office.asked == [["b.docx"]]


def test_reports_that_were_not_made_get_none(data):
    run = prepare_run([data], data.parent / "out")
    assert [*PdfRun(run, {}, Office()).outcomes()] == []  # type: ignore[arg-type]
    assert not (data.parent / "out").exists()


def test_they_are_made_some_at_a_time(data, monkeypatch):
    monkeypatch.setattr(pdfs, "AT_ONCE", 1)
    office = Office()
    assert len(made(data, office)) == 2
    assert office.asked == [["a.docx"], ["b.docx"]]


def test_many_are_made_by_libreoffices_that_are_kept_alive(data, monkeypatch):
    kept = Office()

    class Offices:
        def __init__(self, _: Any, count: int) -> None:
            assert count >= 1

        def __enter__(self) -> Office:
            return kept

        def __exit__(self, *_: object) -> None:
            kept.asked.append(["ended"])

    monkeypatch.setattr(pdfs, "WORTH_KEEPING", 2)
    monkeypatch.setattr(pdfs, "Offices", Offices)
    office = Office()
    assert {one.state for one in made(data, office)} == {"done"}
    assert (office.asked, kept.asked) == ([], [["a.docx", "b.docx"], ["ended"]])

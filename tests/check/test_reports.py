"""`docgen check REPORT.docx`: agreement, prompts, what was changed, and the review it is of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.report import make_report
from tests.builders import ROOT
from tests.commands import docgen
from tests.wordedits import commented, edited, retyped

DK = ROOT / "data/dk/fjordby-2023.yaml"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder with a review and its report."""
    data = tmp_path / "data"
    data.mkdir()
    (data / DK.name).write_bytes(DK.read_bytes())
    return make_report(data / DK.name, tmp_path / "out")


def _rules(report: Path) -> list[tuple[str, str]]:
    """Return rule and severity of each finding, by the command."""
    ran = docgen(report.parents[1], "check", str(report), "--format", "json")
    return [(row["rule"], row["severity"]) for row in json.loads(ran.stdout)]


def _edit(report: Path, data: bytes) -> None:
    report.write_bytes(data)


def test_an_untouched_report_has_no_findings(report):
    ran = docgen(report.parents[1], "check", "out/fjordby-2023.docx")
    assert ran == (0, "", "0 faults, 0 warnings\n")


def test_a_changed_text_is_a_note_and_a_changed_score_a_fault(report):
    made = report.read_bytes()
    _edit(report, retyped(made, "purpose", "Ny tekst"))
    assert _rules(report) == [("edited", "note")]
    _edit(report, retyped(made, "criteria.caseload_size.score", "1"))
    assert ("wrong-total", "error") in _rules(report)
    assert ("edited", "note") in _rules(report)
    ran = docgen(report.parents[1], "check", "out/fjordby-2023.docx")
    assert ran.returncode == 1
    assert "Case load" in ran.stdout


def test_a_prompt_is_a_fault_and_what_is_undecided_a_warning(report):
    made = report.read_bytes()
    _edit(report, retyped(made, "purpose", "Klik eller tryk her for at skrive tekst"))
    assert ("prompt", "error") in _rules(report)
    _edit(report, commented(made, "Rapporten"))
    assert _rules(report) == [("open-comment", "warning")]


def test_text_outside_the_fields_is_told(report):
    _edit(report, edited(report.read_bytes(), lambda xml: xml.replace("Resumé:", "Samlet:", 1)))
    assert _rules(report) == [("edited", "note")]


def test_a_review_that_was_changed_since_is_told(report):
    review = report.parents[1] / "data" / DK.name
    text = review.read_text(encoding="utf-8")
    review.write_text(text.replace("Fjordby Kommune", "Fjordby by", 1), encoding="utf-8")
    assert ("behind", "warning") in _rules(report)
    _edit(report, retyped(report.read_bytes(), "unit.name", "Ny Fjordby"))
    assert ("both-changed", "warning") in _rules(report)
    _edit(report, retyped(report.read_bytes(), "unit.name", "Fjordby by"))
    assert {rule for rule, _ in _rules(report)} <= {"behind", "edited"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "its review fjordby-2023 is not found"),
        ("pack: dk\nid: fjordby-2023\n", "no report can be made"),
    ],
    ids=["its review is gone", "its review has faults"],
)
def test_a_report_without_a_sound_review_is_told(report, text, told):
    review = report.parents[1] / "data" / DK.name
    review.unlink()
    if text:
        review.write_text(text, encoding="utf-8")
    ran = docgen(report.parents[1], "check", "out/fjordby-2023.docx")
    assert ran.returncode == 0
    assert told in ran.stdout
    assert "[unmatched]" in ran.stdout

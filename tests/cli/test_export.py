"""`docgen export`: wishes reach the run; findings and counts are told; exit codes."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from commands import Run, one_line

from docgen.batch import export
from docgen.batch.outcome import DONE, Outcome, failure
from docgen.errors import InvalidDataError, UsageError
from docgen.model import Problem
from docgen.output import pdf

SENT = Outcome("a.docx", DONE, Path("sent/a.docx"))
REFUSED = failure("b.docx", InvalidDataError([Problem("tracked-change", "decide it", "b.docx")]))


class Batch:
    """A run of these outcomes."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes, self.total = outcomes, len(outcomes)

    def outcomes(self) -> Generator[Outcome, None, None]:
        yield from self._outcomes


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what the run was asked for: its outcomes are the first entry."""
    held: list[Any] = [(SENT,)]

    def prepare(reports: Any, options: Any, **more: Any) -> Batch:
        held.extend((list(reports), options, more["office"]))
        return Batch(*held[0])

    monkeypatch.setattr(export, "prepare_export", prepare)
    return held


def test_wishes_reach_the_run(run: Run, asked: list[Any]) -> None:
    code, out, _ = run("export", "a.docx", "-o", "x", "--accept", "--force", "draft")
    assert (code, out) == (0, f"{SENT.report}\n")
    _, reports, options, office = asked
    assert reports == ["a.docx"]
    assert options == export.CopyOptions(Path("x"), True, frozenset({"draft"}))
    assert office is None


def test_without_wishes_there_are_none(run: Run, asked: list[Any]) -> None:
    run("export", "a.docx")
    assert asked[2] == export.CopyOptions(None, False, frozenset())


def test_what_is_refused_is_told_with_its_hints_and_is_exit_code_1(
    run: Run, asked: list[Any]
) -> None:
    asked[0] = (SENT, REFUSED)
    code, out, err = run("export", "a.docx", "b.docx")
    assert (code, out) == (1, f"{SENT.report}\n")
    assert "b.docx" in err
    for hint in export.hints(REFUSED.error.problems):  # type: ignore[union-attr]
        assert hint in err


def test_a_pdf_takes_libreoffice_and_that_is_told_first(
    run: Run, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise UsageError("LibreOffice is not found")

    monkeypatch.setattr(pdf, "find_office", missing)
    code, _, err = run("export", "a.docx", "--pdf")
    assert code == 2
    one_line(err, "LibreOffice is not found")
    assert len(asked) == 1

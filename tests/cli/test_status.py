"""`docgen status`: a line for each report, JSON for programs, exit codes for both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Run

from docgen.batch import status
from docgen.batch.status import BEHIND, CONFLICT, CURRENT, UNKNOWN, Status
from docgen.cli.status import _line

A = Status(Path("out/a.docx"), CURRENT, Path("a.yaml"))
B = Status(Path("out/b.docx"), BEHIND, Path("b.yaml"), "the review was changed")
ODD = Status(Path("out/c.docx"), UNKNOWN, None, "no review of it")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return a list: first what is found, then what was asked for."""
    held: list[Any] = [[A, B]]

    def find(paths: Any, **_: object) -> Any:
        held.append(list(paths))
        return iter(held[0])

    monkeypatch.setattr(status, "find_status", find)
    return held


def test_each_report_has_a_line_and_states_are_counted(run: Run, found: list[Any]) -> None:
    code, out, err = run("status")
    assert code == 0
    assert [line.split("  ")[0] for line in out.splitlines()] == ["up to date", "behind"]
    assert out.splitlines()[1].endswith("b.docx  (the review was changed)")
    assert err == "1 up to date, 1 behind\n"
    assert found[1] == ["."]


@pytest.mark.parametrize("state", [CONFLICT, UNKNOWN])
def test_what_somebody_must_look_at_is_exit_code_1(run: Run, found: list[Any], state: Any) -> None:
    found[0] = [A, ODD._replace(state=state)]
    assert run("status", "out")[0] == 1
    assert found[1] == ["out"]


def test_programs_get_all_fields(run: Run, found: list[Any]) -> None:
    found[0] = [B, ODD]
    code, out, _ = run("status", "--format", "json")
    assert code == 1
    rows = json.loads(out)
    assert rows[0] == {
        "report": str(B.report), "review": "b.yaml", "state": "behind",
        "why": "the review was changed",
    }  # fmt: skip
    assert rows[1]["review"] is None


def test_nothing_found_is_an_empty_list(run: Run, found: list[Any]) -> None:
    found[0] = []
    assert json.loads(run("status", "--format", "json")[1]) == []


def test_a_line_is_one_line_whatever_a_file_is_called() -> None:
    told = _line(Status(Path("a\nb.docx"), CURRENT), 12)
    assert told == "up to date    a\\nb.docx"

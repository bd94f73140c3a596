"""Findings on the screen: a page of each kind for readers, all for programs, counted on stderr."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from docgen.cli.telling import counted, print_pieces, print_problems
from docgen.model import Problem
from docgen.model.telling import MOST_OF_A_KIND
from docgen.model.tongue import chosen

FAULT = Problem("unknown-key", "odd", "a.yaml", 1)
WARNING = FAULT._replace(rule="unprinted", severity="warning")
NOTE = FAULT._replace(rule="remark", severity="note")


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, "0 faults, 0 warnings"),
        ({"error": 1, "warning": 1}, "1 fault, 1 warning"),
        ({"error": 2, "warning": 3}, "2 faults, 3 warnings"),
        ({"note": 1}, "0 faults, 0 warnings, 1 note"),
        ({"note": 2, "error": 1}, "1 fault, 0 warnings, 2 notes"),
    ],
)
def test_each_kind_is_counted_and_notes_where_there_are_any(
    found: dict[str, int], told: str
) -> None:
    assert counted(Counter(found)) == told
    with chosen("da"):
        assert counted(Counter(found)) != told


def test_readers_get_a_line_each_and_the_count_apart(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([FAULT, WARNING, NOTE], "text")
    out, err = capsys.readouterr()
    assert out.splitlines() == [str(FAULT), str(WARNING), str(NOTE)]
    assert err == "1 fault, 1 warning, 1 note\n"


def test_of_many_of_a_kind_a_page_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([FAULT] * (MOST_OF_A_KIND + 2), "text")
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == MOST_OF_A_KIND + 1
    assert out.splitlines()[-1].endswith("[unknown-key]; --format json tells all")
    assert err.startswith(f"{MOST_OF_A_KIND + 2} faults")


def test_programs_get_all(capsys: pytest.CaptureFixture[str]) -> None:
    print_problems([FAULT] * (MOST_OF_A_KIND + 2), "json")
    assert len(json.loads(capsys.readouterr().out)) == MOST_OF_A_KIND + 2


def test_pieces_are_printed_and_nothing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    print_pieces(iter([FAULT]), "github")
    out, err = capsys.readouterr()
    assert "unknown-key" in out
    assert err == ""
    print_problems([], "json")
    assert json.loads(capsys.readouterr().out) == []

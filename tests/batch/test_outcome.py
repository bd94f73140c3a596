"""What came of a report: its state, and an error that holds nothing of what it came through."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import get_args

import pytest

from docgen.batch.outcome import DONE, FAILED, KEPT, STATES, UNCHANGED, Outcome, State, failure
from docgen.errors import DocgenError, KeptFileError, ReadError, SaveError


def test_there_are_four_states_what_was_done_first():
    assert STATES == (DONE, UNCHANGED, KEPT, FAILED)
    assert set(STATES) == set(get_args(State))


@pytest.mark.parametrize(
    ("state", "good"), [(DONE, True), (UNCHANGED, True), (KEPT, False), (FAILED, False)]
)
def test_a_report_that_stands_where_it_should_is_good(state, good):
    assert Outcome("a.yaml", state).good is good


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (KeptFileError(Path("a.docx"), "was edited"), KEPT),
        (SaveError(Path("a.docx"), "no room"), FAILED),
        (ReadError(Path("a.yaml"), "is not there"), FAILED),
        (DocgenError("x"), FAILED),
    ],
)
def test_a_report_that_somebody_edited_is_kept_and_else_it_has_failed(error, state):
    made = failure("a.yaml", error, Path("a.docx"))
    assert made == Outcome("a.yaml", state, Path("a.docx"), error)
    assert not made.good
    assert failure("a.yaml", error).report is None


def test_an_error_keeps_its_words_and_nothing_of_its_way():
    try:
        try:
            raise ValueError("whole files")
        except ValueError as cause:
            raise DocgenError("told") from cause
    except DocgenError as error:
        made = failure("a.yaml", error)
    assert str(made.error) == "told"
    assert made.error is not None
    assert made.error.__traceback__ is made.error.__cause__ is made.error.__context__ is None


def test_an_outcome_travels_between_processes():
    made = failure("a.yaml", SaveError(Path("a.docx"), "no room"), Path("a.docx"))
    again = pickle.loads(pickle.dumps(made))
    assert (again.source, again.state, again.report) == (made.source, made.state, made.report)
    assert str(again.error) == str(made.error)

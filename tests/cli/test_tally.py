"""The end of a run: counts, reasons with an example, and nothing told twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.batch.outcome import DONE, FAILED, KEPT, UNCHANGED, Outcome, failure
from docgen.cli.tally import Tally, kind_of_error, kind_of_reason
from docgen.errors import InvalidDataError, KeptFileError, ReadError, UsageError
from docgen.model import Problem

PROBLEM = Problem("unknown-key", "unknown key 'x'; delete it", "shared.yaml", 3)


def invalid(source: str) -> Outcome:
    return failure(source, InvalidDataError([PROBLEM]))


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InvalidDataError([PROBLEM]), "unknown-key"),
        (ReadError("a.yaml", "is locked"), "is locked"),
        (UsageError("no such pack"), "no such pack"),
    ],
)
def test_errors_of_a_kind_are_counted_together(error, kind):
    assert kind_of_error(error) == kind


def test_the_name_of_the_review_is_no_part_of_a_reason():
    assert kind_of_reason(failure("a.yaml", UsageError("a.yaml: is odd"))) == "is odd"


def test_what_many_have_in_common_is_told_once():
    tally = Tally()
    (first,) = tally.complaints(invalid("a.yaml"))
    assert "unknown key 'x'" in first
    (second,) = tally.complaints(invalid("b.yaml"))
    assert second == "b.yaml: not made, for the reason told of a.yaml"
    assert tally.complaints(invalid("b.yaml")) == [], "its other documents are not told again"


def test_warnings_are_told_each_once():
    warning = PROBLEM._replace(severity="warning")
    outcome = Outcome("a.yaml", DONE, Path("a.docx"), notes=(warning, warning))
    assert len(Tally().complaints(outcome)) == 1


def test_the_counts_stand_by_state_with_reasons_below():
    tally = Tally()
    for number in range(3):
        tally.add(Outcome(f"{number}.yaml", DONE, Path("r.docx")))
    tally.add(Outcome("u.yaml", UNCHANGED, Path("u.docx")))
    tally.add(failure("k.yaml", KeptFileError("k.docx", "was edited")))
    tally.add(invalid("a.yaml"))
    tally.add(invalid("b.yaml"))
    assert tally.table().split("\n") == [
        "done       3",
        "unchanged  1",
        "kept       1",
        "           1 x was edited (k.yaml)",
        "failed     2",
        "           2 x unknown-key (a.yaml, ...)",
    ]
    assert not tally.good


def test_one_report_takes_no_table():
    tally = Tally()
    tally.add(Outcome("a.yaml", DONE, Path("a.docx")))
    assert tally.summary(1) == []
    assert tally.summary(2) == [tally.table()]
    assert tally.good


def test_a_dry_run_says_what_it_would_make():
    tally = Tally(dry_run=True)
    tally.add(Outcome("a.yaml", DONE, Path("a.docx")))
    assert tally.table().startswith("to make")


def test_a_kept_report_is_kept_and_any_other_fault_a_failure():
    assert failure("a", KeptFileError("a", "x")).state == KEPT
    assert failure("a", ReadError("a", "x")).state == FAILED


def test_a_note_on_reviews_of_one_id_is_told_once() -> None:
    note = Problem("same-date", "the review x has the same date", "a.yaml", severity="warning")
    told = Tally().complaints(Outcome("a.yaml", "done", Path("a.docx"), notes=(note, note)))
    assert told == ["a.yaml: warning: the review x has the same date [same-date]"]

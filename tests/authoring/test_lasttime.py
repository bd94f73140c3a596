"""What the unit's last review said, told beside the places of the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.authoring.lasttime import NO_LAST_TIME, LastTime
from docgen.model.review import Assessment, Method, Review, Reviewer, Unit, Visit


def a_review(**visit: object) -> Review:
    return Review(
        "a-2023",
        "dk",
        Path("a.yaml"),
        Unit("a", "A"),
        visit=Visit(**visit),
        reviewers=(Reviewer("N. N.", "leder"), Reviewer("O. O.")),
        method=Method(interviews=("leder", "team")),
        criteria={"c": Assessment("c", 4, comment="a\n\n  b", recommendation="")},
    )


@pytest.mark.parametrize(
    ("visit", "date"),
    [
        ({"report_date": "2023-05-01", "dates": ("2023-04-01",)}, "2023-05-01"),
        ({"dates": ("2023-04-01", "2023-04-02")}, "2023-04-02"),
        ({}, "a-2023"),
    ],
)
def test_when_it_was(visit, date):
    assert LastTime(a_review(**visit)).date == date


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("score", ["Last time (a-2023): 4"]),
        ("comment", ["Last time (a-2023):", "  a", " ", "    b"]),
        ("recommendation", []),
        ("evidence", []),
    ],
)
def test_what_was_said_of_a_criterion(key, lines):
    assert list(LastTime(a_review()).of_criterion("c", key)) == lines


def test_lists_are_told_entry_by_entry():
    last = LastTime(a_review())
    assert list(last.of_list("reviewers"))[1:] == ["  - N. N., leder", "  - O. O."]
    assert list(last.of_list("method.interviews"))[1:] == ["  - leder", "  - team"]
    assert list(last.of_list("method.documents")) == []


def test_without_a_last_review_nothing_is_told():
    assert NO_LAST_TIME.date == ""
    assert list(NO_LAST_TIME.of_criterion("c", "score")) == []
    assert list(NO_LAST_TIME.of_list("reviewers")) == []


def test_of_a_criterion_that_was_not_assessed_nothing_is_told():
    assert list(LastTime(a_review()).of_criterion("other", "score")) == []

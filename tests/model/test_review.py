"""A review as its file tells it: names as they are printed, what is absent, what is a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model.result import Result
from docgen.model.review import Assessment, Need, Previous, Review, Reviewer, Unit, Visit


def a_review(status: str = "final") -> Review:
    return Review("a", "dk", Path("a.yaml"), Unit("u1", "Enhed A"), visit=Visit(status=status))


@pytest.mark.parametrize(
    ("thing", "printed"),
    [
        pytest.param(Unit("u1", "Enhed A"), "Enhed A", id="a unit without a place"),
        pytest.param(Unit("u1", "Enhed A", "Fjordby"), "Enhed A, Fjordby", id="a unit in a place"),
        pytest.param(Reviewer("N. N."), "N. N.", id="a reviewer without a title"),
        pytest.param(Reviewer("N. N.", "leder"), "N. N., leder", id="a reviewer with one"),
    ],
)
def test_what_follows_a_name_stands_behind_a_comma(thing, printed):
    assert thing.printed == printed


@pytest.mark.parametrize(("status", "draft"), [("draft", True), ("final", False)])
def test_a_draft_is_what_says_so(status, draft):
    assert a_review(status).draft is draft


def test_a_review_is_final_unless_it_says_otherwise():
    assert Visit().status == "final"


def test_what_is_absent_is_empty_and_a_score_that_is_absent_is_none():
    review = a_review()
    assert (review.purpose, review.recipients, review.development) == ("", (), ())
    assert (review.criteria, review.extra) == ({}, {})
    assert Assessment("job_search").score is None
    assert (Need().criterion, Need().recommendation) == (None, "")
    assert review.previous is None
    assert Previous().total is None


@pytest.mark.parametrize(("missing", "provisional"), [((), False), (("job_search",), True)])
def test_a_result_is_provisional_while_a_score_is_missing(missing, provisional):
    result = Result(0, 100, 0, missing, 0, 100, None, None, ())
    assert result.provisional is provisional

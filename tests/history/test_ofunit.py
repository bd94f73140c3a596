"""The reviews of one unit: those before a date, those near it, and whether one has changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.history.entry import IndexedReview
from docgen.history.ofunit import MOST_NEAR, UnitReviews

DATES = st.sampled_from(["", "2023-01-01", "2024-01-01", "2024-06-01", "2025-01-01"])
FACTS = st.lists(st.tuples(st.sampled_from(["dk", "se"]), st.booleans(), DATES), max_size=25)


def an_entry(number: int, pack: str, draft: bool, date: str) -> IndexedReview:
    path, content = f"{number:02}.yaml", bytes([number])
    return IndexedReview(path, str(number), pack, "u1", "U1", "", draft, date, content=content)


def reviews(facts: list[tuple[str, bool, str]]) -> UnitReviews:
    return UnitReviews([an_entry(n, *one) for n, one in enumerate(facts)])


@settings(max_examples=40)
@given(FACTS, DATES)
def test_earlier_ones_are_final_dated_of_the_pack_and_the_latest_is_last(facts, date):
    found = list(reviews(facts).earlier("dk", date))
    wanted = [
        (one[2], n)
        for n, one in enumerate(facts)
        if one[0] == "dk" and not one[1] and one[2] and (not date or one[2] < date)
    ]
    assert [(one.date, int(one.id)) for one in found] == sorted(wanted)


@settings(max_examples=40)
@given(FACTS, DATES)
def test_those_near_a_date_are_few_and_hold_the_nearest(facts, date):
    found = reviews(facts).near(date)
    assert len(found) == min(len(facts), MOST_NEAR)
    if date and len(facts) > MOST_NEAR:
        before = sorted(one[2] for one in facts if one[2] < date)
        assert not before or before[-1] in {one.date for one in found}


def test_the_first_few_of_a_list_are_a_list_of_their_own():
    found = reviews([("dk", False, f"202{n}-01-01") for n in range(5)]).earlier("dk", "2023-01-01")
    assert len(found) == 3
    assert found[-1].date == "2022-01-01"
    assert [one.date[:4] for one in found[1:]] == ["2021", "2022"]


@settings(max_examples=40)
@given(FACTS)
def test_the_digest_changes_with_any_review(facts):
    digest = reviews(facts).digest
    assert digest == reviews(facts).digest
    assert digest != reviews([*facts, ("dk", True, "2022-02-02")]).digest
    if facts:
        pack, draft, date = facts[0]
        assert digest != reviews([(pack, not draft, date), *facts[1:]]).digest


def test_a_path_is_a_file():
    assert an_entry(1, "dk", draft=False, date="").file == Path("01.yaml")

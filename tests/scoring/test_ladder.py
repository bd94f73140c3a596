"""Anchors that are asked for one by one, and components that are counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rulecases import a_case

from docgen.scoring.ladder import by_count, by_ladder
from docgen.scoring.verdict import Undecided

LADDER = """\
evidence: {good: bool, fair: bool, some: bool}
ladder:
  5: [good, fair]
  3: [fair]
  1: ["not good", "not fair"]
between:
  2: ["not fair", some]
"""
COUNT = """\
evidence: {components_present: whole, components: bool list}
components: {0: 1, 1: 1, 2: 3, 3: 5}
unassigned: [1]
"""


def ladder(**stated: object):
    return by_ladder(a_case(LADDER, **stated))


@pytest.mark.parametrize(
    ("stated", "low", "high", "unknown"),
    [
        pytest.param({"good": True, "fair": True}, 5, 5, (), id="the best holds"),
        pytest.param({"good": False, "fair": True}, 3, 3, (), id="the middle"),
        pytest.param({"good": False, "fair": False, "some": False}, 1, 1, (), id="the worst"),
        pytest.param({"good": False, "fair": False, "some": True}, 2, 2, (), id="between two"),
        pytest.param({"fair": True}, 3, 5, ("good",), id="a better one is open"),
        pytest.param({"good": True}, 2, 5, ("fair", "some"), id="nothing is sure"),
        pytest.param({}, 1, 5, ("good", "fair", "some"), id="nothing is stated"),
    ],
)
def test_the_highest_anchor_that_holds_up_to_what_is_open(stated, low, high, unknown):
    found = ladder(**stated)
    assert (found.low, found.high, found.unknown) == (low, high, unknown)


def test_facts_that_fit_no_anchor_are_told():
    assert ladder(good=True, fair=False, some=False) == Undecided(
        "the facts fit no anchor of the scale"
    )


def test_what_holds_is_told_with_its_anchor():
    assert ladder(good=False, fair=True).why == "fair: yes: anchor 3"
    assert ladder(fair=True).why == "fair: yes: anchor 3"
    assert ladder(good=True).why == "", "as long as none is sure"


def test_an_anchor_that_is_only_the_nearest_says_so_and_warns():
    found = ladder(good=False, fair=False, some=True)
    assert "no anchor fits in full, 2 is the nearest below" in found.why
    assert [one.rule for one in found.warnings] == ["gap"]
    assert ladder(good=False, fair=True).warnings == ()


def test_while_a_better_one_is_open_there_is_no_warning_yet():
    rule = LADDER.replace("  5: [good, fair]\n", "  5: [good]\n")
    found = by_ladder(a_case(rule, fair=False, some=True))
    assert (found.low, found.high) == (2, 5)
    assert "nearest below" in found.why
    assert found.warnings == ()


STATES = st.fixed_dictionaries({}, optional=dict.fromkeys(("good", "fair", "some"), st.booleans()))


@given(STATES, st.sampled_from(["good", "fair", "some"]), st.booleans())
@settings(max_examples=60)
def test_what_is_stated_later_never_leads_out_of_the_range(stated, key, value):
    before = ladder(**stated)
    after = ladder(**{key: value, **stated})
    if isinstance(before, Undecided):
        assert isinstance(after, Undecided)
    elif not isinstance(after, Undecided):
        assert before.low <= after.low <= after.high <= before.high
        assert set(after.unknown) <= set(before.unknown)


def count(**stated: object):
    return by_count(a_case(COUNT, **stated))


@pytest.mark.parametrize(
    ("stated", "low", "high"),
    [
        pytest.param({"components_present": 3}, 5, 5, id="a number"),
        pytest.param({"components_present": 0}, 1, 1, id="none"),
        pytest.param({"components": [True, True, False]}, 3, 3, id="a list"),
        pytest.param({"components": [True, None, False]}, 1, 3, id="one is open"),
        pytest.param({"components": [True, True]}, 3, 5, id="one is not in the list"),
        pytest.param({"components": [None, None, None]}, 1, 5, id="all are open"),
        pytest.param({"components": [True, True, None], "components_present": 3}, 5, 5,
                     id="the reviewers count what the list leaves open"),
        pytest.param({"components": [True, False, False], "components_present": 3}, 1, 1,
                     id="the list counts where they differ"),
        pytest.param({"components": [True, None, False], "components_present": 1}, 1, 1,
                     id="the reviewers count less than the list leaves open"),
    ],
)  # fmt: skip
def test_the_score_is_that_of_the_components_present(stated, low, high):
    found = count(**stated)
    assert (found.low, found.high) == (low, high)
    assert found.unknown == (() if low == high else ("components",))


def test_without_any_count_the_keys_are_named():
    assert count() == Undecided("", ("components_present", "components"))


def test_what_was_counted_is_told():
    assert count(components_present=2).why == "2 of 3 components present, which is 3"
    assert count(components=[True, True, None]).why == ("2 of 3 present, not known: 3 (components)")
    assert "not known: 2 and 3" in count(components=[True]).why


def test_a_number_without_an_anchor_is_told():
    (doubt,) = count(components_present=1).warnings
    assert doubt.rule == "unassigned"
    assert doubt.message == "the scale has no anchor for 1 components; 1 is the nearest"
    assert count(components_present=2).warnings == ()


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=3))
@settings(max_examples=40)
def test_a_component_that_is_ticked_never_lowers_the_score(ticks):
    found = count(components=ticks)
    for at, tick in enumerate(ticks):
        if tick is not True:
            more = count(components=[*ticks[:at], True, *ticks[at + 1 :]])
            assert more.low >= found.low
            assert more.high >= found.low

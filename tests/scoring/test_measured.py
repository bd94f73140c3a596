"""The score of a number: inside a limit, in the gap between two, beside the nearest anchor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import ScoreRange
from docgen.scoring.expressions import compile_rule
from docgen.scoring.facts import facts_of
from docgen.scoring.measured import by_measure, unmeasured
from docgen.scoring.rule import Kind, Limit, Measure, Rule
from docgen.scoring.verdict import Case, Undecided

NAMES = {"clients": (), "staff": (), "share": ()}
LIMITS = {3: Limit(high=20), 2: Limit(21, 25), 1: Limit(low=26)}


def a_case(stated: dict, **parts: object) -> Case:
    known = {
        "criterion": "c",
        "file": Path("r"),
        "scores": ScoreRange(1, 3),
        "evidence": dict.fromkeys(NAMES, Kind("number")),
        "measures": (Measure(compile_rule("clients / staff", NAMES)),),
        "limits": LIMITS,
    }
    rule = Rule(**{**known, **parts})
    return Case(rule, stated, facts_of(stated, rule), {"clients": "Clients"})


def ratio(number: float, **parts: object):
    return by_measure(a_case({"clients": number, "staff": 1}, **parts))


@given(st.integers(0, 60))
def test_a_number_inside_a_limit_has_its_score(number):
    found = ratio(number)
    assert (found.low, found.high) == (found.low, found.low)
    assert LIMITS[found.low].holds(number)
    assert found.warnings == ()
    assert found.number == number


@pytest.mark.parametrize(
    ("number", "parts", "score", "doubt"),
    [
        pytest.param(20.4, {}, 2, "gap", id="strictly the lower score"),
        pytest.param(20.4, {"settings": {"gaps": "round"}}, 3, "gap", id="rounded"),
        pytest.param(20.6, {"gaps": "nearest"}, 2, "gap", id="the nearest limit"),
        pytest.param(20.5, {"gaps": "nearest"}, 2, "tie", id="a tie goes down"),
    ],
)
def test_a_number_in_a_gap_is_told(number, parts, score, doubt):
    found = ratio(number, **parts)
    assert (found.low, found.high) == (score, score)
    assert doubt in [one.rule for one in found.warnings]


def test_a_number_that_two_anchors_print_is_taken_as_the_rule_says():
    limits = {3: Limit(high=20), 2: Limit(20, 25), 1: Limit(low=26)}
    found = ratio(20, limits=limits, shared={20.0: 3})
    assert found.low == 3
    assert [one.rule for one in found.warnings] == ["shared_limit"]
    assert ratio(20, limits=limits).low == 2, "without a rule the lower one"


def test_outside_all_limits_nothing_is_proposed():
    found = ratio(99, limits={3: Limit(0, 20), 2: Limit(21, 25)})
    assert isinstance(found, Undecided)
    assert "lies outside all limits" in found.why


@given(st.floats(0, 40))
def test_the_nearest_anchor_is_the_nearest(number):
    nearest = {1: 10.0, 2: 20.0, 3: 30.0}
    found = ratio(number, limits={}, nearest=nearest)
    least = min(abs(one - number) for one in nearest.values())
    assert abs(nearest[found.low] - number) == pytest.approx(least, abs=1e-6)


def test_a_tie_between_anchors_goes_down():
    found = ratio(15, limits={}, nearest={1: 10.0, 2: 20.0})
    assert (found.low, [one.rule for one in found.warnings]) == (1, ["tie"])


def test_the_first_way_that_gives_a_number_is_taken():
    ways = (
        Measure(compile_rule("share", NAMES), "w"),
        Measure(compile_rule("clients / staff", NAMES)),
    )
    both = {"share": 30, "clients": 5, "staff": 1}
    parts = {"measures": ways, "warnings": {"w": "it is a share"}}
    found = by_measure(a_case(both, **parts))
    assert (found.number, [one.rule for one in found.warnings]) == (30, ["w"])
    assert by_measure(a_case({**both, "share": None}, **parts)).number == 5


def test_a_way_that_the_settings_close_is_none():
    way = Measure(compile_rule("clients", NAMES), "", compile_rule("staff > 3", NAMES))
    assert by_measure(a_case({"clients": 5, "staff": 1}, measures=(way,))) is None
    assert by_measure(a_case({"clients": 5, "staff": 4}, measures=(way,))).number == 5


def test_without_a_number_all_scores_are_open_and_what_to_state_is_told():
    found = unmeasured(a_case({"clients": 5}))
    assert (found.low, found.high, found.measured) == (1, 3, False)
    assert found.unknown == ("staff",)
    assert "state: staff" in found.why


def test_figures_that_give_no_number_are_told_as_such():
    case = a_case({"clients": 5, "staff": 0})
    assert by_measure(case) is None
    assert "a division by zero" in unmeasured(case).why

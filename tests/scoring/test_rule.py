"""The parts of a rule: kinds of evidence, limits, and the scores that it can lead to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model import ScoreRange
from docgen.scoring.rule import Kind, Limit, Rule

NUMBERS = st.integers(-50, 50)


def a_rule(**parts: object) -> Rule:
    known = {"criterion": "c", "file": Path("rules.yaml"), "scores": ScoreRange(0, 4)}
    return Rule(**{**known, "evidence": {}, **parts})


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Kind("whole"), "whole"),
        (Kind("number", lists=True), "number or list"),
        (Kind("score", lists=True, single=False), "score list"),
    ],
)
def test_a_kind_is_written_as_in_a_file(kind, written):
    assert str(kind) == written


def test_an_order_may_also_be_unknown():
    assert Kind("size", order=("few", "many")).words == ("few", "many", "unknown")
    assert Kind("whole").words == ()


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_limit_holds_its_ends_and_all_between(low, high, value):
    low, high = sorted((low, high))
    assert Limit(low, high).holds(value) == (low <= value <= high)
    assert Limit(low, high, open_above=True).holds(value) == (low <= value < high)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_limit_lies_under_a_number_or_holds_it_or_lies_above(low, high, value):
    low, high = sorted((low, high))
    limit = Limit(low, high)
    assert [limit.under(value), limit.holds(value), value < low].count(True) == 1


@given(NUMBERS)
def test_a_limit_without_ends_holds_everything(value):
    assert Limit().holds(value)
    assert not Limit().under(value)


def test_noise_of_floating_point_leaves_no_limit():
    assert Limit(0.3, 1).holds(0.1 + 0.2)
    assert not Limit(0, 0.3, open_above=True).holds(0.1 + 0.2)


@pytest.mark.parametrize(
    ("parts", "reached"),
    [
        ({"limits": {4: Limit(9), 2: Limit(5, 8)}}, (2, 4)),
        ({"nearest": {1: 10.0}, "instead": {3: ()}}, (1, 3)),
        ({"components": {0: 0, 1: 2, 2: 2}}, (0, 2)),
        ({"ladder": {4: ()}, "between": {3: ()}}, (3, 4)),
        ({}, ()),
    ],
)
def test_scores_are_reached_by_every_way_there_is(parts, reached):
    assert a_rule(**parts).reached == reached


def test_what_only_still_counts_is_not_asked_for():
    rule = a_rule(evidence={"a": Kind("bool"), "b": Kind("bool")}, older=frozenset({"b"}))
    assert rule.offered == ("a",)


def test_a_rule_counts_the_most_components_it_has_a_score_for():
    assert a_rule(components={0: 1, 1: 1, 2: 3}).most_components == 2
    assert a_rule().most_components == 0

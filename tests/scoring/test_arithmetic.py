"""Counting with what may be unknown: unknown stays so, and nothing fails."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.scoring.arithmetic import (
    COMPARISONS,
    FUNCTIONS,
    MOST,
    UNKNOWN,
    both,
    calculate,
    compare,
    is_number,
    near,
    negate,
    numbers,
)

FIGURES = st.one_of(st.integers(-1000, 1000), st.floats(-1000, 1000))
LISTS = st.lists(FIGURES, min_size=1, max_size=6)
STATES = st.sampled_from([True, False, UNKNOWN])
ANYTHING = st.one_of(FIGURES, st.booleans(), st.text(max_size=3), st.none(), st.just(UNKNOWN))


@pytest.mark.parametrize(
    ("value", "number"),
    [
        *((0, True), (-1, True), (0.5, True), (True, False), ("1", False), (None, False)),
        *((MOST, False), (float("inf"), False), (float("nan"), False), (UNKNOWN, False)),
    ],
)
def test_a_number_is_one_that_a_person_can_have_counted(value, number):
    assert is_number(value) is number


@given(FIGURES, FIGURES)
def test_noise_of_floating_point_is_no_difference(one, other):
    assert near(one, one + 1e-12)
    assert near(one, other) == near(other, one)


def test_unknown_is_neither_true_nor_false():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)
    assert repr(UNKNOWN) == "unknown"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (4, [4]),
        ([1, 2.5], [1, 2.5]),
        ({"a": 1, "b": 2}, [1, 2]),
        pytest.param([1, None], None, id="one is missing"),
        pytest.param([], None, id="none"),
        pytest.param("12", None, id="a text"),
        pytest.param([True], None, id="a truth value"),
    ],
)
def test_the_numbers_of_a_value(value, found):
    assert numbers(value) == found


@given(LISTS)
def test_functions_of_a_list_are_those_of_statistics(found):
    assert math.isclose(FUNCTIONS["mean"](found), statistics.fmean(found), abs_tol=1e-6)
    assert math.isclose(FUNCTIONS["median"](found), statistics.median(found), abs_tol=1e-6)
    assert FUNCTIONS["min"](found) <= FUNCTIONS["median"](found) <= FUNCTIONS["max"](found)
    assert FUNCTIONS["len"](found) == len(found)


@given(ANYTHING)
def test_functions_of_anything_else_are_unknown(value):
    for name in ("mean", "median", "sum", "min", "max", "len", "round"):
        result = FUNCTIONS[name](value)
        assert result is UNKNOWN or is_number(value)


@pytest.mark.parametrize(
    ("value", "rounded"), [(2.5, 3), (2.4999, 2), (3, 3), (-0.5, 0), (0.1 + 0.7 + 1.7, 3)]
)
def test_halves_are_rounded_up(value, rounded):
    assert FUNCTIONS["round"](value) == rounded


@given(st.lists(st.tuples(FIGURES, st.integers(1, 9)), min_size=1, max_size=5))
def test_a_weighted_mean_counts_each_as_often_as_its_weight(pairs):
    values, weights = zip(*pairs, strict=True)
    spread = [value for value, weight in pairs for _ in range(weight)]
    found = FUNCTIONS["weighted_mean"](values, weights)
    assert math.isclose(found, statistics.fmean(spread), abs_tol=1e-6)


@pytest.mark.parametrize(
    ("values", "weights"), [([1, 2], [1]), ([1], [0]), ([], []), ([1], None), (None, [1])]
)
def test_weights_that_do_not_fit_leave_it_unknown(values, weights):
    assert FUNCTIONS["weighted_mean"](values, weights) is UNKNOWN


@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(1, 5))
def test_a_capped_share_lies_between_nothing_and_all(counts, most):
    share = FUNCTIONS["capped_share"](counts, most)
    if sum(counts) == 0:
        assert share is UNKNOWN
    else:
        assert 0 < share <= 1
        assert (share == 1) == (max(counts) <= most)


@given(st.sampled_from("+-*/"), ANYTHING, ANYTHING)
def test_a_calculation_is_a_number_or_unknown(sign, left, right):
    result = calculate(sign, left, right)
    assert result is UNKNOWN or is_number(result)
    if not (is_number(left) and is_number(right)):
        assert result is UNKNOWN


def test_nothing_is_parted_by_nothing():
    assert calculate("/", 1, 0) is UNKNOWN
    assert calculate("*", 1e14, 1e14) is UNKNOWN, "more than a person counts"


@given(FIGURES, FIGURES)
def test_of_two_numbers_one_comparison_of_three_holds(left, right):
    assert [compare(name, left, right) for name in ("lt", "eq", "gt")].count(True) == 1
    for name, opposite in (("eq", "ne"), ("lt", "gteq"), ("gt", "lteq")):
        assert compare(name, left, right) is not compare(opposite, left, right)


@given(st.sampled_from(sorted(COMPARISONS)), ANYTHING, ANYTHING)
def test_what_cannot_be_compared_is_unknown(name, left, right):
    assert compare(name, left, right) in (True, False) or compare(name, left, right) is UNKNOWN
    if left is UNKNOWN or right is UNKNOWN:
        assert compare(name, left, right) is UNKNOWN


@given(STATES, STATES)
def test_and_is_false_as_soon_as_one_side_is(left, right):
    result = both(left, right)
    assert result is both(right, left)
    assert (result is False) == (left is False or right is False)
    assert (result is True) == (left is True and right is True)


@given(STATES)
def test_not_of_not_is_the_same(state):
    assert negate(negate(state)) is state

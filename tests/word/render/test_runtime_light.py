"""What stands for Jinja answers as Jinja does, or says that it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.runtime import LoopContext, Undefined

from docgen.bounds.templates import LETTERS_LOOKED_AT, STEPS_OF_A_CALL
from docgen.word.render.budget import Budget, spending
from docgen.word.render.runtime_light import (
    FILTERS,
    LOOP_NAMES,
    MISSING,
    RUNTIME,
    LightContext,
    LightEnvironment,
    LightError,
    Loop,
)


def an_environment(**filters: object) -> LightEnvironment:
    return LightEnvironment(filters)  # type: ignore[arg-type]


@given(st.lists(st.integers(), max_size=6))
def test_a_loop_says_of_each_round_what_that_of_jinja_says(items):
    ours = [(item, [getattr(loop, name) for name in LOOP_NAMES]) for item, loop in Loop(items)]
    theirs = [
        (item, [getattr(loop, name) for name in LOOP_NAMES])
        for item, loop in LoopContext(items, Undefined)
    ]
    assert ours == theirs


def test_a_loop_over_what_comes_one_by_one_knows_its_length():
    rounds = [
        (item, loop.index, loop.length, loop.last)
        for item, loop in Loop((letter for letter in "ab"), "what Jinja gives besides")
    ]
    assert rounds == [("a", 1, 2, False), ("b", 2, 2, True)]


def test_a_loop_within_a_loop_has_its_own_numbers():
    found = [
        (outer.index, inner.revindex)
        for items, outer in Loop([[1, 2], [3]])
        for _, inner in Loop(items)
    ]
    assert found == [(1, 2), (1, 1), (2, 1)]


def test_a_loop_over_nothing_has_no_round():
    assert list(Loop([])) == []
    assert Loop([]).length == 0


@pytest.mark.parametrize("name", sorted(FILTERS))
@pytest.mark.parametrize("value", ["", "Ærø & ß", "İstanbul", "a" * 200])
def test_a_filter_gives_what_that_of_jinja_gives(name, value):
    more = ("a", "bb") if name == "replace" else ()
    theirs = Environment(autoescape=False).call_filter(name, value, more)
    assert FILTERS[name](value, *more) == theirs


@pytest.mark.parametrize("name", ["count", "length"])
def test_the_entries_of_a_list_are_counted(name):
    assert FILTERS[name]([1, [2, 3]]) == 2


@pytest.mark.parametrize("name", ["lower", "upper"])
def test_a_number_has_letters_too_and_long_texts_take_steps(name):
    assert FILTERS[name](4) == "4"
    budget = Budget()
    with spending(budget):
        before = budget.steps
        FILTERS[name]("a" * LETTERS_LOOKED_AT * 3)
    assert before - budget.steps == 3


def test_the_callers_filters_stand_beside_and_before_ours_and_take_steps():
    environment = an_environment(upper=lambda text: f"<{text}>", own=str.strip)
    assert environment.filters["upper"]("a") == "<a>"
    assert environment.filters["lower"]("A") == "a"
    budget = Budget()
    with spending(budget):
        before = budget.steps
        assert environment.filters["own"](" a ") == "a"
    assert before - budget.steps == STEPS_OF_A_CALL


def test_the_names_of_the_caller_are_known_everywhere():
    assert an_environment().globals == {}
    assert LightEnvironment({}, {"year": 2026}).globals["year"] == 2026


def test_texts_are_joined_as_they_are():
    assert an_environment().concat(["a", "", "<b>"]) == "a<b>"


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda e: e.undefined(name="x"), id="an absent name"),
        pytest.param(lambda _: RUNTIME["Undefined"]("a hint", obj=1), id="as Jinja's code has it"),
        pytest.param(lambda e: e.getattr({}, "index"), id="an attribute of anything"),
        pytest.param(lambda e: e.getattr("text", "upper"), id="a method"),
        pytest.param(lambda e: e.getattr(Loop([1]), "cycle"), id="what a loop seldom is asked"),
        pytest.param(lambda e: e.getattr(Loop([1]), "_items"), id="what is our own"),
        pytest.param(lambda e: e.getattr(Loop([1]), "__class__"), id="what is Python's"),
    ],
)
def test_what_only_jinja_can_answer_is_left_to_it(ask):
    with pytest.raises(LightError):
        ask(an_environment())


def test_what_is_left_to_jinja_is_one_of_the_errors_of_a_rendering():
    assert issubclass(LightError, LookupError)


@pytest.mark.parametrize("name", LOOP_NAMES)
def test_a_loop_may_be_asked_by_name(name):
    loop = Loop("abc")
    next(iter(loop))
    assert an_environment().getattr(loop, name) == getattr(loop, name)


def test_a_context_knows_its_names_and_tells_the_missing_from_what_is_none():
    context = LightContext({"a": None, "b": 0})
    assert context.resolve_or_missing("a") is None
    assert context.resolve_or_missing("b") == 0
    assert context.resolve_or_missing("c") is MISSING is RUNTIME["missing"]
    assert context.eval_ctx is None


def test_generated_code_takes_its_loop_from_here():
    assert RUNTIME["LoopContext"] is Loop

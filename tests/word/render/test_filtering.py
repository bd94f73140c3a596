"""Filters take steps for what they look at, and what they make has a limit and a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bounds.templates import (
    LETTERS_AN_ENTRY,
    LETTERS_LOOKED_AT,
    MOST_LETTERS,
    MOST_STEPS,
    MOST_VALUE,
    STEPS_OF_A_CALL,
)
from docgen.word.render.budget import Budget, HesitationError, LimitError, Made, spending
from docgen.word.render.filtering import charge, charged, lengths, replaced, small


@pytest.fixture
def budget():
    """Return the budget of the test's own rendering."""
    with spending(Budget()) as own:
        yield own


@pytest.mark.parametrize(
    ("arguments", "letters"),
    [
        pytest.param(("a" * 640,), 640, id="a text"),
        pytest.param((b"a" * 640,), 640, id="bytes"),
        pytest.param(("a" * 320, "b" * 320), 640, id="two texts"),
        pytest.param((list(range(40)),), 40 * LETTERS_AN_ENTRY, id="a list"),
        pytest.param((range(40), {1}), 41 * LETTERS_AN_ENTRY, id="a range and a set"),
        pytest.param(({"a": 1},), LETTERS_AN_ENTRY, id="a mapping"),
        pytest.param((4, None, 2.5), 0, id="what has no length"),
        pytest.param((), 0, id="nothing"),
    ],
)
def test_a_call_takes_steps_for_what_it_is_given(budget, arguments, letters):
    assert lengths(arguments) == letters
    assert charge(lambda *_: None)(*arguments) is None
    assert MOST_STEPS - budget.steps == STEPS_OF_A_CALL + letters // LETTERS_LOOKED_AT


def test_a_call_that_would_take_too_many_steps_is_not_made(budget):
    called = []
    budget.steps = STEPS_OF_A_CALL - 1
    with pytest.raises(LimitError, match="steps"):
        charge(called.append)("a")
    assert called == []


def test_options_are_handed_on_and_the_functions_marks_are_kept():
    def pad(text: str, width: int = 1, *, sign: str = " ") -> str:
        return text.ljust(width, sign)

    pad.jinja_pass_arg = "environment"  # type: ignore[attr-defined]
    within = charge(pad)
    assert within("a", 3, sign=".") == "a.."
    assert within.jinja_pass_arg == "environment"
    assert within.__wrapped__ is pad


def test_each_function_of_a_mapping_is_charged_under_its_name(budget):
    functions = charged({"up": str.upper, "low": str.lower})
    assert functions["up"]("a") + functions["low"]("B") == "Ab"
    assert MOST_STEPS - budget.steps == 2 * STEPS_OF_A_CALL


@pytest.mark.parametrize("made", [iter("ab"), (letter for letter in "ab"), map(str, "ab")])
def test_what_comes_one_by_one_is_marked_as_made_anew(budget, made):
    budget.quick = True
    result = charge(lambda: made)()
    assert type(result) is Made
    assert list(charge(lambda given: given)(result)) == ["a", "b"]


def test_a_quick_rendering_hands_nothing_that_can_be_used_once_to_a_filter(budget):
    once, called = iter("ab"), []
    budget.quick = True
    with pytest.raises(HesitationError):
        charge(called.append)(once)
    assert called == []
    assert list(once) == ["a", "b"]


@pytest.mark.parametrize("make", [str, list, tuple, bytes])
def test_what_a_filter_makes_may_be_as_large_as_a_value(make):
    letters = "a" * MOST_VALUE
    whole = letters.encode() if make is bytes else make(letters)
    assert small(whole) is whole
    with pytest.raises(LimitError, match="a value grows beyond 1,000,000"):
        charge(lambda: whole + whole[:1])()


@pytest.mark.parametrize(
    ("value", "letters"),
    [
        ("abc", 3),
        (["a", "b"], 2 * LETTERS_AN_ENTRY),
        ({"a": 1}, LETTERS_AN_ENTRY),
        ({1, 2}, 2 * LETTERS_AN_ENTRY),
        (b"ab", 2 * LETTERS_AN_ENTRY),
        (range(9), 0),
        (4, 0),
        (None, 0),
    ],
)
def test_what_a_filter_makes_is_counted_as_written(budget, value, letters):
    assert small(value) == value
    assert MOST_LETTERS - budget.letters == letters


def test_what_has_another_text_each_time_is_refused():
    with pytest.raises(TypeError, match="no text of its own; print one of its entries"):
        charge(str)(object())


def test_an_object_of_a_caller_is_handed_on():
    class Own:
        """A caller's value."""

    own = Own()
    assert charge(lambda value: value)(own) is own


@given(st.text("ab", max_size=9), st.text("ab", max_size=2), st.text("abc", max_size=3),
       st.none() | st.integers(-2, 4))  # fmt: skip
def test_a_text_is_replaced_as_python_does_it(text, old, new, count):
    assert replaced(text, old, new, count) == text.replace(old, new, -1 if count is None else count)


@pytest.mark.parametrize(
    ("given", "text"),
    [((12321, 2, 0), "10301"), (("a.b", ".", None), "aNoneb"), (("aaa", "a", "b", 2), "bba")],
)
def test_what_is_no_text_has_one(given, text):
    assert replaced(*given) == text


def test_a_text_that_would_grow_too_large_is_never_made():
    assert len(replaced("a" * 1000, "a", "b" * 1000)) == MOST_VALUE
    with pytest.raises(LimitError, match="a text grows beyond"):
        replaced("a" * 1000, "a", "b" * 1001)
    assert len(replaced("a" * 1001, "a", "b" * 1000, 2)) == 999 + 2000


def test_to_replace_takes_steps_for_both_texts(budget):
    replaced("a" * 640, "a", "bb")
    assert MOST_STEPS - budget.steps == STEPS_OF_A_CALL + (640 + 1280) // LETTERS_LOOKED_AT

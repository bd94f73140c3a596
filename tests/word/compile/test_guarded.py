"""Jinja's filters and tests within the budget: they do what Jinja's do, and refuse what grows."""

from __future__ import annotations

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from markupsafe import Markup
from ooxml.tagged import sandbox

from docgen.bounds import templates as limits
from docgen.word.compile import guarded
from docgen.word.compile.guarded import INSTEAD, bounded
from docgen.word.render.budget import Budget, HesitationError, LimitError, Made, spending

ENVIRONMENT = sandbox()


def valued(expression: str, **names: object) -> object:
    """Return the value of an expression in the environment of templates."""
    return ENVIRONMENT.compile_expression(expression, undefined_to_none=False)(**names)


def taken(expression: str, **names: object) -> int:
    """Return the steps that an expression takes."""
    budget = Budget()
    with spending(budget):
        valued(expression, **names)
    return limits.MOST_STEPS - budget.steps


# What they make is what Jinja makes.


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'abc'|upper", "ABC"),
        ("'a b'|title", "A B"),
        ("12|string", "12"),
        ("[3, 1, 2]|sort", [1, 2, 3]),
        ("[1, 1, 2]|unique|list", [1, 2]),
        ("[1, 2, 3]|sum", 6),
        ("[{'a': 1}, {'a': 2}]|sum(attribute='a')", 3),
        ("[{'a': 1}, {'a': 2}]|map(attribute='a')|join('-')", "1-2"),
        ("['a', 'b']|join", "ab"),
        ("[1, 2]|join(', ')", "1, 2"),
        ("[{'n': 'x'}, {'n': 'y'}]|join('/', attribute='n')", "x/y"),
        ("[1, 2, 3]|select('odd')|list", [1, 3]),
        ("[1, 2, 3]|batch(2)|list", [[1, 2], [3]]),
        ("'a-b'|replace('-', '+')", "a+b"),
        ("'%s of %s'|format(1, 2)", "1 of 2"),
        ("1.25|round(1)", 1.2),
        ("'7'|int", 7),
        ("'x'|int(3)", 3),
        ("'ab'|length", 2),
        ("'a\nb'|indent(2)", "a\n  b"),
        ("{'b': 1, 'a': 2}|dictsort", [("a", 2), ("b", 1)]),
        ("'<b>a</b> c'|striptags", "a c"),
        ("'a & <b>'|e", "a & <b>"),
        ("'a & <b>'|escape|forceescape", "a & <b>"),
        ("{'a': '<'}|tojson", '{"a": "\\u003c"}'),
        ("[1, 2]|first", 1),
        ("[1, 2]|reverse|list", [2, 1]),
        ("nothing|default('x')", "x"),
        ("'abcdefgh'|truncate(2, true, '', 0)", "ab"),
        ("'a b c'|wordcount", 3),
        ("'å'|urlencode", "%C3%A5"),
        ("12|center(6)", "  12  "),
    ],
)
def test_filters_make_what_jinjas_make(expression, value):
    made = valued(expression)
    assert made == value
    assert not isinstance(made, Markup), "nothing a filter makes is markup"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 is odd", True),
        ("2 is divisibleby(2)", True),
        ("'a' is in ['a']", True),
        ("[1] is eq([1])", True),
        ("1 is lt(2)", True),
        ("nothing is defined", False),
        ("'a' is string", True),
        ("{} is mapping", True),
    ],
)
def test_tests_say_what_jinjas_say(expression, value):
    assert valued(expression) is value


def test_no_filter_of_jinja_is_lost_but_those_that_make_markup_or_chance():
    usual = set(jinja2.Environment().filters)
    assert usual - set(ENVIRONMENT.filters) == set(INSTEAD)
    assert set(jinja2.Environment().tests) <= set(ENVIRONMENT.tests)


def test_names_that_the_lists_hold_are_filters_and_tests_of_jinja():
    filters = {*ENVIRONMENT.filters}
    for names in (guarded._TEXT, guarded._SORTS, guarded._CONSUME, guarded._LAZY, guarded._FREE):
        assert set(names) <= filters
    assert set(guarded._BEFORE) <= filters
    assert set(guarded._COMPARING) <= set(ENVIRONMENT.tests)


@settings(max_examples=20)
@given(st.lists(st.one_of(st.integers(-99, 99), st.text("aæ<&", max_size=4)), max_size=6))
def test_lists_are_joined_in_their_order_and_nothing_is_lost(values):
    assert valued("v|join(', ')", v=values) == ", ".join(map(str, values))
    assert valued("v|map('string')|list", v=values) == [str(value) for value in values]
    assert valued("v|list", v=iter(values)) == values


# What takes steps.


@pytest.mark.parametrize(
    "expression",
    ["v|upper", "v|replace('a', 'b')", "v|wordwrap", "v|list", "v|urlencode", "v|trim"],
)
def test_a_long_text_takes_more_steps_than_a_short_one(expression):
    assert taken(expression, v="a" * 20_000) > taken(expression, v="a") >= limits.STEPS_OF_A_CALL


@pytest.mark.parametrize("name", ["title", "urlencode", "wordcount", "wordwrap"])
def test_what_looks_at_each_letter_takes_steps_for_each(name):
    assert taken(f"v|{name}", v="a" * 10_000) >= 10_000


@pytest.mark.parametrize("expression", ["v|list", "v|sum", "v|sort", "v|unique|list", "v|max"])
def test_each_entry_that_is_made_while_a_filter_looks_takes_steps(expression):
    few, many = taken(expression, v=iter(range(1))), taken(expression, v=iter(range(500)))
    assert many - few >= 499 * limits.STEPS_OF_AN_ENTRY


@pytest.mark.parametrize("expression", ["v|sort", "v|max", "v|groupby(0)", "v|unique|list"])
def test_what_compares_entries_takes_steps_for_what_they_hold(expression):
    small, large = [(n,) for n in range(9)], [(n, *range(90)) for n in range(9)]
    assert taken(expression, v=large) - taken(expression, v=small) >= 9 * 90


def test_joining_takes_steps_for_each_entry_and_for_what_stands_between():
    least = 500 * limits.STEPS_OF_AN_ENTRY + limits.STEPS_OF_A_CALL + 999
    assert taken("v|join(', ')", v=["a"] * 500) >= least


def test_what_is_joined_is_counted_as_letters_that_are_made():
    budget = Budget()
    with spending(budget):
        valued("[v, v]|join", v="a" * 400_000)
    assert limits.MOST_LETTERS - budget.letters >= 800_000


def test_entries_of_a_lazy_filter_take_steps_when_they_are_asked_for():
    budget = Budget()
    with spending(budget):
        made = valued("v|map('string')", v=range(100))
        begun = budget.steps
        assert isinstance(made, Made)
        assert list(made) == [str(number) for number in range(100)]
    assert begun - budget.steps >= 100 * limits.STEPS_OF_AN_ENTRY


@pytest.mark.parametrize("expression", ["v|first", "v|length", "v|default(1)", "v|last", "v|d(1)"])
def test_what_looks_at_an_entry_is_free(expression):
    assert taken(expression, v=[1, 2, 3]) == 0


def test_tests_that_compare_take_steps_for_all_they_hold():
    long = [[n] * 20 for n in range(50)]
    assert taken("a is eq(b)", a=long, b=[*long]) > taken("a is eq(b)", a=[1], b=[1])


def test_who_has_no_steps_left_stops():
    budget = Budget()
    budget.steps = 5
    with spending(budget), pytest.raises(LimitError, match="let its loops go over less"):
        valued("'a'|upper")


# What grows too large.


@pytest.mark.parametrize(
    ("expression", "error", "message"),
    [
        pytest.param("('a\n' * 900)|indent(9000)", LimitError, "text", id="indent"),
        pytest.param("('a\n' * 900)|indent(width='x' * 9000)", LimitError, "text", id="by a text"),
        pytest.param("('%s' * 2000)|format('a' * 9000)", LimitError, "text", id="format"),
        pytest.param("1.5|round(101)", SecurityError, "at most 100 decimals; use fewer",
                     id="round"),
        pytest.param("1.5|round(precision=-101)", SecurityError, "decimals", id="round down"),
        pytest.param("('9' * 301)|int", ValueError, "at most 300 digits; use a smaller one",
                     id="int"),
        pytest.param("('9' * 301)|float", ValueError, "digits", id="float"),
        pytest.param("['a', 'b']|sum", TypeError, "use |join for texts and lists", id="sum"),
        pytest.param("[1]|sum(start=[])", TypeError, "use |join", id="sum of lists"),
        pytest.param("[1]|tojson(indent=17)", SecurityError, "at most 16; use less", id="tojson"),
        pytest.param("long|join", LimitError, "text", id="join"),
        pytest.param("'x'|truncate(-1)", ValueError, "|truncate cannot do that; give it other",
                     id="what Jinja itself does not take"),
    ],
)  # fmt: skip
def test_what_would_grow_too_large_is_refused_with_a_reason(expression, error, message):
    with pytest.raises(error) as caught:
        valued(expression, long=["a" * 400_000] * 3)
    assert message in str(caught.value)


def test_a_list_without_end_stops(monkeypatch):
    monkeypatch.setattr(limits, "MOST_VALUE", 100)

    def endless():
        while True:
            yield 1

    assert len(bounded(range(100))) == 100
    with pytest.raises(LimitError, match="a list grows beyond 100"):
        bounded(endless())


def test_a_bounded_list_is_the_list():
    assert bounded(iter("abc")) == ["a", "b", "c"]
    assert bounded([]) == []


# What can be gone through once.


@pytest.mark.parametrize("expression", ["v|list", "v|join", "v|first", "v|map('upper')|list"])
def test_a_quick_rendering_hesitates_before_what_can_be_used_once(expression):
    budget = Budget()
    budget.quick = True
    left = iter(["a", "b"])
    with spending(budget), pytest.raises(HesitationError):
        valued(expression, v=left)
    assert next(left) == "a", "nothing of it was used"


def test_what_a_filter_makes_is_gone_through_in_a_quick_rendering_too():
    budget = Budget()
    budget.quick = True
    with spending(budget):
        assert valued("v|map('upper')|list", v=["a"]) == ["A"]
        assert valued("v|reverse|list", v=["a", "b"]) == ["b", "a"]


def test_a_value_that_brings_markup_stays_one_through_escape():
    class Content:
        def __html__(self) -> str:
            return "<w:r/>"

    value = Content()
    for name in ("e", "escape"):
        made = valued(f"v|{name}", v=value)
        assert made is value or made == str(value)


def test_jinja_still_knows_what_a_filter_wants_besides_the_value():
    assert ENVIRONMENT.filters["map"].jinja_pass_arg

"""The environment of templates: the sandbox, within a budget, with dictionary keys first."""

from __future__ import annotations

import contextlib

import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from ooxml.tagged import sandbox

from docgen.bounds import templates as limits
from docgen.word.compile.environment import make_environment
from docgen.word.render.budget import Budget, HesitationError, LimitError, spending
from docgen.word.render.given import Given

ENVIRONMENT = sandbox()


def valued(expression: str, **names: object) -> object:
    return ENVIRONMENT.compile_expression(expression, undefined_to_none=False)(**names)


def taken(expression: str, **names: object) -> int:
    budget = Budget()
    with spending(budget):
        valued(expression, **names)
    return limits.MOST_STEPS - budget.steps


class Thing:
    """Something of the caller's own."""

    name = "thing"

    def greet(self, who: str = "you") -> str:
        return f"hello {who}"


# Names.


@pytest.mark.parametrize("key", ["items", "keys", "get", "update", "x"])
def test_a_key_comes_before_a_method(key):
    assert valued(f"d.{key}", d={key: "value"}) == "value"


def test_what_a_dictionary_does_not_hold_may_be_a_method():
    assert valued("d.items()|list", d={"a": 1}) == [("a", 1)]
    assert valued("d.get('b', 2)", d={"a": 1}) == 2


@pytest.mark.parametrize("expression", ["nothing ~ ''", "d.nothing ~ ''", "d['nothing'] ~ ''"])
def test_an_absent_name_is_an_error(expression):
    with pytest.raises(UndefinedError, match="nothing"):
        valued(expression, d={})


@pytest.mark.parametrize(
    "expression",
    ["t.__class__", "''.__class__.__mro__", "t.greet.__globals__", "t.greet.__func__", "d.__len__"],
)
def test_what_belongs_to_python_is_not_there(expression):
    with pytest.raises((SecurityError, UndefinedError)):
        valued(f"({expression}) ~ ''", t=Thing(), d={})


def test_a_value_with_word_content_may_be_printed_and_no_more():
    from lxml import etree

    element = etree.fromstring("<a><b/></a>")
    with pytest.raises(SecurityError):
        valued("e.getroottree()", e=element)
    assert not ENVIRONMENT.is_safe_attribute(element, "tag", "a")
    assert ENVIRONMENT.is_safe_attribute(Thing(), "name", "thing")


def test_attributes_of_a_callers_object_are_there():
    assert valued("t.name", t=Thing()) == "thing"
    assert valued("t.greet('me')", t=Thing()) == "hello me"


# Sums.


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2", 3), ("1 - 2", -1), ("2 * 3", 6), ("7 / 2", 3.5), ("7 // 2", 3), ("7 % 2", 1),
        ("'a' + 'b'", "ab"), ("[1] + [2]", [1, 2]), ("'ab' * 2", "abab"),
        ("true + 1", 2), ("1.5 * 2", 3.0),
    ],
)  # fmt: skip
def test_sums_are_those_of_python(expression, value):
    assert valued(expression) == value


@pytest.mark.parametrize(
    ("expression", "error", "told"),
    [
        pytest.param("n * n", ArithmeticError, "at most 300 digits; use smaller ones", id="long"),
        pytest.param("1 / 0", ZeroDivisionError, "zero", id="by nothing"),
        pytest.param("2 ** 3", SecurityError, "multiply", id="powers"),
        pytest.param("'%s' % 1", SecurityError, "|format", id="a text by a number"),
        pytest.param("'a' * 10001", SecurityError, "10000", id="a text many times"),
        pytest.param("t + t", LimitError, "beyond", id="a text too long"),
        pytest.param("l + l", LimitError, "beyond", id="a list too long"),
        pytest.param("1 + 'a'", TypeError, "unsupported", id="what does not fit"),
    ],
)
def test_what_grows_without_end_is_refused(expression, error, told):
    with pytest.raises(error, match=told):
        valued(expression, n=10**200, t="a" * 600_000, l=[1] * 600_000)


def test_numbers_of_as_many_digits_as_there_may_be_are_calculated():
    assert valued("n * 1", n=10 ** (limits.MOST_DIGITS - 1)) == 10 ** (limits.MOST_DIGITS - 1)
    assert valued("-n + n", n=10**250) == 0


@pytest.mark.parametrize("expression", ["1 + 1", "'a' + 'b'", "f()", "'a'.upper()", "[].copy()"])
def test_each_sum_and_call_takes_steps(expression):
    def f() -> int:
        return 1

    assert taken(expression, f=f) >= limits.STEPS_OF_A_CALL


@pytest.mark.parametrize(
    "expression", ["v + v", "v.upper()", "v.count('b')", "v.replace('b', 'c')", "v.split('b')"]
)
def test_a_long_text_takes_more_steps(expression):
    more = 6_400 // limits.LETTERS_LOOKED_AT
    assert taken(expression, v="a" * 6_400) - taken(expression, v="a") >= more - 1


@pytest.mark.parametrize("expression", ["v.count(1)", "v.index(v[-1])", "[].index(v)"])
def test_looking_through_a_list_takes_steps_for_its_entries(expression):
    def steps(values: list[object]) -> int:
        budget = Budget()
        with spending(budget), contextlib.suppress(ValueError):
            valued(expression, v=values)
        return limits.MOST_STEPS - budget.steps

    assert steps([0] * 500) - steps([0]) >= 490


def test_a_key_of_many_parts_takes_steps():
    key = tuple(range(200))
    assert taken("d[k]", d={key: 1}, k=key) >= 200


# Calls.


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'-'.join(['a', 'b'])", "a-b"),
        ("'-'.join(v)", "x-y"),
        ("'aba'.replace('a', 'c')", "cbc"),
        ("'aba'.replace('a', 'c', 1)", "cba"),
        ("range(3)|list", [0, 1, 2]),
        ("dict(a=1)", {"a": 1}),
    ],
)
def test_methods_do_what_pythons_do(expression, value):
    assert valued(expression, v=("x", "y")) == value


@pytest.mark.parametrize(
    ("expression", "error", "told"),
    [
        pytest.param("'a'.translate({97: 'b'})", SecurityError, "use |replace", id="translate"),
        pytest.param("t.join(l)", LimitError, "a text grows", id="join by a long text"),
        pytest.param("''.join(m)", LimitError, "a text grows", id="join of long texts"),
        pytest.param("t.replace('a', 'aaa')", LimitError, "a text grows", id="replace"),
        pytest.param("l.append(1)", SecurityError, "", id="what changes a list"),
        pytest.param("d.update(a=1)", SecurityError, "", id="what changes a dictionary"),
        pytest.param("range(10001)", SecurityError, "use fewer", id="a long range"),
    ],
)
def test_what_a_call_may_not_do(expression, error, told):
    names = {"t": "a" * 400_000, "l": ["a"] * 9, "m": ["a" * 400_000] * 3, "d": {}}
    with pytest.raises(error) as caught:
        valued(expression, **names)
    assert told in str(caught.value)
    assert (len(names["l"]), names["d"]) == (9, {})


def test_borders_of_joining_count_the_text_between(monkeypatch):
    monkeypatch.setattr(limits, "MOST_VALUE", 9)
    assert valued("'--'.join(['a', 'b', 'c'])") == "a--b--c"
    with pytest.raises(LimitError):
        valued("'---'.join(['a', 'b', 'c'])")


# The quick way.


def quick() -> Budget:
    budget = Budget()
    budget.quick = True
    return budget


def test_a_quick_rendering_hesitates_before_a_function_of_the_caller():
    thing = Thing()
    with spending(quick()), pytest.raises(HesitationError):
        valued("t.greet()", t=thing)


def test_a_quick_rendering_hesitates_before_what_can_be_gone_through_once():
    once = iter("ab")
    with spending(quick()), pytest.raises(HesitationError):
        valued("'-'.join(v)", v=once)
    assert list(once) == ["a", "b"]


@pytest.mark.parametrize("expression", ["'a'.upper()", "range(2)", "dict(a=1)", "cycler(1)"])
def test_a_quick_rendering_calls_what_remembers_nothing(expression):
    with spending(quick()):
        assert valued(expression) is not None


# What the caller gives.


def test_a_quick_rendering_hesitates_before_what_tells_another_thing_each_time():
    with spending(quick()), pytest.raises(HesitationError):
        valued("cycler(1).next()")


def test_what_the_caller_gives_stands_beside_jinjas_and_takes_steps():
    given = Given({"money": lambda v: f"{v} kr"}, {"even": lambda v: v % 2 == 0}, {"year": 2026})
    environment = make_environment(given)
    budget = Budget()
    with spending(budget):
        value = environment.compile_expression("[2|money, 2 is even, year, 'a'|upper]")()
    assert value == ["2 kr", True, 2026, "A"]
    assert limits.MOST_STEPS - budget.steps >= 2 * limits.STEPS_OF_A_CALL
    assert "money" not in sandbox().filters


def test_a_filter_of_the_caller_may_stand_for_one_of_jinja():
    environment = make_environment(Given({"upper": lambda _: "mine"}))
    assert environment.compile_expression("'a'|upper")() == "mine"

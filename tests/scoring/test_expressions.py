"""The sandbox: rule expressions calculate with unknown, and nothing else gets in."""

from __future__ import annotations

import pytest

from docgen.bounds.sandbox import make_environment
from docgen.scoring.arithmetic import UNKNOWN
from docgen.scoring.expressions import ExpressionError, compile_rule

NAMES = {"a": (), "b": (), "c": (), "often": ("unknown", "never", "monthly", "weekly")}


def value(source, **scope):
    return compile_rule(source, NAMES).value(scope)


@pytest.mark.parametrize(
    ("source", "scope", "result"),
    [
        pytest.param("a + b * 2 - 1", {"a": 1, "b": 2}, 4, id="the four operations"),
        pytest.param("-a / 4", {"a": 2}, -0.5, id="a sign and a fraction"),
        pytest.param("100 * a / b >= 65", {"a": 13, "b": 20}, True, id="100 * 13 / 20 is 65"),
        pytest.param("a * 3 == b", {"a": 0.1, "b": 0.3}, True, id="0.1 * 3 is 0.3"),
        pytest.param("a * 3 > b", {"a": 0.1, "b": 0.3}, False, id="and not more than 0.3"),
        pytest.param("a * 3 < b", {"a": -0.1, "b": -0.3}, False, id="nor less"),
        pytest.param("0 < a < 3", {"a": 2}, True, id="a chain holds inside"),
        pytest.param("0 < a < 3", {"a": 3}, False, id="a chain fails at its end"),
        pytest.param("a != b", {"a": True, "b": False}, True, id="truth values compare"),
        pytest.param("mean(c)", {"c": [11, 4, 3, 1]}, 4.75, id="mean of a list"),
        pytest.param("mean(c)", {"c": 7}, 7, id="mean of one number is the number"),
        pytest.param("median(c)", {"c": [90, 5, 10]}, 10, id="median of three"),
        pytest.param("median(c)", {"c": [1, 2, 3, 10]}, 2.5, id="median of four"),
        pytest.param("sum(c) + len(c)", {"c": [2, 3]}, 7, id="sum and length"),
        pytest.param("max(c) - min(c)", {"c": {"x": 5, "y": 2}}, 3, id="names with counts"),
        pytest.param("weighted_mean(a, b)", {"a": [50, 80], "b": [30, 10]}, 57.5, id="weights"),
        pytest.param("capped_share(c, 1)", {"c": [4, 1, 1]}, 0.5, id="each kind once"),
        pytest.param("capped_share(c, 2) * 6", {"c": [4, 1, 1]}, 4, id="each kind twice"),
        pytest.param("at_least(often, 'monthly')", {"often": "weekly"}, True, id="more often"),
        pytest.param("at_least(often, 'monthly')", {"often": "never"}, False, id="less often"),
        pytest.param("stated(a)", {"a": 0}, True, id="nought is stated"),
        pytest.param("stated(a)", {"a": None}, False, id="null is not"),
        pytest.param("stated(often)", {"often": "unknown"}, False, id="nor is the word unknown"),
        pytest.param("round(a / b)", {"a": 9.997, "b": 1}, 10, id="rounded"),
        pytest.param("round(a)", {"a": 2.5}, 3, id="a half is one more"),
    ],
)
def test_values(source, scope, result):
    assert value(source, **scope) == pytest.approx(result)


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        pytest.param("a", {}, id="absent evidence"),
        pytest.param("a", {"a": None}, id="null"),
        pytest.param("a + 1", {}, id="arithmetic with absent evidence"),
        pytest.param("a / b", {"a": 1, "b": 0}, id="a division by zero"),
        pytest.param("a / b > 1", {"a": 1, "b": 0}, id="a comparison with it"),
        pytest.param("not a", {}, id="not unknown"),
        pytest.param("a and b", {"a": True}, id="true and unknown"),
        pytest.param("a or b", {"b": False}, id="unknown or false"),
        pytest.param("at_least(often, 'weekly')", {}, id="an order that is not stated"),
        pytest.param("at_least(often, 'weekly')", {"often": "unknown"}, id="the word unknown"),
        pytest.param("at_least(often, 'weekly')", {"often": "daily"}, id="a word of no order"),
        pytest.param("mean(c)", {"c": []}, id="the mean of an empty list"),
        pytest.param("mean(c)", {"c": [1, None]}, id="a list with a hole"),
        pytest.param("mean(c)", {"c": "12"}, id="a text where a list belongs"),
        pytest.param("c > 1", {"c": [1, 2]}, id="a list where a number belongs"),
        pytest.param("a < b", {"a": 1, "b": True}, id="a number and a truth value"),
        pytest.param("a < b", {"a": False, "b": True}, id="truth values have no order"),
        pytest.param("a == 'x'", {"a": 1}, id="a number and a text"),
        pytest.param("weighted_mean(a, b)", {"a": [1, 2], "b": [1]}, id="a weight is missing"),
        pytest.param("weighted_mean(a, b)", {"a": [1], "b": [0]}, id="no weight at all"),
        pytest.param("capped_share(c, 1)", {"c": [0, 0]}, id="a share of no jobs"),
        pytest.param("a * a * a", {"a": 10.0**14}, id="more than a person can count"),
        pytest.param("a + 1", {"a": float("nan")}, id="not a number"),
        pytest.param("a + 1", {"a": 10**400}, id="a number that does not end"),
    ],
)
def test_unknown_is_never_true(source, scope):
    expression = compile_rule(source, NAMES)
    assert expression.value(scope) is UNKNOWN
    assert expression.holds(scope) is None


@pytest.mark.parametrize(
    ("source", "scope", "result"),
    [
        pytest.param("a and b", {"a": False}, False, id="false and unknown is false"),
        pytest.param("a or b", {"b": True}, True, id="unknown or true is true"),
        pytest.param("0 < a < b", {"a": -1}, False, id="a chain broken at a known link is false"),
    ],
)
def test_unknown_does_not_spoil_what_is_decided(source, scope, result):
    assert value(source, **scope) is result


def test_unknown_cannot_be_taken_for_false():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_names_come_in_the_order_of_reading():
    assert compile_rule("b / a + b", NAMES).names == ("b", "a")


@pytest.mark.parametrize(
    ("source", "says"),
    [
        pytest.param("a.__class__", "the attribute .__class__", id="an attribute"),
        pytest.param("often.weekly", "the attribute .weekly", id="a harmless attribute too"),
        pytest.param("c['__class__']", "[ ]", id="a subscript"),
        pytest.param("c[0]", "[ ]", id="a harmless subscript too"),
        pytest.param("c|length", "the filter |length", id="a filter"),
        pytest.param("a is defined", "test is not allowed", id="a test"),
        pytest.param("a if b else c", "if-else", id="a condition"),
        pytest.param("a ** b", "pow", id="a power"),
        pytest.param("a // b", "floordiv", id="a floor division"),
        pytest.param("a % b", "mod", id="a remainder"),
        pytest.param("'x' ~ a", "concat", id="joined texts"),
        pytest.param("[a, b]", "list is not allowed", id="a list"),
        pytest.param("{'a': b}", "dict", id="a dictionary"),
        pytest.param("a in c", "'in' is not allowed", id="a membership"),
        pytest.param("none", "None is not allowed", id="none"),
        pytest.param("range(9)", "no function 'range'", id="another function"),
        pytest.param("lipsum()", "no function 'lipsum'", id="a global of Jinja"),
        pytest.param("mean.x(c)", "this kind of call", id="a method"),
        pytest.param("mean(*c)", "this kind of call", id="spread arguments"),
        pytest.param("mean(c=c)", "this kind of call", id="named arguments"),
        pytest.param("mean(a, b)", "mean() takes 1 value", id="an argument too many"),
        pytest.param("capped_share(c)", "capped_share() takes 2 values", id="one too few"),
        pytest.param("d + 1", "no evidence 'd'; there is: a, b, c", id="an unknown key"),
        pytest.param("a b", "nothing may follow", id="something behind the end"),
        pytest.param("a +", "is no expression", id="half an expression"),
        pytest.param("", "is no expression", id="no expression"),
        pytest.param("{{ a }}", "is no expression", id="a template tag"),
        pytest.param("a }} b", "nothing may follow", id="the end of a tag"),
        pytest.param("at_least(often, 'daily')", "no value 'daily'", id="a word of no order"),
        pytest.param("at_least(often, 'unknown')", "no value 'unknown'", id="unknown is no step"),
        pytest.param("at_least(a, 'weekly')", "no value 'weekly'", id="a key without an order"),
        pytest.param("at_least('often', often)", "write at_least", id="swapped arguments"),
        pytest.param("not " * 30 + "a", "at most 20 deep", id="too deep"),
        pytest.param("a + " * 200 + "a", "at most 500 characters", id="too long"),
    ],
)
def test_everything_else_is_refused_when_it_is_read(source, says):
    with pytest.raises(ExpressionError) as caught:
        compile_rule(source, NAMES)
    message = str(caught.value)
    assert says in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["lipsum"])
def test_nothing_is_left_to_chance(name):
    environment = make_environment()
    assert name not in environment.globals
    assert "random" not in environment.filters


@pytest.mark.parametrize(
    ("source", "scope", "names"),
    [
        pytest.param("a", {}, ["a"], id="a name"),
        pytest.param("a", {"a": False}, [], id="a name that is there"),
        pytest.param("a or b", {"a": True}, [], id="what cannot change the result is not missed"),
        pytest.param("a or b", {"a": False}, ["b"], id="the other alternative"),
        pytest.param("a and b", {"a": False}, [], id="one false is enough"),
        pytest.param("(a or b) and c", {"a": True}, ["c"], id="the part that is open"),
        pytest.param("not a and b", {}, ["a", "b"], id="both"),
        pytest.param("a + b > 3", {"a": 1}, ["b"], id="arithmetic"),
        pytest.param("mean(c) > 3 or a", {}, ["c", "a"], id="a list and a name"),
        pytest.param("a + a > 3", {}, ["a"], id="each name once"),
        pytest.param("stated(a)", {}, [], id="asking for it is no need of it"),
        pytest.param("at_least(often, 'weekly')", {"often": "unknown"}, ["often"], id="unknown"),
        pytest.param("a / b", {"a": 1, "b": 0}, [], id="a division by zero misses nothing"),
    ],
)
def test_only_what_leaves_the_result_open_is_missed(source, scope, names):
    assert list(compile_rule(source, NAMES).absent(scope)) == names

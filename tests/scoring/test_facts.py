"""What follows from stated facts, what is taken of the rest, and what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from docgen.packs.load import load_pack
from docgen.scoring.expressions import compile_rule
from docgen.scoring.facts import conflicts, facts_of, stated
from docgen.scoring.rule import Given
from docgen.scoring.rules import load_rules

NAMES = dict.fromkeys(("a", "b", "c", "d"), ())


@cache
def any_rule():
    return load_rules(load_pack("no"))["vocational_unit"]


def given(key, value, when=None):
    return Given(key, compile_rule(value, NAMES), when and compile_rule(when, NAMES))


def a_rule(follows=(), taken=()):
    return replace(any_rule(), follows=tuple(follows), taken=tuple(taken), settings={})


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        pytest.param({"a": 0}, {"a": 0}, id="nought is stated"),
        pytest.param({"a": False}, {"a": False}, id="false is stated"),
        pytest.param({"a": None, "b": "unknown"}, {}, id="null and the word unknown are not"),
        pytest.param({"a": [None, None]}, {}, id="nor is a list of nulls"),
        pytest.param({"a": [None, True]}, {"a": [None, True]}, id="one entry is enough"),
        pytest.param({"a": []}, {}, id="nor an empty list"),
    ],
)
def test_stated(evidence, found):
    assert stated(evidence) == found


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        pytest.param({"b": 4}, {"a": True, "b": 4}, id="what follows is a fact"),
        pytest.param({"b": 3}, {"a": False, "b": 3}, id="and so is that it is not so"),
        pytest.param({}, {}, id="nothing follows from nothing"),
        pytest.param({"a": True}, {"a": True}, id="nothing follows the other way round"),
        pytest.param({"a": True, "b": 3}, {"a": True, "b": 3}, id="what is stated stays"),
    ],
)
def test_what_follows(evidence, found):
    assert facts_of(evidence, a_rule([given("a", "b >= 4")])) == found


def test_one_fact_may_follow_from_another_that_follows():
    rule = a_rule([given("a", "b >= 4"), given("b", "c + 1")], [given("d", "true", "a")])
    assert facts_of({"c": 3}, rule) == {"a": True, "b": 4, "c": 3, "d": True}
    assert facts_of({"c": 1}, rule) == {"a": False, "b": 2, "c": 1}


def test_what_is_taken_holds_only_where_nothing_is_stated():
    rule = a_rule(taken=[given("a", "false", "not stated(b)")])
    assert facts_of({}, rule) == {"a": False}
    assert facts_of({"b": 1}, rule) == {"b": 1}
    assert facts_of({"a": True}, rule) == {"a": True}


@pytest.mark.parametrize(
    ("evidence", "keys"),
    [
        pytest.param({"a": True, "b": 3}, [("a", "b")], id="two that exclude each other"),
        pytest.param({"a": False, "b": 3}, [], id="two that say the same"),
        pytest.param({"a": True}, [], id="one alone"),
        pytest.param({"c": True, "d": True}, [("c", "d")], id="told once, though each says so"),
    ],
)
def test_conflicts(evidence, keys):
    rule = a_rule(
        [given("a", "b >= 4"), given("c", "false", "d"), given("d", "false", "c")],
        [given("b", "1", "c")],
    )
    assert list(conflicts(evidence, rule)) == keys

"""The parts of one rule: each is made of plain data, or its fault is noted with its place."""

from __future__ import annotations

import math

import pytest
from rulecases import SCORES

from docgen.packs.checked import read_checked
from docgen.scoring.rule import Kind, Limit
from docgen.scoring.ruleparts import KINDS, RuleParts
from docgen.scoring.rulereader import RuleReader

EVIDENCE = {"a": "number", "b": "bool", "f": "often"}


@pytest.fixture
def parts(tmp_path) -> RuleParts:
    """Return the maker of a rule whose evidence is known: a, b and f."""
    file = tmp_path / "rules.yaml"
    file.write_text("c: {}\n", encoding="utf-8")
    made = RuleParts(
        RuleReader(read_checked(file, "rules"), SCORES),
        "c",
        {"often": ("never", "daily")},
        ["gaps"],
    )
    made.evidence(EVIDENCE)
    return made


def told(parts: RuleParts) -> list[tuple[str, str]]:
    """Return place and message of each fault so far."""
    return [(one.where, one.message) for one in parts.reader.found.problems()]


def test_the_place_of_a_part_is_below_its_criterion(parts):
    assert parts.at() == ("c",)
    assert parts.at("caps", 0) == ("c", "caps", 0)


@pytest.mark.parametrize("base", [*KINDS, "often"])
@pytest.mark.parametrize(
    ("many", "lists", "single"),
    [("", False, True), (" list", True, False), (" or list", True, True)],
)
def test_a_kind_of_evidence_is_one_value_a_list_or_either(parts, base, many, lists, single):
    (kind,) = parts.evidence({"x": base + many}).values()
    order = ("never", "daily") if base == "often" else ()
    assert kind == Kind(base, lists, single, order, SCORES if base == "score" else None)
    assert told(parts) == []


@pytest.mark.parametrize("text", ["numbers", "number lists", "list", "number or lists", ""])
def test_what_is_no_kind_is_told_with_those_there_are(parts, text):
    assert parts.evidence({"x": text}) == {}
    ((where, message),) = told(parts)
    assert where == "c.evidence.x"
    assert message.startswith(f"{text!r} is no kind of evidence; there is: whole, number,")
    assert "often, each also as `... list`" in message


@pytest.mark.parametrize(
    ("make", "data", "made"),
    [
        pytest.param(lambda p, d: p.keys(d, "older"), ["a", "b"], {"a", "b"}, id="keys"),
        pytest.param(lambda p, d: p.keys(d, "older"), None, set(), id="no keys"),
        pytest.param(lambda p, d: p.expressions(d, ("c",)), None, (), id="no expressions"),
        pytest.param(lambda p, d: p.lines(d, ("c",)), [], (), id="no lines"),
        pytest.param(lambda p, d: p.claims(d), None, (), id="no claims"),
        pytest.param(lambda p, d: tuple(p.caps(d)), None, (), id="no caps"),
        pytest.param(lambda p, d: tuple(p.notes(d)), None, (), id="no notes"),
        pytest.param(lambda p, d: p.measures(d), None, (), id="no measures"),
        pytest.param(lambda p, d: p.givens(d, "taken"), None, (), id="nothing taken"),
    ],
)
def test_a_part_is_what_it_says_and_absent_empty(parts, make, data, made):
    assert make(parts, data) == made
    assert told(parts) == []


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        ({}, Limit()),
        ({"from": 2}, Limit(2, math.inf)),
        ({"to": 3}, Limit(-math.inf, 3)),
        ({"below": 3}, Limit(-math.inf, 3, open_above=True)),
        ({"from": 2, "to": 3}, Limit(2, 3)),
    ],
)
def test_a_limit_has_two_ends_or_one(parts, data, limit):
    assert parts.limit(data, ("c", "limits", 1)) == limit
    assert told(parts) == []


@pytest.mark.parametrize(
    ("make", "data", "where", "says"),
    [
        (lambda p, d: p.keys(d, "older"), ["z"], "c.older", "there is no evidence 'z'"),
        (
            lambda p, d: p.limit(d, ("c", "limits", 1)),
            {"to": 1, "below": 2},
            "c.limits",
            "`to` and `below` are two ends; keep one",
        ),
        (lambda p, d: p.givens(d, "taken"), {"z": "a > 1"}, "c.taken.z", "there is no evidence"),
        (lambda p, d: p.claims(d), ["a >"], "c.must_hold[0]", "is no expression"),
        (lambda p, d: p.measures(d), ["z + 1"], "c.measure[0]", "z"),
        (lambda p, d: [*p.caps(d)], [{"score": 9, "when": "b"}], "c.caps[0]", "a score from 1"),
        (lambda p, d: [*p.notes(d)], [{"warn": "w"}], "c.notes[0]", "when is missing"),
        (lambda p, d: p.lines(d, ("c", "ladder", 5)), ["open('x')"], "c.ladder", "open"),
    ],
)
def test_each_fault_has_its_place(parts, make, data, where, says):
    make(parts, data)
    found = told(parts)
    assert any(place.startswith(where) and says in message for place, message in found), found


def test_alternatives_stand_in_a_list_within_the_list(parts):
    lines = parts.lines(["b", ["a > 1", "f == 'daily'"]], ("c", "ladder", 5))
    assert [[one.source for one in line] for line in lines] == [["b"], ["a > 1", "f == 'daily'"]]
    assert told(parts) == []


def test_what_is_taken_may_be_a_constant_or_depend(parts):
    made = parts.givens({"b": True, "a": [3, {"value": "a + 1", "when": "b"}]}, "taken")
    assert [(one.key, one.value.value({"a": 1})) for one in made] == [
        ("b", True), ("a", 3), ("a", 2),
    ]  # fmt: skip
    assert [one.when is not None for one in made] == [False, False, True]
    assert told(parts) == []


def test_the_number_that_was_measured_is_known_to_notes_and_to_no_other(parts):
    notes = list(parts.notes([{"when": "measured > 3", "warn": "w"}]))
    assert notes[0].when is not None
    assert notes[0].when.holds({"measured": 4}) is True
    assert told(parts) == []
    assert list(parts.caps([{"score": 1, "when": "measured > 3"}])) == []
    assert len(told(parts)) == 1


def test_a_note_holds_of_some_scores_or_of_a_condition(parts):
    one, other = parts.notes([{"scores": [1, 2], "warn": "w"}, {"when": "b", "warn": "v"}])
    assert (one.when, one.scores, one.warn) == (None, frozenset({1, 2}), "w")
    assert (other.when is None, other.scores, other.warn) == (False, frozenset(), "v")


def test_a_cap_is_asked_for_unless_it_says_otherwise(parts):
    data = [{"score": 1, "when": "b"}, {"score": 2, "when": "b", "ask": False, "warn": "w"}]
    assert [(one.score, one.ask, one.warn) for one in parts.caps(data)] == [
        (1, True, ""), (2, False, "w"),
    ]  # fmt: skip


def test_a_way_to_the_number_may_have_a_warning_and_a_setting(parts):
    made = parts.measures(["a", {"value": "a * 2", "warn": "w", "when": "gaps == 'x'"}])
    assert [(one.expression.source, one.warn, one.when is None) for one in made] == [
        ("a", "", True), ("a * 2", "w", False),
    ]  # fmt: skip
    assert told(parts) == []

"""How figures, limits and conditions are put into words."""

from __future__ import annotations

import math

import pytest
from builders import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.tongue import chosen
from docgen.packs.load import load_pack
from docgen.scoring.expressions import Expression, compile_rule
from docgen.scoring.rule import Limit
from docgen.scoring.rules import load_rules
from docgen.scoring.wording import (
    answer,
    arithmetic,
    condition,
    figures,
    label,
    labelled,
    limit_text,
    line_text,
    listed,
    said,
    shown,
)

PACKS = sorted({path.parent.name for path in SAMPLES})
LABELS = {"clients": "Clients", "phases": "Phases (few = få, many = mange)", "share": "Share (%)"}

NAMES = dict.fromkeys(["clients", "specialists", "hours", "teams", "cover", "rural"], ())


def an_expression(source: str) -> Expression:
    return compile_rule(source, {**NAMES, "phase": ("few", "many")})


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(True, "yes", id="yes"),
        pytest.param(False, "no", id="no"),
        pytest.param(4, "4", id="a whole number"),
        pytest.param(4.0, "4", id="a whole number with a point"),
        pytest.param(4.5, "4.5", id="a number"),
        pytest.param("many", "many", id="a word that nobody explains"),
        pytest.param("less_than_quarterly", "less than quarterly", id="a word of two"),
        pytest.param("now_and_then", "now and then", id="a word of a scale of one's own"),
        pytest.param([4, 1.5], "[4, 1.5]", id="a list"),
        pytest.param({"shop": 2}, "[shop: 2]", id="counts"),
        pytest.param([], "[]", id="an empty list"),
    ],
)
def test_a_value_is_said_as_a_person_says_it(value, words):
    assert said(value) == words


def test_the_pack_says_what_its_words_mean():
    assert figures(["phases"], {"phases": "many"}, LABELS) == ["Phases: mange"]
    assert said("many", "clients", LABELS) == "many"


@pytest.mark.parametrize(("language", "words"), [("da", "ja"), ("sv", "ja"), ("nb", "ja")])
def test_yes_is_said_in_the_readers_language(language, words):
    with chosen(language):
        assert said(True) == words


@pytest.mark.parametrize("code", PACKS)
def test_every_word_that_a_pack_takes_as_an_answer_is_explained(code):
    pack = load_pack(code)
    for criterion, rule in load_rules(pack).items():
        labels = pack.criterion(criterion).evidence_labels
        for key, kind in rule.evidence.items():
            with chosen(pack.language):
                told = {word: answer(word, key, labels) for word in kind.words}
            assert not [word for word, said in told.items() if word == said], (criterion, key)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("clients", "Clients"),
        pytest.param("phases", "Phases", id="the meaning of its words stays out"),
        pytest.param("share", "Share (%)", id="a bracket that explains no words stays"),
        pytest.param("full_time", "full time", id="a key without a label"),
    ],
)
def test_a_key_is_called_as_the_pack_calls_it(key, name):
    assert label(key, LABELS) == name


def test_two_keys_of_one_name_are_told_once():
    assert labelled(["a", "b", "c"], {"a": "One", "b": "One"}) == ["One", "c"]


def test_only_what_is_stated_is_told():
    facts = {"clients": 19, "phases": None}
    assert figures(["clients", "phases", "other"], facts, LABELS) == ["Clients: 19"]


@pytest.mark.parametrize(
    ("words", "together", "either"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a or b"),
        (["a", "b", "c"], "a, b and c", "a, b or c"),
    ],
)
def test_words_are_listed_as_a_person_does(words, together, either):
    assert listed(words) == together
    assert listed(words, either=True) == either


@given(st.lists(st.from_regex(r"[a-z]{4,9}", fullmatch=True), min_size=1, max_size=6, unique=True))
def test_each_word_of_a_list_is_said(words):
    text = listed(words)
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    ("low", "high", "open_above", "text"),
    [
        pytest.param(21, 25, False, "21-25", id="from one to another"),
        pytest.param(5, 5, False, "5", id="one number"),
        pytest.param(-math.inf, 20, False, "20 or fewer", id="no least"),
        pytest.param(41, math.inf, False, "41 or more", id="no most"),
        pytest.param(-math.inf, 60, True, "below 60", id="below"),
        pytest.param(60, 75, True, "60 to below 75", id="from one to below another"),
        pytest.param(2.5, 3.5, False, "2.5-3.5", id="with a point"),
    ],
)
def test_a_limit_is_said_as_forms_print_it(low, high, open_above, text):
    assert limit_text(Limit(low, high, open_above=open_above)) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("teams >= 3", "teams 3 or more"),
        ("cover", "cover"),
        ("phase == 'many'", "phase is many"),
    ],
)
def test_a_condition_is_said_in_words(source, text):
    assert condition(an_expression(source)) == text


def test_alternatives_are_joined():
    assert line_text((an_expression("cover"), an_expression("rural"))) == "cover or rural"


@pytest.mark.parametrize(
    ("source", "facts", "value", "text"),
    [
        pytest.param(
            "clients / specialists",
            {"clients": 19, "specialists": 4},
            4.75,
            "19 / 4 = 4.75 (Clients)",
            id="a division",
        ),
        pytest.param("clients", {"clients": 19}, 19.0, "19 (Clients)", id="a figure by itself"),
        pytest.param(
            "mean(hours)", {"hours": [2, 4]}, 3.0, "mean([2, 4]) = 3 (hours)", id="of a list"
        ),
    ],
)
def test_a_calculation_is_told_with_what_was_counted(source, facts, value, text):
    assert arithmetic(an_expression(source), facts, value, LABELS) == text


def test_numbers_have_the_decimal_sign_of_the_language() -> None:
    with chosen("sv"):
        assert shown(4.75) == "4,75"
        assert said([37.5, 40]) == "[37,5; 40]"
        assert said([3, 40]) == "[3, 40]"
    assert said([37.5, 40]) == "[37.5, 40]"

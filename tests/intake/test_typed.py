"""Values as people type them into a form: read where they are sure, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.intake.typed import (
    Statement,
    criterion_named,
    kind_named,
    level_named,
    name_and_more,
    statement,
    whole_number,
)
from docgen.packs.load import load_pack, pack_codes

PACKS = {code: load_pack(code) for code in pack_codes()}
ANY = st.sampled_from(list(PACKS.values()))


@given(ANY, st.integers(0, 9999))
def test_a_number_may_stand_with_the_word_for_points(pack, number):
    points = pack.texts.get("points", "")
    for text in (str(number), f" {number}. ", f"{number} {points}", f"{number} {points.upper()}."):
        assert whole_number(text, pack) == number


@pytest.mark.parametrize("text", ["", "4,5", "4.5", "ca. 88", "88 af 125", "-3", "12345"])
def test_anything_else_is_no_number(text):
    assert whole_number(text, PACKS["dk"]) is None


@given(ANY, st.integers(0, 500), st.data())
def test_total_and_level_stand_in_one_text(pack, total, data):
    level = data.draw(st.sampled_from(pack.levels))
    for text in (f"{level.label}, {total}", f"{total}: {level.label}", f"{level.label} ({total})"):
        assert statement(text, pack) == Statement(total, level.label)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("88 (max. 125)", Statement(88), id="the most is none of them"),
        pytest.param("88 / 125", Statement(88), id="behind a stroke neither"),
        pytest.param("88 eller 90", None, id="two numbers"),
        pytest.param("meget fin", Statement(None, "meget fin"), id="a level in other words"),
        pytest.param("", Statement(), id="nothing"),
    ],
)
def test_what_is_not_sure_is_left(text, found):
    assert statement(text, PACKS["dk"]) == found


@given(ANY, st.data())
def test_a_level_is_known_by_its_label_and_two_are_none(pack, data):
    level, other = data.draw(st.permutations(pack.levels))[:2]
    assert level_named(f"... {level.label.upper()}!", pack) == level
    both = level_named(f"{level.label}; {other.label}", pack)
    assert both in (None, level, other)
    if len(level.label) == len(other.label):
        assert both is None


@given(ANY, st.data())
def test_a_criterion_is_known_by_number_name_or_both(pack, data):
    criterion = data.draw(st.sampled_from(pack.criteria))
    assert criterion_named(criterion.name, pack) == criterion
    number = criterion.printed.strip(" .)") or str(criterion.number)
    assert criterion_named(f"{number}. {criterion.name}", pack) == criterion
    by_number = criterion_named(number, pack)
    same = [c for c in pack.criteria if (c.printed.strip(" .)") or str(c.number)) == number]
    assert by_number == (criterion if len(same) == 1 else None)


@pytest.mark.parametrize("text", ["", "99", "noget helt andet", "1. noget helt andet"])
def test_no_criterion_is_guessed(text):
    assert criterion_named(text, PACKS["dk"]) is None


def test_the_number_of_one_and_the_name_of_another_are_none():
    first, second = PACKS["dk"].criteria[:2]
    assert criterion_named(f"{first.number}. {second.name}", PACKS["dk"]) is None


@pytest.mark.parametrize(
    ("text", "last", "parts"),
    [
        ("N. N., leder", False, ("N. N.", "leder")),
        ("Enhed, Syd, Fjordby", True, ("Enhed, Syd", "Fjordby")),
        ("Enhed, Syd, Fjordby", False, ("Enhed", "Syd, Fjordby")),
        ("Enhed", True, ("Enhed", "")),
        ("a,b", False, ("a,b", "")),
        ("", False, ("", "")),
    ],
)
def test_name_and_what_follows_it_are_parted_by_a_comma(text, last, parts):
    assert name_and_more(text, last=last) == parts


@given(ANY)
def test_kinds_of_reviews_are_known_by_the_packs_words(pack):
    for key, words in pack.texts.items():
        if key.startswith("kind_"):
            assert kind_named(words.upper(), pack) == key.removeprefix("kind_")
    assert kind_named("noget andet", pack) is None

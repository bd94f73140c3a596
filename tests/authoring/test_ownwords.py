"""Two reviewers' files: texts that differ become each one's own words, what is agreed stays."""

from __future__ import annotations

import pytest

from docgen.authoring.ownwords import with_notes, words_of

BOTH = ("kn", "ov")


def notes(one: dict, other: dict, who: tuple[str, str] = BOTH) -> list[dict]:
    sides = with_notes(({"criteria": {"a": one}}, {"criteria": {"a": other}}), who, "Anbefaling")
    return [side["criteria"]["a"] for side in sides]


def test_texts_that_differ_are_each_reviewers_own():
    assert notes({"score": 4, "comment": "X"}, {"comment": "Y"}) == [
        {"score": 4, "notes": {"kn": "X\n"}},
        {"notes": {"ov": "Y\n"}},
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"comment": "X"}, {"comment": " X\n"}, id="the same"),
        pytest.param({"comment": "X"}, {}, id="of one alone"),
        pytest.param({"comment": ""}, {"comment": "X"}, id="empty in one"),
        pytest.param({"comment": 7}, {"comment": "X"}, id="no text"),
    ],
)
def test_what_can_stand_for_both_stays(one, other):
    assert notes(one, other) == [one, other]


def test_both_texts_of_a_criterion_are_one_note():
    one = {"comment": "X", "recommendation": "R"}
    other = {"comment": "Y", "recommendation": "R"}
    assert notes(one, other)[0] == {"recommendation": "R", "notes": {"kn": "X\n"}}
    other["recommendation"] = "S"
    assert notes(one, other)[0] == {"notes": {"kn": "X\n\nAnbefaling: R\n"}}


def test_a_file_that_is_merged_already_stays():
    first, second = notes({"comment": "agreed"}, {"comment": "Y"}, ("", "ov"))
    assert first == {"comment": "agreed"}
    assert second == {"notes": {"ov": "Y\n"}}


def test_where_others_words_wait_one_more_text_is_a_voice_among_them():
    merged, second = notes({"notes": {"kn": "X"}}, {"comment": "Y"}, ("", "ov"))
    assert merged == {"notes": {"kn": "X"}}
    assert second == {"notes": {"ov": "Y\n"}}


@pytest.mark.parametrize("data", [{}, {"criteria": None}, {"criteria": []}])
def test_a_file_without_criteria_has_no_notes(data):
    assert with_notes((data, data), BOTH, "") == (data, data)


@pytest.mark.parametrize(
    ("comment", "recommendation", "label", "words"),
    [
        ("a", "", "L", "a"),
        ("", "b", "L", "L: b"),
        ("a", "b", "L", "a\n\nL: b"),
        ("a", "b", "", "a\n\nb"),
        ("a", "- b\n- c", "L", "a\n\nL:\n\n- b\n- c"),
    ],
)
def test_the_label_stands_before_the_recommendation(comment, recommendation, label, words):
    assert words_of(comment, recommendation, label) == words

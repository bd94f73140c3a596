"""Paragraphs of a Word file as a text of a review: bullets, numbers, lists, one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.intake.wording import entries_of, one_line, text_of, without_sign
from tests.wordlines import a_line as line

WORDS = st.sampled_from(["teamet", "to ord", "æbler", "et helt afsnit om noget"])


@given(st.lists(WORDS, max_size=5))
def test_paragraphs_are_parted_by_a_blank_line(texts):
    assert text_of(map(line, texts)) == "\n\n".join(texts)


@given(st.lists(WORDS, max_size=5))
def test_bullets_stand_below_each_other(texts):
    assert text_of(line(text, bullet=True) for text in texts) == "\n".join(
        f"- {text}" for text in texts
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([line("a"), line("b", bullet=True)], "a\n\n- b", id="text, then a bullet"),
        pytest.param([line("• a"), line("- b")], "- a\n- b", id="signs that somebody typed"),
        pytest.param([line(" "), line("a"), line("")], "a", id="empty paragraphs"),
        pytest.param(
            [line("a", numbered=True), line("b", numbered=True)], "1. a\n\n2. b", id="numbers"
        ),
        pytest.param(
            [
                line("a", numbered=True),
                line("x", numbered=True, depth=1),
                line("b", numbered=True),
                line("y", numbered=True, depth=1),
            ],
            "1. a\n\n1. x\n\n2. b\n\n1. y",
            id="numbers below numbers begin anew",
        ),
        pytest.param(
            [line("a", numbered=True), line("text"), line("b", numbered=True)],
            "1. a\n\ntext\n\n1. b",
            id="text between ends a list",
        ),
    ],
)
def test_what_stands_in_word_is_typed_so(lines, text):
    assert text_of(lines) == text


@pytest.mark.parametrize(
    ("texts", "separator", "entries"),
    [
        (["a", "• b", ""], "", ["a", "b"]),
        (["a, b"], ", ", ["a", "b"]),
        (["a; b, c"], ", ", ["a", "b, c"]),
        (["a\nb"], ", ", ["a", "b"]),
        (["a, b"], "", ["a, b"]),
    ],
)
def test_a_list_is_its_paragraphs_or_the_parts_of_its_line(texts, separator, entries):
    assert entries_of([line(text) for text in texts], separator=separator) == entries


@given(WORDS)
def test_a_sign_goes_and_words_stay(text):
    assert without_sign(f" •  {text} ") == without_sign(text) == text


def test_a_value_of_one_line_has_no_breaks():
    assert one_line([line("a\nb "), line(" "), line("c")]) == "a b c"

"""Quotes in tags: any two of a kind are a pair, an apostrophe is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.word.compile.quotes import KINDS, is_quote, straightened


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("x == ‘ja’", "x == 'ja'", id="single ones curled by Word"),
        pytest.param("x == “ja”", 'x == "ja"', id="double ones curled by Word"),
        pytest.param("x == „ja“", 'x == "ja"', id="German and Danish ones"),
        pytest.param("x == ”ja”", 'x == "ja"', id="Swedish ones"),
        pytest.param("x == «ja»", 'x == "ja"', id="Norwegian ones"),
        pytest.param("x == “it’s”", 'x == "it\'s"', id="an apostrophe inside stays one"),
        pytest.param("x == «si “ja”»", r'x == "si \"ja\""', id="a pair inside a pair"),
        pytest.param("x == 'ja'", "x == 'ja'", id="straight ones stay"),
        pytest.param("x == “ja", 'x == "ja', id="one without its other is made straight"),
        pytest.param("review.dates", "review.dates", id="no quote at all"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_quotes_are_read_as_jinja_reads_them(typed, read):
    assert straightened(typed) == read


@pytest.mark.parametrize(
    ("text", "at", "quote"),
    [
        pytest.param("it’s", 2, False, id="an apostrophe"),
        pytest.param("it's", 2, True, id="a straight sign between letters ends a text"),
        pytest.param("‘a", 0, True, id="at the beginning"),
        pytest.param("a’", 1, True, id="at the end"),
        pytest.param(r"\'", 1, False, id="behind a backslash"),
        pytest.param(r"\\'", 2, True, id="behind a backslash that is text"),
    ],
)
def test_what_begins_or_ends_a_text(text, at, quote):
    assert is_quote(text, at) is quote


WORDS = st.text(st.characters(exclude_characters=[*KINDS, "\\"]), max_size=20)


@given(WORDS)
def test_what_has_no_quotes_stays(text):
    assert straightened(text) == text


@given(WORDS, st.sampled_from(["‘’", "“”", "„“", "««", "»«", "''", '""']))
def test_a_text_between_quotes_of_any_kind_is_the_same_text(text, pair):
    read = straightened(f" {pair[0]}{text}{pair[1]} ")
    assert read.strip()[1:-1] == text.strip() or read[2:-2] == text
    assert read[1] == read[-2]
    assert read[1] in "'\""


@given(st.text(max_size=40))
def test_what_is_straight_stays_so(text):
    once = straightened(text)
    assert not set("‘’‚‛“”„‟") & set(once)

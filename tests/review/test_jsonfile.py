"""A review as JSON: read like YAML, and what no program can count with is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import InvalidDataError, ReadError
from docgen.review.jsonfile import parse_json
from docgen.yamlfile.parse import DEEPEST

VALUES = st.recursive(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=8),
        st.integers(-(10**9), 10**9),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.none(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, st.booleans())
def test_what_a_program_wrote_is_read(value, ascii_):
    faults = []
    text = json.dumps(value, ensure_ascii=ascii_)
    assert parse_json(text, "a.json", faults) == value
    assert faults == []


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_file_holds_nothing(text):
    assert parse_json(text, "a.json", []) is None


def test_a_key_that_stands_twice_is_told_and_the_last_counts():
    faults = []
    assert parse_json('{"a": 1, "a": 2}', "a.json", faults) == {"a": 2}
    assert [fault.rule for fault in faults] == ["duplicate-key"]


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ('{"a": 1,}', "json", "this is no JSON"),
        ("{", "json", "check commas and quotes"),
        ('{"a": NaN}', "number", "NaN is no number docgen can count with"),
        ('{"a": Infinity}', "number", "Infinity is no number"),
        ('{"a": 1e999}', "number", "1e999 is no number"),
        ('{"a": ' + "1" * 400 + "}", "number", "is too long; shorten it"),
        ("[" * (DEEPEST + 5) + "]" * (DEEPEST + 5), "too-deep", ""),
        ('{"a": "\\ud83d"}', "character", "half of a character"),
    ],
    ids=["a comma", "no end", "NaN", "infinity", "too large", "too long", "too deep", "half"],
)
def test_anything_else_is_refused_with_a_way_out(text, rule, message):
    with pytest.raises(InvalidDataError) as caught:
        parse_json(text, "a.json", [])
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert message in problem.message


def test_an_emoji_of_two_escapes_is_one_character():
    assert parse_json('["\\ud83d\\ude00"]', "a.json", []) == ["\U0001f600"]


def test_a_place_is_line_and_column():
    with pytest.raises(InvalidDataError) as caught:
        parse_json('{\n  "a": 1\n  "b": 2}', "a.json", [])
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (3, 3)


def test_a_word_file_is_no_json():
    with pytest.raises(ReadError, match="is a Word file"):
        parse_json(b"PK\x03\x04", "a.json", [])

"""YAML that people like to read, and that reads back the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.writer import WIDTH, shown, write_yaml

LETTERS = st.text(st.sampled_from("ab ø:#-'\"\\{}[],&*!|>%@`0.~?\n\t\u2028\x85\ufeff"), max_size=14)
WORDS = LETTERS | st.sampled_from(["no", "null", "12", "0x1", "-", "1e3", "ord " * 40, "w" * 120])
VALUES = st.recursive(
    WORDS | st.integers(-99, 99) | st.booleans() | st.none() | st.sampled_from([0.5, 1e10]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "12", "a b", "x:y"]), inner, max_size=3)
    ),
    max_leaves=8,
)
DATA = st.dictionaries(st.sampled_from(["unit", "purpose", "no", "criteria"]), VALUES, max_size=4)


@given(DATA.filter(bool))
@settings(max_examples=60)
def test_what_is_written_reads_back_the_same(data):
    assert parse_yaml(write_yaml(data), "f.yaml") == data


@given(VALUES)
@settings(max_examples=40)
def test_a_value_stands_on_one_line_and_reads_back_the_same(value):
    text = shown(value)
    assert "\n" not in text
    assert parse_yaml(f"a: {text}\n", "f.yaml")["a"] == value


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param({"a": "b"}, "a: b\n", id="a text"),
        pytest.param({"a": "no"}, "a: no\n", id="no is a text"),
        pytest.param({"a": "12"}, 'a: "12"\n', id="a text that looks like a number"),
        pytest.param({"a": "b: c"}, 'a: "b: c"\n', id="a colon and a blank"),
        pytest.param({"a": "12:30"}, "a: 12:30\n", id="a time"),
        pytest.param({"a": "#b"}, 'a: "#b"\n', id="what would be a comment"),
        pytest.param({"a": None}, "a:\n", id="nothing"),
        pytest.param({"a": ""}, 'a: ""\n', id="an empty text"),
        pytest.param({"a": True, "b": 3, "c": 0.5}, "a: true\nb: 3\nc: 0.5\n", id="no texts"),
        pytest.param({"a": "b\nc\n"}, "a: |\n  b\n  c\n", id="lines"),
        pytest.param({"a": "b\nc"}, "a: |-\n  b\n  c\n", id="lines without an end"),
        pytest.param({"a": "b\n\n\n"}, "a: |+\n  b\n\n\n", id="lines with blank ones behind"),
        pytest.param({"a": " b\nc"}, 'a: " b\\nc"\n', id="lines that begin with a blank"),
        pytest.param({"a": [1, "b"]}, "a: [1, b]\n", id="a short list"),
        pytest.param({"a": ["b, c"]}, 'a: ["b, c"]\n', id="a comma in a list"),
        pytest.param({"a": []}, "a: []\n", id="an empty list"),
        pytest.param({"a": {}}, "a: {}\n", id="an empty mapping"),
        pytest.param({"a": {"b": {"c": 1}}}, "a:\n  b: {c: 1}\n", id="a short mapping, deeper in"),
        pytest.param({"a": [{"b": 1, "c": 2}]}, "a:\n  - b: 1\n    c: 2\n", id="records"),
        pytest.param({"a": 1, "b": {"c": 1}}, "a: 1\n\nb:\n  c: 1\n", id="parts stand apart"),
    ],
)
def test_each_kind_of_value_is_written_as_people_type_it(data, text):
    assert write_yaml(data) == text


def test_a_long_text_stands_under_a_bar_on_one_line():
    text = "ord " * 40
    lines = write_yaml({"purpose": text.strip()}).splitlines()
    assert lines == ["purpose: |-", f"  {text.strip()}"]


def test_a_long_list_has_an_entry_a_line():
    entries = [f"entry {number}" for number in range(20)]
    lines = write_yaml({"a": entries}).splitlines()
    assert lines == ["a:", *(f"  - {entry}" for entry in entries)]
    assert max(map(len, lines)) <= WIDTH


def test_comments_stand_behind_their_value():
    data = {"unit": {"name": "A"}, "criteria": {"x": {"score": 3, "comment": "b\nc\n"}}}
    comments = {("unit", "name"): "OV: B", ("criteria", "x"): "3. X"}
    comments["criteria", "x", "comment"] = "n"
    text = write_yaml(data, comments)
    assert "  name: A  # OV: B\n" in text
    assert "  x:  # 3. X\n" in text
    assert "    comment: |  # n\n" in text
    assert parse_yaml(text, "f.yaml") == data


def test_a_mapping_with_a_comment_inside_is_no_short_one():
    text = write_yaml({"a": {"b": {"c": 1, "d": 2}}}, {("a", "b", "c"): "why"})
    assert text == "a:\n  b:\n    c: 1  # why\n    d: 2\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (None, "null"),
        (True, "true"),
        ([1, None], "[1, null]"),
        ({"a": "b"}, "{a: b}"),
        ({}, "{}"),
        ("a\u2028b", '"a\\u2028b"'),
        ("a\nb", '"a\\nb"'),
        ([["a"]], '[["a"]]'),
    ],
)
def test_any_value_is_shown_on_one_line(value, text):
    assert shown(value) == text

"""Values as they are put into a file that people typed: what is written reads as it was meant."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.written import block_text, entry_lines, inline_value, list_entry, requoted

WORDS = st.text(st.sampled_from("abc æ:#-'\"\\{}[],&*!|>%@`0123 "), max_size=25)
LINE = WORDS.map(str.strip).filter(bool)
VALUES = st.recursive(
    st.one_of(LINE, st.integers(-99, 99), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "title", "place"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=40)
@given(VALUES)
def test_a_value_on_one_line_reads_as_it_was(value):
    text = inline_value(value)
    assert "\n" not in text
    assert parse_yaml(f"key: {text}\n", "a.yaml")["key"] == value


@settings(max_examples=40)
@given(LINE, st.sampled_from(["'x'", '"x"', "x"]))
def test_a_text_is_quoted_as_the_one_before_it(value, before):
    text = requoted(value, before)
    assert parse_yaml(f"key: {text}\n", "a.yaml")["key"] == value
    if before[0] in "'\"" and not text.startswith('"'):
        assert text[0] == before[0]


PARAGRAPHS = st.lists(
    st.text(st.sampled_from("ab æ:#-"), min_size=1, max_size=12).map(str.strip).filter(bool),
    min_size=1,
    max_size=4,
).map("\n".join)


@settings(max_examples=40)
@given(PARAGRAPHS, st.sampled_from(["|\n    old\n", "|-\n    old\n", "| # why\n    old\n", ">"]))
def test_a_text_below_its_key_has_header_and_indentation_of_the_one_before(value, before):
    key = SimpleNamespace(column=1)
    text = block_text(value, before, "\n", key)
    assert text.startswith("|")
    assert ("# why" in text) == ("# why" in before)
    assert parse_yaml(f"key: {text}\n", "a.yaml")["key"].rstrip("\n") == value


def test_lines_end_as_those_of_the_file():
    assert block_text("a\nb", "|\r\n  old\r\n", "\r\n", None) == "|\r\n  a\r\n  b"


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        pytest.param("a", ["  key: a"], id="a line"),
        pytest.param("a\nb", ["  key: |", "    a", "    b"], id="a text"),
        pytest.param(["a"], ["  key: [a]"], id="a list of short texts"),
        pytest.param({"name": "a"}, ["  key:", "    name: a"], id="a mapping"),
    ],
)
def test_a_key_and_its_value_are_indented(value, lines):
    assert entry_lines("key", value, 2) == lines


@settings(max_examples=40)
@given(st.one_of(LINE, PARAGRAPHS), st.integers(0, 6))
def test_an_entry_of_a_list_stands_in_its_column(value, column):
    text = list_entry(value, column, "\n")
    assert all(not line or line.startswith(" " * column) for line in text.split("\n"))
    (read,) = parse_yaml(f"key:\n{text}", "a.yaml")["key"]
    assert read.strip() == value.strip()

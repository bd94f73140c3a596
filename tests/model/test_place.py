"""Places and values in a file, as a person would say them."""

from __future__ import annotations

import pytest

from docgen.model.place import dotted, kind_of, mapping_in


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ((), ""),
        (("unit",), "unit"),
        (("unit", "name"), "unit.name"),
        (("reviewers", 0, "name"), "reviewers[0].name"),
        (("sections", 1, "criteria", 2), "sections[1].criteria[2]"),
        ((0, "a"), "[0].a"),
    ],
)
def test_a_path_is_written_with_points_and_brackets(path, said):
    assert dotted(path) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "nothing"),
        (True, "true"),
        (0, "the number 0"),
        (2.5, "the number 2.5"),
        ("", "an empty text"),
        ("ja", "the text 'ja'"),
        ([], "an empty list"),
        ([1], "a list"),
        ({}, "an empty mapping (key: value)"),
        ({"a": 1}, "a mapping (key: value)"),
    ],
)
def test_a_value_is_said_in_a_users_words(value, said):
    assert kind_of(value) == said


@pytest.mark.parametrize("value", ["x" * 10_000, 10**6000, "\x00" * 5000], ids=type)
def test_a_value_of_any_length_is_said_in_a_line(value):
    assert len(kind_of(value)) < 300


@pytest.mark.parametrize(("value", "read"), [({"a": 1}, {"a": 1}), ([1], {}), (None, {}), ("", {})])
def test_what_is_no_mapping_is_read_as_an_empty_one(value, read):
    assert mapping_in(value) == read

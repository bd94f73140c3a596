"""Schemas walked from part to part, and what of the data is held against them."""

from __future__ import annotations

import pytest

from docgen.yamlfile.schemas import compile_schema, part_of, path_in, resolved, without_empty

SCHEMA = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": ["string", "null"]},
        "day": {"type": "string", "format": "date"},
        "people": {"type": "array", "items": {"$ref": "#/$defs/person"}},
        "boss": {"$ref": "#/$defs/person", "title": "Leder"},
        "levels": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
    "$defs": {
        "person": {
            "type": "object",
            "title": "Person",
            "required": ["id"],
            "properties": {"id": {"type": ["string", "null"]}, "help": {"type": "string"}},
        },
        "alias": {"$ref": "#/$defs/person"},
    },
}


def test_a_reference_is_followed_and_its_own_keys_win():
    assert resolved(SCHEMA, SCHEMA["properties"]["boss"])["title"] == "Leder"
    assert resolved(SCHEMA, {"$ref": "#/$defs/alias"}) == SCHEMA["$defs"]["person"]
    assert resolved(SCHEMA, {"type": "string"}) == {"type": "string"}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((), "object"),
        (("name",), ["string", "null"]),
        (("people",), "array"),
        (("people", 3), "object"),
        (("people", 0, "help"), "string"),
        (("boss", "help"), "string"),
        (("levels", "4"), "integer"),
        (("nope",), None),
        (("name", "x"), None),
        (("nope", 3, "x"), None),
    ],
)
def test_the_part_that_rules_a_value_is_found(path, kind):
    assert part_of(SCHEMA, path).get("type") == kind


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        ({"name": "a"}, True),
        ({"name": "a", "day": "2026-03-27"}, True),
        ({"name": "a", "day": "2026-13-27"}, False),
        ({"name": "a", "people": [{"id": "x"}, {}]}, False),
        ({}, False),
    ],
)
def test_a_schema_is_compiled_with_its_dates(data, sound):
    assert compile_schema(SCHEMA).is_valid(data) is sound


@pytest.mark.parametrize(
    ("data", "path", "found"),
    [
        ({"a": [1]}, ["a", 0], ("a", 0)),
        ({"levels": {"4": 1}}, ["levels", 4], ("levels", "4")),
        ([{"0": [1]}], [0, 0, 0], (0, "0", 0)),
        ({}, [], ()),
    ],
)
def test_a_key_that_looks_like_a_number_stays_a_key(data, path, found):
    assert path_in(data, path) == found


@pytest.mark.parametrize(
    ("data", "left"),
    [
        ({"name": None, "day": None}, {"name": None}),
        ({"people": [{"id": None, "help": None}]}, {"people": [{"id": None}]}),
        ({"boss": {"help": None}}, {"boss": {}}),
        ({"unknown": None, "day": "x"}, {"unknown": None, "day": "x"}),
        ({"levels": {"a": None}}, {"levels": {"a": None}}),
        ([1, None], [1, None]),
        ("x", "x"),
        (None, None),
    ],
)
def test_keys_that_are_left_empty_and_need_not_be_there_go(data, left):
    assert without_empty(data, SCHEMA) == left

"""Whatever breaks a schema, what is sound of the data is read on, and what is not is known."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.packs.library import HAND_WRITTEN, bundled, hand_schema
from docgen.yamlfile.faults import is_told
from docgen.yamlfile.mended import mended
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.schemas import compile_schema, without_empty

SCHEMAS = {name: hand_schema(name) for name in HAND_WRITTEN}
VALIDATORS = {name: compile_schema(schema) for name, schema in SCHEMAS.items()}
FILES = {
    "pack": "se/pack.yaml",
    "criteria": "se/criteria.yaml",
    "rules": "se/rules.yaml",
    "scale": "ips-25/scale.yaml",
}
DATA = {
    name: without_empty(
        parse_yaml((bundled() / "templates" / file).read_text(encoding="utf-8"), file),
        SCHEMAS[name],
    )
    for name, file in FILES.items()
}
ODD = st.sampled_from([None, True, 7, -1.5, "", "x", [], [[]], [7], {}, {"x": {}}, {"x": [1]}])


def places(data, path=()):
    """Return the place of each value in data."""
    found = [path]
    listed = enumerate(data if isinstance(data, list) else ())
    for step, value in data.items() if isinstance(data, dict) else listed:
        found += places(value, (*path, step))
    return found


ALL = {name: places(data) for name, data in DATA.items()}


def put(data, place, value, key=None):
    """Return the data with another value in a place, or with the same under another key."""
    if not place:
        return value
    changed = copy.deepcopy(data)
    parent = changed
    for step in place[:-1]:
        parent = parent[step]
    if key is not None and isinstance(parent, dict):
        parent[key] = parent.pop(place[-1])
    else:
        parent[place[-1]] = value
    return changed


def told(name, data):
    return [one for one in VALIDATORS[name].iter_errors(data) if is_told(one.kind)]


@pytest.mark.parametrize("name", FILES)
def test_what_fits_stays_as_it_is(name):
    assert mended(DATA[name], SCHEMAS[name]) == (DATA[name], frozenset())


@given(st.data())
def test_what_is_mended_fits_in_its_kinds_and_the_rest_is_as_typed(data):
    name = data.draw(st.sampled_from([*FILES]))
    place = data.draw(st.sampled_from(ALL[name]))
    typed = put(DATA[name], place, data.draw(ODD))
    before = copy.deepcopy(typed)
    made, gone = mended(typed, SCHEMAS[name])
    assert typed == before
    assert bool(gone) == bool(told(name, typed))
    assert {one.kind.name for one in told(name, made)} <= {"minProperties"}  # empty, and known
    assert all(one[: len(place)] == place[: len(one)] for one in gone), (place, gone)
    for path in ALL[name]:
        if not any(path[: len(one)] == one[: len(path)] for one in {*gone, place}):
            assert value_at(made, path) == value_at(typed, path)


def value_at(data, path):
    for step in path:
        data = data[step]
    return data


@given(st.data())
def test_a_key_that_lacks_a_letter_counts_as_the_one_that_was_meant(data):
    name = data.draw(st.sampled_from(["pack", "criteria", "scale"]))
    known = SCHEMAS[name]["properties"]
    key = data.draw(st.sampled_from([one for one in DATA[name] if one in known and len(one) > 4]))
    made, gone = mended(put(DATA[name], (key,), None, key[:-1]), SCHEMAS[name])
    assert (key,) in gone
    assert (key[:-1],) in gone
    assert key[:-1] not in made


@pytest.mark.parametrize("part", ["scale", "orders", "settings", "warnings", "assumed"])
def test_a_part_of_the_rules_under_a_misspelt_key_counts_as_meant(part):
    value = {"frequency": 3} if part != "scale" else "ips-25"
    _, gone = mended({part[:-1]: value}, SCHEMAS["rules"])
    assert (part,) in gone


@pytest.mark.parametrize("data", [None, [], 7, "x"])
def test_of_what_is_no_mapping_nothing_is_as_typed(data):
    made, gone = mended(data, SCHEMAS["scale"])
    assert () in gone
    assert made.keys() == {"id", "scores", "sections", "levels"}

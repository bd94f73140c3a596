"""The first look at data says yes only where the library does, and yes to what people write."""

from __future__ import annotations

import copy
import random

import pytest
from builders import ROOT, SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review import schemas, sound
from docgen.review.file import load_data
from docgen.review.load import load_review
from docgen.review.schemas import is_sound, schema_and_validator, schema_for
from docgen.review.sound import is_surely_sound
from docgen.yamlfile.schemas import compile_schema

LIBRARY = Library((ROOT / "templates",))
SCHEMAS = {
    code: schema_for(load_pack(code, library=LIBRARY), library=LIBRARY) for code in LIBRARY.codes()
}
VALIDATORS = {code: compile_schema(schema) for code, schema in SCHEMAS.items()}
DK = SCHEMAS["dk"]
HOLDS = {"pack": "dk", "unit": {"name": "A"}}

ODD = [
    *(None, True, False, 0, 1, 3, 6, -1, 2.0, 2.5, 1e300, 10**30, 2**53 + 2),
    *(float("inf"), float("nan"), "", "x", "draft", "dk", "caseload_size", "2026-03-10"),
    *("2026-02-30", "2026-W11-2", "20260310", "0000-01-01", "٢٠٢٦-٠٣-١٠", "2026-03-10T10:00"),
    *(" 2026-03-10", "å", [], ["x"], [None], [3], {}, {"x": 1}, {"name": "A"}, {"name": ""}),
    *({"a": [1]}, {"n": 1, "of": 2}, [{}], [{"name": "A"}], {1: 2}, ("x",), b"x"),
]


def places(data, path=()):
    """Yield the way to each value of some data."""
    yield path
    children = enumerate(data) if isinstance(data, list) else ()
    for key, value in data.items() if isinstance(data, dict) else children:
        yield from places(value, (*path, key))


def changed(data, path, value):
    """Return the data with another value there."""
    if not path:
        return value
    data = copy.copy(data)
    data[path[0]] = changed(data[path[0]], path[1:], value)
    return data


def says_yes(code, data):
    """Return whether the library says yes; what it cannot take is no."""
    try:
        return VALIDATORS[code].is_valid(data)
    except (ValueError, TypeError):
        return False


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_is_surely_sound(file):
    data = load_data(file).data
    assert is_surely_sound(data, SCHEMAS[data["pack"]])
    assert VALIDATORS[data["pack"]].is_valid(data)


@pytest.mark.parametrize("code", sorted(SCHEMAS))
def test_what_is_surely_sound_is_sound_whatever_stands_where(code):
    sample = next(file for file in SAMPLES if f"/{code}/" in file.as_posix())
    data = load_data(sample).data
    draw = random.Random(code)
    ways = [*places(data)]
    tried = [(way, odd) for way in draw.sample(ways, 40) for odd in draw.sample(ODD, 8)]
    for way, odd in tried:
        other = changed(data, way, odd)
        assert not is_surely_sound(other, SCHEMAS[code]) or says_yes(code, other), (way, odd)


@pytest.mark.parametrize(
    "way",
    [
        *(("id",), ("unit",), ("unit", "partners"), ("review", "dates"), ("review", "number")),
        *(("review", "report_date"), ("review", "status"), ("reviewers",), ("development",)),
        *(("criteria",), ("criteria", "caseload_size"), ("criteria", "caseload_size", "score")),
        *(("criteria", "caseload_size", "ratings"), ("criteria", "caseload_size", "evidence")),
        *(("criteria", "zero_exclusion", "evidence", "ladder"), ("previous", "scores"), ("new",)),
    ],
    ids=".".join,
)
def test_a_value_is_never_sound_where_the_library_says_no(way):
    data = copy.deepcopy(HOLDS)
    here = data
    for step in way[:-1]:
        here = here.setdefault(step, {})
    for odd in ODD:
        here[way[-1]] = odd
        assert not is_surely_sound(data, DK) or says_yes("dk", data), odd


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
WORDS = st.sampled_from(["string", "integer", "number", "null", "array", "object", "boolean"])
RULES = st.fixed_dictionaries(
    {},
    optional={
        "type": WORDS | st.lists(WORDS, min_size=1, max_size=3, unique=True),
        "enum": st.lists(st.none() | st.text(max_size=2), min_size=1, unique=True),
        "minimum": st.integers(-3, 3),
        "maximum": st.integers(-3, 3),
        "minLength": st.integers(0, 2),
        "minItems": st.integers(0, 2),
        "maxItems": st.integers(0, 2),
        "minProperties": st.integers(0, 2),
        "required": st.lists(st.text(max_size=1), unique=True, max_size=2),
        "additionalProperties": st.booleans() | st.just({"type": "integer"}),
        "properties": st.dictionaries(st.text(max_size=1), st.just({"type": "string"})),
        "items": st.just({"$ref": "#/$defs/x"}),
        "format": st.just("date"),
        "const": st.text(max_size=1),
        "title": st.just("T"),
        "multipleOf": st.just(2),
    },
)


@settings(max_examples=60, deadline=None)
@given(RULES, VALUES)
def test_yes_is_what_the_library_says_by_any_rules(rules, value):
    schema = {**rules, "$defs": {"x": {"type": ["number", "string"]}}}
    if is_surely_sound(value, schema):
        assert compile_schema(schema).is_valid(value)


def test_a_word_that_is_not_known_is_for_the_library():
    assert is_surely_sound("a", {"type": "string"})
    assert not is_surely_sound("a", {"type": "string", "pattern": "a"})


def test_every_word_of_the_schemas_is_known():
    """Else no review is looked at without the library, and each start takes an eighth more."""
    known = {*sound._SILENT, *sound._OF_VALUE, *sound._OF_PARTS}
    assert {word for schema in SCHEMAS.values() for word in words_of(schema)} <= known


def words_of(schema):
    """Yield the words of a schema and of its parts."""
    yield from schema
    parts = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    for part in (*parts, schema.get("items"), schema.get("additionalProperties")):
        if isinstance(part, dict):
            yield from words_of(part)


def test_the_first_reviews_are_looked_at_without_the_library(monkeypatch):
    pack = load_pack("dk", library=LIBRARY)
    asked = []
    monkeypatch.setattr(schemas, "_known", schemas.FileMemo(4))
    monkeypatch.setattr(
        "docgen.yamlfile.schemas.compile_schema", lambda schema: asked.append(schema) or Yes()
    )
    for _ in range(schemas._LOOKS):
        assert is_sound(HOLDS, pack, library=LIBRARY)
    assert not asked
    assert is_sound(HOLDS, pack, library=LIBRARY)
    assert len(asked) == 1, "many reviews pay for its import"
    assert is_sound({"pack": "dk"}, pack, library=LIBRARY)
    assert schema_and_validator(pack, library=LIBRARY)[1].is_valid(HOLDS)
    assert len(asked) == 1


class Yes:
    def is_valid(self, _):
        return True


def test_a_doubt_is_settled_by_the_library(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("pack: dk\nunit: {name: A}\ncriteria: {disclosure: {score: 9}}\n", "utf-8")
    with pytest.raises(InvalidDataError) as raised:
        load_review(file, library=LIBRARY)
    assert [fault.where for fault in raised.value.problems] == ["criteria.disclosure.score"]

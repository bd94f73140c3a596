"""The schema for editors: choices with their meaning, no `null`, never stricter than reading."""

from __future__ import annotations

import json

import pytest
from builders import ROOT, SAMPLES, review_text

from docgen.model.tongue import LANGUAGES, language_of
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.review.editorschema import editor_schema
from docgen.review.file import load_data
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.schemas import compile_schema

LIBRARY = Library((ROOT / "templates",))
CODES = sorted(LIBRARY.codes())
EMPTY = {"$ref": "#/$defs/nothing"}


def schema_of(code):
    return editor_schema(load_pack(code, library=LIBRARY), library=LIBRARY)


def at(schema, *path):
    """Return the part of a schema at a path, its first way where there are several."""
    node = schema
    for step in (*path, None):
        while "anyOf" in node or "$ref" in node:
            node = node["anyOf"][0] if "anyOf" in node else _target(schema, node)
        if step is not None:
            node = node["items"] if isinstance(step, int) else node["properties"][step]
    return node


def _target(schema, node):
    return schema["$defs"][node["$ref"].rpartition("/")[2]]


@pytest.mark.parametrize("code", CODES)
def test_no_choice_is_null_and_what_is_empty_is_sound(code):
    schema = schema_of(code)
    assert '"null"' not in json.dumps(schema)
    assert "null]" not in json.dumps(schema)
    empty = f"pack: {code}\nunit: {{name: A, place: }}\nreview: {{status: , kind: , dates: }}\n"
    empty += (
        "reviewers:\nrecipients:\ndevelopment:\nsummary:\ncriteria:\n  disclosure:\n    score:\n"
    )
    empty += "    comment:\n    evidence:\n"
    assert compile_schema(schema).is_valid(parse_yaml(empty.encode(), "a.yaml"))


@pytest.mark.parametrize("code", CODES)
def test_each_score_has_its_anchor_and_each_criterion_its_name(code):
    pack, schema = load_pack(code, library=LIBRARY), schema_of(code)
    for criterion in pack.criteria:
        score = at(schema, "criteria", criterion.id, "score")
        assert score["enum"] == [5, 4, 3, 2, 1]
        if criterion.anchors:
            best_first = [criterion.anchors[number] for number in score["enum"]]
            assert score["markdownEnumDescriptions"] == best_first
        hover = schema["properties"]["criteria"]["anyOf"][0]["properties"][criterion.id]
        for anchor in criterion.anchors.values():
            assert anchor.strip() in hover["markdownDescription"]
    need = at(schema, "development", 0, "criterion")
    names = [f"{c.number}. {c.name}" for c in pack.criteria]
    assert need["markdownEnumDescriptions"] == names


@pytest.mark.parametrize("code", CODES)
def test_messages_are_in_the_language_of_the_pack(code, monkeypatch):
    monkeypatch.setattr("docgen.model.tongue._fixed", [])
    language = language_of(load_pack(code, library=LIBRARY).language)
    assert language in LANGUAGES
    schema = schema_of(code)
    told = {
        "da": "et helt tal fra 1 til 5; der er ingen halve scores",
        "sv": "ett heltal från 1 till 5; det finns inga halva poäng",
        "nb": "et helt tall fra 1 til 5; det finnes ingen halve skårer",
    }
    assert at(schema, "criteria", "disclosure", "score")["errorMessage"] == told[language]
    date = at(schema, "review", "report_date")
    assert "27" in date["patternErrorMessage"]
    assert " or " not in date["patternErrorMessage"]
    text = json.dumps(schema, ensure_ascii=False)
    assert "The reviewers" not in text
    assert "belongs here" not in text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_editor_finds_no_fault_in_the_samples(sample):
    data = load_data(sample).data
    assert compile_schema(schema_of(data["pack"])).is_valid(data)


TYPED = """\
reviewers: [Navn A, {name: Navn B}]
development: [Tekst, 21, {criterion: 21}, {criterion: Ordinære job}, {criterion: disclosure}]
"""


def test_what_reading_understands_is_no_fault_in_an_editor():
    data = parse_yaml(review_text(pack="dk", head=TYPED).encode(), "a.yaml")
    visit = {"dates": "10.-11.3.2026", "report_date": "27. marts 2026", "kind": "Selvevaluering"}
    data["review"] |= visit
    assert [str(e) for e in compile_schema(schema_of("dk")).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("criteria", "disclosure", "score"), 6),
        (("criteria", "disclosure", "score"), "4,5"),
        (("criteria", "disclosure", "scor"), 4),
        (("review", "status"), "færdig"),
        (("review", "report_date"), "i morgen"),
        (("unit", "plase"), "A"),
    ],
)
def test_what_reading_refuses_an_editor_marks(where, value):
    data = parse_yaml(review_text(pack="dk").encode(), "a.yaml")
    node = data
    for step in where[:-1]:
        node = node[step]
    node[where[-1]] = value
    assert not compile_schema(schema_of("dk")).is_valid(data)

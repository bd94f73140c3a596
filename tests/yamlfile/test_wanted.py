"""What belongs where something else was typed, and what to do about it."""

from __future__ import annotations

import pytest

from docgen.yamlfile.wanted import allowed, nearest_key, unfit

SCORE = {"type": ["integer", "null"], "minimum": 1, "maximum": 5, "$comment": "score"}
TEXT = {"type": ["string", "null"]}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (SCORE, "a whole number from 1 to 5"),
        ({"type": "integer"}, "a whole number"),
        ({"type": "integer", "minimum": 0}, "a whole number that is not negative"),
        ({"type": "integer", "minimum": 2}, "a whole number of at least 2"),
        ({"type": "number", "minimum": 0, "maximum": 100}, "a number from 0 to 100"),
        ({"type": "number"}, "a number"),
        (TEXT, "a text"),
        ({"type": "boolean"}, "true or false"),
        ({"enum": ["draft", "final", None]}, "one of draft, final"),
        ({"enum": [str(n) for n in range(25)]}, "the id of a criterion"),
        ({"const": "dk"}, "'dk'"),
        ({"type": "string", "format": "date"}, "a date like 2026-03-10"),
        ({"type": ["string", "array"], "format": "date"}, "a date like 2026-03-10 or a list"),
        ({"type": "array"}, "a list (lines that begin with `- `, or [ ])"),
        (
            {"type": ["string", "array"], "items": {"type": "string"}},
            "a text or a list of texts",
        ),
        ({"type": ["number", "array"], "items": {"type": "number"}}, "a list of such values"),
        ({"type": "object"}, "a mapping (key: value)"),
        ({"type": "object", "properties": {"name": {}}}, "a mapping with name"),
        ({"type": ["object", "array"]}, "a list or a mapping"),
    ],
)
def test_a_schema_is_said_in_words(part, words):
    assert words in allowed(part)


@pytest.mark.parametrize(
    ("value", "part", "way_out"),
    [
        pytest.param("4", SCORE, "remove the quotes", id="a score in quotes"),
        pytest.param("“4”", SCORE, "remove the quotes", id="in quotes of Word's"),
        pytest.param("4,5", SCORE, "there are no half points", id="half a point, with a comma"),
        pytest.param(4.5, SCORE, "there are no half points", id="half a point"),
        pytest.param("4,5", {"type": "number"}, "numbers have a point: 4.5", id="a comma"),
        pytest.param("fina", {"enum": ["draft", "final"]}, "did you mean 'final'?", id="a slip"),
        pytest.param(["a"], TEXT, "put the text under |", id="bullets that are a list"),
        pytest.param({"Good": "a"}, TEXT, "holds a colon in quotes or under |", id="a colon"),
        pytest.param(
            "2026-02-31", {"type": "string", "format": "date"}, "no day of the calendar", id="a day"
        ),
        pytest.param(
            "score 4",
            {"type": "object", "properties": {"score": SCORE}},
            "write 'score: 4'",
            id="a key without its colon",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_the_way_out(value, part, way_out):
    assert way_out in unfit(value, part)


def test_what_nobody_can_guess_is_told_without_one():
    assert unfit(True, SCORE) == "a whole number from 1 to 5 belongs here, found true"


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Comment", "comment"),
        ("report date", "report_date"),
        ("report-date", "report_date"),
        ("recomendation", "recommendation"),
        ("x", ""),
        ("", ""),
    ],
)
def test_a_key_is_known_however_it_is_typed(word, key):
    assert nearest_key(word, ["comment", "report_date", "recommendation"]) == key

"""The schema of a criterion's figures, as editors show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from docgen.model import Criterion, ScoreRange
from docgen.scoring.evidenceschema import evidence_schema
from docgen.scoring.rule import Kind, Rule

CRITERION = Criterion("c", 1, "1.", "s", "C", "C", evidence_labels={"key": "Label"})
SCORES = ScoreRange(0, 4)


def schema(kind: Kind, **parts: object) -> dict:
    rule = Rule(criterion="c", file=Path("r"), scores=SCORES, evidence={"key": kind}, **parts)
    return evidence_schema(CRITERION, {"c": rule})


@pytest.mark.parametrize(
    ("kind", "fits", "no_fits"),
    [
        pytest.param(Kind("whole"), [0, 19, None], [-1, 1.5, "19", [1]], id="a whole number"),
        pytest.param(Kind("number"), [0, 1.5], [-1, "1"], id="a number"),
        pytest.param(Kind("percent"), [0, 100, 26.3], [101, -1], id="a share"),
        pytest.param(Kind("bool"), [True, None], [1, "ja"], id="true or false"),
        pytest.param(Kind("score", scores=SCORES), [0, 4], [5, 1.5], id="a score of the scale"),
        pytest.param(
            Kind("size", order=("few", "many")), ["few", "unknown", None], ["some"], id="a word"
        ),
        pytest.param(Kind("number", lists=True), [1, [1, 2]], [[], ["a"]], id="one or several"),
        pytest.param(
            Kind("bool", lists=True, single=False), [[True, None]], [True, []], id="a list"
        ),
        pytest.param(Kind("counts"), [[1, 2], {"a": 3}], [[], {}, {"a": -1}, 3], id="counts"),
    ],
)
def test_a_kind_allows_what_it_means(kind, fits, no_fits):
    valid = validator_for(schema(kind)).is_valid
    assert [value for value in fits if not valid({"key": value})] == []
    assert [value for value in no_fits if valid({"key": value})] == []


def test_a_key_has_the_packs_label_and_says_its_kind():
    key = schema(Kind("whole"))["properties"]["key"]
    assert (key["title"], key["description"]) == ("Label", "key: a whole number")


def test_keys_that_no_rule_reads_are_not_allowed():
    assert not validator_for(schema(Kind("whole"))).is_valid({"other": 1})
    assert validator_for(schema(Kind("whole"))).is_valid(None)


def test_where_there_are_no_rules_anything_may_stand():
    assert evidence_schema(CRITERION, None) == {"type": ["object", "null"]}
    assert evidence_schema(CRITERION, {})["properties"] == {}


def test_a_key_that_only_still_counts_is_marked():
    assert schema(Kind("bool"), older=frozenset({"key"}))["properties"]["key"]["deprecated"]


def test_components_are_as_many_as_the_scale_has():
    rule = Rule(
        criterion="c",
        file=Path("r"),
        scores=SCORES,
        evidence={
            "components": Kind("bool", lists=True, single=False),
            "components_present": Kind("whole"),
        },
        components={0: 0, 1: 2, 2: 4},
    )
    valid = validator_for(evidence_schema(CRITERION, {"c": rule})).is_valid
    assert valid({"components": [True, None], "components_present": 2})
    assert not valid({"components": [True, None, False]})
    assert not valid({"components_present": 3})

"""What is wrong with a rule as a whole, though each of its parts can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model import ScoreRange
from docgen.scoring.expressions import compile_rule
from docgen.scoring.rule import Cap, Kind, Limit, Measure, Note, Rule
from docgen.scoring.rulecheck import faults_of

NUMBER = compile_rule("a", {"a": ()})
MEASURED = {
    "evidence": {"a": Kind("number")},
    "measures": (Measure(NUMBER),),
    "limits": {1: Limit(high=1), 2: Limit(2, 3), 3: Limit(low=4)},
}
COUNTED = {
    "evidence": {"components_present": Kind("whole"), "components": Kind("bool", lists=True)},
    "components": {0: 1, 1: 2, 2: 3},
}


def faults(**parts: object) -> list[str]:
    known = {"criterion": "c", "file": Path("rules.yaml"), "scores": ScoreRange(1, 3)}
    return [text for _, text in faults_of(Rule(**{**known, "evidence": {}, **parts}))]


@pytest.mark.parametrize("parts", [MEASURED, COUNTED], ids=["measured", "counted"])
def test_a_whole_rule_has_no_fault(parts):
    assert faults(**parts) == []


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        pytest.param({}, "a rule has a measure, a ladder, or both", id="nothing to judge by"),
        pytest.param({**MEASURED, **COUNTED}, "a rule has a measure", id="two ways at once"),
        pytest.param({**MEASURED, "limits": {}}, "a measure needs limits", id="no limits"),
        pytest.param(
            {"ladder": {1: (), 2: (), 3: ()}, "limits": {1: Limit()}},
            "judge a measure, and there is none",
            id="limits of nothing",
        ),
        pytest.param(
            {**MEASURED, "limits": {**MEASURED["limits"], 2: Limit(3, 2)}},
            "no number lies between these two",
            id="ends the wrong way round",
        ),
        pytest.param(
            {**MEASURED, "limits": {**MEASURED["limits"], 2: Limit(0, 3)}},
            "the limits of 1 and 2 overlap",
            id="limits that overlap",
        ),
        pytest.param(
            {**MEASURED, "shared": {9.0: 1}},
            "9 is not in the limits of two scores",
            id="a number that no two share",
        ),
        pytest.param(
            {**COUNTED, "components": {0: 1, 2: 3}}, "0 to 2", id="a number of components left out"
        ),
        pytest.param(
            {**COUNTED, "unassigned": frozenset({7})}, "numbers of components too", id="too many"
        ),
        pytest.param(
            {**COUNTED, "evidence": {}}, "needs the evidence", id="nothing to count components by"
        ),
        pytest.param(
            {**MEASURED, "limits": {1: Limit(high=1), 2: Limit(low=2)}},
            "no evidence leads to 3",
            id="a score out of reach",
        ),
        pytest.param(
            {**MEASURED, "notes": (Note(None, "missing"),)},
            "no warning 'missing'",
            id="no sentence",
        ),
        pytest.param(
            {**MEASURED, "notes": (Note(None, "w"),), "warnings": {"w": "{b} is odd"}},
            "prints 'b', which is no evidence here",
            id="a sentence about nothing",
        ),
    ],
)
def test_each_fault_is_told(parts, fault):
    assert any(fault in text for text in faults(**parts)), faults(**parts)


def test_limits_may_touch_in_a_number_that_is_given_to_one():
    limits = {1: Limit(high=1), 2: Limit(1, 3), 3: Limit(low=4)}
    assert faults(**{**MEASURED, "limits": limits, "shared": {1.0: 2}}) == []


def test_a_cap_reaches_a_score_too():
    limits = {1: Limit(high=1), 3: Limit(low=2)}
    capped = {**MEASURED, "limits": limits, "caps": (Cap(2, NUMBER),)}
    assert faults(**capped) == []

"""What is wrong with the evidence of a criterion, key by key, before anything is proposed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rulecases import a_rule

from docgen.packs.load import load_pack
from docgen.scoring.evidence import (
    Slip,
    check_evidence,
    contradictions,
    impossible,
    present_components,
    sound_evidence,
)
from docgen.scoring.rules import load_rules


def findings(criterion, evidence, code="no"):
    return check_evidence(criterion, evidence, load_rules(load_pack(code))[criterion])


@pytest.mark.parametrize(
    ("code", "criterion", "evidence", "key", "says", "severity"),
    [
        pytest.param(
            "no",
            "caseload_size",
            {"client": 19},
            "client",
            "caseload_size has no evidence 'client'; did you mean 'clients'?",
            "error",
            id="an unknown key",
        ),
        pytest.param(
            "no",
            "competitive_jobs",
            {"total": 19},
            "total",
            "there is: jobs, permanent, percent_permanent",
            "error",
            id="a key of another country",
        ),
        pytest.param(
            "no",
            "employment_services_staff",
            {"percent": 101},
            "percent",
            "101 is out of bounds; this is 0 to 100",
            "error",
            id="over 100 percent",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": [50, 150]},
            "percent",
            "150 is out of bounds",
            "error",
            id="over 100 percent in a list",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients": -1},
            "clients",
            "-1 is out of bounds; this is at least 0",
            "error",
            id="a negative number",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients": 19.5},
            "clients",
            "19.5 does not fit; here belongs a whole number",
            "error",
            id="half a client",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients_by_specialist": []},
            "clients_by_specialist",
            "the list is empty; fill it in or leave the key out",
            "error",
            id="an empty list",
        ),
        pytest.param(
            "no",
            "diversity_job_types",
            {"jobs_by_type": {}},
            "jobs_by_type",
            "the list is empty",
            "error",
            id="no counts",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients_by_specialist": 19},
            "clients_by_specialist",
            "here belongs a list in [ ], each entry a whole number",
            "error",
            id="a number where a list belongs",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients": [19]},
            "clients",
            "here belongs a whole number",
            "error",
            id="a list where a number belongs",
        ),
        pytest.param(
            "no",
            "employment_services_staff",
            {"percent": "most"},
            "percent",
            "a number from 0 to 100 or a list of them, one for each specialist",
            "error",
            id="a word where a number belongs",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients": True},
            "clients",
            "True does not fit",
            "error",
            id="true where a number belongs",
        ),
        pytest.param(
            "no",
            "vocational_unit",
            {"cover": 1},
            "cover",
            "here belongs true or false",
            "error",
            id="a number where true or false belongs",
        ),
        pytest.param(
            "no",
            "collaboration_vr",
            {"client_contact": "daily"},
            "client_contact",
            "one of none, less_than_quarterly, quarterly, monthly, weekly",
            "error",
            id="a word of no order",
        ),
        pytest.param(
            "no",
            "zero_exclusion",
            {"ladder": 6},
            "ladder",
            "6 is out of bounds; this is 1 to 5",
            "error",
            id="an anchor there is not",
        ),
        pytest.param(
            "no",
            "agency_focus",
            {"components_present": 7},
            "components_present",
            "7 of 5 components is too many",
            "error",
            id="7 of 5 components",
        ),
        pytest.param(
            "no",
            "disclosure",
            {"components": [True] * 5},
            "components",
            "the list has 5 entries, there are 4 components",
            "error",
            id="a component too many in the list",
        ),
        pytest.param(
            "no",
            "disclosure",
            {"components": [True] * 3},
            "components",
            "the list has 3 of 4 components",
            "warning",
            id="a component left out of the list",
        ),
        pytest.param(
            "no",
            "disclosure",
            {"components": [True, True, False, False], "components_present": 3},
            "components_present",
            "components_present is 3, but components ticks 2; the list counts",
            "warning",
            id="components and their number differ",
        ),
        pytest.param(
            "dk",
            "competitive_jobs",
            {"total": 19, "competitive": 9, "internships": 14},
            "competitive",
            "competitive: 9, internships: 14 and total: 19 cannot all be true",
            "error",
            id="competitive and internships over total",
        ),
        pytest.param(
            "no",
            "competitive_jobs",
            {"jobs": 9, "permanent": 10},
            "permanent",
            "permanent: 10 and jobs: 9 cannot both be true",
            "error",
            id="more permanent jobs than jobs",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": [50, 60], "hours": [30]},
            "hours",
            "there is one share for each specialist, and one figure of hours: hours: [30] and "
            "percent: [50, 60]",
            "error",
            id="hours of another number of specialists",
        ),
        pytest.param(
            "no",
            "rapid_job_search",
            {"mean_days": 30, "days": [30, 40]},
            "days",
            "30 (mean days) and mean([30, 40]) = 35 (days) differ; the first counts",
            "warning",
            id="a mean that is not the mean of the list",
        ),
    ],
)
def test_bad_evidence(code, criterion, evidence, key, says, severity):
    found = findings(criterion, evidence, code)
    assert [(each[0], each[2]) for each in found] == [(key, severity)], found
    assert says in found[0][1]


@pytest.mark.parametrize(
    ("criterion", "evidence"),
    [
        pytest.param("caseload_size", {"clients": 19, "specialists": None}, id="null is not yet"),
        pytest.param("caseload_size", {"fte": 2.5, "clients": 19}, id="parts of a post"),
        pytest.param("employment_services_staff", {"percent": [90, 85.5]}, id="one a specialist"),
        pytest.param("diversity_job_types", {"jobs_by_type": {"shop": 2}}, id="named counts"),
        pytest.param("disclosure", {"components": [True, None, False, None]}, id="open components"),
        pytest.param("job_development_contact", {"form_review": "unknown"}, id="unknown review"),
        pytest.param(
            "rapid_job_search", {"mean_days": 35, "days": [30, 41]}, id="a mean that was rounded"
        ),
        pytest.param(
            "disclosure",
            {"components": [True, None, False, True], "components_present": 3},
            id="reviewers may count an open component",
        ),
    ],
)
def test_sound_evidence(criterion, evidence):
    assert findings(criterion, evidence) == []


def test_a_rounded_mean_that_means_another_anchor_is_told():
    found = findings("rapid_job_search", {"mean_days": 30, "days": [30, 31]})
    assert [severity for _, _, severity in found] == ["warning"]


KINDS = """\
evidence:
  whole: whole
  number: number
  percent: percent
  score: score
  bool: bool
  counts: counts
  many: number list
  either: whole or list
  flags: bool list
ladder: {1: [bool]}
"""
COUNTED = """\
evidence: {components_present: whole, components: bool list}
components: {0: 1, 1: 2, 2: 3, 3: 5}
"""


def slips(text: str = KINDS, /, **evidence: object) -> list[Slip]:
    return check_evidence("c", evidence, a_rule(text))


@pytest.mark.parametrize(
    ("key", "fits", "no_fits"),
    [
        ("whole", [0, 3, 4.0, None], [-1, 1.5, True, "3", [1]]),
        ("number", [0, 2.5, 1e14], [-0.1, 1e15, "2", False]),
        ("percent", [0, 99.9, 100], [-1, 100.1, "5 %"]),
        ("score", [1, 5], [0, 6, 2.5]),
        ("bool", [True, False], [1, 0, "yes", [True]]),
        ("counts", [[1, 2], {"shop": 2}, {}.get("x")], [3, [], {}, [1.5], {"a": "b"}]),
        ("many", [[1], [1.5, 2]], [1, [], ["a"], [None], [-1]]),
        ("either", [1, [1, 2]], [[], [1, 1.5], "a"]),
        ("flags", [[True, None, False]], [True, [], ["yes"]]),
    ],
)
def test_a_value_fits_its_kind_or_is_told(key, fits, no_fits):
    for value in fits:
        assert slips(**{key: value}) == [], value
    for value in no_fits:
        (slip,) = slips(**{key: value})
        assert (slip.key, slip.severity) == (key, "error"), value


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("whole", "x", "'x' does not fit; here belongs a whole number"),
        ("score", 9, "9 is out of bounds; this is 1 to 5"),
        ("number", -1, "-1 is out of bounds; this is at least 0"),
        ("many", 3, "3 does not fit; here belongs a list in [ ], each entry a number"),
        pytest.param("either", "x", "'x' does not fit; here belongs a whole number or a list of "
                     "them, one for each specialist", id="either"),
        ("many", [], "the list is empty; fill it in or leave the key out"),
        ("counts", 2, "2 does not fit; here belongs a list of whole numbers (or name: number)"),
        ("bool", "ja", "'ja' does not fit; here belongs true or false"),
    ],
)  # fmt: skip
def test_what_belongs_there_is_said(key, value, says):
    assert slips(**{key: value})[0].message == says


def test_keys_that_no_rule_reads_are_told_with_the_nearest():
    (slip,) = slips(nubmer=3)
    assert slip.message == "c has no evidence 'nubmer'; did you mean 'number'?"


def test_what_has_no_fault_is_left():
    evidence = {"whole": "x", "number": 3, "bool": None, "percent": 50}
    found = slips(**evidence)
    assert sound_evidence(evidence, found) == {"number": 3, "percent": 50}
    warned = [Slip("number", "doubtful", "warning")]
    assert sound_evidence({"number": 3}, warned) == {"number": 3}


@pytest.mark.parametrize(
    ("evidence", "present"),
    [
        ({}, None),
        ({"components_present": 2}, 2),
        ({"components": [True, None, False]}, 1),
        ({"components": [True, None, False], "components_present": 2}, 2),
        ({"components": [True, None, False], "components_present": 3}, 1),
        ({"components": [True], "components_present": 3}, 3),
        ({"components": [True, True, True], "components_present": 2}, 3),
        ({"components": []}, None),
    ],
)
def test_components_are_counted_as_far_as_the_evidence_says(evidence, present):
    assert present_components(evidence, a_rule(COUNTED)) == present


@given(st.lists(st.sampled_from([True, False, None]), min_size=1, max_size=3), st.integers(0, 3))
@settings(max_examples=40)
def test_the_count_lies_between_what_is_sure_and_what_is_open(ticks, told):
    found = present_components({"components": ticks, "components_present": told}, a_rule(COUNTED))
    assert found is not None
    assert ticks.count(True) <= found <= ticks.count(True) + ticks.count(None) + 3 - len(ticks)


@pytest.mark.parametrize(
    ("evidence", "slips_found"),
    [
        ({"components_present": 3}, []),
        ({"components_present": 4}, [("components_present", "error")]),
        ({"components": [True] * 3}, []),
        ({"components": [True] * 4}, [("components", "error")]),
        ({"components": [True] * 2}, [("components", "warning")]),
        ({"components": [True] * 3, "components_present": 2}, [("components_present", "warning")]),
        ({"components": [True, None, None], "components_present": 3}, []),
    ],
)
def test_a_list_of_components_is_as_long_as_they_are_many(evidence, slips_found):
    assert [(one.key, one.severity) for one in slips(COUNTED, **evidence)] == slips_found


CLAIMS = """\
warnings: {more: "There are more than all."}
---
evidence: {part: number, whole: number, yes: bool}
ladder: {1: [yes]}
must_hold: ["part >= 1", {claim: "part <= whole", warn: more}]
"""


def test_figures_that_cannot_all_be_true_are_told_at_the_first():
    rule = a_rule(CLAIMS)
    labels = {"part": "Del", "whole": "Alle"}
    assert list(impossible({"part": 5, "whole": 3}, rule, labels)) == [
        ("part", "There are more than all.: Del: 5 and Alle: 3")
    ]
    assert list(impossible({"part": 0, "whole": 3}, rule, labels)) == [
        ("part", "Del: 0 cannot be right")
    ]
    assert list(impossible({"part": 2}, rule, labels)) == [], "what is open may be right"


TWICE = """\
evidence: {share: number, part: number, all: number}
measure: [share, "100 * part / all"]
limits: {5: {from: 90}, 4: {below: 90}}
"""


@pytest.mark.parametrize(
    ("share", "part", "differs"),
    [(80, 80, False), (80, 80.4, False), (80, 81, True), (89.8, 90.1, True), (95, 95.5, False)],
)
def test_two_figures_for_one_thing_may_differ_by_rounding_alone(share, part, differs):
    found = list(contradictions({"share": share, "part": part, "all": 100}, a_rule(TWICE), {}))
    assert bool(found) is differs
    if found:
        assert found[0][0] == "part"
        assert found[0][1].endswith("differ; the first counts")

"""Rules are data: all packs' rules are whole, and a fault in one is told with file and place."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace

import pytest

from docgen.errors import InvalidDataError
from docgen.model.tongue import chosen
from docgen.packs.library import Library, bundled
from docgen.packs.load import load_pack, pack_codes
from docgen.review.schemas import hand_schema
from docgen.scoring import rules
from docgen.scoring.evidence import check_evidence
from docgen.scoring.propose import propose_score
from docgen.scoring.rule import Kind, Limit
from docgen.scoring.rulefile import PARTS, RULE_KEYS, Vocabulary, read_rules
from docgen.scoring.rules import load_rules, rule_problems, setting_problems
from tests.builders import CRITERION_IDS

KEYS = {
    "caseload_size": "clients clients_by_specialist fte fte_by_specialist specialists "
    "clients_per_specialist",
    "employment_services_staff": "percent",
    "vocational_generalists": "phases referral_only own_caseload refers_out",
    "integration_team_assignment": "teams percent_of_caseload separate_programme "
    "clinicians_organised_in_teams",
    "integration_team_contact": "components_present components",
    "collaboration_vr": "scheduled_meetings client_contact",
    "vocational_unit": "unit shared_supervisor supervisor cover rural practitioners_help "
    "client_based_group_supervision weekly full_time_specialists specialists "
    "group_meetings_per_month phone_conferences_per_month",
    "employment_supervisor_role": "components_present components",
    "zero_exclusion": "formal_exclusion excluded new_job_help referral_sources "
    "clinicians_encourage ladder",
    "agency_focus": "components_present components",
    "executive_support": "components_present components",
    "work_incentives_planning": "informs_where discusses_changes trained_counsellor "
    "counselling_at_changes help_reporting_income ladder",
    "disclosure": "components_present components",
    "vocational_assessment": "office_tests stepwise_tryouts initial_assessment learns_from_jobs "
    "profile_documented profile_used profile_updated considers_adaptations several_sources ladder",
    "rapid_job_search": "days mean_days median_days typical_months without_contact "
    "tracks_employer_contacts",
    "individualized_job_search": "percent consistent_with_plan informs_inexperienced "
    "inexperienced_clients",
    "job_development_contact": "contacts_per_week contacts_by_specialist tracking_form "
    "form_review job_seekers_per_specialist",
    "job_development_quality": "scores_by_specialist rarely_meets_employers asks_for_vacancies "
    "follows_advertisements meets_without_vacancy describes_strengths several_visits learns_needs "
    "presents_service ladder",
    "diversity_job_types": "percent_different percent_same jobs_by_type",
    "diversity_employers": "percent_different percent_same jobs_by_employer",
    "competitive_jobs": "jobs permanent percent_permanent internships",
    "individualized_support": "support_share individualised employer_support career_help "
    "treatment_team_support ladder",
    "time_unlimited_support": "contact_during_first_month contact_after_first_month "
    "weekly_first_month monthly_one_year week_before within_3_days step_down "
    "contact_within_3_days_of_job_loss percent_working_clients_4_months",
    "community_based_services": "percent hours registered",
    "assertive_outreach": "components_present components",
}
OWN_KEYS = {
    ("dk", "competitive_jobs"): "total competitive internships permanent",
    ("fi-sv", "zero_exclusion"): "formal_exclusion excluded new_job_help referral_sources "
    "self_referral ladder",
    ("fi-sv", "vocational_assessment"): "office_tests stepwise_tryouts initial_assessment "
    "profile_documented profile_updated considers_adaptations several_sources ladder",
    ("fi-sv", "collaboration_vr"): KEYS["collaboration_vr"]
    + " partners_mapped team_leader_meetings",
}


@pytest.mark.parametrize("code", pack_codes())
def test_every_criterion_has_a_rule_and_the_agreed_evidence(code):
    rules = load_rules(load_pack(code))
    assert tuple(rules) == CRITERION_IDS
    for criterion, rule in rules.items():
        expected = OWN_KEYS.get((code, criterion), KEYS[criterion]).split()
        assert sorted(rule.evidence) == sorted(expected), criterion


@pytest.mark.parametrize("code", pack_codes())
def test_what_a_form_does_not_print_is_marked_as_assumed(code):
    pack = load_pack(code)
    for criterion, rule in load_rules(pack).items():
        printed = set(pack.criterion(criterion).anchors)
        if printed:
            assert printed == set(load_pack("dk").scores.values)
            assert rule.assumed == frozenset()
        else:
            assert rule.assumed >= {1, 2, 3, 4}
            assert rule.source == "IPS-25"


def test_without_any_rules_there_is_nothing_to_propose(tmp_path):
    assert load_rules(load_pack("no"), Library((tmp_path,))) == {}


def test_rules_are_read_again_only_when_a_file_changes(tmp_path):
    library = own_rules(tmp_path, "assumed: {source: one, scores: [1]}\n")
    pack = load_pack("no", library=library)
    first = load_rules(pack, library)
    assert load_rules(pack, library) is first
    file = tmp_path / "no" / "rules.yaml"
    file.write_text("assumed: {source: two, scores: [1]}\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert load_rules(pack, library)["caseload_size"].source == "two"


def own_rules(folder, text):
    """Return a library whose Norwegian pack has a rules.yaml of that text."""
    (folder / "no").mkdir(exist_ok=True)
    (folder / "no" / "rules.yaml").write_text(text, encoding="utf-8")
    return Library((folder, bundled() / "templates"))


RULE = """zero_exclusion:
  evidence: {a: number, b: bool, c: frequency}
  measure: [a]
  limits: {5: {from: 4}, 4: {from: 3, below: 4}, 3: {from: 2, below: 3}, 2: {below: 2}}
  caps: [{score: 1, when: b}]
"""


def test_a_pack_says_the_sentences_of_all_rules_in_its_own_words(tmp_path):
    library = own_rules(tmp_path, "warnings: {few_jobs: mindre enn ti jobber er alltid 1}\n")
    rules = load_rules(load_pack("no", library=library), library)
    assert rules["competitive_jobs"].warnings["few_jobs"] == "mindre enn ti jobber er alltid 1"
    assert rules["competitive_jobs"].warnings["refers_too"]


SETTINGS = """settings:
  zeal: {values: [low, high], warn: open}
warnings: {open: the scale does not say how zealous one must be}
agency_focus:
  evidence: {a: number}
  measure: [{value: a, when: zeal == 'low'}, {value: 2 * a, when: zeal == 'high'}]
  limits: {5: {from: 4}, 4: {from: 3, below: 4}, 3: {from: 2, below: 3}, 2: {from: 1, below: 2}}
  caps: [{score: 1, when: a < 1}]
"""


def with_settings(folder, answers):
    """Return a library with a Norwegian pack that gives these answers to SETTINGS."""
    library = own_rules(folder, SETTINGS)
    for name in ("pack.yaml", "criteria.yaml"):
        shutil.copy(bundled() / "templates" / "no" / name, folder / "no" / name)
    file = folder / "no" / "pack.yaml"
    text = re.sub(r"(?m)^scoring:\n(  .*\n)+", f"scoring: {answers}\n", file.read_text("utf-8"))
    file.write_text(text, encoding="utf-8")
    return library


@pytest.mark.parametrize(
    ("answers", "score", "other"),
    [
        pytest.param("{}", 3, "with `zeal: high` it would be 5", id="the first answer holds"),
        pytest.param("{zeal: high}", 5, "with `zeal: low` it would be 3", id="the pack's answer"),
    ],
)
def test_a_pack_answers_what_its_scale_leaves_open(tmp_path, answers, score, other):
    library = with_settings(tmp_path, answers)
    pack = load_pack("no", library=library)
    rules = load_rules(pack, library)
    proposal = propose_score("agency_focus", {"a": 2}, pack, rules)
    assert proposal.score == score
    assert [warning.rule for warning in proposal.warnings] == ["open"]
    assert other in proposal.warnings[0].message
    assert propose_score("agency_focus", {"a": 9}, pack, rules).warnings == ()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        pytest.param(
            "{zeal: middling}", "'middling' is no answer; there is: low, high", id="answer"
        ),
        pytest.param(
            "{zael: low}",
            "no setting 'zael'; did you mean 'zeal'?",
            id="setting",
        ),
    ],
)
def test_an_answer_that_there_is_not_is_told_with_its_place(tmp_path, answers, says):
    library = with_settings(tmp_path, answers)
    pack = load_pack("no", library=library)
    for problems in (setting_problems(pack, library), faults_when_loaded(pack, library)):
        (problem,) = problems
        assert (problem.rule, problem.file) == ("setting", tmp_path / "no" / "pack.yaml")
        assert says in problem.message
        line = (tmp_path / "no" / "pack.yaml").read_text("utf-8").splitlines()[problem.line - 1]
        assert line.startswith("scoring: ")


def faults_when_loaded(pack, library):
    with pytest.raises(InvalidDataError) as caught:
        load_rules(pack, library)
    return caught.value.problems


def test_a_pack_replaces_whole_criteria(tmp_path):
    library = own_rules(tmp_path, RULE)
    rules = load_rules(load_pack("no", library=library), library)
    assert set(rules["zero_exclusion"].evidence) == {"a", "b", "c"}
    assert set(rules["agency_focus"].evidence) == {"components_present", "components"}
    assert rule_problems("no", load_pack("no"), library) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "where", "says"),
    [
        pytest.param(
            "  measure:",
            "  mesure:",
            3,
            "zero_exclusion.mesure",
            "unknown key 'mesure'; did you mean 'measure'?",
            id="an unknown key of a rule",
        ),
        pytest.param(
            "zero_exclusion:",
            "zero_exclution:",
            1,
            "zero_exclution",
            "did you mean 'zero_exclusion'?",
            id="an unknown criterion",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: 3, to: 5}",
            4,
            "zero_exclusion.limits.4",
            "the limits of 4 and 5 overlap",
            id="overlapping limits",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{form: 3, below: 4}",
            4,
            "zero_exclusion.limits.4.form",
            "did you mean 'from'?",
            id="an unknown key of a limit",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: 4, to: 3}",
            4,
            "zero_exclusion.limits.4",
            "no number lies between these two",
            id="a limit the wrong way round",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{to: 3, below: 4}",
            4,
            "zero_exclusion.limits.4",
            "`to` and `below` are two ends",
            id="a limit with two ends",
        ),
        pytest.param(
            "{from: 3, below: 4}",
            "{from: three}",
            4,
            "zero_exclusion.limits.4.from",
            "a number belongs here, found the text 'three'",
            id="a limit that is no number",
        ),
        pytest.param(
            "  caps: [{score: 1, when: b}]\n",
            "",
            1,
            "zero_exclusion",
            "no evidence leads to 1",
            id="a score without a way to it",
        ),
        pytest.param(
            "  limits:",
            "  shared: {7: 5}\n  limits:",
            4,
            "zero_exclusion.shared",
            "7 is not in the limits of two scores",
            id="a shared number that no two limits have",
        ),
        pytest.param(
            "when: b}",
            "when: b.__class__}",
            5,
            "zero_exclusion.caps[0]",
            "the attribute .__class__ is not allowed",
            id="an expression outside the sandbox",
        ),
        pytest.param(
            "when: b}",
            "when: d}",
            5,
            "zero_exclusion.caps[0]",
            "no evidence 'd'; there is: a, b, c",
            id="evidence that is not declared",
        ),
        pytest.param(
            "when: b}",
            "when: true}",
            5,
            "zero_exclusion.caps[0]",
            "a text belongs here, found true",
            id="a condition that is no text",
        ),
        pytest.param(
            "when: b}",
            "when: measured > 1}",
            5,
            "zero_exclusion.caps[0]",
            "no evidence 'measured'",
            id="the measured number outside `instead`",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 0, when: b}",
            5,
            "zero_exclusion.caps[0]",
            "a score from 1 to 5 belongs here, found the number 0",
            id="a score that is none",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 1, when: b, warn: few_job}",
            5,
            "zero_exclusion.caps[0]",
            "there is no warning 'few_job'",
            id="a warning without a sentence",
        ),
        pytest.param(
            "{score: 1, when: b}",
            "{score: 1, when: b, warn: without_contact}",
            5,
            "zero_exclusion.caps[0]",
            "prints 'without_contact', which is no evidence here",
            id="a warning that prints what is not there",
        ),
        pytest.param(
            "b: bool",
            "b: boolean",
            2,
            "zero_exclusion.evidence.b",
            "'boolean' is no kind of evidence; there is: whole, number, percent",
            id="an unknown kind",
        ),
        pytest.param(
            "b: bool",
            "b: bool lists",
            2,
            "zero_exclusion.evidence.b",
            "'bool lists' is no kind of evidence",
            id="an unknown kind of list",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  older: [x]\n",
            4,
            "zero_exclusion.older",
            "there is no evidence 'x'",
            id="a key of old that is none",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  follows: {x: b}\n",
            4,
            "zero_exclusion.follows.x",
            "there is no evidence 'x'",
            id="what follows for a key that is none",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  taken: {b: {value: true, whn: a}}\n",
            4,
            "zero_exclusion.taken.b.whn",
            "did you mean 'when'?",
            id="what is taken, misspelt",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  gaps: middling\n",
            4,
            "zero_exclusion.gaps",
            "there is: strict, round, nearest",
            id="gaps in a way there is not",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  between: {3: [x]}\n",
            4,
            "zero_exclusion.between.3[0]",
            "there is no evidence 'x'",
            id="a line between that reads what is not there",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  must_hold: [{claim: a > 0, warn: no_such}]\n",
            4,
            "zero_exclusion.must_hold[0]",
            "there is no warning 'no_such'",
            id="a claim without its sentence",
        ),
        pytest.param(
            "  measure: [a]\n",
            "",
            1,
            "zero_exclusion",
            "a rule has a measure, a ladder, or both, or else components",
            id="no way to judge",
        ),
        pytest.param(
            "  measure: [a]\n",
            "  measure: [a]\n  components: {0: 1, 1: 5}\n",
            1,
            "zero_exclusion",
            "a rule has a measure, a ladder, or both, or else components",
            id="two ways to judge",
        ),
        pytest.param(
            "measure: [a]",
            "measure: a",
            3,
            "zero_exclusion.measure",
            "a list (`- ` lines) belongs here, found the text 'a'",
            id="no list where one belongs",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 2: 5}\n  limits",
            3,
            "zero_exclusion.components",
            "say the score of each number of components, 0 to 2",
            id="a number of components left out",
        ),
        pytest.param(
            "  limits: {5: {from: 4}, 4: {from: 3, below: 4}, 3: {from: 2, below: 3}, "
            "2: {below: 2}}\n",
            "",
            3,
            "zero_exclusion.measure",
            "a measure needs limits or nearest",
            id="a number that nothing judges",
        ),
        pytest.param(
            "measure: [a]",
            "ladder: {5: [b], 4: [b], 3: [b], 2: [b]}",
            1,
            "zero_exclusion",
            "limits, nearest and instead judge a measure, and there is none",
            id="limits without a number",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, one: 5}\n  limits",
            3,
            "zero_exclusion.components.one",
            "a number belongs here, found the text 'one'",
            id="a number of components that is none",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 1: 5}\n  unassigned: [2]\n  limits",
            4,
            "zero_exclusion.unassigned",
            "these are numbers of components too",
            id="an unassigned number there is not",
        ),
        pytest.param(
            "  measure: [a]\n  limits",
            "  components: {0: 1, 1: 5}\n  limits",
            2,
            "zero_exclusion.evidence",
            "counting components needs the evidence components_present and components",
            id="components without their evidence",
        ),
        pytest.param(
            "measure: [a]",
            "measure: [[a]]",
            3,
            "zero_exclusion.measure[0]",
            "a text belongs here, found a list",
            id="a list where an expression belongs",
        ),
        pytest.param(
            "evidence: {a: number, b: bool, c: frequency}",
            "evidence: [a, b]",
            2,
            "zero_exclusion.evidence",
            "a mapping (`key: value` lines) belongs here, found a list",
            id="a list where evidence belongs",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "assumed: {scores: [6]}\nzero_exclusion:\n",
            1,
            "assumed.scores[0]",
            "a score from 1 to 5 belongs here, found the number 6",
            id="an assumed score that is none",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "orders: {often: [never, never]}\nzero_exclusion:\n",
            1,
            "orders.often",
            "different words",
            id="an order with one word twice",
        ),
        pytest.param(
            "zero_exclusion:\n",
            "zero_exclusion: 5\nagency_focus:\n",
            1,
            "zero_exclusion",
            "a mapping (`key: value` lines) belongs here, found the number 5",
            id="a rule that is no mapping",
        ),
    ],
)
def test_a_fault_has_file_line_and_place(tmp_path, old, new, line, where, says):
    assert old in RULE
    library = own_rules(tmp_path, RULE.replace(old, new, 1))
    problems = rule_problems("no", load_pack("no"), library)
    found = [problem for problem in problems if says in problem.message]
    assert found, [str(problem) for problem in problems]
    assert (found[0].line, found[0].where) == (line, where)
    assert str(found[0].file).endswith("rules.yaml")
    with pytest.raises(InvalidDataError):
        load_rules(load_pack("no", library=library), library)


def test_every_fault_is_told_at_once(tmp_path):
    text = RULE.replace("b: bool", "b: boolean").replace("{from: 2, below: 3}", "{from: x}")
    assert len(rule_problems("no", load_pack("no"), own_rules(tmp_path, text))) >= 3


@pytest.mark.parametrize(
    ("limits", "faults"),
    [
        pytest.param("{5: {to: 1}, 4: {from: 1, to: 2}}", 0, id="one number in common"),
        pytest.param("{5: {to: 1}, 4: {from: 0.9, to: 2}}", 1, id="several numbers in common"),
        pytest.param("{5: {below: 1}, 4: {from: 1, to: 2}}", 0, id="an open end"),
        pytest.param("{5: {to: 3}, 4: {from: 1, to: 2}}", 1, id="one inside the other"),
    ],
)
def test_limits_may_touch_but_not_overlap(tmp_path, limits, faults):
    text = RULE.replace(RULE.splitlines()[3], f"  limits: {limits}")
    problems = rule_problems("no", load_pack("no"), own_rules(tmp_path, text))
    assert sum("overlap" in problem.message for problem in problems) == faults


def test_the_rules_for_all_packs_stand_alone():
    contents, problems = read_rules(
        bundled() / "templates" / "base" / "rules.yaml", Vocabulary.of(load_pack("dk"))
    )
    assert problems == []
    assert tuple(contents.rules) == CRITERION_IDS


@pytest.mark.parametrize(
    ("limit", "inside", "outside"),
    [
        pytest.param(Limit(high=20), [-5, 0, 20, 20 + 1e-12], [20.01], id="to"),
        pytest.param(Limit(low=65), [65 - 1e-12, 65, 1e9], [64.99], id="from"),
        pytest.param(Limit(high=64, open_above=True), [63.9], [64, 64 - 1e-12, 70], id="below"),
        pytest.param(Limit(low=21, high=25), [21, 25], [20.9, 25.1], id="from and to"),
    ],
)
def test_limit(limit, inside, outside):
    assert all(limit.holds(value) for value in inside)
    assert not any(limit.holds(value) for value in outside)


# --- evidence ------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind("whole"), "whole"),
        (Kind("whole", lists=True), "whole or list"),
        (Kind("bool", lists=True, single=False), "bool list"),
    ],
)
def test_a_kind_reads_as_it_is_written(kind, text):
    assert str(kind) == text
    assert replace(kind) == kind


def test_rules_are_read_by_the_keys_that_editors_are_offered():
    schema = hand_schema("rules")
    assert set(RULE_KEYS) == set(schema["$defs"]["rule"]["properties"])
    assert set(PARTS) == set(schema["properties"])


def test_a_file_of_rules_is_read_once_for_what_stands_in_it(tmp_path, monkeypatch):
    folder = tmp_path / "templates" / "dk"
    shutil.copytree(bundled() / "templates" / "dk", folder)
    library = Library((folder.parent, bundled() / "templates"))
    told = []
    monkeypatch.setattr(
        rules, "read_rules",
        lambda file, *given: (told.append(file), read_rules(file, *given))[1],
    )  # fmt: skip
    pack = load_pack("dk", library=library)
    for _ in range(3):
        assert rule_problems("dk", pack, library) == []
        assert setting_problems(pack, library) == []
        assert load_rules(pack, library)
    assert len(told) == len(set(told)) <= 2
    own = folder / "rules.yaml"
    state, content = own.stat(), own.read_text(encoding="utf-8")
    own.write_text(content + "nothing: {}\n", encoding="utf-8")
    os.utime(own, ns=(state.st_atime_ns, state.st_mtime_ns))
    (fault,) = rule_problems("dk", pack, library)
    with chosen("da"):
        (sagt,) = rule_problems("dk", pack, library)
    assert (fault.rule, sagt.rule) == ("unknown-key", "unknown-key")
    assert fault.message != sagt.message

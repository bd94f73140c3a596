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
from docgen.scoring import rules
from docgen.scoring.propose import propose_score
from docgen.scoring.rule import Kind, Limit
from docgen.scoring.rulefile import read_rules
from docgen.scoring.rules import load_rules, rule_problems, setting_problems
from tests.builders import CRITERION_IDS
from tests.rulecases import RULE, own_rules

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

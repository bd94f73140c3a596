"""A proposal shows its arithmetic, its anchor and every doubt, and never guesses."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Assessment, Review, Unit
from docgen.packs.library import bundled
from docgen.packs.load import load_pack, pack_codes
from docgen.review.load import load_review
from docgen.scoring.evidence import check_evidence
from docgen.scoring.propose import departures, propose_review, propose_score
from docgen.scoring.rules import load_rules
from tests.builders import CRITERION_IDS, examples


@cache
def tools(code):
    pack = load_pack(code)
    return pack, load_rules(pack)


def propose(criterion, evidence, code="no"):
    return propose_score(criterion, evidence, *tools(code))


def a_review(**assessments):
    return Review(
        id="a",
        pack="no",
        file=Path("a.yaml"),
        unit=Unit(id="u", name="U"),
        criteria={key: Assessment(criterion=key, **value) for key, value in assessments.items()},
    )


@pytest.mark.parametrize(
    ("criterion", "evidence", "why"),
    [
        pytest.param(
            "caseload_size",
            {"clients": 19, "specialists": 4},
            "19 / 4 = 4.75 (Deltakere til sammen; Antall jobbspesialister); 20 or fewer is 5",
            id="a quotient",
        ),
        pytest.param(
            "caseload_size",
            {"clients_by_specialist": [11, 4, 3, 1]},
            "mean([11, 4, 3, 1]) = 4.75 (Deltakere hos hver jobbspesialist); 20 or fewer is 5",
            id="a mean",
        ),
        pytest.param(
            "caseload_size",
            {"clients_per_specialist": 20.004},
            "20.004 (Deltakere per heltidsansatt jobbspesialist); "
            "between 20 or fewer (5) and 21-25 (4)",
            id="rounding never hides a gap",
        ),
        pytest.param(
            "competitive_jobs",
            {"permanent": 13, "jobs": 20},
            "100 * 13 / 20 = 65 (Av dem faste; Ordinære jobber); 65-74 is 2",
            id="a share",
        ),
        pytest.param(
            "diversity_job_types",
            {"jobs_by_type": [4, 1, 1]},
            "[4, 1, 1], each at most once: 100 * 3 / 6 = 50 (Antall jobber av hver type); "
            "50-59 is 2",
            id="jobs that repeat",
        ),
        pytest.param(
            "collaboration_vr",
            {"scheduled_meetings": "none", "client_contact": "weekly"},
            "Kontakt om felles deltakere: weekly: anchor 4",
            id="a ladder names only what holds",
        ),
        pytest.param(
            "agency_focus",
            {"components": [True, False, True, False, False]},
            "2 of 5 components present, which is 2",
            id="components",
        ),
        pytest.param(
            "zero_exclusion", {"ladder": 4}, "the reviewers say that anchor 4 fits", id="a choice"
        ),
        pytest.param(
            "integration_team_assignment",
            {"teams": 3, "percent_of_caseload": 95},
            "95 (Andel av porteføljen som disse teamene omfatter (%)); 90-100 is 5; "
            "Behandlingsteam per jobbspesialist: 3: at most 2",
            id="a cap",
        ),
        pytest.param(
            "job_development_contact",
            {"contacts_per_week": 3.6, "tracking_form": True, "form_review": "weekly"},
            "3.6 (Ansikt-til-ansikt-møter med arbeidsgivere per uke, gjennomsnitt); "
            "the nearest anchor is 4, which is 3",
            id="the nearest anchor",
        ),
        pytest.param(
            "job_development_contact",
            {
                "contacts_per_week": 4,
                "job_seekers_per_specialist": 2,
                "tracking_form": True,
                "form_review": "weekly",
            },
            "4 (Ansikt-til-ansikt-møter med arbeidsgivere per uke, gjennomsnitt); "
            "Jobbsøkende deltakere per jobbspesialist: 2: 5",
            id="the alternative for few job seekers",
        ),
    ],
)
def test_why(criterion, evidence, why):
    assert propose(criterion, evidence).why == why


@pytest.mark.parametrize(
    ("criterion", "evidence", "why"),
    [
        pytest.param(
            "job_development_contact",
            {"contacts_per_week": 6, "form_review": "unknown"},
            "2 to 5; state: Kontaktene føres i et registreringsskjema and Hvor ofte "
            "metodeveilederen vurderer skjemaet (6 (Ansikt-til-ansikt-møter med arbeidsgivere per "
            "uke, gjennomsnitt); 6 or more is 5)",
            id="needs that are not stated, behind a number",
        ),
        pytest.param(
            "caseload_size",
            {"clients": 19},
            "1 to 5; state: Årsverk til sammen, Stilling for hver jobbspesialist or Antall "
            "jobbspesialister",
            id="the nearest ways to a number are named",
        ),
        pytest.param(
            "collaboration_vr",
            {"scheduled_meetings": "none"},
            "1 to 4; state: Kontakt om felles deltakere",
            id="a ladder of which no anchor is sure",
        ),
        pytest.param(
            "zero_exclusion",
            {"excluded": "none", "new_job_help": True, "referral_sources": "many"},
            "4 to 5; state: Behandlere oppmuntrer pasienter til å vurdere arbeid (Hvor mange som "
            "ikke får tilgang fordi de ikke anses for å være klare for jobb: ingen; "
            "Jobbspesialistene tilbyr hjelp til å finne ny jobb når et arbeidsforhold er "
            "avsluttet: yes: no anchor fits in full, 4 is the nearest below)",
            id="a ladder of which one anchor is sure",
        ),
        pytest.param(
            "agency_focus",
            {"components": [True, None, True, True, False]},
            "3 to 4; state: Elementene i rekkefølge: til stede, ikke til stede eller uvisst "
            "(3 of 5 present, not known: 2 (Elementene i rekkefølge: til stede, ikke til stede "
            "eller uvisst))",
            id="a component of which nothing is known",
        ),
    ],
)
def test_a_range_says_first_what_to_state(criterion, evidence, why):
    proposal = propose(criterion, evidence)
    assert proposal.score is None
    assert proposal.why == why


WEEKLY = {"tracking_form": True, "form_review": "weekly"}


@pytest.mark.parametrize(
    ("code", "criterion", "evidence", "rule", "says"),
    [
        pytest.param(
            "no",
            "employment_services_staff",
            {"percent": 74.5},
            "gap",
            "74.5 lies in the gap between 60-74 (2) and 75-89 (3); taken as 2",
            id="a gap",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": 30},
            "shared_limit",
            "30 is in the anchors of 1 and 2; taken as 1",
            id="a limit in two anchors",
        ),
        pytest.param(
            "se",
            "rapid_job_search",
            {"typical_months": 1, "tracks_employer_contacts": True},
            "shared_limit",
            "1 is in the anchors of 4 and 5; taken as 5",
            id="a limit in two anchors for which the rule decides",
        ),
        pytest.param(
            "no",
            "job_development_contact",
            {"contacts_per_week": 3, **WEEKLY},
            "tie",
            "3 is as near to 3 as to 2; a tie goes down to 2",
            id="a tie",
        ),
        pytest.param(
            "no",
            "job_development_quality",
            {"scores_by_specialist": [4, 4, 3]},
            "not_exact",
            "no anchor names 3.67; the nearest is 4",
            id="not exactly on an anchor",
        ),
        pytest.param(
            "no",
            "individualized_job_search",
            {"percent": 95, "consistent_with_plan": True, "informs_inexperienced": False},
            "needs",
            "5 asks for more than Deltakere med liten yrkeserfaring får vite om jobbtyper i "
            "nærmiljøet: no",
            id="a condition that does not hold",
        ),
        pytest.param(
            "no",
            "integration_team_assignment",
            {"percent_of_caseload": 95},
            "unknown",
            "not stated: Behandlingsteam per jobbspesialist; it could lower the proposal to 2",
            id="what is not stated and could only lower the score",
        ),
        pytest.param(
            "no",
            "job_development_contact",
            {"tracking_form": False},
            "unknown",
            "not stated: Ansikt-til-ansikt-møter med arbeidsgivere per uke, gjennomsnitt or "
            "Ansikt-til-ansikt-møter per uke for hver jobbspesialist; it could lower the "
            "proposal to 1",
            id="a number that could only lower the score",
        ),
        pytest.param(
            "no",
            "job_development_contact",
            {"contacts_per_week": 10, "tracking_form": False},
            "needs",
            "5 asks for more than Kontaktene føres i et registreringsskjema: no",
            id="no tracking form",
        ),
        pytest.param(
            "no",
            "competitive_jobs",
            {"permanent": 5, "jobs": 6},
            "cap",
            "Av dem faste: 5; Ordinære jobber: 6: at most 1 instead of 3",
            id="a cap",
        ),
        pytest.param(
            "no",
            "competitive_jobs",
            {"permanent": 5, "jobs": 6},
            "few_jobs",
            "fewer than ten jobs earn 1",
            id="few jobs",
        ),
        pytest.param(
            "dk",
            "competitive_jobs",
            {"competitive": 5, "total": 19},
            "few_jobs",
            "fewer than ten jobs earn 1",
            id="few jobs also where the share earns 1",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients": 19, "specialists": 4},
            "head_count",
            "here specialists are counted by heads",
            id="heads for posts",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients_by_specialist": [30, 4], "fte": 2},
            "largest_caseload",
            "one specialist has more than 20 clients",
            id="one overloaded specialist",
        ),
        pytest.param(
            "no",
            "diversity_job_types",
            {"jobs_by_type": [2, 1]},
            "open_counting",
            "the scale does not say how repeats count",
            id="how to count repeats of a type",
        ),
        pytest.param(
            "se",
            "diversity_employers",
            {"jobs_by_employer": [2, 1]},
            "open_counting",
            "the scale does not say how repeats count",
            id="how to count repeats of an employer",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": [60, 70]},
            "unweighted",
            "each specialist counts the same",
            id="how to weight shares",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": 50, "registered": False},
            "not_registered",
            "the hours are not registered",
            id="hours that nobody registers",
        ),
        pytest.param(
            "no",
            "vocational_generalists",
            {"phases": 5, "refers_out": True},
            "refers_too",
            "the scale does not cover both",
            id="counting and referral",
        ),
        pytest.param(
            "no",
            "rapid_job_search",
            {"mean_days": 20, "without_contact": 3, "tracks_employer_contacts": True},
            "without_contact",
            "clients without any contact yet (3) are left out",
            id="clients without a contact",
        ),
        pytest.param(
            "no",
            "rapid_job_search",
            {"median_days": 20, "tracks_employer_contacts": True},
            "median_for_mean",
            "the scale asks for the mean",
            id="the median for the mean",
        ),
        pytest.param(
            "fi-sv",
            "rapid_job_search",
            {"mean_days": 20},
            "mean_for_median",
            "the form asks for the median",
            id="the mean for the median",
        ),
        pytest.param(
            "fi-sv",
            "vocational_generalists",
            {"phases": 4},
            "five_phases",
            "the form prints five phases",
            id="five phases",
        ),
        pytest.param(
            "dk",
            "vocational_unit",
            {
                "supervisor": True,
                "client_based_group_supervision": True,
                "weekly": True,
                "cover": True,
                "specialists": 4,
                "full_time_specialists": 0,
            },
            "part_time_counts",
            "part-time posts",
            id="part-time posts",
        ),
        pytest.param(
            "no",
            "executive_support",
            {"components_present": 0},
            "unassigned",
            "the scale has no anchor for 0 components",
            id="a number of components without an anchor",
        ),
        pytest.param(
            "dk",
            "caseload_size",
            {"clients": 19, "fte": 2},
            "assumed",
            "this form prints no anchor for 5; IPS-25 decides",
            id="no printed anchors at all",
        ),
        pytest.param(
            "fi-sv",
            "caseload_size",
            {"clients": 50, "fte": 2},
            "assumed",
            "this form prints no anchor for 4; IPS-25 decides",
            id="no printed anchor below 5",
        ),
        pytest.param(
            "fi-sv",
            "community_based_services",
            {"percent": 70},
            "assumed",
            "this form prints no anchor for 5",
            id="a full score without a printed number",
        ),
        pytest.param(
            "no",
            "caseload_size",
            {"clients_per_specialist": 5, "clients": 60, "fte": 2},
            "contradiction",
            "60 / 2 = 30 (Deltakere til sammen; Årsverk til sammen)",
            id="figures that contradict each other",
        ),
        pytest.param(
            "no",
            "agency_focus",
            {"components": [True, False, False, False, False], "components_present": 4},
            "contradiction",
            "components_present is 4, but components ticks 1",
            id="components and their number",
        ),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": 50, "hours": [300, "x"]},
            "faulty",
            "hours: 'x' does not fit",
            id="a value of the wrong kind",
        ),
    ],
)
def test_warning(code, criterion, evidence, rule, says):
    proposal = propose(criterion, evidence, code)
    assert proposal.score is not None
    found = [warning.message for warning in proposal.warnings if warning.rule == rule]
    assert len(found) == 1, proposal.warnings
    assert says in found[0]


@pytest.mark.parametrize(
    ("code", "criterion", "evidence"),
    [
        pytest.param("no", "caseload_size", {"clients": 19, "fte": 1}, id="posts, no gap"),
        pytest.param("no", "diversity_job_types", {"jobs_by_type": [1, 1]}, id="no repeats"),
        pytest.param(
            "fi-sv", "diversity_job_types", {"percent_different": 50, "percent_same": 50}, id="fits"
        ),
        pytest.param("fi-sv", "caseload_size", {"clients": 19, "fte": 1}, id="a printed limit"),
        pytest.param("no", "community_based_services", {"percent": 50}, id="one share"),
        pytest.param(
            "no",
            "community_based_services",
            {"percent": [50, 60], "hours": [20, 30]},
            id="weighted shares",
        ),
        pytest.param(
            "no", "job_development_contact", {"contacts_per_week": 9, **WEEKLY}, id="six or more"
        ),
        pytest.param(
            "no",
            "executive_support",
            {"components": [True, None, True, True, False], "components_present": 4},
            id="the reviewers count an open component",
        ),
    ],
)
def test_nothing_to_warn_of(code, criterion, evidence):
    warnings = propose(criterion, evidence, code).warnings
    assert [w for w in warnings if w.rule not in ("assumed", "unknown")] == []
    assert code != "fi-sv" or criterion != "caseload_size" or warnings == ()


@pytest.mark.parametrize(
    ("criterion", "evidence", "missing", "warning"),
    [
        pytest.param(
            "agency_focus",
            {"components_present": 7},
            "no proposal; state: Antall elementer som er til stede or Elementene i rekkefølge: "
            "til stede, ikke til stede eller uvisst",
            "components_present: 7 of 5 components is too many",
            id="7 of 5 components",
        ),
        pytest.param(
            "competitive_jobs",
            {"permanent": 13, "jobs": 12},
            "no proposal: what is stated contradicts itself",
            "Av dem faste: 13 and Ordinære jobber: 12 cannot both be true",
            id="a part larger than the whole",
        ),
        pytest.param(
            "time_unlimited_support",
            {"contact_after_first_month": False, "monthly_one_year": True},
            "no proposal: what is stated contradicts itself",
            "Personlig kontakt etter den første måneden: no and Kontakt minst hver måned i ett "
            "år eller mer: yes cannot both be true",
            id="answers that exclude each other",
        ),
        pytest.param(
            "vocational_generalists",
            {"phases": 7},
            "no proposal: what is stated contradicts itself",
            "there are not so many phases: Faser som jobbspesialisten selv utfører (0–6): 7",
            id="a figure beyond what there is",
        ),
        pytest.param(
            "job_development_contact",
            {"contacts_per_week": 6, "job_seekers_per_specialist": 0},
            "no proposal: Jobbsøkende deltakere per jobbspesialist: 0; the scale says nothing "
            "about this case",
            "",
            id="a case the scale does not have",
        ),
        pytest.param(
            "caseload_size",
            {"clients": 19, "specialists": 0},
            "no proposal: the figures give no number (an empty list, or a division by zero)",
            "",
            id="a division by zero",
        ),
    ],
)
def test_missing(criterion, evidence, missing, warning):
    proposal = propose(criterion, evidence)
    assert (proposal.score, proposal.range) == (None, None)
    assert proposal.missing == proposal.why == missing
    assert [found.message for found in proposal.warnings] == ([warning] if warning else [])


def test_a_number_outside_all_limits_is_no_proposal():
    pack, rules = tools("no")
    rule = rules["employment_services_staff"]
    narrow = {**rules, rule.criterion: replace(rule, limits={5: rule.limits[5]})}
    proposal = propose_score(rule.criterion, {"percent": 50}, pack, narrow)
    assert proposal.score is None
    assert proposal.missing == (
        "no proposal: 50 (Andel av arbeidstiden som går til arbeidsrettede tjenester (%)) "
        "lies outside all limits of the scale"
    )


def test_competitive_and_internships_over_the_total():
    proposal = propose("competitive_jobs", {"total": 19, "competitive": 9, "internships": 14}, "dk")
    assert proposal.score is None
    assert [warning.rule for warning in proposal.warnings] == ["contradiction"]


def test_no_evidence_is_no_noise_but_says_what_would_do():
    proposal = propose("employment_services_staff", {})
    assert (proposal.score, proposal.range, proposal.why, proposal.warnings) == (None, None, "", ())
    assert proposal.unknown == ("percent",)
    assert proposal.missing == (
        "no evidence; state: Andel av arbeidstiden som går til arbeidsrettede tjenester (%)"
    )


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize("criterion", CRITERION_IDS)
def test_without_evidence_the_keys_are_named(code, criterion):
    _, rules = tools(code)
    for evidence in ({}, dict.fromkeys(rules[criterion].evidence)):
        proposal = propose(criterion, evidence, code)
        assert (proposal.score, proposal.range) == (None, None)
        assert proposal.unknown
        assert {*proposal.unknown} <= {*rules[criterion].offered}


@pytest.mark.parametrize("code", ["no", "se"])
@pytest.mark.parametrize("score", [1, 5])
def test_the_printed_anchor_comes_along(code, score):
    pack, _ = tools(code)
    anchor = pack.criterion("zero_exclusion").anchors[score]
    assert propose("zero_exclusion", {"ladder": score}, code).anchor == anchor != ""


def test_a_pack_may_refuse_to_propose_what_it_does_not_print():
    pack, rules = tools("dk")
    strict = {key: replace(rule, propose_assumed=False) for key, rule in rules.items()}
    proposal = propose_score("caseload_size", {"clients": 19, "fte": 2}, pack, strict)
    assert proposal.score is None
    assert "the form prints no anchor for 5" in proposal.missing


def test_a_criterion_without_a_rule_has_no_proposal():
    pack, _ = tools("no")
    assert propose_score("caseload_size", {"clients": 1}, pack, {}).score is None


def test_a_departure_without_a_reason_is_told():
    review = a_review(
        caseload_size={"score": 4, "evidence": {"clients": 19, "fte": 2}},
        zero_exclusion={"score": 4, "evidence": {"ladder": 4}},
        disclosure={"score": 2, "evidence": {"components_present": 4}, "reason": "Seen in May."},
        agency_focus={"evidence": {"components_present": 4}},
        executive_support={"score": 3},
    )
    found = departures(review, propose_review(review, *tools("no")))
    assert [criterion for criterion, _ in found] == ["caseload_size"]
    assert found[0][1] == (
        "the score is 4, the evidence proposes 5 (19 / 2 = 9.5 (Deltakere til sammen; Årsverk til "
        "sammen); 20 or fewer is 5); give the `reason` beside the score"
    )


@pytest.mark.parametrize(
    ("score", "told"),
    [
        pytest.param(1, True, id="below the range"),
        pytest.param(2, False, id="its lower end"),
        pytest.param(3, False, id="within"),
        pytest.param(5, False, id="its upper end"),
    ],
)
def test_only_a_score_outside_the_range_departs(score, told):
    review = a_review(
        job_development_contact={"score": score, "evidence": {"contacts_per_week": 6}}
    )
    found = departures(review, propose_review(review, *tools("no")))
    assert bool(found) == told
    if told:
        assert found[0][1].startswith("the score is 1, the evidence proposes 2 to 5; state: ")


@pytest.mark.parametrize(
    "path", sorted((bundled() / "data").glob("[!_]*/[!_]*.yaml")), ids=lambda path: path.stem
)
def test_every_sample_departs_only_with_a_reason(path):
    review = load_review(path)
    assert departures(review, propose_review(review, *tools(review.pack))) == []


def test_all_criteria_get_an_answer_in_the_order_of_the_scale():
    assert tuple(propose_review(a_review(), *tools("se"))) == CRITERION_IDS


# --- what holds for every input ------------------------------------------------------------

CODES = st.sampled_from(pack_codes())


@settings(derandomize=True, max_examples=examples(200), deadline=None)
@given(code=CODES, clients=st.integers(0, 500), more=st.integers(1, 500), fte=st.floats(0.1, 50))
def test_more_clients_never_raise_the_score(code, clients, more, fte):
    few = propose("caseload_size", {"clients": clients, "fte": fte}, code).score
    many = propose("caseload_size", {"clients": clients + more, "fte": fte}, code).score
    assert many <= few


@settings(derandomize=True, max_examples=examples(200), deadline=None)
@given(code=CODES, low=st.floats(0, 100), high=st.floats(0, 100))
def test_a_larger_share_never_lowers_the_score(code, low, high):
    low, high = sorted((low, high))
    for criterion in ("employment_services_staff", "community_based_services"):
        scores = [propose(criterion, {"percent": share}, code).score for share in (low, high)]
        assert scores == sorted(scores)


@settings(derandomize=True, max_examples=examples(100), deadline=None)
@given(part=st.integers(0, 40), whole=st.integers(10, 40))
def test_a_share_and_its_counts_give_the_same_score(part, whole):
    if part > whole:
        return
    counted = propose("competitive_jobs", {"permanent": part, "jobs": whole}, "se").score
    percent = propose("competitive_jobs", {"percent_permanent": 100 * part / whole}, "se").score
    assert counted == percent


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 300)
    | st.floats()
    | st.sampled_from(["weekly", "monthly", "unknown", "", "x"]),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


VALUES = {
    "bool": st.booleans(),
    "whole": st.integers(0, 6),
    "number": st.integers(0, 7),
    "percent": st.sampled_from([0, 20, 49, 50, 80, 95]),
}


def _exceptions(rule):
    """Return the keys that count only where they are stated, or could only lower a score."""
    lines = [line for lines in rule.instead.values() for line in lines]
    found = {name for line in lines for choice in line for name in choice.names}
    found |= {name for cap in rule.caps for name in cap.when.names}
    found |= {name for case in rule.undefined for name in case.names}
    for one in rule.taken:
        found |= {one.key, *(one.when.names if one.when else ())}
    return found


@settings(derandomize=True, max_examples=examples(600), deadline=None)
@given(code=CODES, criterion=st.sampled_from(CRITERION_IDS), data=st.data())
def test_a_fact_that_is_stated_later_never_leads_out_of_the_range(code, criterion, data):
    rule = tools(code)[1][criterion]
    keys = [key for key in rule.offered if key not in _exceptions(rule)]
    kinds = {key: rule.evidence[key] for key in keys if rule.evidence[key].single}
    whole = {
        key: data.draw(st.sampled_from(kind.order) if kind.order else VALUES[kind.base], key)
        for key, kind in kinds.items()
        if kind.order or kind.base in VALUES
    }
    measures = {name for way in rule.measures for name in way.expression.names}
    part = {
        key: value
        for key, value in whole.items()
        if key in measures or data.draw(st.booleans(), key)
    }
    late, early = propose(criterion, whole, code), propose(criterion, part, code)
    if late.range is None or early.range is None:
        return
    assert early.range[0] <= late.range[0]
    assert late.range[1] <= early.range[1]


@settings(derandomize=True, max_examples=examples(200), deadline=None)
@given(code=CODES, criterion=st.sampled_from(CRITERION_IDS), data=st.data())
def test_whatever_stands_in_the_evidence_a_proposal_is_1_to_5_or_none(code, criterion, data):
    pack, rules = tools(code)
    keys = st.sampled_from([*rules[criterion].evidence, "no_such_key"])
    evidence = data.draw(st.dictionaries(keys, ANYTHING, max_size=6))
    proposal = propose_score(criterion, evidence, pack, rules)
    assert proposal.score in (None, 1, 2, 3, 4, 5)
    assert bool(proposal.missing) == (proposal.score is None)
    assert "\n" not in proposal.why
    if proposal.range is not None:
        low, high = proposal.range
        assert 1 <= low <= high <= 5
        assert (proposal.score is not None) == (low == high)
        assert (proposal.score is None) <= bool(proposal.unknown)
    for key, message, severity in check_evidence(criterion, evidence, rules[criterion]):
        assert key in evidence
        assert severity in ("error", "warning")
        assert message

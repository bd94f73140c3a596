"""Bad evidence in a review's file: each fault has its line and column, in every pack."""

import pytest

from docgen.check.run import check_review
from docgen.packs.load import load_pack, pack_codes
from docgen.scoring.rules import load_rules

BAD = [
    pytest.param("caseload_size", "{clientz: 40}", "clientz", "clientz",
                 "unknown key 'clientz'; did you mean 'clients'?", id="a misspelt key"),
    pytest.param("rapid_job_search", "{jobs: 40}", "jobs", "jobs", "unknown key 'jobs'; known here",
                 id="a key of another criterion"),
    pytest.param("competitive_jobs", "{competitiv: 4}", "competitiv", "competitiv",
                 "unknown key 'competitiv'; ", id="a key that looks like a criterion"),
    pytest.param("caseload_size", "{clients: many}", "clients", "many", "found the text 'many'",
                 id="words for a number"),
    pytest.param("caseload_size", "{clients: 4.5}", "clients", "4.5", "a whole number",
                 id="half a client"),
    pytest.param("caseload_size", "[40]", "", "[40]", "found a list",
                 id="a list where keys belong"),
    pytest.param("employment_services_staff", "{percent: 101}", "percent", "101",
                 "a number from 0 to 100", id="a percentage over 100"),
    pytest.param("employment_services_staff", "{percent: [90, 101]}", "percent[1]", "101",
                 "a number from 0 to 100", id="one percentage of several over 100"),
    pytest.param("vocational_generalists", "{phases: -1}", "phases", "-1", "not negative",
                 id="a negative number"),
    pytest.param("vocational_generalists", "{refers_out: 1}", "refers_out", "1", "true or false",
                 id="a number for yes or no"),
    pytest.param("collaboration_vr", "{client_contact: often}", "client_contact", "often",
                 "one of none, less_than_quarterly, quarterly, monthly, weekly",
                 id="a word that is not in the list"),
    pytest.param("agency_focus", "{components_present: 7}", "components_present", "7",
                 "from 0 to 5", id="seven of five components"),
    pytest.param("agency_focus", "{components: [true, true, true, true, true, true]}",
                 "components", "[true", "at most 5 entries", id="a list of six components"),
    pytest.param("rapid_job_search", "{days: []}", "days", "[]", "found an empty one",
                 id="an empty list"),
    pytest.param("diversity_job_types", "{jobs_by_type: {}}", "jobs_by_type", "{}",
                 "found an empty one", id="an empty table"),
    pytest.param("community_based_services", "{percent: [60, 70], hours: [30]}", "hours", "[30]",
                 "one share for each specialist, and one figure of hours",
                 id="hours of another number of specialists"),
]  # fmt: skip

DOUBTFUL = [
    pytest.param("agency_focus", "{components: [true, true, false, false, false],"
                 " components_present: 4}", "components_present", "4",
                 "components_present is 4, but components ticks 2; the list counts",
                 id="a number and ticks that differ"),
    pytest.param("diversity_employers", "{percent_different: 80, percent_same: 30}",
                 "percent_same", "30", "differ; the first counts",
                 id="shares that do not add up"),
]  # fmt: skip

SUMS = [
    pytest.param({"total", "competitive", "internships"},
                 "{total: 20, competitive: 15, internships: 8}", "competitive", "15",
                 ": 20 cannot all be true",
                 id="jobs and internships over the total"),
    pytest.param({"jobs", "permanent"}, "{jobs: 10, permanent: 12}", "permanent", "12",
                 ": 10 cannot both be true", id="more permanent jobs than jobs"),
]  # fmt: skip


def _place(text, at):
    """Return line and column of some words behind `evidence:`."""
    start = text.index(at, text.index("evidence:"))
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


@pytest.fixture
def check(tmp_path):
    """Return a function that checks a draft with some evidence: its problems, and its text."""

    def check_draft(code, criterion, evidence, more=""):
        text = (
            f"pack: {code}\nunit: {{name: E}}\nreview: {{status: draft}}\ncriteria:\n"
            f"  {criterion}:\n    evidence: {evidence}\n{more}"
        )
        path = tmp_path / "r.yaml"
        path.write_text(text, encoding="utf-8")
        return check_review(path), text

    return check_draft


def _assert_told(found, code, criterion, key, at, says, severity):
    problems, text = found
    (problem,) = problems
    where = ".".join(filter(None, ["criteria", criterion, "evidence", key]))
    assert (problem.where, problem.severity) == (where, severity)
    assert (problem.line, problem.column) == _place(text, at)
    known = load_pack(code).criterion(criterion)
    assert problem.message.startswith(f"criterion {known.reference} ({known.short_name}): ")
    assert says in problem.message


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize(("criterion", "evidence", "key", "at", "says"), BAD)
def test_bad_evidence_is_a_fault_with_its_place(check, code, criterion, evidence, key, at, says):
    found = check(code, criterion, evidence)
    _assert_told(found, code, criterion, key, at, says, "error")


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize(("criterion", "evidence", "key", "at", "says"), DOUBTFUL)
def test_doubtful_evidence_is_a_warning_with_its_place(
    check, code, criterion, evidence, key, at, says
):
    found = check(code, criterion, evidence)
    _assert_told(found, code, criterion, key, at, says, "warning")


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize(("keys", "evidence", "key", "at", "says"), SUMS)
def test_a_part_is_not_more_than_the_whole(check, code, keys, evidence, key, at, says):
    if keys <= load_rules(load_pack(code), None)["competitive_jobs"].evidence.keys():
        found = check(code, "competitive_jobs", evidence)
        _assert_told(found, code, "competitive_jobs", key, at, says, "error")
    else:
        problems, _ = check(code, "competitive_jobs", evidence)
        assert {problem.rule for problem in problems} == {"unknown-key"}


def test_a_misspelt_figure_is_no_misspelt_criterion(check):
    (problem,), _ = check("no", "competitive_jobs", "{competitive: 4}")
    assert "known here: jobs, permanent, percent_permanent" in problem.message


@pytest.mark.parametrize("code", pack_codes())
def test_figures_that_cannot_be_are_told_beside_other_faults(check, code):
    more = "  agency_focus: {evidence: {components_present: 7}}\n  disclosure: {score: 6}\n"
    problems, _ = check(code, "community_based_services", "{percent: [6, 7], hours: [3]}", more)
    assert [(problem.rule, problem.line) for problem in problems] == [
        ("evidence", 6),
        ("out-of-range", 7),
        ("out-of-range", 8),
    ]


@pytest.mark.parametrize("criteria", ["3", "[]", "{disclosure: 3}", "{disclosure: {evidence: 3}}"])
def test_criteria_that_are_none_have_no_figures(tmp_path, criteria):
    path = tmp_path / "r.yaml"
    path.write_text(f"pack: dk\nunit: {{name: E}}\ncriteria: {criteria}\n", encoding="utf-8")
    assert "evidence" not in {problem.rule for problem in check_review(path)}

"""Behind a fault reading goes on: all real faults of a hurried file at once, none that follows."""

from __future__ import annotations

import pytest
from builders import hurried_review

from docgen.check.run import check_review
from docgen.review.shape import KEYS
from docgen.yamlfile.recover import recover

REAL = {
    ("no-date", "review.report_date"),
    ("yaml", "purpose"),
    ("tab", "criteria.caseload_size.score"),
    ("yaml", "criteria.employment_services_staff.score"),
    ("yaml", "criteria.vocational_generalists.comment"),
    ("yaml", "criteria.integration_team_assignment.score"),
    ("yaml", "criteria.integration_team_contact.comment"),
    ("yaml", "criteria.collaboration_vr.comment"),
    ("yaml", "criteria.vocational_unit.recommendation"),
    ("yaml", "criteria.employment_supervisor_role.comment"),
    ("wrong-kind", "criteria.zero_exclusion.score"),
    ("duplicate-key", ""),
    ("wrong-kind", "criteria.work_incentives_planning.score"),
    ("unknown-key", "criteria.disclosure.scor"),
    ("yaml", "criteria.vocational_assessment.comment"),
    ("yaml", "criteria.rapid_job_search.score"),
    ("yaml", "criteria.individualized_job_search.comment"),
    ("yaml", "criteria.job_development_contact.comment"),
    ("yaml", "criteria.job_development_quality.comment"),
    ("yaml", "criteria.diversity_job_types.score"),
    ("tab", "criteria.diversity_employers.sources"),
    ("out-of-range", "criteria.competitive_jobs.score"),
    ("yaml", "criteria.individualized_support.comment"),
}
"""All slips of the hurried file; Word's bullet prints as one."""


def told(path):
    return [(one.rule, one.where) for one in check_review(path) if one.severity == "error"]


def test_one_run_tells_all_faults_of_a_hurried_file_and_nothing_else(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(hurried_review(), encoding="utf-8")
    found = told(path)
    assert set(found) == REAL
    assert len(found) == len(REAL)


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Macs"])
def test_ends_of_lines_make_no_difference(tmp_path, end):
    path = tmp_path / "r.yaml"
    path.write_bytes(hurried_review().replace("\n", end).encode())
    assert set(told(path)) == REAL


def test_each_fault_stands_in_the_line_where_it_was_typed(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(hurried_review(), encoding="utf-8")
    rows = hurried_review().splitlines()
    for problem in check_review(path):
        key = problem.where.rpartition(".")[2]
        row = rows[(problem.line or 1) - 1]
        text = "Andet afsnit" in row or "rykket ind" in row or "anden linje" in row
        assert text or not key or key in row, problem


SOUND = """\
pack: dk
unit: {name: A}
summary:
  strengths: "En tekst med: kolon
    over to linjer"
  conclusion: |
    Note:uden blank, og score:4
      - indrykket: mere
general_comments: [a, b,
  c]
development:
- criterion: caseload_size
  recommendation: |
    @leder: sagde
"""


@pytest.mark.parametrize("last", ["purpose: @x", "purpose: a: b", "purpose: 'x", "\tpurpose: x"])
def test_what_yaml_allows_is_no_fault_beside_one(tmp_path, last):
    result = recover(f"{SOUND}{last}\n".encode(), tmp_path / "r.yaml", KEYS)
    assert result is not None
    assert [fault.line for fault in result.faults] == [SOUND.count("\n") + 1]
    assert result.data["summary"]["conclusion"].startswith("Note:uden blank, og score:4")


def test_a_part_that_cannot_be_read_hides_no_other(tmp_path):
    text = "pack: dk\nunit: {name: A\nsummary:\n  strengths: [a\n  conclusion: god\npurpose: x: y\n"
    result = recover(text.encode(), tmp_path / "r.yaml", KEYS)
    assert result is not None
    assert {fault.line for fault in result.faults} == {2, 4, 6}
    assert result.data["purpose"] == "x: y"


def test_what_could_not_be_read_is_not_called_missing(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text("pack: dk\nunit: {name: A\nreview: {status: draft}\n", encoding="utf-8")
    assert [rule for rule, _ in told(path)] == ["yaml"]

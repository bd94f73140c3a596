"""An edited report agrees with itself, or each place that does not is told."""

from __future__ import annotations

import re

import pytest

from docgen.check.agreement import disagreements
from docgen.intake.folded import Prompts
from docgen.packs.load import load_pack, pack_codes
from docgen.review.load import load_review
from docgen.word.readback.fields import open_edited
from tests.builders import ONE_EACH, ROOT, SAMPLES, swept
from tests.wordedits import edited, report, retyped

DOCUMENTS = [
    pytest.param(path, name, id=f"{path.stem} {name}")
    for path in SAMPLES
    for name, document in load_pack(load_review(path).pack).documents.items()
    if document.needs_review
]
FI = ROOT / "data/fi-sv/ekvik-2026.yaml"
DK = ROOT / "data/dk/fjordby-2023.yaml"
NO = ROOT / "data/no/fjellvik-2025.yaml"


def _found(data: bytes, code: str) -> list[tuple[str, str]]:
    """Return rule and message of each disagreement; each has its place."""
    prompts = Prompts([load_pack(one) for one in pack_codes()])
    found = disagreements(open_edited(data, "x.docx"), load_pack(code), prompts)
    assert all(problem.where for problem in found)
    return [(problem.rule, problem.message) for problem in found]


@pytest.mark.parametrize(("sample", "name"), swept(DOCUMENTS, 8))
def test_a_report_that_docgen_made_agrees_with_itself(sample, name):
    assert _found(report(sample, name), load_review(sample).pack) == []


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_a_total_that_the_scores_do_not_make_is_told(sample):
    review = load_review(sample)
    total = sum(one.score or 0 for one in review.criteria.values())
    found = _found(retyped(report(sample), "result.total", "7"), review.pack)
    assert {rule for rule, _ in found} == {"wrong-total"}
    assert all(f"the scores make {total}" in message for _, message in found)


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.stem)
def test_another_level_is_told(sample):
    review = load_review(sample)
    pack = load_pack(review.pack)
    total = sum(one.score or 0 for one in review.criteria.values())
    other = next(level for level in pack.levels if level != pack.level_of(total))
    found = _found(retyped(report(sample), "result.level.label", other.label), review.pack)
    assert [rule for rule, _ in found] == ["wrong-level"]


def test_a_score_changed_in_one_of_its_places_is_told_with_the_other():
    changed = retyped(report(FI), "criteria.zero_exclusion.score", "1")
    found = _found(changed, "fi-sv")
    assert {rule for rule, _ in found} == {"two-values", "wrong-total"}
    assert any("but 4 here" in message or "but 5 here" in message for _, message in found)
    whole = retyped(changed, "criteria.zero_exclusion.points", "1")
    assert {rule for rule, _ in _found(whole, "fi-sv")} == {"wrong-total"}


def test_a_score_beside_a_need_is_its_criterions():
    need = next(need for need in load_review(FI).development if need.criterion)
    changed = retyped(report(FI), f"development.{need.criterion}.score", "1")
    assert [rule for rule, _ in _found(changed, "fi-sv")] == ["two-values"]


def test_the_points_of_a_section_are_its_scores():
    changed = retyped(report(DK, "overview"), "sections.staffing.points", "3")
    assert [rule for rule, _ in _found(changed, "dk")] == ["wrong-total"]


@pytest.mark.parametrize("text", ["9", "4,5", "fire"])
def test_what_the_scale_does_not_have_is_told(text):
    found = _found(retyped(report(NO), "criteria.disclosure.score", text), "no")
    assert found[0][0] == "out-of-range"
    assert "a whole number from 1 to 5" in found[0][1]


def test_no_total_is_held_against_scores_that_are_gone():
    field = re.compile(r'w:val="criteria\.disclosure\.score"/>')
    gone = edited(report(ONE_EACH[0]), lambda xml: field.sub('w:val="x"/>', xml))
    gone = edited(gone, lambda xml: re.sub(r'w:name="dg_\d+_', 'w:name="x_', xml))
    assert [rule for rule, _ in _found(gone, load_review(ONE_EACH[0]).pack)] == []

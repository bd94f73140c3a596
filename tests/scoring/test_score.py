"""Totals, levels, ranges and due dates."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Assessment, NextReview, Previous, Problem, Review, Unit, Visit
from docgen.packs.load import load_pack, pack_codes
from docgen.scoring.score import cells_of, csv_columns, next_review_due, score_review, score_row
from tests.builders import CRITERION_IDS

CSV_COLUMNS = csv_columns([load_pack("dk")])

DANISH = (4, 3, 5, 5, 2, 4, 5, 3, 5, 2, 4, 5, 5, 4, 4, 5, 4, 4, 5, 5, 1, 5, 5, 3, 4)
"""The scores of the published Danish report."""


def a_review(scores, **visit):
    pairs = zip(CRITERION_IDS, scores, strict=False)
    return Review(
        id="eksempel-2023",
        pack="dk",
        file=Path("eksempel-2023.yaml"),
        unit=Unit(id="eksempel", name="Eksempel", place="Øst"),
        visit=Visit(**visit),
        criteria={name: Assessment(criterion=name, score=score) for name, score in pairs},
    )


def scores_of(total):
    """Return 25 scores of that total."""
    more = total - 25
    return [1 + min(4, max(0, more - 4 * index)) for index in range(25)]


def scored(scores, code="dk"):
    return score_review(a_review(scores), load_pack(code))


def test_the_danish_report_scores_as_published():
    result = scored(DANISH)
    assert [(part.label, part.points, part.highest) for part in result.sections] == [
        ("PERSONALE", 12, 15),
        ("ORGANISATION", 30, 40),
        ("JOBTILBUD", 59, 70),
    ]
    assert (result.total, result.highest, result.mean) == (101, 125, 4.04)
    assert result.level.label == "God IPS fidelity"
    assert not result.provisional


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize(
    ("total", "level"),
    [
        pytest.param(25, "not_ips", id="25 is the least"),
        pytest.param(73, "not_ips", id="73 is below 74, whatever the legend prints"),
        pytest.param(74, "fair", id="74 earns the third level"),
        pytest.param(99, "fair", id="99 is not yet good"),
        pytest.param(100, "good", id="100 earns the second level"),
        pytest.param(114, "good", id="114 is not yet the best"),
        pytest.param(115, "exemplary", id="115 earns the best level"),
        pytest.param(125, "exemplary", id="125 is the most"),
    ],
)
def test_level(code, total, level):
    result = scored(scores_of(total), code)
    assert (result.total, result.level.id) == (total, level)


def test_73_in_denmark_is_no_ips():
    assert scored(scores_of(73)).level.label == "Ikke IPS"


@pytest.mark.parametrize(
    ("scores", "total", "span", "level"),
    [
        pytest.param([4] * 20 + [None] * 5, 80, (85, 105), None, id="open between two levels"),
        pytest.param([4] * 24, 96, (97, 101), None, id="an absent criterion counts as missing"),
        pytest.param([5] * 24 + [None], 120, (121, 125), "exemplary", id="settled at the top"),
        pytest.param([1] * 20 + [None] * 5, 20, (25, 45), "not_ips", id="settled at the bottom"),
        pytest.param([], 0, (25, 125), None, id="nothing scored yet"),
    ],
)
def test_a_missing_score_makes_it_provisional(scores, total, span, level):
    result = scored(scores)
    assert result.provisional
    assert (result.total, (result.low, result.high)) == (total, span)
    assert (result.level and result.level.id) == level
    assert result.scored + len(result.missing) == 25


def test_the_mean_is_over_scored_criteria_only():
    assert scored([5, 4, None]).mean == 4.5
    assert scored([]).mean is None


def test_missing_criteria_are_named_in_order():
    missing = list(CRITERION_IDS[3:5])
    scores = [None if name in missing else 3 for name in CRITERION_IDS]
    result = scored(scores)
    assert list(result.missing) == missing
    assert [part.missing for part in result.sections] == [0, 2, 0]


@settings(derandomize=True, max_examples=50)
@given(st.lists(st.none() | st.integers(1, 5), min_size=25, max_size=25))
def test_the_total_is_the_sum_of_the_sections_and_lies_in_its_range(scores):
    result = scored(scores)
    assert result.total == sum(part.points for part in result.sections)
    assert result.total <= result.low <= result.high <= result.highest


@pytest.mark.parametrize(
    ("total", "visit", "due"),
    [
        pytest.param(99, {"report_date": "2023-10-05"}, "2024-04-05", id="half a year below 100"),
        pytest.param(100, {"report_date": "2023-10-05"}, "2024-10-05", id="a year from 100 on"),
        pytest.param(
            99, {"report_date": "2023-08-31"}, "2024-02-29", id="a shorter month ends earlier"
        ),
        pytest.param(
            100, {"report_date": "2024-02-29"}, "2025-02-28", id="the leap day has no anniversary"
        ),
        pytest.param(
            99, {"report_date": "2023-06-30"}, "2023-12-30", id="December stays this year"
        ),
        pytest.param(
            99,
            {"dates": ("2023-09-12", "2023-09-14", "2023-09-13"), "report_date": "2023-10-12"},
            "2024-03-14",
            id="the last day of the visit counts, not the report",
        ),
        pytest.param(99, {}, "", id="no dates, no due date"),
        pytest.param(99, {"dates": ("efteråret",)}, "", id="no day in the calendar, no due date"),
        pytest.param(99, {"report_date": "9999-12-31"}, "", id="the calendar ends"),
    ],
)
def test_next_review(total, visit, due):
    review, pack = a_review(scores_of(total), **visit), load_pack("dk")
    assert next_review_due(review, pack, score_review(review, pack)) == due


@pytest.mark.parametrize(
    ("scores", "due"),
    [
        pytest.param([5] * 24, "2024-10-05", id="at least 100 whatever is missing"),
        pytest.param([1] * 24, "2024-04-05", id="below 100 whatever is missing"),
        pytest.param([4] * 24, "", id="open while the missing score decides"),
    ],
)
def test_next_review_of_a_provisional_result(scores, due):
    review, pack = a_review(scores, dates=("2023-10-05",)), load_pack("dk")
    assert next_review_due(review, pack, score_review(review, pack)) == due


@pytest.mark.parametrize(
    ("entries", "due"),
    [
        pytest.param((), "", id="a pack that does not say"),
        pytest.param((NextReview(90, 24),), "2025-10-05", id="one for all"),
        pytest.param(
            (NextReview(95, 18), NextReview(50, 9), NextReview(25, 3)), "2024-07-05", id="three"
        ),
    ],
)
def test_the_pack_says_when_the_next_review_is(entries, due):
    review = a_review(scores_of(80), dates=("2023-10-05",))
    pack = load_pack("dk")._replace(next_review=entries)
    assert next_review_due(review, pack, score_review(review, pack)) == due


def row_of(scores, proposals=None):
    review, pack = a_review(scores, status="draft"), load_pack("dk")
    return score_row(review, pack, score_review(review, pack), proposals)


def test_the_row_of_a_whole_review():
    row = row_of(DANISH)
    criteria = row.pop("criteria")
    assert row == {
        "review": "eksempel-2023",
        "pack": "dk",
        "status": "draft",
        "total": 101,
        "max": 125,
        "provisional": False,
        "missing": [],
        "range": [101, 101],
        "mean": 4.04,
        "level": {"id": "good", "label": "God IPS fidelity"},
        "sections": [
            {"id": "staffing", "label": "PERSONALE", "points": 12, "max": 15},
            {"id": "organization", "label": "ORGANISATION", "points": 30, "max": 40},
            {"id": "services", "label": "JOBTILBUD", "points": 59, "max": 70},
        ],
    }
    assert criteria[0] == {
        "id": "caseload_size",
        "section": "staffing",
        "number": 1,
        "printed": "",
        "score": 4,
        "previous": None,
        "proposal": None,
        "proposal_range": None,
        "why": "",
        "unknown": [],
        "warnings": [],
    }
    assert [entry["number"] for entry in criteria] == list(range(1, 26))


def test_the_row_of_a_provisional_review_goes_into_json():
    row = json.loads(json.dumps(row_of([4] * 24)))
    assert (row["provisional"], row["missing"], row["range"], row["level"]) == (
        True,
        ["assertive_outreach"],
        [97, 101],
        None,
    )
    assert row_of([])["mean"] is None
    assert row_of([5, 5, 4])["mean"] == 4.67


def test_the_row_shows_proposals_beside_the_scores():
    @dataclass
    class A:
        score: int | None
        range: tuple[int, int] | None
        why: str
        unknown: tuple[str, ...]
        warnings: list

    warning = Problem("gap", "between two anchors", "rules.yaml")
    proposal = A(5, (5, 5), "19 / 4 = 4.75", (), [warning])
    open_ = A(None, (2, 5), "2 to 5; state: b", ("b",), [])
    proposals = {"caseload_size": proposal, "disclosure": open_}
    entries = row_of(DANISH, proposals)["criteria"]
    entry, other, third = entries[0], entries[1], entries[12]
    assert (entry["score"], entry["proposal"], entry["why"]) == (4, 5, "19 / 4 = 4.75")
    assert (entry["proposal_range"], entry["unknown"]) == ([5, 5], [])
    assert (third["proposal"], third["proposal_range"], third["unknown"]) == (None, [2, 5], ["b"])
    assert entry["warnings"] == [{"rule": "gap", "message": "between two anchors"}]
    assert (other["proposal"], other["why"], other["warnings"]) == (None, "", [])


def test_the_row_has_the_scores_of_the_earlier_review():
    review, pack = a_review(DANISH), load_pack("dk")
    earlier = Previous(scores={"caseload_size": 3})
    row = score_row(review, pack, score_review(review, pack), None, earlier)
    assert [entry["previous"] for entry in row["criteria"][:2]] == [3, None]


def test_printed_numbers_begin_again_where_the_form_does_so():
    review, pack = a_review(DANISH), load_pack("se")
    printed = [
        c["printed"] for c in score_row(review, pack, score_review(review, pack))["criteria"]
    ]
    assert printed[2:5] == ["3.", "1.", "2."]


def csv_row(review, result, columns):
    return cells_of(review, load_pack("dk"), result).row(columns)


def test_csv_row():
    review = a_review(
        [*DANISH[:24], None], dates=("2023-09-12", "2023-09-13"), kind="external", status="draft"
    )
    row = dict(
        zip(CSV_COLUMNS, csv_row(review, scored([*DANISH[:24], None]), CSV_COLUMNS), strict=True)
    )
    assert row["id"] == "eksempel-2023"
    assert row["unit"] == "Eksempel, Øst"
    assert row["dates"] == "2023-09-12 2023-09-13"
    assert (row["kind"], row["status"]) == ("external", "draft")
    assert (row["caseload_size"], row["assertive_outreach"]) == (4, "")
    assert (row["staffing"], row["organization"], row["services"]) == (12, 30, 55)
    assert (row["total"], row["level"]) == (97, "")
    assert dict(zip(CSV_COLUMNS, csv_row(review, scored(DANISH), CSV_COLUMNS), strict=True))[
        "level"
    ] == ("God IPS fidelity")


def test_the_columns_hold_the_25_criteria_in_order():
    assert CSV_COLUMNS[:5] == ("id", "unit", "dates", "kind", "status")
    assert CSV_COLUMNS[5:30] == CRITERION_IDS
    assert CSV_COLUMNS[30:] == ("staffing", "organization", "services", "total", "level")

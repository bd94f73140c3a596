"""What a person may want to know of the unit's other reviews, each with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.history.cache import HistoryCache
from docgen.history.entry import IndexedReview
from docgen.history.index import Index
from docgen.history.notes import history_notes, history_warnings, notes_for_report
from docgen.model import Previous, Review
from docgen.review.load import load_review
from tests.builders import write_review

DATE = "2026-03-27"
"""The date of the review that is looked at."""


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return load_review(write_review(tmp_path / "this.yaml"))


def entry(name: str = "b", **more) -> IndexedReview:
    usual = {
        "path": f"/x/{name}.yaml",
        "id": name,
        "pack": "dk",
        "unit_id": "enhed-a",
        "unit_name": "Enhed A",
        "unit_place": "",
        "draft": False,
        "date": "2025-01-01",
    }
    return IndexedReview(**usual | more)


def notes(review: Review, *entries: IndexedReview) -> dict[str, str]:
    return {one.rule: one.message for one in history_notes(review, Index(Path("/x"), entries))}


@pytest.mark.parametrize(
    ("other", "rule", "words"),
    [
        pytest.param({}, None, "", id="an earlier one"),
        pytest.param({"draft": True}, "earlier-draft", "is a draft and does not count", id="draft"),
        pytest.param({"draft": True, "date": "2027-01-01"}, None, "", id="a draft begun later"),
        pytest.param({"draft": True, "date": ""}, None, "", id="a draft without a date"),
        pytest.param({"date": ""}, "no-date", "has no report_date and does not count",
                     id="without a date"),
        pytest.param({"pack": "se"}, "other-pack", "is by the pack se and does not count",
                     id="by another pack"),
        pytest.param({"pack": "se", "date": "2027-01-01"}, None, "", id="later, by another pack"),
        pytest.param({"date": DATE}, "same-date",
                     f"has the same date, {DATE}, and does not count as earlier", id="same date"),
        pytest.param({"date": "2027-01-01"}, "later-review",
                     "is of 2027-01-01, later than this one", id="a later one"),
        pytest.param({"unit_id": "x", "unit_name": "Y"}, None, "", id="of another unit"),
    ],
)  # fmt: skip
def test_a_review_that_does_not_count_is_told_with_its_id(review, other, rule, words):
    found = notes(review, entry(**other))
    assert list(found) == ([rule] if rule else [])
    if rule:
        assert found[rule] == f"the review b of the same unit {words}"


def test_the_review_itself_is_no_other(review):
    assert notes(review, entry("this", path=str(review.file), date=DATE)) == {}


def test_a_note_stands_at_the_units_id_as_a_warning(review):
    (one,) = history_notes(review, Index(Path("/x"), [entry(draft=True)]))
    assert (one.file, one.where, one.severity) == (review.file, "unit.id", "warning")
    assert one.line is None


def test_a_later_review_is_no_reason_to_warn(review):
    index = Index(Path("/x"), [entry(date="2027-01-01"), entry("c", draft=True)])
    assert [one.rule for one in history_warnings(review, index)] == ["earlier-draft"]


def test_of_two_earlier_ones_of_one_date_the_second_is_taken_and_told(review):
    found = notes(review, entry("b"), entry("c"))
    assert found["same-date"].startswith(
        "two earlier reviews have the date 2025-01-01: b and c; the second is taken"
    )
    assert notes(review, entry("b"), entry("c", date="2025-06-01")) == {}


def test_where_the_date_is_typed_two_of_one_date_are_no_doubt(review):
    typed = review._replace(previous=Previous(date="2025-01-01"))
    assert notes(typed, entry("b"), entry("c")) == {}


@pytest.mark.parametrize(
    ("own", "other", "told"),
    [
        pytest.param("", "", True, id="no places"),
        pytest.param("Vest", "Vest", True, id="in one place"),
        pytest.param("Vest", "", True, id="one of them nowhere"),
        pytest.param("Vest", "Ost", False, id="in two places"),
    ],
)
def test_another_unit_of_the_same_name_is_told_unless_it_is_elsewhere(review, own, other, told):
    mine = review._replace(unit=review.unit._replace(place=own))
    found = notes(mine, entry(unit_id="other", unit_place=other))
    assert ("same-name" in found) is told
    if told:
        assert found["same-name"].startswith("another unit (other) has the same name; if they are")


def test_other_units_of_the_name_are_told_in_order_each_once(review):
    entries = [entry(name, unit_id=unit) for name, unit in (("d", "z"), ("e", "y"), ("f", "z"))]
    found = [one.message for one in history_notes(review, Index(Path("/x"), entries))]
    assert ["(y)" in message for message in found] == [True, False]
    assert len(found) == 2


def test_a_report_whose_history_is_all_typed_needs_no_look(review):
    cache = HistoryCache(read=lambda _: pytest.fail("the others were read"))
    typed = Previous(date="2025-01-01", total=80, level="X", scores={"a": 4})
    visit = review.visit._replace(number=2)
    assert notes_for_report(review._replace(previous=typed, visit=visit), cache) == ()


def test_a_report_is_told_of_the_reviews_beside_it(tmp_path):
    write_review(tmp_path / "b.yaml", status="draft", head="id: b")
    text = (tmp_path / "b.yaml").read_text("utf-8").replace("2026-03-27", "2025-03-27")
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    mine = load_review(write_review(tmp_path / "this.yaml"))
    assert [one.rule for one in notes_for_report(mine, HistoryCache())] == ["earlier-draft"]

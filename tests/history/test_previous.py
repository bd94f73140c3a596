"""The unit's earlier reviews: which one counts, which do not, and what is said about them."""

from __future__ import annotations

import pytest

from docgen.history.index import index_of, tree_of
from docgen.history.notes import history_notes, history_warnings
from docgen.history.previous import known_previous, number_of, previous_review
from docgen.packs.load import load_pack
from docgen.review.load import load_review
from tests.builders import CRITERION_IDS


def a_review(*, unit="enhed", name="Enhed", date="", status="final", score=4, pack="dk", more=""):
    scores = "".join(f"  {c}: {{score: {score}}}\n" for c in CRITERION_IDS)
    dated = f", report_date: {date}" if date else ""
    return (
        f"pack: {pack}\nunit: {{id: {unit}, name: {name}}}\n"
        f"review: {{status: {status}{dated}}}\n{more}criteria:\n{scores}"
    )


@pytest.fixture
def write(tmp_path):
    """Return a function that writes reviews by name and returns the one named `this`."""

    def write_files(**texts):
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_review(next(tmp_path.rglob("this.yaml")))

    return write_files


def previous_and_number(review):
    index = index_of(review.file.parent)
    return (
        previous_review(review, load_pack(review.pack), index),
        number_of(review, index),
        {note.rule: note.message for note in history_notes(review, index)},
    )


def test_the_latest_review_before_this_one_is_the_earlier_one(write):
    review = write(
        a=a_review(date="2024-03-01", score=2),
        b=a_review(date="2025-03-01", score=4),
        this=a_review(date="2026-03-01"),
    )
    previous, number, notes = previous_and_number(review)
    assert (previous.review, previous.date, previous.total) == ("b", "2025-03-01", 100)
    assert previous.level == "God IPS fidelity"
    assert previous.scores == dict.fromkeys(CRITERION_IDS, 4)
    assert (number, notes) == (3, {})


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        pytest.param({"date": "2027-01-01"}, "later-review", id="a later one"),
        pytest.param({"date": "2026-03-01"}, "same-date", id="one of the same date"),
        pytest.param({"date": "2025-01-01", "status": "draft"}, "earlier-draft", id="a draft"),
        pytest.param({"date": "2025-01-01", "pack": "se"}, "other-pack", id="one by another pack"),
        pytest.param({}, "no-date", id="one without a date"),
        pytest.param(
            {"date": "2025-01-01", "unit": "anden"}, "same-name", id="another unit of the same name"
        ),
    ],
)
def test_a_review_that_does_not_count_is_said(write, other, rule):
    previous, number, notes = previous_and_number(
        write(other=a_review(**other), this=a_review(date="2026-03-01"))
    )
    assert (previous, number, list(notes)) == (None, 1, [rule])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"date": "2027-01-01", "status": "draft"}, id="a draft begun later"),
        pytest.param({"status": "draft"}, id="a draft that has no date yet"),
        pytest.param({"date": "2027-01-01", "pack": "se"}, id="a later one by another pack"),
    ],
)
def test_what_comes_later_is_no_news(write, other):
    review = write(other=a_review(**other), this=a_review(date="2026-03-01"))
    assert previous_and_number(review) == (None, 1, {})


def test_a_later_review_is_no_reason_to_warn(write):
    review = write(b=a_review(date="2027-01-01"), this=a_review(date="2026-03-01"))
    assert history_warnings(review, index_of(review.file.parent)) == []


@pytest.mark.parametrize(
    ("places", "rules"),
    [
        pytest.param(("Vest", "Ost"), [], id="in two places"),
        pytest.param(("Vest", "Vest"), ["same-name"], id="in one place"),
        pytest.param(("Vest", ""), ["same-name"], id="one of them nowhere"),
    ],
)
def test_units_of_one_name_are_told_apart_by_their_place(write, places, rules):
    def placed(place, **more):
        return a_review(**more).replace("name: Enhed", f"name: Enhed, place: {place or 'null'}")

    other = placed(places[0], date="2025-01-01", unit="anden")
    _, _, notes = previous_and_number(write(other=other, this=placed(places[1], date="2026-03-01")))
    assert list(notes) == rules


def test_another_unit_is_no_news(write):
    other = a_review(date="2025-01-01", unit="anden", name="Anden")
    assert previous_and_number(write(other=other, this=a_review(date="2026-03-01"))) == (
        None,
        1,
        {},
    )


def test_of_two_earlier_reviews_of_one_date_the_second_by_name_is_taken_and_said(write):
    review = write(
        a=a_review(date="2025-03-01"),
        b=a_review(date="2025-03-01"),
        this=a_review(date="2026-03-01"),
    )
    previous, _, notes = previous_and_number(review)
    assert previous.review == "b"
    assert "a and b" in notes["same-date"]


def test_without_report_date_the_last_day_of_the_visit_counts(write):
    early = a_review().replace("status: final", "status: final, dates: [2025-02-02, 2025-02-01]")
    previous, _, _ = previous_and_number(write(early=early, this=a_review(date="2026-03-01")))
    assert previous.date == "2025-02-02"


def test_a_review_without_any_date_is_the_newest(write):
    previous, number, _ = previous_and_number(write(a=a_review(date="2025-03-01"), this=a_review()))
    assert (previous.review, number) == ("a", 2)


def test_a_typed_number_holds(write):
    this = a_review(date="2026-03-01").replace("status: final", "status: final, number: 7")
    assert previous_and_number(write(this=this))[1] == 7


def test_an_earlier_review_with_a_missing_score_has_no_total(write):
    early = a_review(date="2025-03-01").replace("agency_focus: {score: 4}", "agency_focus: {}")
    previous, _, _ = previous_and_number(write(early=early, this=a_review(date="2026-03-01")))
    assert (previous.total, previous.level, len(previous.scores)) == (None, "", 24)


def test_a_unit_without_id_is_found_by_the_slug_of_its_name(write):
    early = a_review(date="2025-03-01", name="Enhed Å").replace("id: enhed, ", "")
    previous, _, _ = previous_and_number(
        write(early=early, this=a_review(date="2026-03-01", unit="enhed-a"))
    )
    assert previous.review == "early"


def test_a_broken_neighbour_is_left_out(write):
    assert previous_and_number(write(a="a: b: c", b="- x", this=a_review())) == (None, 1, {})


@pytest.mark.parametrize(
    ("this", "earlier", "found"),
    [
        pytest.param("this", "below__a", True, id="a folder below"),
        pytest.param("x__this", "a", False, id="not the folder above"),
        pytest.param("2026__this", "2025__a", True, id="folders named by years"),
        pytest.param("y__2026__this", "x__2025__a", False, id="not other folders of years"),
    ],
)
def test_the_tree_is_the_reviews_own_folder(write, this, earlier, found):
    files = {earlier: a_review(date="2025-01-01"), this: a_review(date="2026-03-01")}
    assert (previous_and_number(write(**files))[0] is not None) == found


def test_a_shared_file_above_makes_the_tree_larger(write, tmp_path):
    (tmp_path / "_shared.yaml").write_text("unit: {place: Vest}\n", encoding="utf-8")
    files = {"x__a": a_review(date="2025-01-01"), "y__this": a_review(date="2026-03-01")}
    review = write(**files)
    assert previous_and_number(review)[0].review == "a"
    assert tree_of(review.file.parent) == tmp_path


FOUND = {"date": "2025-03-01", "total": 100, "level": "God IPS fidelity", "review": "a"}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        pytest.param("", FOUND, id="nothing is typed, all is found"),
        pytest.param("date: 2025-03-01", FOUND, id="the date alone is typed, the rest is found"),
        pytest.param("level: god ips fidelity", FOUND | {"level": "god ips fidelity"},
                     id="a level is printed as it is typed"),
        pytest.param("date: 2025-09-01", {"date": "2025-09-01"},
                     id="another date means another review, of which nothing is known"),
        pytest.param("total: 80", {"total": 80, "level": "Nogenlunde IPS fidelity"},
                     id="a typed total has its level"),
        pytest.param("scores: {disclosure: 2}", {}, id="a score that differs, too"),
        pytest.param("{date: 2024-01-01, total: 90, level: Fin}",
                     {"date": "2024-01-01", "total": 90, "level": "Fin"}, id="all is typed"),
    ],
)  # fmt: skip
def test_what_is_typed_of_the_earlier_review_holds(write, typed, known):
    more = f"previous: {typed if typed[:1] in ('', '{') else f'{{{typed}}}'}\n"
    review = write(a=a_review(date="2025-03-01"), this=a_review(date="2026-03-01", more=more))
    found = known_previous(review, load_pack("dk"), index_of(review.file.parent))
    blank = {"date": "", "total": None, "level": "", "review": ""}
    assert {key: getattr(found, key) for key in blank} == blank | known


def test_twenty_five_typed_scores_have_a_total(write):
    scores = ", ".join(f"{c}: 3" for c in CRITERION_IDS)
    review = write(this=a_review(more=f"previous: {{scores: {{{scores}}}}}\n"))
    found = known_previous(review, load_pack("dk"), index_of(review.file.parent))
    assert (found.total, found.level) == (75, "Nogenlunde IPS fidelity")


def test_a_typed_date_settles_which_of_two_is_meant(write):
    twins = {name: a_review(date="2025-03-01") for name in "ab"}
    this = a_review(date="2026-03-01", more="previous: {date: 2025-03-01}\n")
    assert previous_and_number(write(**twins, this=this))[2] == {}

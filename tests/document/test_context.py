"""The names a template may print: what the review says, each derived name, and titles of files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.document.context import (
    NO_DATE,
    build_context,
    constants_of,
    need_keys,
    title_fault,
)
from docgen.errors import InvalidDataError
from docgen.model import Field, Need, Previous, Review, Reviewer, Unit
from docgen.model.review import Assessment, Visit
from docgen.packs.load import load_pack
from docgen.scoring.score import score_review

PACK = load_pack("dk")
IDS = [criterion.id for criterion in PACK.criteria]
FIRST, SECOND = IDS[:2]
BARE = Review("r-1", "dk", Path("a.yaml"), Unit("u", "Enhed A"))


def names(review: Review = BARE, title: str = "{{ unit.name }}", **more):
    document = PACK.documents["report"]._replace(title=title)
    return build_context(review, PACK, score_review(review, PACK), document=document, **more)


def assessed(**scores: int | None) -> dict[str, Assessment]:
    return {key: Assessment(key, score, comment=f"{key}!", recommendation=f"{key}?")
            for key, score in scores.items()}  # fmt: skip


def test_a_review_that_says_nothing_has_every_name_and_no_value():
    bare = names()
    assert bare["unit"]["name"] == bare["unit"]["printed"] == "Enhed A"
    assert bare["reviewers"] == bare["development"] == bare["recipients"] == []
    assert bare["previous"]["known"] is False
    assert bare["result"]["missing"] == bare["result"]["count"] == len(IDS)
    assert bare["result"]["level"] == {"id": "", "label": ""}
    assert list(bare["criteria"]) == IDS
    assert {c["score"] for c in bare["criteria"].values()} == {None}
    assert bare["review"]["id"] == "r-1"


def test_names_are_made_afresh_each_time():
    one, other = names(), names()
    assert one == other
    one["criteria"][FIRST]["score"] = 5
    one["recipients"].append("x")
    assert names() == other


def test_people_print_with_their_title_and_have_a_path():
    people = (Reviewer("A", "leder"), Reviewer("B"))
    found = names(BARE._replace(reviewers=people))
    assert [(one["_p"], one["printed"]) for one in found["reviewers"]] == [
        ("reviewers.k1", "A, leder"), ("reviewers.k2", "B"),
    ]  # fmt: skip
    assert found["document"]["author"] == "A; B"


def test_a_criterion_has_its_scale_its_values_and_the_chosen_anchor():
    found = names(BARE._replace(criteria=assessed(**{FIRST: 4})))["criteria"][FIRST]
    assert (found["score"], found["points"], found["comment"]) == (4, 4, f"{FIRST}!")
    assert found["_p"] == f"criteria.{FIRST}"


def test_the_anchor_of_the_score_is_the_chosen_one_and_they_stand_in_order():
    anchors = {5: "e", 4: "d", 1: "a"}
    own = PACK.criteria[0]._replace(anchors=anchors)
    pack = PACK._replace(sections=(PACK.sections[0]._replace(criteria=(own,)),))
    review = BARE._replace(criteria=assessed(**{FIRST: 4}))
    document = PACK.documents["report"]._replace(title="x")
    found = build_context(review, pack, score_review(review, pack), document=document)
    made = found["criteria"][FIRST]["anchors"]
    assert [(one["score"], one["chosen"]) for one in made] == [(1, False), (4, True), (5, False)]


def test_sections_hold_the_very_records_of_their_criteria():
    found = names(BARE._replace(criteria=assessed(**dict.fromkeys(IDS, 3))))
    inside = [c for section in found["sections"] for c in section["criteria"]]
    assert all(c is found["criteria"][c["id"]] for c in inside)
    assert [c["id"] for c in inside] == IDS
    assert sum(section["points"] for section in found["sections"]) == found["result"]["total"]
    assert {section["missing"] for section in found["sections"]} == {0}


def test_the_level_that_is_reached_is_marked_and_no_other():
    for score in (1, 5):
        found = names(BARE._replace(criteria=assessed(**dict.fromkeys(IDS, score))))
        reached = [level["id"] for level in found["levels"] if level["reached"]]
        assert reached == [found["result"]["level"]["id"]]
    assert not any(level["reached"] for level in names()["levels"])


def test_a_need_prints_what_its_criterion_says_unless_it_says_more_itself():
    needs = (Need(FIRST), Need(SECOND, "own"), Need(None, "free"), Need(FIRST, "again"))
    review = BARE._replace(criteria=assessed(**{FIRST: 2, SECOND: None}), development=needs)
    found = names(review)["development"]
    assert [one["recommendation"] for one in found] == [f"{FIRST}?", "own", "free", "again"]
    assert [one["criterion"] for one in found] == [FIRST, SECOND, "", FIRST]
    assert [one["scored"] for one in found] == [True, False, False, True]
    assert found[2]["number"] is None
    assert found[2]["name"] == found[2]["printed"] == ""
    assert [one["_p"] for one in found] == [f"development.{key}" for key in need_keys(review)]


@given(st.lists(st.sampled_from([None, "a", "b"]), max_size=6))
@settings(max_examples=30)
def test_every_need_has_a_key_of_its_own_its_criterion_the_first_time(criteria):
    keys = need_keys(BARE._replace(development=tuple(Need(one, "x") for one in criteria)))
    assert len(keys) == len(set(keys)) == len(criteria)
    for number, (criterion, key) in enumerate(zip(criteria, keys, strict=True), 1):
        first = criterion is not None and criterion not in criteria[: number - 1]
        assert key == (criterion if first else f"k{number}")


@pytest.mark.parametrize(
    ("previous", "known"),
    [
        (None, False),
        (Previous(), False),
        (Previous(date="2025-01-02"), True),
        (Previous(total=0), True),
        (Previous(level="x"), True),
        (Previous(scores={FIRST: 1}), True),
    ],
)
def test_an_earlier_review_is_known_by_whatever_it_says(previous, known):
    assert names(BARE._replace(previous=previous))["previous"]["known"] is known


def test_what_was_looked_up_stands_before_what_the_review_says():
    review = BARE._replace(previous=Previous(total=1), visit=Visit(number=7))
    found = names(review, previous=Previous(total=2, scores={FIRST: 3}), number=9)
    assert found["previous"]["total"] == 2
    assert found["criteria"][FIRST]["previous_score"] == 3
    assert found["review"]["number"] == 7, "the review's own number stays"
    assert names(number=9)["review"]["number"] == 9


def test_names_of_changes_are_there_where_they_are_asked_for():
    assert "change" in names()["result"]
    bare = names(compared=False)
    assert "change" not in bare["result"]
    assert "arrow" not in bare["criteria"][FIRST]


@pytest.mark.parametrize(
    ("status", "draft", "is_draft"),
    [("final", False, False), ("draft", False, True), ("final", True, True)],
)
def test_a_draft_says_so_in_its_title(status, draft, is_draft):
    found = names(BARE._replace(visit=Visit(status)), draft=draft)
    mark = PACK.texts["draft_mark"]
    assert found["document"]["draft_mark"] == (mark if is_draft else "")
    assert found["document"]["title"] == (f"{mark}: Enhed A" if is_draft else "Enhed A")
    assert found["review"]["draft"] is is_draft


@pytest.mark.parametrize(
    ("visit", "date"),
    [
        (Visit(), NO_DATE),
        (Visit(report_date="2026-03-27", dates=("2026-03-10",)), "2026-03-27"),
        (Visit(dates=("2026-03-10", "2026-03-11")), "2026-03-11"),
        (Visit(dates=("2026-03-10", "")), "2026-03-10"),
    ],
)
def test_a_file_has_the_date_of_its_report_or_of_the_last_day(visit, date):
    assert names(BARE._replace(visit=visit))["document"]["date"] == date


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Rapport", "Rapport"),
        ("{{ unit.printed }} {{review.number}}", "Enhed A "),
        ("{{ document_type }}", None),
        ("{{ reviewers }}", None),
        ("{{ unit }}", None),
        ("{{ unit.name|upper }}", None),
        ("{% if x %}", None),
        ("a }} b", None),
        ("{{ unit.name.x }}", None),
    ],
)
def test_a_title_prints_plain_names_of_texts(title, printed):
    if printed is None:
        with pytest.raises(
            InvalidDataError, match=r"a title prints names like \{\{ unit"
        ) as caught:
            names(title=title)
        (problem,) = caught.value.problems
        assert problem.where == "documents.report.title"
        assert Path(problem.file) == PACK.folder / "pack.yaml"
    else:
        assert names(title=title)["document"]["title"] == printed


@pytest.mark.parametrize(
    ("kind", "fits"), [("line", True), ("date", True), ("list", False), ("dates", False)]
)
def test_a_title_can_be_judged_by_fields_alone(kind, fits):
    assert (title_fault("{{ x }}", {"x": Field(kind)}) == "") is fits


def test_what_depends_on_the_pack_alone_is_the_same_for_every_review():
    constants = constants_of(PACK)
    assert {key: names()[key] for key in constants} == constants
    assert constants["pack"]["code"] == "dk"
    assert {key for key, on in constants["always_printed"].items() if on} == set(
        PACK.always_printed
    )
    assert set(constants["labels"]) >= {"unit.name", "response", "review.version"}

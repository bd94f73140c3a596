"""What several places of a form say becomes one review: each value once, two that differ told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.intake.settle import Settled, settle, totals
from docgen.intake.typed import Statement
from docgen.model import Pack
from docgen.packs.load import load_pack
from tests.wordlines import said, told

DK, FI = load_pack("dk"), load_pack("fi-sv")
FIRST, SECOND = (criterion.id for criterion in DK.criteria[:2])


def data_of(values: dict[str, Any], pack: Pack = DK) -> dict[str, Any]:
    """Return the data of the review but for its pack; nothing may be told."""
    taken = said(pack, values)
    data = settle(taken).data
    assert taken.problems == []
    assert data.pop("pack") == pack.code
    return data


@pytest.mark.parametrize(
    ("values", "data"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"purpose": "A"}, {"purpose": "A"}, id="a value at the margin"),
        pytest.param(
            {"review.number": 2, "review.mode": "B"},
            {"review": {"number": 2, "mode": "B"}},
            id="two of a group",
        ),
        pytest.param({"purpose": ("A-B", "a b ")}, {"purpose": "A-B"}, id="twice the same"),
        pytest.param({"purpose": ""}, {}, id="an empty text is none"),
        pytest.param(
            {f"criteria.{FIRST}.score": 4}, {"criteria": {FIRST: {"score": 4}}}, id="a score"
        ),
        pytest.param(
            {"recipients.k1": ["A"], "recipients.k2": ["B", "C"]},
            {"recipients": ["A", "B", "C"]},
            id="entries with a field each",
        ),
        pytest.param({"recipients": []}, {}, id="a list of nothing"),
        pytest.param(
            {"recipients": (["A, B"], ["A", "B"])},
            {"recipients": ["A", "B"]},
            id="a list that a sentence has as one text",
        ),
    ],
)
def test_what_was_said_stands_in_its_place(values, data):
    assert data_of(values) == data


def test_the_parts_stand_in_one_order_whatever_the_forms():
    values = {
        f"criteria.{FIRST}.comment": "C",
        "development.k1.recommendation": "B",
        "purpose": "P",
        "reviewers.k1.name": "A",
        "unit.name": "U",
    }
    found = list(data_of(values))
    assert found == list(data_of(dict(reversed(values.items()))))
    assert found[-2:] == ["development", "criteria"]


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        pytest.param({"unit.name": "Enhed B"}, {"name": "Enhed B"}, id="a name alone"),
        pytest.param(
            {"unit.name": "Enhed B, Syd, Fjordby"},
            {"name": "Enhed B, Syd", "place": "Fjordby"},
            id="the last comma parts the place",
        ),
        pytest.param(
            {"unit.name": "Enhed B, Syd", "unit.place": "Fjordby"},
            {"name": "Enhed B, Syd", "place": "Fjordby"},
            id="a place of its own leaves the name whole",
        ),
        pytest.param({"unit.place": "Fjordby"}, {"place": "Fjordby"}, id="no name"),
    ],
)
def test_the_units_place_is_behind_its_name(values, unit):
    assert data_of(values)["unit"] == unit


@pytest.mark.parametrize(
    ("values", "previous"),
    [
        pytest.param(
            {"previous.statement": Statement(88, "God")},
            {"total": 88, "level": "God"},
            id="both in one text",
        ),
        pytest.param({"previous.statement": Statement(88)}, {"total": 88}, id="points alone"),
        pytest.param(
            {"previous.statement": Statement(None, "God")}, {"level": "God"}, id="a level alone"
        ),
        pytest.param(
            {"previous.total": 88, "previous.statement": Statement(88, "God")},
            {"total": 88, "level": "God"},
            id="the points said twice",
        ),
        pytest.param({"previous.date": "2024-02-04"}, {"date": "2024-02-04"}, id="a date"),
    ],
)
def test_points_and_level_of_the_last_review_are_parted(values, previous):
    assert data_of(values)["previous"] == previous


@pytest.mark.parametrize(
    ("values", "people"),
    [
        pytest.param({"reviewers.k1.name": "N. N."}, [{"name": "N. N."}], id="a name"),
        pytest.param(
            {"reviewers.k1.name": "N. N., leder"},
            [{"name": "N. N.", "title": "leder"}],
            id="with a title",
        ),
        pytest.param(
            {"reviewers.k1.name": "A, leder; B"},
            [{"name": "A", "title": "leder"}, {"name": "B"}],
            id="two in one field",
        ),
        pytest.param(
            {"reviewers.k1.name": "A, leder", "reviewers.k1.title": "psykolog"},
            [{"name": "A", "title": "psykolog"}],
            id="a title of its own goes first",
        ),
        pytest.param(
            {"reviewers.k1.name": "A", "reviewers.k1.initials": "AB", "reviewers.k2.name": "B"},
            [{"name": "A", "initials": "AB"}, {"name": "B"}],
            id="initials",
        ),
        pytest.param({"reviewers.k2.name": "B"}, [{"name": "B"}], id="the first field empty"),
    ],
)
def test_reviewers_are_people_with_titles(values, people):
    assert data_of(values)["reviewers"] == people


def test_a_title_without_a_name_is_nobody():
    assert data_of({"reviewers.k1.title": "leder", "reviewers.k2.name": ";"}) == {}


def test_a_need_has_its_criterion_and_its_score_is_the_criterions():
    values = {
        "development.k1.name": FIRST,
        "development.k1.score": 2,
        "development.k1.recommendation": "A",
        f"development.{SECOND}.recommendation": "B",
        "development.k3.recommendation": "C",
    }
    found = data_of(values)
    assert found["development"] == [
        {"criterion": FIRST, "recommendation": "A"},
        {"criterion": SECOND, "recommendation": "B"},
        {"recommendation": "C"},
    ]
    assert found["criteria"] == {FIRST: {"score": 2}}


def test_the_criteria_stand_behind_the_needs_in_the_scales_order():
    values = {
        f"criteria.{SECOND}.score": 2,
        f"criteria.{FIRST}.score": 1,
        "development.k1.recommendation": "A",
    }
    found = data_of(values)
    assert list(found) == ["development", "criteria"]
    assert list(found["criteria"]) == [FIRST, SECOND]


def test_each_value_has_the_place_where_it_stands_first():
    taken = said(
        DK,
        {
            "unit.name": ("Enhed B, Fjordby", "Enhed B, Fjordby"),
            "development.k1.recommendation": "A",
            "development.k2.recommendation": "B",
            f"criteria.{FIRST}.score": 4,
        },
    )
    assert settle(taken).places == {
        ("unit", "name"): "paragraph 1",
        ("unit", "place"): "paragraph 1",
        ("development",): "paragraph 3",
        ("development", 0): "paragraph 3",
        ("development", 1): "paragraph 4",
        ("criteria", FIRST, "score"): "paragraph 5",
    }


@pytest.mark.parametrize(
    ("values", "place", "words"),
    [
        pytest.param(
            {"purpose": ("A", "B")},
            "paragraph 1",
            "'A' stands here, 'B' in paragraph 2; make them the same",
            id="two texts",
        ),
        pytest.param(
            {f"criteria.{FIRST}.score": (4, 5)},
            "paragraph 1",
            "4 stands here, 5 in paragraph 2",
            id="two scores",
        ),
        pytest.param(
            {f"criteria.{FIRST}.score": 4, "development.k1.name": FIRST, "development.k1.score": 3},
            "paragraph 1",
            "4 stands here, 3 in paragraph 3",
            id="the score beside a need",
        ),
        pytest.param(
            {"reviewers.k1.name": ("A", "B")},
            "paragraph 1",
            "several people are parted by ;",
            id="two names in one place",
        ),
        pytest.param(
            {"recipients": (["A", "B"], ["C"])}, "paragraph 1", "stands here", id="two lists"
        ),
        pytest.param(
            {"previous.total": 80, "previous.statement": Statement(88)},
            "paragraph 1",
            "80 stands here, 88 in paragraph 2",
            id="the last review's points",
        ),
    ],
)
def test_two_values_that_differ_are_told_with_both_places(values, place, words):
    taken = said(DK, values)
    settle(taken)
    assert told(taken) == [("two-values", "error", place)]
    assert words in taken.problems[0].message


def test_what_differs_is_called_by_the_packs_name_and_cut_short():
    taken = said(FI, {"summary.strengths": ("lång " * 40, "B")})
    settle(taken)
    (problem,) = taken.problems
    assert problem.message.startswith(f"{FI.labels['summary.strengths']}: ")
    assert len(problem.message) < 250


def test_of_three_places_the_first_that_differs_is_told_once():
    taken = said(DK, {"purpose": ("A", "B", "C")})
    assert settle(taken).data["purpose"] == "A"
    assert len(taken.problems) == 1


def test_of_an_old_report_two_values_are_both_listed_and_none_taken():
    taken = said(DK, {"purpose": ("A", "B"), "general_comments": "C"}, lenient=True)
    data = settle(taken).data
    assert "purpose" not in data
    assert data["general_comments"] == "C"
    assert told(taken) == [("two-values", "warning", "paragraph 1")]
    assert [(text.rpartition(": ")[2], place) for text, place in taken.strays] == [
        ("A", "paragraph 1"),
        ("B", "paragraph 2"),
    ]


def test_a_score_beside_no_criterion_is_told():
    taken = said(DK, {"development.k1.recommendation": "A", "development.k1.score": 3})
    assert settle(taken).data["development"] == [{"recommendation": "A"}]
    assert told(taken) == [("no-criterion", "error", "paragraph 2")]
    assert "a score of 3 stands without a criterion; write which it is" in str(taken.problems[0])


def test_a_score_beside_a_name_that_was_not_read_is_not_told_again():
    taken = said(DK, {"development.k1.score": 3})
    taken.unread.add("development.k1.name")
    assert "development" not in settle(taken).data
    assert taken.problems == []


def test_totals_are_yielded_with_their_places():
    taken = said(DK, {"result.total": (88, 90), "result.statement": Statement(88, "God")})
    assert list(totals(taken)) == [
        (Statement(88), "paragraph 1"),
        (Statement(90), "paragraph 2"),
        (Statement(88, "God"), "paragraph 3"),
    ]
    assert list(totals(said(DK, {}))) == []


def test_nothing_is_put_where_there_is_no_value():
    settled = Settled()
    settled.put(("unit", "name"), None, "paragraph 1")
    settled.put(("unit", "name"), "", "paragraph 1")
    assert (settled.data, settled.places) == ({}, {})
    settled.put(("review", "number"), 0, "paragraph 1")
    assert settled.data == {"review": {"number": 0}}


@given(st.lists(st.text("aæ -:1", min_size=1, max_size=8), max_size=6))
@settings(max_examples=30)
def test_needs_keep_their_order_and_their_words(texts):
    values = {f"development.k{n}.recommendation": text for n, text in enumerate(texts, 1)}
    found = data_of(values).get("development", [])
    assert [need["recommendation"] for need in found] == texts

"""Two reviewers: one file with both ratings, the differences listed, nothing lost."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.authoring.agreement import (
    agreement_of,
    merge_files,
    merge_reviews,
)
from docgen.errors import UsageError
from docgen.packs.load import load_pack
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.writer import write_yaml
from tests.builders import examples

FIRST = {
    "pack": "dk",
    "unit": {"name": "Fjordby"},
    "reviewers": [{"name": "Reviewer 1", "initials": "R1"}],
    "criteria": {},
}
SECOND = {**FIRST, "reviewers": [{"name": "Reviewer 2", "initials": "R2"}]}


def a_file(base, criteria=None, **more):
    return {**copy.deepcopy(base), "criteria": criteria or {}, **more}


PACK = load_pack("dk")._replace(labels={"criteria.recommendation": "REC"})
ORDER = [criterion.id for criterion in load_pack("dk").criteria]


def merged(first, second, initials=(), order=ORDER):
    result = merge_reviews(first, second, initials, order=order)
    return parse_yaml(result.text, "C.yaml"), result


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param({"score": 4}, {"score": 4}, (4, {"R1": 4, "R2": 4}), id="what both say"),
        pytest.param({"score": 4}, {"score": 5}, (None, {"R1": 4, "R2": 5}), id="to be agreed"),
        pytest.param({"score": 4}, {}, (None, {"R1": 4}), id="rated by the first only"),
        pytest.param({"comment": "x"}, {"score": 2}, (None, {"R2": 2}), id="by the second only"),
        pytest.param({"comment": "x"}, {"score": None}, (None, None), id="rated by nobody"),
    ],
)
def test_scores_become_ratings(first, second, expected):
    data, _ = merged(a_file(FIRST, {"disclosure": first}), a_file(SECOND, {"disclosure": second}))
    found = data["criteria"]["disclosure"]
    assert (found["score"], found.get("ratings")) == expected


def test_an_open_score_says_what_there_is_to_agree_on():
    _, result = merged(
        a_file(FIRST, {"disclosure": {"score": 4}}), a_file(SECOND, {"disclosure": {"score": 5}})
    )
    assert "    score:  # to agree: R1 4, R2 5\n" in result.text


def test_criteria_of_another_scale_stand_in_its_order_and_strange_ones_last():
    rated = {name: {"score": 1} for name in ("odd", "b", "a", "c")}
    data, result = merged(a_file(FIRST, rated), a_file(SECOND, rated), order=["a", "b", "c"])
    assert list(data["criteria"]) == ["a", "b", "c", "odd"]
    assert result.agreement.exact == 4


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param("A.\n", "A.\n", "A.\n", id="the same text once"),
        pytest.param("A.", "A.\n", "A.", id="the same but for its end"),
        pytest.param("A.\n", None, "A.\n", id="only the first wrote"),
        pytest.param(None, "B.\n", "B.\n", id="only the second wrote"),
        pytest.param("A.\n", "", "A.\n", id="the second wrote nothing"),
    ],
)
def test_what_one_says_or_both_stays_a_comment(one, other, both):
    data, _ = merged(
        a_file(FIRST, {"disclosure": {"comment": one}}),
        a_file(SECOND, {"disclosure": {"comment": other}}),
    )
    found = data["criteria"]["disclosure"]
    assert (found["comment"], found.get("notes")) == (both, None)


@pytest.mark.parametrize(
    ("one", "other", "notes"),
    [
        ({"comment": "A.\n"}, {"comment": "B.\n"}, {"R1": "A.\n", "R2": "B.\n"}),
        ({"comment": "A.\n\nB."}, {"comment": "- b"}, {"R1": "A.\n\nB.\n", "R2": "- b\n"}),
        (
            {"comment": "A.", "recommendation": "Do."},
            {"comment": "B.", "recommendation": "- Do not."},
            {"R1": "A.\n\nREC: Do.\n", "R2": "B.\n\nREC:\n\n- Do not.\n"},
        ),
        (
            {"comment": "A.", "recommendation": "Do."},
            {"comment": "A.", "recommendation": "Wait."},
            {"R1": "REC: Do.\n", "R2": "REC: Wait.\n"},
        ),
    ],
    ids=["texts", "bullets", "with recommendations", "the comment they share stays"],
)
def test_texts_that_differ_are_notes_and_leave_room_for_one(one, other, notes):
    found = merge_reviews(
        a_file(FIRST, {"disclosure": one}), a_file(SECOND, {"disclosure": other}), pack=PACK
    )
    data = parse_yaml(found.text, "C.yaml")["criteria"]["disclosure"]
    assert data["notes"] == notes
    shared = one["comment"] if one["comment"] == other["comment"] else None
    assert data["comment"] == shared
    assert data.get("recommendation") is None


def test_front_texts_are_joined_too():
    data, _ = merged(
        a_file(FIRST, general_comments="Warm.\n"), a_file(SECOND, general_comments="Open.\n")
    )
    assert data["general_comments"] == "R1: Warm.\n\nR2: Open.\n"


def test_lists_are_united_and_days_sorted():
    first = a_file(
        FIRST, {"disclosure": {"sources": ["INT", "DOC"]}}, review={"dates": ["2026-03-11"]}
    )
    second = a_file(
        SECOND,
        {"disclosure": {"sources": ["DOC", "OBS"]}},
        review={"dates": ["2026-03-10", "2026-03-11"]},
    )
    data, _ = merged(first, second)
    assert data["criteria"]["disclosure"]["sources"] == ["INT", "DOC", "OBS"]
    assert data["review"]["dates"] == ["2026-03-10", "2026-03-11"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        pytest.param({"method": {"meetings": "A"}}, {"method": {"meetings": "B"}}, ["A", "B"],
                     id="a text in both"),
        pytest.param({"method": {"meetings": ["A", "B"]}}, {"method": {"meetings": "B"}},
                     ["A", "B"], id="a list and a text"),
        pytest.param({"review": {"dates": "2026-03-11"}}, {"review": {"dates": "2026-03-10"}},
                     ["2026-03-10", "2026-03-11"], id="days"),
        pytest.param({"recipients": "A"}, {"recipients": ["B"]}, ["A", "B"], id="at the margin"),
    ],
)  # fmt: skip
def test_a_list_of_one_written_as_a_text_is_united_too(one, other, both):
    data, result = merged(a_file(FIRST, **one), a_file(SECOND, **other))
    (block,) = one
    found = data[block]
    assert (next(iter(found.values())) if isinstance(found, dict) else found) == both
    assert result.notes == ()


def test_people_are_the_same_by_their_name():
    first, second = a_file(FIRST), a_file(SECOND)
    first["reviewers"].append({"name": "Reviewer 2"})
    data, _ = merged(first, second, ("R1", "R2"))
    assert data["reviewers"] == [
        {"name": "Reviewer 1", "initials": "R1"},
        {"name": "Reviewer 2", "initials": "R2"},
    ]


def test_a_figure_that_differs_is_kept_noted_and_shown():
    first = a_file(FIRST, {"caseload_size": {"evidence": {"clients": 19, "jobs": {"a": 1}}}})
    second = a_file(SECOND, {"caseload_size": {"evidence": {"clients": 20, "jobs": {"b": 2}}}})
    data, result = merged(first, second)
    assert data["criteria"]["caseload_size"]["evidence"] == {"clients": 19, "jobs": {"a": 1}}
    assert "      clients: 19  # R2: 20\n" in result.text
    assert "  # R2: {b: 2}\n" in result.text
    assert result.notes[0] == (
        "criteria.caseload_size.evidence.clients: R1 has 19, R2 has 20; the first is kept"
    )


def test_dates_and_names_are_never_joined():
    first = a_file(FIRST, review={"report_date": "2026-03-27", "status": "draft"})
    second = a_file(SECOND, review={"report_date": "2026-03-28", "status": "final"})
    data, result = merged(first, second)
    assert data["review"] == {"report_date": "2026-03-27", "status": "draft"}
    assert len(result.notes) == 2


def test_an_id_that_differs_gives_way_to_the_new_name():
    data, result = merged(a_file(FIRST, id="a"), a_file(SECOND, id="b"))
    assert "id" not in data
    assert result.notes == ()
    assert merged(a_file(FIRST, id="a"), a_file(SECOND, id="a"))[0]["id"] == "a"


def test_criteria_stand_in_the_order_of_the_scale_score_first():
    first = a_file(FIRST, {"disclosure": {"comment": "x", "score": 3}})
    second = a_file(SECOND, {"caseload_size": {"comment": "y", "score": 3}})
    data, _ = merged(first, second)
    assert list(data["criteria"]) == ["caseload_size", "disclosure"]
    assert list(data["criteria"]["disclosure"]) == ["score", "comment", "ratings"]


def test_a_third_reviewer_joins_and_what_was_agreed_stays():
    pair, _ = merged(
        a_file(FIRST, {"disclosure": {"score": 4}, "agency_focus": {"score": 2, "comment": "A."}}),
        a_file(SECOND, {"disclosure": {"score": 5}, "agency_focus": {"score": 3, "comment": "B."}}),
    )
    pair["criteria"]["disclosure"] |= {"score": 5, "comment": "Agreed."}
    third = a_file(
        {**FIRST, "reviewers": [{"name": "Reviewer 3", "initials": "R3"}]},
        {
            "disclosure": {"score": 3, "comment": "C."},
            "agency_focus": {"score": 3, "comment": "D."},
        },
    )
    data, result = merged(pair, third)
    disclosure, focus = (data["criteria"][name] for name in ("disclosure", "agency_focus"))
    assert (disclosure["score"], focus["score"]) == (5, None)
    assert disclosure["ratings"] == {"R1": 4, "R2": 5, "R3": 3}
    assert (disclosure["comment"], disclosure["notes"]) == ("Agreed.", {"R3": "C.\n"})
    assert focus["notes"] == {"R1": "A.\n", "R2": "B.\n", "R3": "D.\n"}
    assert result.initials == ("R1", "R2", "R3")


def test_the_differences_are_a_list_for_the_talk():
    ratings = {
        "caseload_size": {"R1": 4, "R2": 3},
        "disclosure": {"R1": 4, "R2": 5},
        "agency_focus": {"R1": 1, "R2": 4},
        "executive_support": {"R1": 2, "R2": 2},
        "zero_exclusion": {"R1": 2},
    }
    found = agreement_of(ratings)
    assert (found.rated, found.exact, found.within_one) == (4, 1, 3)
    assert [(each.criterion, each.points) for each in found.differences] == [
        ("agency_focus", 3),
        ("caseload_size", 1),
        ("disclosure", 1),
    ]


def test_nobody_rated_anything():
    found = agreement_of({})
    assert (found.rated, found.exact, found.within_one, found.differences) == (0, 0, 0, ())


@pytest.mark.parametrize(
    ("first", "second", "initials", "says"),
    [
        pytest.param(
            a_file(FIRST),
            a_file({**SECOND, "pack": "no"}),
            (),
            "A is about dk, B about no",
            id="packs",
        ),
        pytest.param(
            a_file(FIRST),
            a_file({**SECOND, "unit": {"name": "Elsewhere"}}),
            (),
            "A is about Fjordby, B about Elsewhere",
            id="units",
        ),
        pytest.param(a_file(FIRST), a_file(FIRST), (), "the reviewer R1", id="one reviewer"),
        pytest.param(
            a_file(FIRST), a_file(SECOND), ("X", "X"), "the reviewer X", id="the same initials"
        ),
        pytest.param(
            a_file(FIRST), a_file(SECOND), ("X",), "two initials, found X", id="one of two initials"
        ),
        pytest.param(
            a_file(FIRST),
            a_file({**SECOND, "reviewers": []}),
            (),
            "B: 0 reviewers with initials stand here",
            id="nobody",
        ),
        pytest.param(
            a_file({**FIRST, "reviewers": FIRST["reviewers"] + SECOND["reviewers"]}),
            a_file(SECOND),
            (),
            "A: 2 reviewers with initials stand here, where one is needed",
            id="two in one file",
        ),
    ],
)
def test_what_cannot_be_merged(first, second, initials, says):
    with pytest.raises(UsageError) as caught:
        merge_reviews(first, second, initials)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_are_merged_with_their_schema_line(tmp_path):
    heading = "# yaml-language-server: $schema=../schemas/review.dk.schema.json\n"
    paths = []
    for name, base in (("A", FIRST), ("B", SECOND)):
        path = tmp_path / f"{name} ø.yaml"
        path.write_text(heading + write_yaml(a_file(base, {"disclosure": {"score": 4}})), "utf-8")
        paths.append(path)
    result = merge_files(*paths, pack=load_pack("dk"))
    assert result.text.startswith(heading + "pack: dk\n")
    assert parse_yaml(result.text, "C.yaml")["criteria"]["disclosure"]["score"] == 4


def test_a_file_that_is_no_review(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is no review"):
        merge_files(path, path, pack=load_pack("dk"))


SENTENCE = st.text("abc øå.,:#'\"|>-{}[]&*!%@`\n", min_size=1, max_size=40)


@settings(derandomize=True, max_examples=examples(150), deadline=None)
@given(one=SENTENCE, other=SENTENCE)
def test_no_sentence_is_ever_lost(one, other):
    data, _ = merged(
        a_file(FIRST, {"disclosure": {"comment": one}}),
        a_file(SECOND, {"disclosure": {"comment": other}}),
    )
    found = data["criteria"]["disclosure"]
    kept = [found.get("comment") or "", *(found.get("notes") or {}).values()]
    assert any(one.strip() in text for text in kept)
    assert any(other.strip() in text for text in kept)


# --- the YAML it writes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param({"a": "one\ntwo\n"}, "a: |\n  one\n  two\n", id="several lines under |"),
        pytest.param({"a": "x" * 101}, f"a: |-\n  {'x' * 101}\n", id="a long text under |"),
        pytest.param({"a": "one\n\n"}, "a: |+\n  one\n\n", id="an empty line at the end stays"),
        pytest.param({"a": " one\ntwo"}, 'a: " one\\ntwo"\n', id="a blank at the beginning"),
        pytest.param({"a": "no", "b": "12:30"}, "a: no\nb: 12:30\n", id="words that are text"),
        pytest.param({"a": "null", "b": "4.5"}, 'a: "null"\nb: "4.5"\n', id="texts to be quoted"),
        pytest.param({"a": "b: c", "d": "e #f"}, 'a: "b: c"\nd: "e #f"\n', id="signs of YAML"),
        pytest.param({"a": "b, c (d)"}, "a: b, c (d)\n", id="a comma needs no quotes"),
        pytest.param({"a": ["b, c", "d"]}, 'a: ["b, c", d]\n', id="but in a list on one line"),
        pytest.param(
            {"a": ["x" * 60, "y" * 60]}, f"a:\n  - {'x' * 60}\n  - {'y' * 60}\n", id="long"
        ),
        pytest.param({"a": [], "b": {}, "c": None}, "a: []\nb: {}\nc:\n", id="nothing"),
        pytest.param({"a": True, "b": 1.5}, "a: true\nb: 1.5\n", id="truth values and numbers"),
        pytest.param(
            {"a": [{"b": 1, "c": "d\ne\n"}]},
            "a:\n  - b: 1\n    c: |\n      d\n      e\n",
            id="records",
        ),
        pytest.param(
            {"a": {"b": {"c": 1, "d": "e"}}}, "a:\n  b: {c: 1, d: e}\n", id="a short mapping"
        ),
    ],
)
def test_yaml_that_people_read(data, text):
    assert write_yaml(data) == text
    assert parse_yaml(text, "a.yaml") == data


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXT = st.text(LETTERS | st.sampled_from(" \n:#-'\"[]{},|>&*!%@`~?\t\x07"), max_size=30)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)


@settings(derandomize=True, max_examples=examples(200), deadline=None)
@given(st.dictionaries(TEXT, VALUE, min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(data):
    assert parse_yaml(write_yaml(data), "a.yaml") == data

"""The inputs of the page: what may be typed, in which order, and where its value stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import ONE_EACH, SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Pack
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.review.shape import values_of
from docgen.scoring.rules import load_rules
from docgen.web.inputs import (
    NO_LIST,
    RECORDS,
    Input,
    all_inputs,
    evidence_inputs,
    input_at,
    shown_in,
    value_in,
)
from docgen.web.standing import Standing

SHELF = find_library(None)
DK = load_pack("dk", library=SHELF)
RULES = load_rules(DK, SHELF)
EVERY = frozenset(value.path for value in values_of(DK))


def at(path: str, pack: Pack = DK) -> Input | None:
    return input_at(path, pack, RULES if pack is DK else load_rules(pack, SHELF))


def paths(data: dict[str, Any], asked: frozenset[str] = EVERY) -> list[str]:
    return [one.path for one in all_inputs(data, DK, RULES, asked)]


# --- one by its name -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "where", "look"),
    [
        ("unit.name", ("unit", "name"), "line"),
        ("review.status", ("review", "status"), "choice"),
        ("purpose", ("purpose",), "text"),
        ("previous.scores.caseload_size", ("previous", "scores", "caseload_size"), "number"),
        ("reviewers.0.name", ("reviewers", 0, "name"), "line"),
        ("development.12.criterion", ("development", 12, "criterion"), None),
        ("criteria.caseload_size.score", ("criteria", "caseload_size", "score"), None),
        ("criteria.caseload_size.comment", ("criteria", "caseload_size", "comment"), "text"),
        (
            "criteria.caseload_size.ratings.KN",
            ("criteria", "caseload_size", "ratings", "KN"),
            "number",
        ),
        ("criteria.caseload_size.notes.K-2", ("criteria", "caseload_size", "notes", "K-2"), "text"),
        (
            "criteria.caseload_size.evidence.specialists",
            ("criteria", "caseload_size", "evidence", "specialists"),
            "figure",
        ),
    ],
)
def test_an_input_leads_to_its_place(path: str, where: tuple[Any, ...], look: str | None) -> None:
    found = at(path)
    assert found is not None
    assert (found.path, found.where) == (path, where)
    assert look is None or found.look == look


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", id="no name"),
        pytest.param("pack", id="what ties files together"),
        pytest.param("id", id="the id"),
        pytest.param("unit", id="a group"),
        pytest.param("unit.odd", id="a key there is not"),
        pytest.param("unit.name.first", id="below a value"),
        pytest.param("unit.__class__", id="Python's insides"),
        pytest.param("reviewers", id="a list"),
        pytest.param("reviewers.*.name", id="every one"),
        pytest.param("reviewers.0", id="a record"),
        pytest.param("reviewers.x.name", id="a place in words"),
        pytest.param("reviewers.-1.name", id="the last one"),
        pytest.param(f"reviewers.{NO_LIST}.name", id="one beyond all"),
        pytest.param("reviewers.0.odd", id="a key of a record there is not"),
        pytest.param("reviewers.0.name.x", id="below a value of a record"),
        pytest.param("previous.scores", id="scores together"),
        pytest.param("previous.scores.odd", id="the score of no criterion"),
        pytest.param("criteria", id="all criteria"),
        pytest.param("criteria.caseload_size", id="a criterion"),
        pytest.param("criteria.odd.score", id="no criterion"),
        pytest.param("criteria.caseload_size.odd", id="a key of a criterion there is not"),
        pytest.param("criteria.caseload_size.score.x", id="below a score"),
        pytest.param("criteria.caseload_size.evidence", id="the evidence together"),
        pytest.param("criteria.caseload_size.evidence.odd", id="no figure"),
        pytest.param("criteria.caseload_size.evidence.specialists.0", id="one of no list"),
        pytest.param("criteria.caseload_size.notes", id="all notes"),
        pytest.param("criteria.caseload_size.ratings", id="all ratings"),
        pytest.param("criteria.caseload_size.ratings.", id="nobody's rating"),
        pytest.param("criteria.caseload_size.ratings.a b", id="initials with a blank"),
        pytest.param("criteria.caseload_size.ratings._a", id="initials that begin oddly"),
        pytest.param("criteria.caseload_size.ratings.abcdefghijklm", id="long initials"),
        pytest.param("criteria.caseload_size.ratings.KN.x", id="below a rating"),
    ],
)
def test_no_page_asks_for_anything_else(path: str) -> None:
    assert at(path) is None


def test_initials_have_any_letters_and_up_to_twelve() -> None:
    for who in ("Ø", "KN", "k-n", "abcdefghijkl", "2x"):
        assert at(f"criteria.caseload_size.ratings.{who}") is not None


def test_the_last_place_of_a_list_is_one() -> None:
    assert at(f"reviewers.{NO_LIST - 1}.name") is not None


def test_each_component_of_a_criterion_is_one() -> None:
    rule = RULES["executive_support"]
    base = "criteria.executive_support.evidence.components"
    found = at(f"{base}.0")
    assert found is not None
    assert (found.item, found.look, found.where[-1]) == (0, "yesno", "components")
    assert at(f"{base}.{rule.most_components - 1}") is not None
    assert at(f"{base}.{rule.most_components}") is None
    assert at(f"{base}.x") is None
    assert at(f"{base}.0.0") is None


STEPS = ["criteria", "caseload_size", "reviewers", "0", "name", "*", "", "evidence"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(STEPS), max_size=5))
def test_whatever_is_asked_for_is_answered(steps: list[str]) -> None:
    found = at(".".join(steps))
    assert found is None or found.path == ".".join(steps)


# --- all of a page ---------------------------------------------------------------------------


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.parent.name)
def test_each_is_found_again_by_its_name_and_none_stands_twice(sample: Any) -> None:
    standing = Standing(sample, SHELF)
    found = list(all_inputs(standing.data, standing.pack, standing.rules, EVERY))
    names = [one.path for one in found]
    assert len(names) == len(set(names)) > 100
    assert [input_at(name, standing.pack, standing.rules) for name in names] == found


def test_of_an_empty_review_what_is_printed_is_asked_for() -> None:
    few = paths({}, frozenset({"unit.name", "criteria.*.comment"}))
    assert few[0] == "unit.name"
    assert "unit.place" not in few
    assert "criteria.caseload_size.comment" in few
    assert "criteria.caseload_size.recommendation" not in few
    assert "criteria.caseload_size.score" in few  # which is no text to print
    assert not any(name.startswith(RECORDS) for name in few)


def test_what_a_review_holds_is_shown_though_nothing_prints_it() -> None:
    data = {
        "unit": {"name": "A", "place": "Nord"},
        "criteria": {"caseload_size": {"recommendation": "Mere."}},
    }
    few = paths(data, frozenset())
    assert [name for name in few if name.startswith("unit.")] == ["unit.name", "unit.place"]
    texts = [name for name in few if name.endswith(".recommendation")]
    assert texts == ["criteria.caseload_size.recommendation"]


@pytest.mark.parametrize("value", [None, "", []])
def test_what_is_empty_is_not_held(value: object) -> None:
    assert "unit.place" not in paths({"unit": {"place": value}}, frozenset())


def test_records_have_their_inputs_one_after_the_other() -> None:
    data = {"reviewers": [{"name": "A"}, {}], "development": None}
    found = [name for name in paths(data) if name.startswith(RECORDS)]
    assert found[0].startswith("reviewers.0.")
    assert [name for name in found if name.endswith(".name")] == [
        "reviewers.0.name",
        "reviewers.1.name",
    ]
    assert not any(name.startswith("development") for name in found)


def test_of_a_very_long_list_the_first_are_shown() -> None:
    found = paths({"reviewers": [{"name": "A"}] * (NO_LIST + 5)})
    assert sum(name.endswith(".name") and name.startswith("reviewers") for name in found) == NO_LIST


def test_ids_stand_last_in_the_head_and_criteria_behind() -> None:
    found = paths({"reviewers": [{"name": "A"}]})
    records = found.index("reviewers.0.name")
    assert found.index("unit.id") < records
    assert all(at(name).value.kind == "key" for name in found[found.index("unit.id") : records])  # type: ignore[union-attr]
    assert records < next(n for n, name in enumerate(found) if name.startswith("criteria."))
    order = list(dict.fromkeys(n.split(".")[1] for n in found if n.startswith("criteria.")))
    assert order == [one.id for one in DK.criteria]


def test_the_evidence_of_a_criterion_is_what_its_rule_offers() -> None:
    names = [one.path for one in evidence_inputs("executive_support", DK, RULES)]
    rule, texts = RULES["executive_support"], DK.criterion("executive_support").components
    parts = [name for name in names if ".components." in name]
    assert len(parts) == min(len(texts) or rule.most_components, rule.most_components)
    others = [name.rpartition(".")[2] for name in names if name not in parts]
    assert others == [key for key in rule.offered if key != "components"]
    assert list(evidence_inputs("executive_support", DK, {})) == []


# --- values ----------------------------------------------------------------------------------

DATA: dict[str, Any] = {
    "unit": {"name": "Enhed Ø"},
    "reviewers": [{"name": "A"}, "B"],
    "criteria": {"executive_support": {"score": 4, "evidence": {"components": [True, False]}}},
    "purpose": "En.\n\nTo.",
    "area": ["odd"],
}


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("unit.name", "Enhed Ø", "Enhed Ø"),
        ("unit.place", None, ""),
        ("purpose", "En.\n\nTo.", "En.\n\nTo."),
        ("reviewers.0.name", "A", "A"),
        ("reviewers.1.name", None, ""),
        ("reviewers.2.name", None, ""),
        ("criteria.executive_support.score", 4, "4"),
        ("criteria.caseload_size.score", None, ""),
        ("criteria.executive_support.evidence.components.0", True, "true"),
        ("criteria.executive_support.evidence.components.1", False, "false"),
        ("criteria.executive_support.evidence.components.2", None, ""),
        ("area.name", None, ""),
    ],
)
def test_a_value_is_looked_up_however_the_data_look(path: str, value: object, text: str) -> None:
    found = at(path)
    if found is None:
        assert path == "area.name"
        return
    assert value_in(DATA, found) == value
    assert shown_in(DATA, found) == text


@pytest.mark.parametrize("data", [None, [], "text", 5, {"unit": None}, {"unit": []}, {"unit": 1}])
def test_where_no_values_are_there_is_none(data: object) -> None:
    found = at("unit.name")
    assert found is not None
    assert value_in(data, found) is None


def test_looking_changes_nothing() -> None:
    before = json.dumps(DATA)
    for name in paths(DATA):
        found = at(name)
        assert found is not None
        value_in(DATA, found)
    assert json.dumps(DATA) == before
    assert SAMPLES

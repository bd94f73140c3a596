"""What only follows from a value that could not be read is not told besides."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from docgen.check.consequences import told_already, with_scores_meant
from docgen.model import Problem
from docgen.packs.load import load_pack

PACK = load_pack("dk")
FIRST, SECOND = (criterion.id for criterion in PACK.criteria[:2])


@pytest.mark.parametrize(
    ("rule", "where", "lost", "told"),
    [
        ("no-comment", f"criteria.{FIRST}", ("criteria", FIRST, "comment"), True),
        ("no-comment", f"criteria.{SECOND}", ("criteria", FIRST, "comment"), False),
        ("no-pack", "pack", ("pack",), True),
        ("no-pack", "pack", ("unit",), False),
        ("missing-key", "unit.name", ("unit", "name"), True),
        ("missing-key", "unit", ("unit", "name"), True),
        ("missing-key", "review", ("unit", "name"), False),
        ("order", "unit.name", ("unit", "name"), False),
    ],
)
def test_what_follows_from_what_is_lost_is_told_already(rule, where, lost, told):
    assert told_already(Problem(rule, "", "a.yaml", where=where), (lost,)) is told


def test_where_nothing_is_lost_everything_is_told():
    assert not told_already(Problem("no-pack", "", "a.yaml", where="pack"), ())


def meant(data: dict, lost: tuple = ()) -> dict:
    found = with_scores_meant(SimpleNamespace(data=data, lost=lost), PACK)
    return {key: one.get("score") for key, one in (found.get("criteria") or {}).items()}


def test_a_score_that_could_not_be_read_is_one_that_was_typed():
    lost = (("criteria", FIRST, "score"),)
    assert meant({"criteria": {FIRST: {}}}, lost) == {FIRST: PACK.scores.low}


def test_a_key_that_is_misspelt_is_one_too():
    assert meant({"criteria": {FIRST: {"scor": 4}}}) == {FIRST: PACK.scores.low}


def test_a_score_that_is_there_stays_and_one_that_is_absent_is_absent():
    assert meant({"criteria": {FIRST: {"score": 5}, SECOND: {}}}) == {FIRST: 5, SECOND: None}


def test_where_all_criteria_are_lost_each_has_one():
    assert set(meant({}, (("criteria",),)).values()) == {PACK.scores.low}


@pytest.mark.parametrize("criteria", [None, [], "text"])
def test_what_is_no_mapping_stays(criteria):
    assert with_scores_meant(SimpleNamespace(data={"criteria": criteria}, lost=()), PACK) == {
        "criteria": criteria
    }

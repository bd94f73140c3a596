"""The values of a rules.yaml that depend on the scale: what does not fit it is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model import ScoreRange
from docgen.packs.checked import read_checked
from docgen.packs.scale import NO_SCORES
from docgen.scoring.rulereader import RuleReader


def a_reader(tmp_path: Path, scores: ScoreRange | None = None) -> RuleReader:
    file = tmp_path / "rules.yaml"
    file.write_text("scale: ips-25\n", encoding="utf-8")
    return RuleReader(read_checked(file, "rules"), scores or ScoreRange(1, 4))


@pytest.fixture
def reader(tmp_path: Path) -> RuleReader:
    return a_reader(tmp_path)


def told(reader: RuleReader) -> list[str]:
    return [problem.message for problem in reader.found.problems()]


def test_what_is_absent_is_empty_and_no_fault(reader):
    assert reader.scores(None, ("scale",)) == frozenset()
    assert reader.by_number(None, ("scale",)) == {}
    assert reader.by_score(None, ("scale",), lambda value, _: value) == {}
    assert told(reader) == []


def test_a_score_that_the_scale_has_not_is_told(reader):
    assert reader.score(5, ("scale",)) is None
    (problem,) = reader.found.problems()
    assert "a score from 1 to 4 belongs here, found the number 5" in problem.message
    assert (problem.rule, problem.line) == ("rule-form", 1)


@pytest.mark.parametrize(("value", "score"), [(1, 1), ("4", 4), (0, None), ("x", None)])
def test_a_score_may_stand_as_a_key(reader, value, score):
    assert reader.score(value, ("scale",)) == score


def test_where_nothing_says_which_scores_there_are_any_will_do(tmp_path):
    reader = a_reader(tmp_path, NO_SCORES)
    assert reader.score(7, ("scale",)) == 7
    assert reader.score("-7", ("scale",)) is None
    assert reader.score("1" * 30, ("scale",)) is None


def test_what_stands_by_score_is_made_one_by_one(reader):
    made = reader.by_score({"1": "a", "9": "b"}, ("scale",), lambda value, _: value)
    assert made == {1: "a"}
    assert len(told(reader)) == 1


def test_numbers_lead_to_scores(reader):
    assert reader.by_number({"0": 1, "2.5": 4, "x": 1, "3": 9}, ("scale",)) == {0.0: 1, 2.5: 4}
    assert len(told(reader)) == 2

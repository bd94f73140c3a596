"""The values of a rules.yaml: what is absent is empty, what does not fit is a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model import ScoreRange
from docgen.packs.scale import NO_SCORES
from docgen.scoring.rulereader import RuleReader


def a_reader(tmp_path: Path, text: str, scores: ScoreRange | None = None) -> RuleReader:
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    return RuleReader(file, scores or ScoreRange(1, 4))


@pytest.fixture
def reader(tmp_path: Path) -> RuleReader:
    return a_reader(tmp_path, "key: 1\n")


def told(reader: RuleReader) -> list[str]:
    return [problem.message for problem in reader.problems()]


def test_what_is_absent_is_empty_and_no_fault(reader):
    assert reader.mapping(None, ("key",)) == {}
    assert reader.entries(None, ("key",)) == []
    assert reader.texts(None, ("key",)) == {}
    assert reader.scores(None, ("key",)) == frozenset()
    assert reader.by_number(None, ("key",)) == {}
    assert told(reader) == []


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        ("text", 4, "a text belongs here, found the number 4"),
        ("number", "4", "a number belongs here"),
        ("number", True, "a number belongs here"),
        ("score", 5, "a score from 1 to 4 belongs here"),
        ("score", True, "a score from 1 to 4 belongs here"),
        ("mapping", [1], "a mapping"),
        ("entries", "a", "a list"),
    ],
)
def test_what_does_not_fit_is_told(reader, read, value, message):
    getattr(reader, read)(value, ("key",))
    (problem,) = reader.problems()
    assert message in problem.message
    assert (problem.rule, problem.line) == ("rule-form", 1)


@pytest.mark.parametrize(("value", "score"), [(1, 1), ("4", 4), (0, None), ("x", None)])
def test_a_score_may_stand_as_a_key(reader, value, score):
    assert reader.score(value, ("key",)) == score


def test_where_nothing_says_which_scores_there_are_any_will_do(tmp_path):
    reader = a_reader(tmp_path, "key: 1\n", NO_SCORES)
    assert reader.score(7, ("key",)) == 7
    assert reader.score("-7", ("key",)) is None
    assert reader.score("1" * 30, ("key",)) is None


def test_what_stands_by_score_is_made_one_by_one(reader):
    made = reader.by_score({"1": "a", "9": "b", "2": None}, ("key",), lambda value, _: value)
    assert made == {1: "a"}
    assert len(told(reader)) == 1


def test_numbers_lead_to_scores(reader):
    assert reader.by_number({"0": 1, "2.5": 4, "x": 1, "3": 9}, ("key",)) == {0.0: 1, 2.5: 4}
    assert len(told(reader)) == 2

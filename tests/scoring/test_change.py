"""What changed since the earlier review, and what is missing to the next level."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model import Assessment, Previous, Review, Unit
from docgen.packs.load import load_pack, pack_codes
from docgen.scoring.change import (
    Change,
    change_of,
    next_level,
    section_changes,
    steps,
    total_change,
)
from docgen.scoring.score import score_review
from tests.builders import CRITERION_IDS


def a_review(scores, code="no"):
    pairs = zip(CRITERION_IDS, scores, strict=False)
    return Review(
        id="a",
        pack=code,
        file=Path("a.yaml"),
        unit=Unit(id="u", name="U"),
        criteria={name: Assessment(criterion=name, score=score) for name, score in pairs},
    )


def scored(scores, code="no"):
    pack = load_pack(code)
    return pack, score_review(a_review(scores, code), pack)


def before(scores, total=None):
    return Previous(total=total, scores=dict(zip(CRITERION_IDS, scores, strict=False)))


@pytest.mark.parametrize(
    ("earlier", "now", "text"),
    [
        pytest.param(3, 5, "↑ +2 (3)", id="more"),
        pytest.param(3, 2, "↓ −1 (3)", id="less"),
        pytest.param(3, 3, "→ 0 (3)", id="the same"),
        pytest.param(None, 3, "None", id="nothing before"),
        pytest.param(3, None, "None", id="not assessed yet"),
    ],
)
def test_a_change_has_an_arrow_a_difference_and_what_was_before(earlier, now, text):
    assert str(change_of(earlier, now)) == text


def test_sections_and_total_change():
    pack, result = scored([4] * 25)
    previous = before([3, 4, 5, *[5] * 8, *[4] * 13, 3], 108)
    changes = [*section_changes(pack, result, previous)]
    assert changes == [Change(12, 12), Change(40, 32), Change(55, 56)]
    assert total_change(result, previous) == Change(108, 100)


@pytest.mark.parametrize(
    ("scores", "previous", "known"),
    [
        pytest.param([4] * 25, None, [False] * 4, id="no earlier review"),
        pytest.param([4] * 25, before([], 90), [False, False, False, True], id="its total alone"),
        pytest.param(
            [4] * 25, before([3] * 11), [True, True, False, False], id="the scores of two sections"
        ),
        pytest.param(
            [4] * 24, before([3] * 25, 75), [True, True, False, False], id="a score missing now"
        ),
    ],
)
def test_what_is_not_known_on_both_sides_has_no_change(scores, previous, known):
    pack, result = scored(scores)
    found = [*section_changes(pack, result, previous), total_change(result, previous)]
    assert [change is not None for change in found] == known


@pytest.mark.parametrize("code", pack_codes())
@pytest.mark.parametrize(
    ("more", "level", "missing"),
    [
        pytest.param(0, "fair", 49, id="from the very bottom"),
        pytest.param(48, "fair", 1, id="one point below a level"),
        pytest.param(49, "good", 26, id="a level just reached"),
        pytest.param(89, "exemplary", 1, id="one point below the best"),
        pytest.param(90, None, None, id="the best level"),
        pytest.param(100, None, None, id="all points"),
    ],
)
def test_the_next_level_and_the_points_missing_to_it(code, more, level, missing):
    scores = [1 + min(4, max(0, more - 4 * place)) for place in range(25)]
    pack, result = scored(scores, code)
    found = next_level(pack, result)
    assert (found and found.id) == level
    assert (found and found.points - result.total) == missing


def test_a_provisional_total_has_no_next_level():
    pack, result = scored([4] * 24)
    assert next_level(pack, result) is None


@pytest.mark.parametrize("code", pack_codes())
def test_each_criterion_below_the_best_score_has_the_anchor_one_higher(code):
    scores = [5, 4, 3, 2, 1, None, *[5] * 19]
    pack = load_pack(code)
    found = [*steps(a_review(scores, code), pack)]
    assert [(step.criterion.number, step.score) for step in found] == [
        (2, 5),
        (3, 4),
        (4, 3),
        (5, 2),
    ]
    for step in found:
        assert step.text == step.criterion.anchors.get(step.score, "")
        assert bool(step.text) == bool(step.criterion.anchors)


SCORES = st.lists(st.integers(1, 5), min_size=25, max_size=25)


@settings(derandomize=True, max_examples=50, deadline=None)
@given(now=SCORES, then=SCORES)
def test_the_changes_of_the_sections_add_up_to_that_of_the_total(now, then):
    pack, result = scored(now)
    previous = before(then, sum(then))
    total = total_change(result, previous)
    found = [change for change in section_changes(pack, result, previous) if change]
    assert sum(change.now - change.before for change in found) == total.now - total.before
    assert (total.arrow == "→") == (total.difference == "0")

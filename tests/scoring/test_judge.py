"""From facts to a verdict: number, count or ladder, then what an anchor needs and what caps it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rulecases import a_case

from docgen.scoring.judge import judge
from docgen.scoring.verdict import Undecided

MEASURED = """\
warnings: {bad: "That is bad.", odd: "Measured {n}.", low: "A low one."}
---
evidence: {n: number, weekly: bool, own: bool, never: bool}
measure: [n]
limits:
  5: {to: 10}
  4: {from: 11, to: 20}
  3: {from: 21, to: 30}
  2: {from: 31, to: 40}
  1: {from: 41}
needs:
  5: [weekly, own]
  4: [own]
caps:
  - {score: 2, when: never, warn: bad}
notes:
  - {when: "measured > 35", warn: odd}
  - {scores: [1, 2], warn: low}
"""


def judged(rule: str = MEASURED, /, **stated: object):
    return judge(a_case(rule, **stated))


def scores(*given: object, **stated: object) -> tuple[int, int]:
    found = judged(*given, **stated)  # type: ignore[arg-type]
    return found.low, found.high


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        pytest.param({"n": 5, "weekly": True, "own": True}, (5, 5), id="all is there"),
        pytest.param({"n": 5, "weekly": False, "own": True}, (4, 4), id="one thing is not"),
        pytest.param({"n": 5, "weekly": False, "own": False}, (3, 3), id="neither is"),
        pytest.param({"n": 5}, (3, 5), id="nothing besides is known"),
        pytest.param({"n": 5, "own": True}, (4, 5), id="one thing is open"),
        pytest.param({"n": 5, "weekly": False}, (3, 4), id="one is not, one is open"),
        pytest.param({"n": 25}, (3, 3), id="a score that needs nothing"),
        pytest.param({"n": 25, "own": False}, (3, 3), id="needs of others do not lower it"),
        pytest.param({"n": 5, "weekly": True, "own": True, "never": True}, (2, 2), id="a cap"),
        pytest.param({"n": 50, "never": True}, (1, 1), id="a cap that is above"),
        pytest.param({"n": 5, "weekly": True, "own": True, "never": False}, (5, 5), id="no cap"),
    ],
)
def test_the_score_is_what_number_needs_and_caps_allow(stated, expected):
    assert scores(**stated) == expected


def rules_of(found) -> list[str]:
    return [one.rule for one in found.warnings]


def test_what_an_anchor_asks_for_in_vain_is_told_once():
    found = judged(n=5, weekly=False, own=False, never=False)
    needs = [one.message for one in found.warnings if one.rule == "needs"]
    assert needs == ["5 asks for more than weekly: no and own: no"]
    assert "not all that 5 needs is there: 3" in found.why


def test_a_cap_says_from_what_it_lowers_and_brings_its_warning():
    found = judged(n=15, own=True, never=True)
    assert "never: yes: at most 2" in found.why
    assert {"cap", "bad"} <= set(rules_of(found))
    assert next(one for one in found.warnings if one.rule == "cap").message == (
        "never: yes: at most 2 instead of 4"
    )
    assert rules_of(judged(n=50, never=True)) == ["bad", "odd", "low"], "it lowers nothing"


def test_a_cap_that_nobody_stated_is_a_doubt_unless_the_rule_does_not_ask():
    doubts = [one.message for one in judged(n=25).warnings if one.rule == "unknown"]
    assert doubts == ["not stated: never; it could lower the proposal to 2"]
    silent = MEASURED.replace("warn: bad}", "warn: bad, ask: false}")
    assert "unknown" not in rules_of(judged(silent, n=25))
    assert "unknown" not in rules_of(judged(n=50)), "nor where it could lower nothing"
    assert "unknown" not in rules_of(judged(n=25, never=False))


def test_notes_hold_of_figures_or_of_scores():
    assert rules_of(judged(n=25, never=False)) == []
    assert rules_of(judged(n=32, never=False)) == ["low"]
    assert rules_of(judged(n=38, never=False)) == ["odd", "low"]


def test_without_its_number_every_score_is_open():
    found = judged(weekly=True)
    assert not isinstance(found, Undecided)
    assert (found.low, found.high, found.measured) == (1, 5, False)
    assert found.unknown[0] == "n"
    assert found.why == "state: n"


def test_a_cap_that_holds_decides_alone_where_there_is_no_number():
    found = judged(never=True)
    assert (found.low, found.high) == (2, 2)
    assert found.why == "never: yes: at most 2"
    assert found.unknown == ()
    assert "cap" in rules_of(found)


def test_a_cap_at_the_least_score_leaves_no_doubt():
    least = MEASURED.replace("score: 2, when: never, warn: bad", "score: 1, when: never")
    assert "unknown" not in rules_of(judged(least, never=True))
    assert "unknown" in rules_of(judged(never=True)), "below another cap a score may lie"


def test_figures_that_give_no_number_leave_the_criterion_undecided():
    rule = "evidence: {a: number, b: number}\nmeasure: [a / b]\nlimits: {1: {from: 0}}\n"
    found = judged(rule, a=1, b=0)
    assert isinstance(found, Undecided)
    assert found.why
    assert found.unknown == ()


LADDER = """\
evidence: {good: bool, fair: bool, never: bool}
ladder: {5: [good], 3: [fair], 1: ["not fair"]}
needs: {5: [fair]}
caps: [{score: 2, when: never}]
"""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"good": True, "fair": True}, (5, 5)),
        ({"good": False, "fair": True, "never": True}, (2, 2)),
        ({"good": False, "fair": False}, (1, 1)),
        ({"fair": True}, (3, 5)),
    ],
)
def test_facts_of_a_ladder_go_the_same_way(stated, expected):
    assert scores(LADDER, **stated) == expected


BESIDE = """\
evidence: {ladder: score, good: bool, fair: bool}
measure: [ladder]
limits: {5: {from: 5}, 4: {from: 4, to: 4}, 3: {from: 3, to: 3}, 2: {from: 2, to: 2}, 1: {to: 1}}
ladder: {5: [good], 3: [fair, "not good"], 1: ["not fair", "not good"]}
"""


@pytest.mark.parametrize(
    ("stated", "score", "doubts"),
    [
        pytest.param({"ladder": 5, "good": True}, 5, [], id="the facts say the same"),
        pytest.param({"ladder": 4}, 4, [], id="the facts say nothing"),
        pytest.param({"ladder": 3, "fair": True}, 3, [], id="the facts allow it"),
        pytest.param({"ladder": 5, "good": False, "fair": False}, 5, ["contradiction"],
                     id="the facts say otherwise"),
    ],
)  # fmt: skip
def test_an_anchor_that_the_reviewers_chose_counts(stated, score, doubts):
    found = judged(BESIDE, **stated)
    assert (found.low, found.high) == (score, score)
    assert rules_of(found) == doubts
    if doubts:
        assert found.warnings[0].message.startswith(f"anchor {score} is chosen, what is stated")


COUNTED = """\
evidence: {components_present: whole, components: bool list, never: bool}
components: {0: 1, 1: 2, 2: 3, 3: 5}
caps: [{score: 3, when: never}]
"""


def test_a_count_is_capped_too():
    assert scores(COUNTED, components_present=3) == (5, 5)
    assert scores(COUNTED, components_present=3, never=True) == (3, 3)
    assert scores(COUNTED, components=[True, True, None], never=True) == (3, 3)
    assert scores(COUNTED, never=True) == (3, 3)
    assert isinstance(judged(COUNTED), Undecided)


FLAGS = dict.fromkeys(("weekly", "own", "never"), st.booleans())
FACTS = st.fixed_dictionaries({}, optional={"n": st.integers(0, 50), **FLAGS})


@given(FACTS)
@settings(max_examples=80)
def test_a_verdict_is_a_range_of_scores_and_the_bad_news_never_raises_it(stated):
    found = judged(**stated)
    if isinstance(found, Undecided):
        return
    assert 1 <= found.low <= found.high <= 5
    worse = judged(**{**stated, "never": True})
    assert worse.high <= max(found.high, 2)
    assert set(found.unknown).isdisjoint(stated)

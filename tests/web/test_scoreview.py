"""What the page shows of the scores: bar, contents, proposals, and faults that lead somewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import CRITERION_IDS, ONE_EACH, review_text

from docgen.model import Problem
from docgen.packs.library import find_library
from docgen.web.scoreview import Fault, bar_of, contents_of, doubts_of, fault_lines, score_of
from docgen.web.standing import Standing

SHELF = find_library(None)
EVIDENCE = "    evidence: {clients: 19, specialists: 4}\n    comment"
Write = Callable[..., Standing]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a review and returns how it stands."""

    def written(text: str = "", **changes: object) -> Standing:
        whole = text or review_text(**changes)  # type: ignore[arg-type]
        (tmp_path / "a.yaml").write_text(whole, encoding="utf-8")
        return Standing(tmp_path / "a.yaml", SHELF)

    return written


# --- the bar ---------------------------------------------------------------------------------


def test_the_bar_of_a_whole_review_tells_its_total_and_level(write: Write) -> None:
    bar = bar_of(write(), 3)
    assert (bar.total, bar.highest, bar.level) == (100, 125, "God IPS fidelity")
    assert (bar.scored, bar.criteria, bar.missing, bar.undo) == (25, 25, [], 3)
    assert (bar.low, bar.high) == (100, 100)
    assert sum(points for _, points, _ in bar.sections) == 100
    assert sum(highest for _, _, highest in bar.sections) == 125


def test_the_bar_of_a_draft_tells_the_range_and_what_is_missing(write: Write) -> None:
    bar = bar_of(write(status="draft", without=("disclosure", "agency_focus")), 0)
    assert (bar.total, bar.low, bar.high) == (92, 94, 102)
    assert (bar.scored, bar.level) == (23, "")
    assert [one for one, _ in bar.missing] == [
        one for one in CRITERION_IDS if one in ("disclosure", "agency_focus")
    ]
    assert all(name for _, name in bar.missing)


def test_the_bar_of_what_is_no_review_is_empty(write: Write) -> None:
    bar = bar_of(write("pack: dk\n"), 1)
    assert (bar.total, bar.highest, bar.scored, bar.criteria, bar.undo) == (None, 0, 0, 25, 1)
    assert (bar.sections, bar.missing, bar.level) == ([], [], "")


# --- contents, scores, proposals -------------------------------------------------------------


@pytest.mark.parametrize("sample", ONE_EACH, ids=lambda path: path.parent.name)
def test_the_contents_hold_every_criterion_once_in_its_order(sample: Path) -> None:
    standing = Standing(sample, SHELF)
    steps = [step for _, _, steps in contents_of(standing) for step in steps]
    assert [step.id for step in steps] == [one.id for one in standing.pack.criteria]
    assert [step.number for step in steps] == [str(one.number) for one in standing.pack.criteria]
    assert [step.score for step in steps] == [score_of(step.id, standing) for step in steps]
    assert [one for one, _, _ in contents_of(standing)] == [
        section.id for section in standing.pack.sections
    ]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        pytest.param("score: 4", "score: 4", "4", id="a score"),
        pytest.param("    score: 4\n", "", "", id="none"),
        pytest.param("score: 4", "score: 9", "9", id="one that there is not"),
        pytest.param("score: 4", "score: fire", "fire", id="a word"),
    ],
)
def test_a_score_is_shown_as_it_is_typed(write: Write, old: str, new: str, shown: str) -> None:
    standing = write(review_text().replace(old, new, 1))
    assert score_of("caseload_size", standing) == shown


def test_a_criterion_that_there_is_not_has_no_score(write: Write) -> None:
    assert score_of("odd", write()) == ""


def test_doubts_set_the_proposal_beside_the_score(write: Write) -> None:
    doubts = doubts_of("caseload_size", write(review_text().replace("    comment", EVIDENCE, 1)))
    assert (doubts.id, doubts.score) == ("caseload_size", "4")
    assert doubts.proposal is not None
    assert doubts.proposal.score == 5
    assert doubts_of("odd", write()).proposal is None


# --- faults ----------------------------------------------------------------------------------


def line(where: str, message: str = "odd", severity: str = "error") -> Problem:
    return Problem("rule", message, "a.yaml", severity=severity, where=where)


@pytest.mark.parametrize(
    ("where", "name", "label"),
    [
        pytest.param("unit.name", "unit.name", None, id="an input"),
        pytest.param(
            "criteria.caseload_size.score", "criteria.caseload_size.score", "Case load: ",
            id="an input of a criterion",
        ),
        pytest.param(
            "criteria.caseload_size.scor", "criterion-caseload_size",
            "criteria.caseload_size.scor", id="a key of a criterion there is not",
        ),
        pytest.param("criteria.odd", "criterion-odd", "criteria.odd", id="no criterion"),
        pytest.param("criteria", "", "criteria", id="all criteria"),
        pytest.param("unit.stedd", "block-unit", "unit.stedd", id="a key of a block there is not"),
        pytest.param("reviewers[0]", "block-reviewers", "reviewers[0]", id="a record"),
        pytest.param("odd", "", "odd", id="a key that no form has"),
        pytest.param("pack", "", "pack", id="the pack"),
        pytest.param("", "", "", id="the whole file"),
    ],
)  # fmt: skip
def test_a_fault_leads_to_its_input_its_block_or_nowhere(
    write: Write, where: str, name: str, label: str | None
) -> None:
    (found,) = fault_lines(write(), [line(where)])
    assert found.name == name
    if label is None:
        assert found.label
        assert found.label != where
    else:
        assert found.label.startswith(label)
    assert (found.message, found.severity) == ("odd", "error")


def test_a_criterion_is_named_once(write: Write) -> None:
    standing = write(review_text().replace("score: 4", "score: 9", 1))
    (found,) = fault_lines(standing, standing.faults)
    assert found.label.startswith("Case load: ")
    assert "criterion 1" not in found.message


def test_faults_keep_their_order_and_severity(write: Write) -> None:
    problems = [line("unit.name", "a", "warning"), line("purpose", "b"), line("unit.name", "c")]
    found = fault_lines(write(), problems)
    assert [(one.message, one.severity) for one in found] == [
        ("a", "warning"), ("b", "error"), ("c", "error"),
    ]  # fmt: skip
    assert all(isinstance(one, Fault) for one in found)
    assert fault_lines(write(), []) == []

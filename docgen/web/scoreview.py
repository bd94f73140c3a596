"""What the page shows of the scores: the bar, the contents, proposals, the summary of faults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from docgen.model import Problem
from docgen.model.problem import Severity
from docgen.review.shape import VALUES
from docgen.scoring.propose import Proposal
from docgen.web.inputs import input_at
from docgen.web.labels import label_of
from docgen.web.standing import Standing, by_input


class Doubts(NamedTuple):
    """What the evidence of a criterion says."""

    id: str
    proposal: Proposal | None
    score: str


def doubts_of(criterion: str, standing: Standing) -> Doubts:
    """Return what the evidence of a criterion says beside its score."""
    return Doubts(criterion, standing.proposal(criterion), score_of(criterion, standing))


class Fault(NamedTuple):
    """A line of the summary of faults."""

    name: str
    """The input it leads to; empty where it leads nowhere."""
    label: str
    message: str
    severity: Severity


def fault_lines(standing: Standing, problems: Iterable[Problem]) -> list[Fault]:
    """Return the summary of faults, each with the input it leads to."""
    lines = []
    for name, one in by_input(problems, standing.pack):
        asked = input_at(name, standing.pack, standing.rules)
        label = label_of(asked, standing.pack) if asked else one.where
        steps = name.split(".")
        if asked and steps[0] == "criteria":
            label = f"{standing.pack.criterion(steps[1]).short_name}: {label}"
        elif asked is None and steps[0] == "criteria" and len(steps) > 1:
            name = f"criterion-{steps[1]}"
        elif asked is None:  # a key that no form has: there is no place to lead to
            name = f"block-{steps[0]}" if steps[0] in _BLOCKS else ""
        lines.append(Fault(name, label, one.message, one.severity))
    return lines


_BLOCKS = {value.path.partition(".")[0] for value in VALUES} - {"criteria", "pack", "id"}
"""What has a heading of its own on the page."""


class Bar(NamedTuple):
    """The bar of scores."""

    total: int | None
    highest: int
    low: int
    high: int
    level: str
    scored: int
    criteria: int
    sections: list[tuple[str, int, int]]
    missing: list[tuple[str, str]]
    """Criteria without a score: id and name."""
    undo: int


def bar_of(standing: Standing, undo: int) -> Bar:
    """Return the bar of scores of a review."""
    result, pack = standing.result, standing.pack
    count = len(pack.criteria)
    if result is None:
        return Bar(None, 0, 0, 0, "", 0, count, [], [], undo)
    return Bar(
        result.total,
        result.highest,
        result.low,
        result.high,
        result.level.label if result.level else "",
        result.scored,
        count,
        [(part.label, part.points, part.highest) for part in result.sections],
        [(one, pack.criterion(one).short_name) for one in result.missing],
        undo,
    )


class Step(NamedTuple):
    """A criterion in the list of contents."""

    id: str
    number: str
    name: str
    score: str


def contents_of(standing: Standing) -> list[tuple[str, str, list[Step]]]:
    """Return the sections with their criteria and the scores these have."""
    return [
        (
            section.id,
            section.label,
            [
                Step(one.id, str(one.number), one.short_name, score_of(one.id, standing))
                for one in section.criteria
            ],
        )
        for section in standing.pack.sections
    ]


def score_of(criterion: str, standing: Standing) -> str:
    """Return the score of a criterion as it is typed; empty without one."""
    asked = input_at(f"criteria.{criterion}.score", standing.pack, standing.rules)
    return standing.shown(asked) if asked else ""

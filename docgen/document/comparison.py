"""The names of what changed since the earlier review, and of what is missing to the next level."""

from __future__ import annotations

from docgen.model import Criterion, Data, Pack, Previous, Result, Section
from docgen.scoring.change import Change, change_of, next_level, points_before, total_change


def _names(change: Change | None) -> Data:
    return {
        "change": change.difference if change else "",
        "arrow": change.arrow if change else "",
    }


def criterion_names(
    criterion: Criterion, score: int | None, previous: Previous | None, best: int
) -> Data:
    """Return the change of a criterion and its next anchor, empty where there is none."""
    before = previous.scores.get(criterion.id) if previous else None
    higher = None if score is None or score >= best else score + 1
    return {
        **_names(change_of(before, score)),
        "next_score": higher,
        "next_anchor": criterion.anchors.get(higher, "") if higher else "",
    }


def section_names(section: Section, points: int | None, previous: Previous | None) -> Data:
    """Return the change of a section; `points` is None while a score of it is missing."""
    before = points_before(section, previous.scores) if previous else None
    return {**_names(change_of(before, points)), "previous_points": before}


def result_names(pack: Pack, result: Result, previous: Previous | None) -> Data:
    """Return the change of the total and the next level, empty where there is none."""
    level = next_level(pack, result)
    return {
        **_names(total_change(result, previous)),
        "next_level": {
            "label": level.label if level else "",
            "points": level.points if level else None,
            "missing": level.points - result.total if level else None,
        },
    }

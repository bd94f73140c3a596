"""What changed since the unit's earlier review, and what is missing to the next level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from docgen.model import Criterion, Level, Pack, Previous, Result, Review, Section


class Change(NamedTuple):
    """Points now and before: of a criterion, a section or the whole."""

    before: int
    now: int

    @property
    def arrow(self) -> str:
        """An arrow up, down or level."""
        return "→" if self.now == self.before else "↑" if self.now > self.before else "↓"

    @property
    def difference(self) -> str:
        """The difference with its sign: `+2`, `−1`, `0`."""
        return "0" if self.now == self.before else f"{self.now - self.before:+d}".replace("-", "−")

    def __str__(self) -> str:
        """Return both and what was before: `↑ +2 (3)`."""
        return f"{self.arrow} {self.difference} ({self.before})"


class Step(NamedTuple):
    """A criterion that is not at its best yet, and its next anchor."""

    criterion: Criterion
    score: int
    """The next score."""
    text: str
    """The printed anchor of that score; empty where the form prints none."""


def change_of(before: int | None, now: int | None) -> Change | None:
    """Return the change; None where one of the two is not known."""
    return None if before is None or now is None else Change(before, now)


def points_before(section: Section, scores: Mapping[str, int]) -> int | None:
    """Return the section's points at the earlier review; None unless all its scores are known."""
    known = [scores.get(criterion.id) for criterion in section.criteria]
    return sum(score for score in known if score is not None) if None not in known else None


def section_changes(
    pack: Pack, result: Result, previous: Previous | None
) -> Iterator[Change | None]:
    """Yield the change of each section; None while a score of it is missing, now or before."""
    for section, now in zip(pack.sections, result.sections, strict=True):
        before = points_before(section, previous.scores) if previous else None
        yield None if now.missing else change_of(before, now.points)


def total_change(result: Result, previous: Previous | None) -> Change | None:
    """Return the change of the total; None while it is provisional or the earlier is not known."""
    if previous is None or result.provisional:
        return None
    return change_of(previous.total, result.total)


def next_level(pack: Pack, result: Result) -> Level | None:
    """Return the level above the one reached; None at the best, or while scores are missing."""
    if result.provisional:
        return None
    above = [level for level in pack.levels if level.points > result.total]
    return min(above, key=lambda level: level.points, default=None)


def steps(review: Review, pack: Pack) -> Iterator[Step]:
    """Yield the criteria that are not at the best score, each with the anchor one higher."""
    best = pack.scores.high
    for criterion in pack.criteria:
        found = review.criteria.get(criterion.id)
        if found is not None and found.score is not None and found.score < best:
            score = found.score + 1
            yield Step(criterion, score, criterion.anchors.get(score, ""))

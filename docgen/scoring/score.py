"""Scores: sections, total, level and next review of one review, and its rows for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from docgen.model import (
    Criterion,
    NextReview,
    Pack,
    Previous,
    Result,
    Review,
    Section,
    SectionResult,
)
from docgen.model.pack import EXTRA
from docgen.model.tongue import say

_BEFORE = ("id", "unit", "dates", "kind", "status")
_BEHIND = ("total", "level")
_LONG = ("text", "list")
"""Kinds of a pack's own values that are too long for a table."""
_NAMED = 3
"""Criteria without a score that are named."""


def csv_columns(packs: Iterable[Pack]) -> tuple[str, ...]:
    """Return the heads of the columns of a table of reviews by any of these packs."""
    found = list(packs)
    criteria = dict.fromkeys(one.id for pack in found for one in pack.criteria)
    sections = dict.fromkeys(one.id for pack in found for one in pack.sections)
    points = (part if part not in criteria else f"{part} (section)" for part in sections)
    own = {
        f"{EXTRA}.{one.key}": None
        for pack in found
        for one in pack.own_values
        if one.kind not in _LONG
    }
    return (*_BEFORE, *criteria, *points, *_BEHIND, *own)


class ProposedScore(Protocol):
    """What a row needs to know of a proposal."""

    @property
    def score(self) -> int | None:
        """The proposed score; None where the evidence does not decide."""

    @property
    def range(self) -> tuple[int, int] | None:
        """From the least to the most that the evidence allows; None where it says nothing."""

    @property
    def unknown(self) -> Sequence[str]:
        """Evidence keys that are not stated and could move the score."""

    @property
    def why(self) -> str:
        """The arithmetic, or what is missing."""

    @property
    def warnings(self) -> Sequence[Any]:
        """Warnings, each with a `rule` and a `message`."""


def score_review(review: Review, pack: Pack) -> Result:
    """Return what follows from the scores of `review`; a missing score makes it provisional."""
    sections = tuple(_section_result(review, section) for section in pack.sections)
    missing = tuple(c.id for c in pack.criteria if _score(review, c.id) is None)
    scored = len(pack.criteria) - len(missing)
    total = sum(section.points for section in sections)
    low, high = (total + points * len(missing) for points in pack.scores)
    level = pack.level_of(low)
    return Result(
        total=total,
        highest=pack.scores.high * len(pack.criteria),
        scored=scored,
        missing=missing,
        low=low,
        high=high,
        mean=total / scored if scored else None,
        level=level if level == pack.level_of(high) else None,
        sections=sections,
    )


def lacking_scores(missing: Sequence[Criterion]) -> str:
    """Return the one line on scores that a final report lacks, with the ways out."""
    names = ", ".join(f"{c.reference} ({c.short_name})" for c in missing[:_NAMED])
    if len(missing) > _NAMED:
        names = say("{first} and {count} more", first=names, count=len(missing) - _NAMED)
    return say(
        "no score for criterion {names}; add it, or make a draft: `status: draft` "
        "under `review:`, or --draft",
        names=names,
    )


def next_review_due(review: Review, pack: Pack, result: Result) -> str:
    """Return the ISO date of the next visit; empty while the total or the dates leave it open.

    Counted from the last day of this visit, else from the report date.
    """
    low, high = (_next(pack, total) for total in (result.low, result.high))
    if low is None or low != high:
        return ""
    try:
        start = date.fromisoformat(max(review.visit.dates, default="") or review.visit.report_date)
        return _months_later(start, low.months).isoformat()
    except ValueError:  # no date, or one after which the calendar ends
        return ""


def _next(pack: Pack, total: int) -> NextReview | None:
    """Return the entry that holds for a total; the last one holds for all below the others."""
    entries = pack.next_review
    return next((one for one in entries if total >= one.points), entries[-1] if entries else None)


def score_row(
    review: Review,
    pack: Pack,
    result: Result,
    proposals: Mapping[str, ProposedScore] | None = None,
    previous: Previous | None = None,
) -> dict[str, Any]:
    """Return the review's scores as plain data for JSON; `previous` is the earlier review."""
    level = result.level
    before = previous.scores if previous else {}
    return {
        "review": review.id,
        "pack": pack.code,
        "status": review.visit.status,
        "total": result.total,
        "max": result.highest,
        "provisional": result.provisional,
        "missing": list(result.missing),
        "range": [result.low, result.high],
        "mean": None if result.mean is None else round(result.mean, 2),
        "level": None if level is None else {"id": level.id, "label": level.label},
        "sections": [
            {"id": part.id, "label": part.label, "points": part.points, "max": part.highest}
            for part in result.sections
        ],
        "criteria": [
            {
                "id": criterion.id,
                "section": criterion.section,
                "number": criterion.number,
                "printed": criterion.printed,
                "score": _score(review, criterion.id),
                "previous": before.get(criterion.id),
                **_proposed((proposals or {}).get(criterion.id)),
            }
            for criterion in pack.criteria
        ],
    }


class Cells(NamedTuple):
    """What a table says of one review, in plain values that travel."""

    pack: str
    own: dict[str, str | int | None]
    points: dict[str, str | int | None]
    """Of the sections."""
    scores: dict[str, int | None]
    level: int | None
    """Which of the pack's levels is reached, from 0."""
    extra: dict[str, str | int | None]
    """The pack's own values."""

    def row(self, columns: Sequence[str]) -> list[str | int]:
        """Return the values for those columns; what is unknown is an empty text."""
        end = columns.index(_BEHIND[0])
        middle, behind = columns[len(_BEFORE) : end], columns[end + len(_BEHIND) :]
        values = [
            *(self.own[name] for name in _BEFORE),
            *(
                self.scores.get(name, self.points.get(name.removesuffix(" (section)")))
                for name in middle
            ),
            *(self.own[name] for name in _BEHIND),
            *(self.extra.get(name.partition(".")[2]) for name in behind),
        ]
        return ["" if value is None else value for value in values]


def cells_of(review: Review, pack: Pack, result: Result) -> Cells:
    """Return what a table says of a review: its head, points by section, scores by criterion.

    What is absent is None; dates stand as ISO dates with blanks between them.
    """
    own: dict[str, str | int | None] = {
        "id": review.id,
        "unit": review.unit.printed,
        "dates": " ".join(review.visit.dates),
        "kind": review.visit.kind,
        "status": review.visit.status,
        "total": result.total,
        "level": None if result.level is None else result.level.label,
    }
    return Cells(
        pack=pack.code,
        own=own,
        points={part.id: part.points for part in result.sections},
        scores={name: found.score for name, found in review.criteria.items()},
        level=None if result.level is None else pack.levels.index(result.level),
        extra={key: _in_cell(value) for key, value in review.extra.items()},
    )


def _in_cell(value: Any) -> str | int | None:
    return " ".join(value) if isinstance(value, tuple) else value


def _score(review: Review, criterion_id: str) -> int | None:
    found = review.criteria.get(criterion_id)
    return None if found is None else found.score


def _section_result(review: Review, section: Section) -> SectionResult:
    scores = [_score(review, criterion.id) for criterion in section.criteria]
    return SectionResult(
        id=section.id,
        label=section.label,
        points=sum(score for score in scores if score is not None),
        highest=section.highest,
        missing=scores.count(None),
    )


def _proposed(proposal: ProposedScore | None) -> dict[str, Any]:
    if proposal is None:
        empty: list[Any] = []
        return {
            "proposal": None,
            "proposal_range": None,
            "why": "",
            "unknown": empty,
            "warnings": empty,
        }
    return {
        "proposal": proposal.score,
        "proposal_range": None if proposal.range is None else list(proposal.range),
        "why": proposal.why,
        "unknown": list(proposal.unknown),
        "warnings": [{"rule": w.rule, "message": w.message} for w in proposal.warnings],
    }


def _months_later(start: date, months: int) -> date:
    """Return the same day of a later month, its last day where the month is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    after = divmod(year * 12 + month + 1, 12)
    last = date(after[0], after[1] + 1, 1) - timedelta(days=1)
    return last.replace(day=min(start.day, last.day))

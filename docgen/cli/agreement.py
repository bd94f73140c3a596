"""`docgen score PATH... --agreement`: how far the reviewers of one review or of many agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docgen.model.problem import Problem
from docgen.model.tongue import marked, say
from docgen.scoring.kappa import Agreed, Pair, agreement_of_pairs, pairs_of

if TYPE_CHECKING:
    from docgen.batch.scores import Scored
    from docgen.model import Review

_HEADS = (
    marked("Review"), marked("Reviewers"), marked("Pairs"), marked("Same score"),
    marked("At most 1 apart"), marked("Weighted kappa"),
)  # fmt: skip


class Row:
    """One review with the pairs of scores that its reviewers gave."""

    def __init__(self, review: Review) -> None:
        order = [one.initials for one in review.reviewers]
        found = [*pairs_of((c.ratings for c in review.criteria.values()), order)]
        self.review = review.id
        self.reviewers = [*dict.fromkeys(name for names, _ in found for name in names)]
        self.pairs: list[Pair] = [pair for _, pair in found]


def rows_of(scored: Iterable[Scored], unrated: list[Problem]) -> Iterator[Row]:
    """Yield the reviews that two or more have rated; the others are added to `unrated`."""
    for one in scored:
        row = Row(one.review)
        if row.pairs:
            yield row
        else:
            message = say("has no ratings of two reviewers")
            unrated.append(Problem("no-ratings", message, one.review.file, severity="note"))


def table_of(rows: list[Row]) -> str:
    """Return the agreement as a table, with one line for all reviews where there are several."""
    cells = [(row.review, ", ".join(row.reviewers), agreement_of_pairs(row.pairs)) for row in rows]
    if len(rows) > 1:
        cells.append((say("All"), "", _all(rows)))
    table = [[say(head) for head in _HEADS], *([name, who, *_figures(a)] for name, who, a in cells)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    note = say("Kappa: Cohen's, quadratic weights; a pair is a criterion that two have rated.")
    return "\n".join([*lines, "", note])


def _all(rows: list[Row]) -> Agreed:
    return agreement_of_pairs([pair for row in rows for pair in row.pairs])


def _figures(found: Agreed) -> list[str]:
    shares = [f"{part} ({100 * part / found.pairs:.0f} %)" for part in found[1:3]]
    kappa = say("not defined: one score throughout") if found.kappa is None else ""
    return [str(found.pairs), *shares, kappa or f"{found.kappa:.2f}"]


def data_of(rows: list[Row]) -> dict[str, Any]:
    """Return the agreement for programs."""
    own = [
        {"review": row.review, "reviewers": row.reviewers} | agreement_of_pairs(row.pairs)._asdict()
        for row in rows
    ]
    return {"weights": "quadratic", "reviews": own, "all": _all(rows)._asdict()}

"""What a review says of the unit's earlier reviews, held against the reviews that are there."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.history.index import Index
from docgen.history.notes import history_warnings
from docgen.history.previous import count_earlier, differences, previous_review
from docgen.model import Pack, Previous, Review
from docgen.model.place import Where
from docgen.model.problem import Finding


def earlier_findings(review: Review, pack: Pack, index: Index) -> Iterator[Finding]:
    """Yield a warning for each doubt about the unit's earlier reviews."""
    for note in history_warnings(review, index):
        yield _warning(note.rule, note.message, ("unit", "id"))
    if review.visit.number is not None:
        yield from _number(review, index)
    if review.previous is not None:
        yield from _itself(review, review.previous, pack)
        yield from _found(review, review.previous, pack, index)


def _number(review: Review, index: Index) -> Iterator[Finding]:
    """Yield a warning for a typed number that the reviews there are make too small."""
    typed, count = review.visit.number, count_earlier(review, index)
    if typed is not None and typed <= count:
        message = f"the number is {typed}, but the unit has earlier reviews ({count})"
        way = f"this one is number {count + 1} at least; leave it empty to have it counted"
        yield _warning("number", f"{message}: {way}", ("review", "number"))


def _itself(review: Review, typed: Previous, pack: Pack) -> Iterator[Finding]:
    """Yield a warning for an earlier review that is not earlier, or whose level is another."""
    own = review.visit.report_date or max(review.visit.dates, default="")
    if typed.date and own and typed.date >= own:
        message = f"the earlier report is of {typed.date}, which is not before this one ({own})"
        yield _warning("not-earlier", message, ("previous", "date"))
    if typed.total is None or not typed.level:
        return
    label = pack.level_of(typed.total).label
    if typed.level.casefold() != label.casefold():
        message = f"the level is {typed.level!r}, but {typed.total} points are {label!r}"
        yield _warning("wrong-level", message, ("previous", "level"))


def _found(review: Review, typed: Previous, pack: Pack, index: Index) -> Iterator[Finding]:
    """Yield a warning where what is typed is not what the earlier review there is says."""
    found = previous_review(review, pack, index)
    if found is None:
        return
    for key, one, other in differences(typed, found):
        message = f"{one} is typed, the earlier review {found.review} says {other}"
        place: Where = ("previous", *key.split("."))
        yield _warning("earlier-differs", f"{message}; what is typed holds", place)


def _warning(rule: str, message: str, path: Where) -> Finding:
    return Finding(rule, message, path, "warning")

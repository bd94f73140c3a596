"""The unit's review before this one, and the number of this one: typed or looked up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.history.entry import IndexedReview
from docgen.history.index import Index, order_date
from docgen.model import Pack, Previous, Review


def previous_and_number(
    review: Review, pack: Pack, histories: HistoryCache
) -> tuple[Previous | None, int | None]:
    """Return the unit's earlier review and the number of this one, typed or looked up."""
    if all_typed(review):
        return review.previous, review.visit.number
    index = histories.for_review(review)
    return known_previous(review, pack, index), number_of(review, index)


def all_typed(review: Review) -> bool:
    """Return true when the review says all of its history itself."""
    typed = review.previous
    return bool(
        review.visit.number
        and typed
        and typed.date
        and typed.total
        and typed.level
        and typed.scores
    )


def previous_review(review: Review, pack: Pack, index: Index) -> Previous | None:
    """Return the unit's latest review before this one, None when there is none.

    One that is broken below its first lines is none: its own check tells what is wrong with it.
    """
    for entry in reversed(earlier_reviews(review, index)):
        with suppress(DocgenError), faults_of(entry.file):
            return _as_previous(entry, pack)
    return None


def _as_previous(entry: IndexedReview, pack: Pack) -> Previous:
    """Return what the review of an entry says; raises DocgenError when it has broken."""
    known = entry.read_scores()
    scores = {c.id: known[c.id] for c in pack.criteria if c.id in known}
    complete = len(scores) == len(pack.criteria)
    total = sum(scores.values())
    return Previous(
        date=entry.date,
        total=total if complete else None,
        level=pack.level_of(total).label if complete else "",
        scores=scores,
        review=entry.id,
    )


def number_of(review: Review, index: Index) -> int:
    """Return which review of its unit this is: as typed, else one more than the earlier ones."""
    return review.visit.number or 1 + count_earlier(review, index)


def count_earlier(review: Review, index: Index) -> int:
    """Return how many earlier reviews of the unit there are."""
    return len(earlier_reviews(review, index))


def known_previous(review: Review, pack: Pack, index: Index) -> Previous | None:
    """Return the earlier review: as typed, and what is not typed as the index finds it."""
    return completed(review.previous, previous_review(review, pack, index), pack)


def completed(typed: Previous | None, found: Previous | None, pack: Pack) -> Previous | None:
    """Return what is typed of the earlier review, filled up from the one that was found.

    Nothing is taken from one that contradicts what is typed: then another review is meant.
    """
    if typed is None:
        return found
    base = Previous() if found is None or differences(typed, found) else found
    scores = typed.scores or base.scores
    total = base.total if typed.total is None else typed.total
    if total is None and len(scores) == len(pack.criteria):
        total = sum(scores.values())
    level = "" if total is None else pack.level_of(total).label
    return Previous(
        date=typed.date or base.date,
        total=total,
        level=typed.level or level or base.level,
        scores=scores,
        review=base.review,
    )


def differences(typed: Previous, found: Previous) -> list[tuple[str, str, str]]:
    """Return key, typed and found value wherever both are there and differ."""
    pairs = [
        ("date", typed.date, found.date),
        ("total", typed.total, found.total),
        ("level", typed.level, found.level),
        *(
            (f"scores.{criterion}", score, found.scores.get(criterion))
            for criterion, score in typed.scores.items()
        ),
    ]
    return [
        (key, str(one), str(other))
        for key, one, other in pairs
        if one not in (None, "")
        and other not in (None, "")
        and str(one).lower() != str(other).lower()
    ]


def earlier_reviews(review: Review, index: Index) -> Sequence[IndexedReview]:
    """Return the unit's earlier final reviews, the latest last."""
    date = order_date(review.visit.report_date, review.visit.dates)
    found = index.unit(review.unit.id).earlier(review.pack, date)
    if not date and any(is_same(entry, review) for entry in found):  # its file says another date
        return [entry for entry in found if not is_same(entry, review)]
    return found


def is_same(entry: IndexedReview, review: Review) -> bool:
    """Return whether the entry of the index is the review itself."""
    number = entry.line.number if entry.line else None
    return number == review.line and entry.file.absolute() == review.file.absolute()

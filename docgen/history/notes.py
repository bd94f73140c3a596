"""What a person may want to know of the unit's other reviews, as warnings."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.history.cache import HistoryCache
from docgen.history.entry import IndexedReview
from docgen.history.index import Index, order_date
from docgen.history.previous import all_typed, earlier_reviews, is_same
from docgen.model import Problem, Review
from docgen.model.tongue import say


def notes_for_report(review: Review, histories: HistoryCache) -> tuple[Problem, ...]:
    """Return what to know about the unit's other reviews; nothing where all of it is typed."""
    if all_typed(review):
        return ()
    return tuple(history_warnings(review, histories.for_review(review)))


def history_warnings(review: Review, index: Index) -> list[Problem]:
    """Return what a person should look at, where the report says something of earlier reviews."""
    return [note for note in history_notes(review, index) if note.rule != "later-review"]


def history_notes(review: Review, index: Index) -> list[Problem]:
    """Return what a person may want to know about the unit's other reviews, as warnings."""
    date = order_date(review.visit.report_date, review.visit.dates)
    near = index.unit(review.unit.id).near(date)
    others = [entry for entry in near if not is_same(entry, review)]
    notes = [
        (rule, say("the review {id} of the same unit {message}", id=entry.id, message=message))
        for entry in others
        for rule, message in _about(entry, review, date)
    ]
    notes += _twins(review, index)
    return [
        Problem(rule, message, review.file, review.line, where="unit.id", severity="warning")
        for rule, message in notes
    ]


def _about(entry: IndexedReview, review: Review, date: str) -> Iterator[tuple[str, str]]:
    """Yield at most one thing to know about another review of the unit."""
    before = bool(entry.date) and (not date or entry.date < date)
    if entry.draft:
        if before:
            yield "earlier-draft", say("is a draft and does not count")
    elif not entry.date:
        yield "no-date", say("has no report_date and does not count")
    elif entry.pack != review.pack:
        if before:
            yield "other-pack", say("is by the pack {pack} and does not count", pack=entry.pack)
    elif entry.date == date:
        yield (
            "same-date",
            say("has the same date, {date}, and does not count as earlier", date=date),
        )
    elif not before:
        yield "later-review", say("is of {date}, later than this one", date=entry.date)


def _twins(review: Review, index: Index) -> Iterator[tuple[str, str]]:
    """Yield notes on earlier reviews of one date, and on another unit of the same name."""
    earlier = earlier_reviews(review, index)
    typed = review.previous is not None and bool(review.previous.date)
    if len(earlier) > 1 and earlier[-1].date == earlier[-2].date and not typed:
        message = say(
            "two earlier reviews have the date {date}: {first} and {second}; the second is taken, "
            "unless `previous` is typed",
            date=earlier[-1].date,
            first=earlier[-2].id,
            second=earlier[-1].id,
        )
        yield "same-date", message
    unit = review.unit
    places = index.places(unit.name)
    for other in sorted(places.keys() - {unit.id}):
        if unit.place and places[other] and places[other] != unit.place:
            continue  # two towns may well have a unit of the same name
        message = say(
            "another unit ({other}) has the same name; if they are one, give them the same "
            "unit.id; if not, give each its `place`",
            other=other,
        )
        yield "same-name", message

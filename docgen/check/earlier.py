"""What a review says of the unit's earlier reviews, held against the reviews that are there."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.history.index import Index
from docgen.history.notes import history_warnings
from docgen.history.previous import count_earlier, differences, previous_review
from docgen.model import Pack, Previous, Review
from docgen.model.place import Where
from docgen.model.problem import Finding, warning
from docgen.model.tongue import say


def earlier_findings(review: Review, pack: Pack, index: Index) -> Iterator[Finding]:
    """Yield a warning for each doubt about the unit's earlier reviews."""
    for note in history_warnings(review, index):
        yield warning(note.rule, note.message, ("unit", "id"))
    if review.visit.number is not None:
        yield from _number(review, index)
    if review.previous is not None:
        yield from _itself(review, review.previous, pack)
        yield from _found(review, review.previous, pack, index)


def _number(review: Review, index: Index) -> Iterator[Finding]:
    """Yield a warning for a typed number that the reviews there are make too small."""
    typed, count = review.visit.number, count_earlier(review, index)
    if typed is not None and typed <= count:
        message = say(
            "the number is {typed}, but the unit has earlier reviews ({count}): this one is number "
            "{least} at least; leave it empty to have it counted",
            typed=typed,
            count=count,
            least=count + 1,
        )
        yield warning("number", message, ("review", "number"))


def _itself(review: Review, typed: Previous, pack: Pack) -> Iterator[Finding]:
    """Yield a warning for an earlier review that is not earlier, or whose level is another."""
    own = review.visit.report_date or max(review.visit.dates, default="")
    if typed.date and own and typed.date >= own:
        message = say(
            "the earlier report is of {date}, which is not before this one ({own}); "
            "mend one of the dates",
            date=typed.date,
            own=own,
        )
        yield warning("not-earlier", message, ("previous", "date"))
    if typed.total is None or not typed.level:
        return
    label = pack.level_of(typed.total).label
    if typed.level.casefold() != label.casefold():
        message = say(
            "the level is {level!r}, but {total} points are {label!r}; mend one of the two",
            level=typed.level,
            total=typed.total,
            label=label,
        )
        yield warning("wrong-level", message, ("previous", "level"))


def _found(review: Review, typed: Previous, pack: Pack, index: Index) -> Iterator[Finding]:
    """Yield a warning where what is typed is not what the earlier review there is says."""
    found = previous_review(review, pack, index)
    if found is None:
        return
    for key, one, other in differences(typed, found):
        message = say(
            "{one} is typed, the earlier review {review} says {other}; what is typed holds",
            one=one,
            review=found.review,
            other=other,
        )
        place: Where = ("previous", *key.split("."))
        yield warning("earlier-differs", message, place)

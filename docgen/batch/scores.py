"""Scores of many reviews: each sound one scored, each fault told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.batch.sources import find_sources
from docgen.errors import DocgenError
from docgen.load import load_review
from docgen.model import Pack, Previous, Result, Review
from docgen.packs import load_pack
from docgen.propose import Proposal, propose_review
from docgen.report import Histories, look_back
from docgen.resources import Library
from docgen.rules import load_rules
from docgen.score import next_review_due, score_review


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A review with all that follows from its scores."""

    review: Review
    pack: Pack
    result: Result
    proposals: Mapping[str, Proposal]
    previous: Previous | None
    """The unit's earlier review, typed or found."""
    next_due: str
    """ISO date of the next review, empty while it is open."""


def score_reviews(
    sources: Iterable[str | Path], library: Library, stdin: Iterable[str] = ()
) -> Iterator[Scored | DocgenError]:
    """Yield each review with its scores, or what is wrong with it.

    Raises UsageError when there is no review at all.
    """
    found, errors = find_sources(sources, stdin)
    yield from errors
    histories = Histories()
    for source in found:
        try:
            yield score_one(Path(source.path), library, histories)
        except DocgenError as error:
            yield error


def score_one(path: Path, library: Library, histories: Histories) -> Scored:
    """Return the review at `path` with its scores; raises DocgenError."""
    review = load_review(path, library=library)
    pack = load_pack(review.pack, library=library)
    result = score_review(review, pack)
    return Scored(
        review=review,
        pack=pack,
        result=result,
        proposals=propose_review(review, pack, load_rules(pack, library)),
        previous=review.previous or look_back(review, pack, histories)[0],
        next_due=next_review_due(review, result),
    )

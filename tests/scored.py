"""Reviews with their scores as a test asks for them: one after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.batch.scores import Scored, Scores
from docgen.errors import DocgenError
from docgen.packs.library import Library


def score_reviews(
    sources: Iterable[str | Path],
    library: Library,
    stdin: Iterable[str] = (),
    *,
    fill: bool = False,
) -> Iterator[Scored | DocgenError]:
    """Yield each review with its scores, or what is wrong with it."""
    for row in Scores(sources, library, _as_it_is, stdin, fill=fill, jobs=1).rows():
        found = row.error or row.made
        if found is not None:
            yield found


def _as_it_is(scored: Scored) -> Scored:
    return scored

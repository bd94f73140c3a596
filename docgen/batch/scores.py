"""Scores of many reviews: each sound one scored, each fault told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.batch.sources import find_sources
from docgen.bounds.kept import keeping
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, InvalidDataError, ReadError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache
from docgen.intake.load import is_word, load_noted
from docgen.model import Problem, Review
from docgen.model.tongue import marked, say, speaking
from docgen.packs.library import Library
from docgen.review.lines import Line, equal_id, holds_lines, line_sound, lines_of
from docgen.review.load import load_review, review_of
from docgen.review.spoken import language_in, language_of_line

_NO_FILL = marked(
    "is a Word form; make a review of it first: docgen new --from FORM.docx -o REVIEW.yaml"
)


class Scored(Assessed):
    """A review with its scores, and what was written into its file."""

    filled: tuple[str, ...] = ()
    """Ids of the criteria whose proposed score was written into the file just now."""
    skipped: tuple[str, ...] = ()
    """Ids of those that have no place in the file where a score can safely be written."""
    told: tuple[Problem, ...] = ()
    """What a Word form lacks, and what of it was not taken."""


def score_reviews(
    sources: Iterable[str | Path],
    library: Library,
    stdin: Iterable[str] = (),
    *,
    fill: bool = False,
) -> Iterator[Scored | DocgenError]:
    """Yield each review with its scores, or what is wrong with it.

    With `fill`, proposals are written into the file where the score is absent.
    Raises UsageError when there is no review at all.
    """
    found, errors = find_sources(sources, stdin)
    yield from errors
    histories = HistoryCache()
    with keeping():
        for source in found:
            path = Path(source.path)
            if holds_lines(path):
                yield from _scored_lines(path, library, histories, fill=fill)
                continue
            with speaking(language_in(path, library)):
                one = _scored_file(path, library, histories, fill=fill)
            yield one


def _scored_file(
    path: Path, library: Library, histories: HistoryCache, *, fill: bool
) -> Scored | DocgenError:
    """Return the review with its scores, or what is wrong with it."""
    try:
        with faults_of(path):
            if fill and is_word(path):
                raise ReadError(path, say(_NO_FILL))
            review, notes = load_noted(path, library=library)
            scored = score_one(review, library, histories)
            scored.told = notes
            return _filled(scored, library, histories) if fill else scored
    except DocgenError as error:
        return error


def _scored_lines(
    path: Path, library: Library, histories: HistoryCache, *, fill: bool
) -> Iterator[Scored | DocgenError]:
    """Yield each review of a file of many with its scores, or what is wrong with it."""
    first: dict[str, int] = {}
    try:
        for line, content in lines_of(path):
            with speaking(language_of_line(content, library)):
                one = _scored_line(path, line, content, first, library, histories, fill=fill)
            yield one
    except ReadError as error:
        yield error


def _scored_line(
    path: Path,
    line: Line,
    content: bytes,
    first: dict[str, int],
    library: Library,
    histories: HistoryCache,
    *,
    fill: bool,
) -> Scored | DocgenError:
    """Return the review of one line with its scores; `first` holds the line of each id so far."""
    try:
        with faults_of(path, line.number):
            review = review_of(line_sound(path, line, content), library=library)
            known = first.setdefault(review.id, line.number)
            if known != line.number:
                raise InvalidDataError([equal_id(path, line.number, known, review.id)])
            scored = score_one(review, library, histories)
            return _filled(scored, library, histories) if fill else scored
    except DocgenError as error:
        return error


def score_one(review: Review, library: Library, histories: HistoryCache) -> Scored:
    """Return the review with its scores; raises DocgenError, also for what other files hold."""
    scored = Scored(review, library, histories)
    scored.read_others()
    return scored


def _filled(scored: Scored, library: Library, histories: HistoryCache) -> Scored:
    """Return the review scored anew, after its proposals were written into its file."""
    from docgen.authoring.fill import fill_file

    file = scored.review.file
    result = fill_file(file, scored.proposals)
    if result.filled:
        scored = score_one(load_review(file, library=library), library, histories)
    scored.filled, scored.skipped = result.filled, result.skipped
    return scored

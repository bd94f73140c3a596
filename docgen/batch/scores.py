"""Scores of many reviews: each sound one scored, each fault told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from docgen.batch.hands import done_by_many
from docgen.batch.shares import Shares
from docgen.batch.sources import find_sources
from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, InvalidDataError, ReadError
from docgen.history.assess import Assessed
from docgen.history.cache import HistoryCache, UnitIndexes
from docgen.intake.load import load_noted
from docgen.model import Problem, Review
from docgen.model.tongue import marked, say, speaking
from docgen.packs.library import Library
from docgen.review.file import load_data
from docgen.review.found import is_word
from docgen.review.lines import Line, MetIds, equal_id, holds_lines, line_sound, lines_of
from docgen.review.load import load_review, review_of
from docgen.review.spoken import language_in, language_of_line, read_spoken

T = TypeVar("T")

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


class Piece(NamedTuple):
    """A review to score: a file, or a line of one."""

    file: str
    line: Line | None = None
    content: bytes = b""
    """That of the line; of a file when it was read."""
    error: DocgenError | None = None
    """What is wrong already."""
    known: UnitIndexes | None = None
    """What another process read of the unit's reviews; None where this one reads them."""


class Row(NamedTuple, Generic[T]):
    """What comes of a review: what is made of its scores, or what is wrong with it."""

    file: Path
    made: T | None = None
    error: DocgenError | None = None
    line: int | None = None
    id: str = ""
    language: str = ""
    told: tuple[Problem, ...] = ()
    """What a Word form lacks, and what of it was not taken."""
    filled: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


class Scores(Generic[T]):
    """Scores of many reviews that are ready to start."""

    def __init__(
        self,
        sources: Iterable[str | Path],
        library: Library,
        make: Callable[[Scored], T],
        stdin: Iterable[str] = (),
        *,
        fill: bool = False,
        jobs: int | None = None,
    ) -> None:
        """Take the reviews and what to make of each; both travel to other processes.

        Raises UsageError when there is no review at all.
        """
        self._files, self._errors = find_sources(sources, stdin)
        self._setting = library, make, fill
        self._jobs = 1 if fill else jobs
        self._shares = Shares()

    @property
    def total(self) -> int | None:
        """How many rows there will be; None where reading a file of many tells."""
        if any(holds_lines(one.path) for one in self._files):
            return None
        return len(self._files) + len(self._errors)

    def rows(self) -> Iterator[Row[T]]:
        """Yield what comes of each review, as soon as it is known."""
        pieces = chain((Piece(str(e.file), error=e) for e in self._errors), self._pieces())
        found = done_by_many(pieces, _begin, lambda _: self._setting, self._jobs, self._packed)
        yield from _each_id_once(found)

    def _pieces(self) -> Iterator[Piece]:
        for file in self._files:
            if not holds_lines(file.path):
                yield Piece(file.path)
                continue
            try:
                for line, content in lines_of(Path(file.path)):
                    yield Piece(file.path, line, content)
            except ReadError as error:
                yield Piece(file.path, error=error)

    def _packed(self, piece: Piece) -> Piece:
        """Return a piece with what another process must know of the unit's other reviews."""
        if piece.error is not None or is_word(piece.file):
            return piece
        return piece._replace(known=dict(self._shares.part(piece.file, piece.line)))


def _each_id_once(rows: Iterable[Row[T]]) -> Iterator[Row[T]]:
    """Yield the rows; of lines with equal ids all but the first are faults."""
    met = MetIds()
    for row in rows:
        if row.id and row.line is not None:
            known = met.first(row.file, row.id, row.line)
            if known != row.line:
                with speaking(row.language):
                    fault = equal_id(row.file, row.line, known, row.id)
                yield Row(row.file, error=InvalidDataError([fault]))
                continue
        yield row


def _begin(setting: tuple[Library, Callable[[Scored], T], bool]) -> Callable[[Piece], Row[T]]:
    return _Scorer(*setting).row


class _Scorer(Generic[T]):
    """Scores review after review: the index of each folder tree is made once."""

    def __init__(self, library: Library, make: Callable[[Scored], T], fill: bool) -> None:
        self._library = library
        self._make = make
        self._fill = fill
        self._histories = HistoryCache()

    def row(self, piece: Piece) -> Row[T]:
        """Return what comes of a review; a fault is a row, not an exception."""
        file = Path(piece.file)
        if piece.error is not None:
            return Row(file, error=piece.error)
        if piece.known is not None:
            self._histories.preload(piece.known)
        if piece.line:
            language = language_of_line(piece.content, self._library)
        elif is_word(file):
            language = language_in(file, self._library)
        else:
            language, content = read_spoken(file, self._library)
            piece = piece._replace(content=content or b"")
        with speaking(language):
            return self._row(piece, file, language)

    def _row(self, piece: Piece, file: Path, language: str) -> Row[T]:
        number = piece.line.number if piece.line else None
        review_id = ""
        try:
            with faults_of(file, number):
                scored = self._scored(piece, file)
                review_id = scored.review.id
                made = self._make(scored)
        except DocgenError as error:
            error.__traceback__ = error.__cause__ = error.__context__ = None
            return Row(file, error=error, line=number, id=review_id, language=language)
        return Row(
            file=file,
            made=made,
            line=number,
            id=review_id,
            language=language,
            told=scored.told,
            filled=scored.filled,
            skipped=scored.skipped,
        )

    def _scored(self, piece: Piece, file: Path) -> Scored:
        """Return the review with its scores; raises DocgenError."""
        if self._fill and is_word(file):
            raise ReadError(file, say(_NO_FILL))
        notes: tuple[Problem, ...] = ()
        if piece.line is None and piece.content:
            review = review_of(load_data(file, piece.content), library=self._library)
        elif piece.line is None:
            review, notes = load_noted(file, library=self._library)
        else:
            review = review_of(line_sound(file, piece.line, piece.content), library=self._library)
        scored = score_one(review, self._library, self._histories)
        scored.told = notes
        return _filled(scored, self._library, self._histories) if self._fill else scored


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

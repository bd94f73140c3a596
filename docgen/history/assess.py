"""One review with all that follows from it: scores, proposals, the reviews before it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.history.cache import HistoryCache
from docgen.model import Pack, Previous, Problem, Result, Review
from docgen.packs.load import load_pack
from docgen.scoring.score import next_review_due, score_review

if TYPE_CHECKING:
    from docgen.history.index import Index
    from docgen.packs.library import Library
    from docgen.scoring.propose import Proposal


class Assessed:
    """A review and what follows from it, each part worked out when it is first asked for.

    `proposals` raises ReadError or InvalidDataError when the rules cannot be read.
    """

    def __init__(self, review: Review, library: Library | None, histories: HistoryCache) -> None:
        """Raise UnknownPackError, ReadError or InvalidDataError when its pack cannot be read."""
        self.review = review
        self.pack: Pack = load_pack(review.pack, library=library)
        self._library = library
        self._histories = histories

    @cached_property
    def result(self) -> Result:
        """What follows from the scores."""
        return score_review(self.review, self.pack)

    @cached_property
    def proposals(self) -> Mapping[str, Proposal]:
        """The scores that the evidence suggests, by criterion."""
        from docgen.scoring.propose import propose_review
        from docgen.scoring.rules import load_rules

        return propose_review(self.review, self.pack, load_rules(self.pack, self._library))

    @cached_property
    def assumed_from(self) -> str:
        """What the limits that the form does not print are taken from; empty if nothing says it."""
        from docgen.scoring.rules import load_rules

        rules = load_rules(self.pack, self._library).values()
        return next((rule.source for rule in rules if rule.source), "")

    @property
    def next_due(self) -> str:
        """ISO date of the next review, empty while it is open."""
        return next_review_due(self.review, self.pack, self.result)

    @cached_property
    def index(self) -> Index:
        """The reviews of the folder tree, at least those of the unit."""
        return self._histories.for_review(self.review)

    @property
    def previous(self) -> Previous | None:
        """The unit's earlier review, typed or found."""
        return self._before[0]

    @property
    def number(self) -> int | None:
        """Which review of its unit this is, typed or counted."""
        return self._before[1]

    @cached_property
    def _before(self) -> tuple[Previous | None, int | None]:
        from docgen.history.previous import previous_and_number

        return previous_and_number(self.review, self.pack, self._histories)

    @cached_property
    def notes(self) -> tuple[Problem, ...]:
        """What to know about the unit's other reviews."""
        from docgen.history.notes import history_notes

        return tuple(history_notes(self.review, self.index))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Those of the notes that a report is told; none where the review says its history."""
        from docgen.history.notes import notes_for_report

        return notes_for_report(self.review, self._histories)

    def read_others(self) -> None:
        """Read now what follows from other files, so that what is wrong in them is raised here."""
        for part in ("proposals", "assumed_from", "_before", "notes"):
            getattr(self, part)

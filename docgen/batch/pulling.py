"""Edited reports go back into their reviews, one after another: what comes of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, UsageError
from docgen.history.cache import HistoryCache
from docgen.intake.origin import Origins
from docgen.packs.library import Library
from docgen.roundtrip.compare import Wishes
from docgen.roundtrip.finding import find_review, refuse_open
from docgen.roundtrip.plan import Plan
from docgen.roundtrip.pull import read_back
from docgen.roundtrip.saved import is_taken, note_taken
from docgen.roundtrip.writing import apply, new_files

_KNOWN = ("unit", "review", "previous")
"""Parts of a review by which others know it."""


class Pulled(NamedTuple):
    """What came of one report."""

    report: Path
    plan: Plan | None = None
    """None where it was taken before, or could not be read."""
    error: DocgenError | None = None

    @property
    def taken_before(self) -> bool:
        """Whether the same bytes were taken by an earlier pull."""
        return self.plan is None and self.error is None


class Pulling:
    """Pulls reports; what they share is read once."""

    def __init__(self, library: Library, wishes: Wishes) -> None:
        self._library, self._wishes = library, wishes
        self._origins, self._history = Origins(), HistoryCache()

    def plan(self, report: Path, review: Path | None = None, *, again: bool = False) -> Plan | None:
        """Return the plan of a report; None for one that was taken before, unless `again`.

        Without `review` it is looked for. Raises DocgenError.
        """
        refuse_open(report)
        if not again and is_taken(report):
            return None
        found = review or find_review(report, self._origins)
        return read_back(
            report, found, wishes=self._wishes, library=self._library, history=self._history
        )

    def files(self, plan: Plan) -> dict[Path, bytes]:
        """Return the files that a plan changes, as they will be; raises DocgenError."""
        return new_files(plan, self._library)

    def write(self, plan: Plan, *, drop: bool = False) -> None:
        """Write a plan into its review, and note that it was done; raises DocgenError."""
        apply(plan, self._library)
        note_taken(plan, drop=drop)
        if any(edit.where[0] in _KNOWN or "score" in edit.where for edit in plan.edits):
            self._history = HistoryCache()

    def all(self, reports: Sequence[Path], *, write: bool, drop: bool = False) -> Iterator[Pulled]:
        """Yield what comes of each report; with `write` it is done.

        Nothing is asked: a report without a store needs its review named, and comes alone.
        """
        for report in reports:
            try:
                with faults_of(report):
                    plan = self.plan(report, again=not write)
                    if plan is not None and plan.changes and write:
                        self.write(plan, drop=drop)
                    yield Pulled(report, plan)
            except UsageError:
                raise
            except DocgenError as error:
                yield Pulled(report, None, error)

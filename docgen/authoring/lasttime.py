"""What the unit's review before this one says, as comments beside what is asked for anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docgen.model import Review
from docgen.model.telling import one_line
from docgen.model.tongue import say


class LastTime(NamedTuple):
    """The unit's last review, for the next one; without one nothing is told."""

    review: Review | None = None

    @property
    def date(self) -> str:
        """When it was: report date, else the last day of the visit, else its id."""
        if self.review is None:
            return ""
        visit = self.review.visit
        return visit.report_date or max(visit.dates, default="") or self.review.id

    def of_criterion(self, criterion: str, key: str) -> Iterator[str]:
        """Yield comment lines on the score, comment or recommendation of a criterion."""
        found = self.review and self.review.criteria.get(criterion)
        if found and key in ("score", "comment", "recommendation"):
            yield from self._lines(getattr(found, key))

    def of_list(self, path: str) -> Iterator[str]:
        """Yield comment lines on the reviewers, or on one of the lists of method or meeting."""
        if self.review is None:
            return
        if path == "reviewers":
            entries: Iterable[str] = (one.printed for one in self.review.reviewers)
        else:
            group, _, key = path.partition(".")
            entries = getattr(getattr(self.review, group), key)
        yield from self._lines("\n".join(f"- {entry}" for entry in entries))

    def _lines(self, value: Any) -> Iterator[str]:
        """Yield a value behind the date: a number on its line, a text below, a line each."""
        if value in (None, ""):
            return
        head = say("Last time ({date}):", date=self.date)
        if isinstance(value, int):
            yield f"{head} {value}"
            return
        yield head
        yield from (f"  {one_line(line)}".rstrip() or " " for line in value.split("\n"))


NO_LAST_TIME = LastTime()

"""A review, as its YAML file and the defaults above it tell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

EMPTY: Mapping[str, Any] = {}
"""Stands for a mapping that is absent; nobody writes into it."""
Status = Literal["draft", "final"]
VisitKind = Literal["", "external", "guided_self", "self"]


class Unit(NamedTuple):
    """The unit under review."""

    id: str
    name: str
    place: str = ""
    partners: tuple[str, ...] = ()
    client_groups: str = ""
    geography: str = ""

    @property
    def printed(self) -> str:
        """The name as documents print it: name[, place]."""
        return f"{self.name}, {self.place}" if self.place else self.name


class Area(NamedTuple):
    """What holds for all units of an area; usually from `_shared.yaml`."""

    client_groups: str = ""
    ips_team: str = ""


class Visit(NamedTuple):
    """The `review` block: when and how the review was made."""

    status: Status = "final"
    kind: VisitKind = ""
    number: int | None = None
    dates: tuple[str, ...] = ()
    """ISO dates as typed, `2026-03-10`."""
    report_date: str = ""
    mode: str = ""
    participants: str = ""
    version: int | None = None
    """Of the report; None for the first."""
    corrected: str = ""
    """Date of the correction."""


class Reviewer(NamedTuple):
    """One of the reviewers."""

    name: str
    title: str = ""
    initials: str = ""

    @property
    def printed(self) -> str:
        """The name as documents print it: name[, title]."""
        return f"{self.name}, {self.title}" if self.title else self.name


class Method(NamedTuple):
    """Whom the reviewers met and what they read."""

    interviews: tuple[str, ...] = ()
    employer_meetings: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class Summary(NamedTuple):
    """The free texts of a report's summary."""

    description: str = ""
    strengths: str = ""
    conclusion: str = ""


class Need(NamedTuple):
    """A development need: a criterion, a recommendation or both."""

    criterion: str | None = None
    recommendation: str = ""


class Previous(NamedTuple):
    """The unit's earlier review, typed in the file or looked up."""

    date: str = ""
    total: int | None = None
    level: str = ""
    scores: Mapping[str, int] = EMPTY
    review: str = ""
    """Id of the earlier review when it was looked up, else empty."""


class Meeting(NamedTuple):
    """Data of a quarterly meeting (Norwegian procedure)."""

    team: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    participants: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    previous_minutes: str = ""


class Assessment(NamedTuple):
    """What the reviewers found for one criterion."""

    criterion: str
    score: int | None = None
    """None means "not assessed yet", which is not the lowest score."""
    sources: tuple[str, ...] = ()
    comment: str = ""
    recommendation: str = ""
    evidence: Mapping[str, Any] = EMPTY
    reason: str = ""
    """Why the score departs from the proposal; internal, never printed."""
    ratings: Mapping[str, int] = EMPTY
    """The reviewers' own scores by initials; internal, never printed."""
    notes: Mapping[str, str] = EMPTY
    """The reviewers' own texts by initials until they agree; internal, never printed."""


class Review(NamedTuple):
    """One review as its YAML file and the `_shared.yaml` defaults above it tell."""

    id: str
    pack: str
    file: Path
    unit: Unit
    area: Area = Area()
    visit: Visit = Visit()
    reviewers: tuple[Reviewer, ...] = ()
    recipients: tuple[str, ...] = ()
    method: Method = Method()
    purpose: str = ""
    general_comments: str = ""
    summary: Summary = Summary()
    development: tuple[Need, ...] = ()
    previous: Previous | None = None
    """As typed in the file; None = to be looked up."""
    criteria: Mapping[str, Assessment] = EMPTY
    """By criterion id, in the pack's order, only those the file names."""
    response: str = ""
    """The unit's answer to the report."""
    meeting: Meeting = Meeting()
    extra: Mapping[str, Any] = EMPTY
    """The pack's own values by key, those that are there."""
    line: int | None = None
    """Its line in a file of many reviews (JSON Lines); None where the file is its own."""

    @property
    def draft(self) -> bool:
        """True when the review's status is `draft`."""
        return self.visit.status == "draft"

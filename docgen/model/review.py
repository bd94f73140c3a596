"""A review, as its YAML file and the defaults above it tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What holds for all units of an area; usually from `_shared.yaml`."""

    client_groups: str = ""
    ips_team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The `review` block: when and how the review was made."""

    status: str = "final"
    kind: str = ""
    number: int | None = None
    dates: tuple[str, ...] = ()
    """ISO dates as typed, `2026-03-10`."""
    report_date: str = ""
    mode: str = ""
    participants: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """One of the reviewers."""

    name: str
    title: str = ""
    initials: str = ""

    @property
    def printed(self) -> str:
        """The name as documents print it: name[, title]."""
        return f"{self.name}, {self.title}" if self.title else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """Whom the reviewers met and what they read."""

    interviews: tuple[str, ...] = ()
    employer_meetings: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The free texts of a report's summary."""

    description: str = ""
    strengths: str = ""
    conclusion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A development need: a criterion, a recommendation or both."""

    criterion: str | None = None
    recommendation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The unit's earlier review, typed in the file or looked up."""

    date: str = ""
    total: int | None = None
    level: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    review: str = ""
    """Id of the earlier review when it was looked up, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Data of a quarterly meeting (Norwegian procedure)."""

    team: str = ""
    date: str = ""
    time: str = ""
    place: str = ""
    participants: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    previous_minutes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the reviewers found for one criterion."""

    criterion: str
    score: int | None = None
    """None means "not assessed yet", which is not the lowest score."""
    sources: tuple[str, ...] = ()
    comment: str = ""
    recommendation: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    """Why the score departs from the proposal; internal, never printed."""
    ratings: Mapping[str, int] = field(default_factory=dict)
    """The reviewers' own scores by initials; internal, never printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review as its YAML file and the `_shared.yaml` defaults above it tell."""

    id: str
    pack: str
    file: Path
    unit: Unit
    area: Area = field(default_factory=Area)
    visit: Visit = field(default_factory=Visit)
    reviewers: tuple[Reviewer, ...] = ()
    recipients: tuple[str, ...] = ()
    method: Method = field(default_factory=Method)
    purpose: str = ""
    general_comments: str = ""
    summary: Summary = field(default_factory=Summary)
    development: tuple[Need, ...] = ()
    previous: Previous | None = None
    """As typed in the file; None = to be looked up."""
    criteria: Mapping[str, Assessment] = field(default_factory=dict)
    """By criterion id, in the pack's order, only those the file names."""
    meeting: Meeting = field(default_factory=Meeting)

    @property
    def draft(self) -> bool:
        """True when the review's status is `draft`."""
        return self.visit.status == "draft"

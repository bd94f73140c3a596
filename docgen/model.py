"""What things are: reviews, packs, results, problems and template fields, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Data = dict[str, Any]
"""A mapping read from YAML or JSON: plain dicts, lists, text, numbers, booleans and None."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file; checks return these, they do not raise them."""

    rule: str
    """Stable id of the rule, like `unknown-key` or `score-without-comment`."""
    message: str
    file: Path | str
    line: int | None = None
    """From 1; None where the file has no lines (a Word file, a folder)."""
    column: int | None = None
    where: str = ""
    """A place a person can find: `criteria.caseload_size.score`, `table 1, row 3, cell 2`."""
    severity: str = "fault"
    """`fault` (exit code 1) or `warning`."""

    def __str__(self) -> str:
        """Return one line in the form editors can jump to."""
        place = str(self.file)
        if self.line is not None:
            place += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        where = f"{self.where}: " if self.where else ""
        kind = "warning: " if self.severity == "warning" else ""
        return f"{place}: {kind}{where}{self.message} [{self.rule}]"


# --- the review (design: a YAML file of data/) ---------------------------------------------


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


# --- the pack (templates/<code>/) ----------------------------------------------------------

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "staffing": (
        "caseload_size",
        "employment_services_staff",
        "vocational_generalists",
    ),
    "organization": (
        "integration_team_assignment",
        "integration_team_contact",
        "collaboration_vr",
        "vocational_unit",
        "employment_supervisor_role",
        "zero_exclusion",
        "agency_focus",
        "executive_support",
    ),
    "services": (
        "work_incentives_planning",
        "disclosure",
        "vocational_assessment",
        "rapid_job_search",
        "individualized_job_search",
        "job_development_contact",
        "job_development_quality",
        "diversity_job_types",
        "diversity_employers",
        "competitive_jobs",
        "individualized_support",
        "time_unlimited_support",
        "community_based_services",
        "assertive_outreach",
    ),
}
"""The ids of the sections and their criteria: the same in every pack, so that packs compare."""

CRITERION_IDS = tuple(criterion for section in SECTIONS.values() for criterion in section)
"""The ids of the 25 criteria, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A verbal level and the range of totals it names."""

    id: str
    points: int
    """The lowest total that earns the level."""
    label: str
    legend: str
    """The legend line as the form prints it, oddities included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One of the 25 criteria, with the texts of its scale."""

    id: str
    number: int
    """1-25 through all sections."""
    printed: str
    """The number as the form prints it; empty where it prints none."""
    section: str
    name: str
    short_name: str
    """The name in score summaries and sheets; equals `name` where they do not differ."""
    description: str = ""
    components_intro: str = ""
    components: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    anchors: Mapping[int, str] = field(default_factory=dict)
    evidence_labels: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    """A hint of ours, marked as an assumption from IPS-25 where the form prints nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of criteria."""

    id: str
    label: str
    sheet_label: str
    """The label on score sheets; equals `label` where they do not differ."""
    criteria: tuple[Criterion, ...]

    @property
    def highest(self) -> int:
        """The most points the section can earn."""
        return 5 * len(self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One kind of document a pack offers."""

    name: str
    file: str
    """As pack.yaml names it: `report.docx`, `base/overview.docx`."""
    path: Path
    """Where that file was found."""
    title: str
    """Title property of the rendered file; template tags allowed."""
    leaves_out: tuple[str, ...] = ()
    """Review values (paths) this document leaves out on purpose."""
    needs_review: bool = True
    by_hand: bool = False
    """True when somebody edits the file in Word; the layout script then leaves it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How a pack prints dates, numbers and lists."""

    language: str
    """A language tag: `da-DK`, `sv-FI`."""
    date: str = "d.M.yyyy"
    """A Unicode (CLDR) date pattern."""
    list_separator: str = ", "
    range_dash: str = "–"
    """Between the first and the last day of a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One country's scale, wording and documents."""

    code: str
    name: str
    folder: Path
    formats: Formats
    scale_name: str
    scale_version: str
    sources: Mapping[str, str]
    """Code of a data source: what it means; empty where the scale has no codes."""
    labels: Mapping[str, str]
    """Printed label of each review value, by its path (`unit.name`, `criteria.comment`)."""
    texts: Mapping[str, str]
    """Fixed wording that templates print, by key."""
    levels: tuple[Level, ...]
    """From the highest down."""
    sections: tuple[Section, ...]
    documents: Mapping[str, Document]

    @property
    def language(self) -> str:
        """The pack's language tag."""
        return self.formats.language

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in order."""
        return tuple(criterion for section in self.sections for criterion in section.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion of that id; KeyError when the pack has none."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def level_of(self, points: int) -> Level:
        """Return the highest level whose floor `points` reaches."""
        return next((level for level in self.levels if points >= level.points), self.levels[-1])


# --- the result ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionResult:
    """Points of one section."""

    id: str
    label: str
    points: int
    highest: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What follows from the scores of one review."""

    total: int
    """Sum of the known scores, 0 when there are none."""
    highest: int
    """125 for 25 criteria."""
    scored: int
    """How many criteria have a score."""
    missing: tuple[str, ...]
    low: int
    """The least the total can become."""
    high: int
    """The most the total can become."""
    mean: float | None
    """Over the scored criteria only; None when there are none."""
    level: Level | None
    """None unless the whole range lies in one level."""
    sections: tuple[SectionResult, ...]

    @property
    def provisional(self) -> bool:
        """True while a score is missing."""
        return bool(self.missing)


# --- what a template may print -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """One printable name of the context: what it holds and whether it is a value of the review."""

    kind: str
    """text (paragraphs, bullets), line, list (texts), date, dates, score, number, bool, value."""
    path: str = ""
    """Path in the review (`unit.name`; `*` for a record: `criteria.*.comment`); empty = derived."""
    label: str = ""
    form: bool = False
    """True for what a report derives and a blank form asks for (a total, a summary's score)."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of records that a template may loop over."""

    record: Mapping[str, Any]
    """Names of one record, each a Field, an Items or a mapping of them."""


Fields = Mapping[str, Any]
"""The names a template may use: Field, Items or a nested mapping of them, by name."""


def leaves(fields: Fields, prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Yield each printable name with its Field; `[]` marks a list: `sections[].criteria[].score`."""
    for name, node in fields.items():
        here = f"{prefix}{name}"
        if isinstance(node, Field):
            yield here, node
        elif isinstance(node, Items):
            yield from leaves(node.record, f"{here}[].")
        else:
            yield from leaves(node, f"{here}.")

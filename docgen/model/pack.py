"""A country pack: its scale, wording and documents."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from docgen.model.tongue import say

EMPTY: Mapping[Any, Any] = {}
"""Stands for a mapping that is absent; nobody writes into it."""


class ScoreRange(NamedTuple):
    """The scores that a criterion of a scale can have: whole numbers, both ends included."""

    low: int
    high: int

    @property
    def values(self) -> range:
        """The scores from the least to the most."""
        return range(self.low, self.high + 1)

    def __str__(self) -> str:
        """Return the range as a sentence names it."""
        return say("{low} to {high}", low=self.low, high=self.high)


class Level(NamedTuple):
    """A verbal level and the range of totals it names."""

    id: str
    points: int
    """The lowest total that earns the level."""
    label: str
    legend: str
    """The legend line as the form prints it, oddities included."""


class NextReview(NamedTuple):
    """When a service is reviewed again."""

    points: int
    """The lowest total for which it holds."""
    months: int
    """How long after the visit."""


class Criterion(NamedTuple):
    """One criterion, with the texts of its scale."""

    id: str
    number: int
    """From 1 through all sections."""
    printed: str
    """The number as the form prints it; empty where it prints none."""
    section: str
    name: str
    short_name: str
    """The name in score summaries and sheets; equals `name` where they do not differ."""
    description: str = ""
    components_intro: str = ""
    components: tuple[str, ...] = ()
    components_in_anchors: bool = False
    """True where the anchors print the components: no scale prints them a second time."""
    name_sign: str = ":"
    """What a scale prints behind the name, before the description; empty where it prints none."""
    sources: tuple[str, ...] = ()
    anchors: Mapping[int, str] = EMPTY
    evidence_labels: Mapping[str, str] = EMPTY
    help: str = ""
    """A hint of ours, marked as an assumption where the form prints nothing."""
    reference: str = ""
    """How a message names it: `13`, or `Tjenester 2, 13` where the form counts by sections."""


def named(criterion: Criterion) -> str:
    """Return what messages call a criterion: its printed number and its name."""
    return say("criterion {number} ({name})", number=criterion.reference, name=criterion.short_name)


class Section(NamedTuple):
    """A group of criteria."""

    id: str
    label: str
    sheet_label: str
    """The label on score sheets; equals `label` where they do not differ."""
    criteria: tuple[Criterion, ...]
    best: int
    """The most points of one criterion."""

    @property
    def highest(self) -> int:
        """The most points the section can earn."""
        return self.best * len(self.criteria)


class Document(NamedTuple):
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
    prints: tuple[str, ...] = ()
    """Those it is made for, where it is made for a few; empty: for all but `leaves_out`."""
    needs_review: bool = True
    change: bool = False
    """True when it prints what changed since the earlier review, if its Word file can."""
    by_hand: bool = False
    """True when somebody edits the file in Word; the layout script then leaves it alone."""


EXTRA = "extra"
"""The key under which a review has the values of its pack alone, and templates name them."""


def own_path(key: str) -> str:
    """Return the path of an own value in a review."""
    return f"{EXTRA}.{key}"


OwnKind = Literal["line", "text", "list", "date", "dates", "number", "choice"]
"""What an own value holds, as any other value of a review."""


class OwnValue(NamedTuple):
    """A value that reviews of one pack have besides those of all packs."""

    key: str
    """Its key under `extra`."""
    kind: OwnKind
    label: str
    help: str = ""
    """What belongs there; a review to fill in says it, a document does not."""
    choices: tuple[str, ...] = ()
    """The words of a choice, as they are typed and printed."""


class Formats(NamedTuple):
    """How a pack prints dates, numbers and lists."""

    language: str
    """A language tag: `da-DK`, `sv-FI`."""
    date: str = "d.M.yyyy"
    """A Unicode (CLDR) date pattern."""
    list_separator: str = ", "
    range_dash: str = "–"
    """Between the first and the last day of a visit."""


class Pack(NamedTuple):
    """One country's scale, wording and documents."""

    code: str
    name: str
    folder: Path
    formats: Formats
    scale_id: str
    """Names the vocabulary that packs of one scale share; empty for a scale of the pack's own."""
    scale_name: str
    scale_version: str
    scores: ScoreRange
    sources: Mapping[str, str]
    """Code of a data source: what it means; empty where the scale has no codes."""
    labels: Mapping[str, str]
    """Printed label of each review value, by its path (`unit.name`, `criteria.comment`)."""
    texts: Mapping[str, str]
    """Fixed wording that templates print, by key."""
    lists: Mapping[str, tuple[str, ...]]
    """Fixed lists of texts that templates print, by key."""
    levels: tuple[Level, ...]
    """From the highest down."""
    sections: tuple[Section, ...]
    documents: Mapping[str, Document]
    openings: Mapping[str, str] = EMPTY
    """How the form begins the paragraphs of a text of the review, by its path, a line each."""
    scoring: Mapping[str, str | int] = EMPTY
    """The pack's answers to what its scale leaves open, by the name of the setting."""
    next_review: tuple[NextReview, ...] = ()
    """From the highest total down; empty where the pack does not say."""
    always_printed: tuple[str, ...] = ()
    """Paths of review values whose labels print in a finished report also without a value."""
    like: str = ""
    """Code of the pack that it was made like, while its words are not all translated."""
    own_values: tuple[OwnValue, ...] = ()
    """What reviews of this pack have under `extra`, in the order in which it is asked for."""
    properties: bool = True
    """Whether the properties of its documents name title, reviewers and dates."""
    comments: bool = False
    """Whether the Word comments of its templates stay in the documents."""

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

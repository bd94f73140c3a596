"""What a scoring rule is: evidence, measure, limits and conditions, as frozen values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.model import ScoreRange
from docgen.scoring.arithmetic import UNSTATED, near
from docgen.scoring.expressions import Expression


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand behind an evidence key."""

    base: str
    """whole, number, percent, score, bool, counts, or the name of an order."""
    lists: bool = False
    """True where a list is meant."""
    single: bool = True
    """True where one value is meant; both are true for figures of one or of each specialist."""
    order: tuple[str, ...] = ()
    """The words of the order, from the least to the most; empty for the other kinds."""
    scores: ScoreRange | None = None
    """The scores that may be typed where it is a score."""

    @property
    def words(self) -> tuple[str, ...]:
        """What may be typed where it is an order; empty for the other kinds."""
        return (*self.order, UNSTATED) if self.order else ()

    def __str__(self) -> str:
        """Return the kind as rules.yaml writes it."""
        return self.base + {(True, True): " or list", (True, False): " list"}.get(
            (self.lists, self.single), ""
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """The numbers of one anchor, both ends included unless `open_above`."""

    low: float = -math.inf
    high: float = math.inf
    open_above: bool = False
    """True for `below`: the upper end does not belong to the anchor."""

    def holds(self, value: float) -> bool:
        """Return whether `value` lies inside, floating-point noise aside."""
        if near(value, self.high):
            return not self.open_above
        return near(value, self.low) or self.low < value < self.high

    def under(self, value: float) -> bool:
        """Return whether all numbers of this limit are less than `value`."""
        return not self.holds(value) and self.high <= value + 1e-9


Line = tuple[Expression, ...]
"""One condition, as alternatives of which one is enough."""
Lines = tuple[Line, ...]
"""Conditions that must all hold."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to the number that the limits judge."""

    expression: Expression
    warn: str = ""
    """Name of the warning that this way brings along."""
    when: Expression | None = None
    """The way is open only where this is true."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A condition under which a score is out of reach."""

    score: int
    when: Expression
    warn: str = ""
    ask: bool = True
    """Whether a proposal names it as a doubt while it is not stated."""


@dataclass(frozen=True, slots=True)
class Note:
    """What changes no score and is worth a warning."""

    when: Expression | None
    """None: whatever the figures are."""
    warn: str
    scores: frozenset[int] = frozenset()
    """It holds for these scores only; empty: for all."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What must be true of the figures, else they are a fault."""

    claim: Expression
    warn: str = ""
    """Name of the sentence that says what is wrong."""


@dataclass(frozen=True, slots=True)
class Given:
    """What another fact says of an evidence key that is not stated itself."""

    key: str
    value: Expression
    when: Expression | None = None
    """It says so only where this is true."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A question that the scale leaves open and a pack decides."""

    name: str
    values: tuple[str | int, ...]
    """The answers there are; the first holds where the pack says nothing."""
    warn: str = ""
    """Name of the sentence that says what is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the score of one criterion follows from its evidence."""

    criterion: str
    file: Path
    """The rules.yaml it stands in."""
    scores: ScoreRange
    """The scores that a criterion of its scale can have."""
    evidence: Mapping[str, Kind]
    older: frozenset[str] = frozenset()
    """Evidence keys that still count and are offered no more."""
    follows: tuple[Given, ...] = ()
    """What stated facts say of other keys; a key that is stated otherwise contradicts them."""
    taken: tuple[Given, ...] = ()
    """What is taken of a key that is not stated; stated, it may be otherwise."""
    measures: tuple[Measure, ...] = ()
    limits: Mapping[int, Limit] = field(default_factory=dict)
    gaps: str = ""
    """How numbers between two limits are scored; empty: as the pack's setting says."""
    shared: Mapping[float, int] = field(default_factory=dict)
    """A number that two anchors print: the score it has."""
    nearest: Mapping[int, float] = field(default_factory=dict)
    """Score: the number its anchor names."""
    components: Mapping[int, int] = field(default_factory=dict)
    """Number of components present: score."""
    unassigned: frozenset[int] = frozenset()
    """Numbers of components that stand in no printed anchor."""
    ladder: Mapping[int, Lines] = field(default_factory=dict)
    between: Mapping[int, Lines] = field(default_factory=dict)
    """What earns a score although its anchor does not fit, because no other is nearer."""
    needs: Mapping[int, Lines] = field(default_factory=dict)
    instead: Mapping[int, Lines] = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    must_hold: tuple[Claim, ...] = ()
    undefined: tuple[Expression, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: Mapping[str, str] = field(default_factory=dict)
    """Sentence of each warning the rule names."""
    choices: Mapping[str, Setting] = field(default_factory=dict)
    """The settings there are, by name."""
    settings: Mapping[str, str | int] = field(default_factory=dict)
    """What the pack has chosen; expressions read these names."""
    assumed: frozenset[int] = frozenset()
    """Scores whose anchor or limit the pack's form does not print."""
    source: str = ""
    """Where the assumed limits come from."""
    propose_assumed: bool = True
    """False when an assumed score is not to be proposed."""

    @property
    def most_components(self) -> int:
        """How many components there are, 0 for a rule of another type."""
        return max(self.components, default=0)

    @property
    def offered(self) -> tuple[str, ...]:
        """The evidence keys that a reviewer is asked for."""
        return tuple(key for key in self.evidence if key not in self.older)

    @property
    def reached(self) -> tuple[int, ...]:
        """The scores that evidence can lead to without a cap, from the least to the most."""
        found = {*self.limits, *self.nearest, *self.components.values(), *self.ladder}
        return tuple(sorted(found | {*self.between} | {*self.instead}))

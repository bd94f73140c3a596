"""What a scoring rule is: evidence, measure, limits and conditions, as frozen values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.scoring.arithmetic import near
from docgen.scoring.expressions import Expression

SCORES = (1, 2, 3, 4, 5)
"""The scores a criterion can have."""


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


@dataclass(frozen=True, slots=True)
class Cap:
    """A condition under which a score is out of reach."""

    score: int
    when: Expression
    warn: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A condition that changes no score and is worth a warning."""

    when: Expression
    warn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the score of one criterion follows from its evidence."""

    criterion: str
    file: Path
    """The rules.yaml it stands in."""
    evidence: Mapping[str, Kind]
    measures: tuple[Measure, ...] = ()
    limits: Mapping[int, Limit] = field(default_factory=dict)
    shared: Mapping[float, int] = field(default_factory=dict)
    """A number that two anchors print: the score it has."""
    nearest: Mapping[int, float] = field(default_factory=dict)
    """Score: the number its anchor names."""
    components: Mapping[int, int] = field(default_factory=dict)
    """Number of components present: score."""
    unassigned: frozenset[int] = frozenset()
    """Numbers of components that stand in no printed anchor."""
    ladder: Mapping[int, Lines] = field(default_factory=dict)
    needs: Mapping[int, Lines] = field(default_factory=dict)
    instead: Mapping[int, Lines] = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    must_hold: tuple[Expression, ...] = ()
    undefined: tuple[Expression, ...] = ()
    notes: tuple[Note, ...] = ()
    warnings: Mapping[str, str] = field(default_factory=dict)
    """Sentence of each warning the rule names."""
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

"""What follows from the scores of a review."""

from typing import NamedTuple

from docgen.model.pack import Level


class SectionResult(NamedTuple):
    """Points of one section."""

    id: str
    label: str
    points: int
    highest: int
    missing: int


class Result(NamedTuple):
    """What follows from the scores of one review."""

    total: int
    """Sum of the known scores, 0 when there are none."""
    highest: int
    """The most the total of this scale can be."""
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

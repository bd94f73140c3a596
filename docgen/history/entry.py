"""What an index of earlier reviews keeps of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docgen.review.file import load_data
from docgen.review.lines import Line, load_line

IndexedValues = tuple[str, str, str, str, str, bool, str]
KNOWN = ("id", "pack", "unit_id", "unit_name", "unit_place", "draft", "date")
"""What an entry holds of the text of its review, in its order."""


@dataclass(frozen=True, slots=True)
class IndexedReview:
    """What the index keeps of one review."""

    path: str
    id: str
    pack: str
    unit_id: str
    unit_name: str
    unit_place: str
    draft: bool
    date: str
    """Report date, else last day of the visit, else empty."""
    line: Line | None = None
    """Its place in a file of many reviews."""
    content: bytes = b""
    """Digest of what its file and its defaults hold."""

    @property
    def known(self) -> IndexedValues:
        """What its text says, in the order of `KNOWN`."""
        return (
            self.id,
            self.pack,
            self.unit_id,
            self.unit_name,
            self.unit_place,
            self.draft,
            self.date,
        )

    @property
    def file(self) -> Path:
        """Its file."""
        return Path(self.path)

    def read_scores(self) -> Mapping[str, int]:
        """Return the scores by criterion id, read now: few of the many are ever asked for.

        Raises ReadError or InvalidDataError when the file has broken since it was indexed.
        """
        found = {}
        loaded = load_line(self.file, self.line) if self.line else load_data(self.file)
        for criterion, value in (loaded.data.get("criteria") or {}).items():
            score = value.get("score") if isinstance(value, dict) else None
            if isinstance(score, int | float) and not isinstance(score, bool):
                found[criterion] = int(score)
        return found

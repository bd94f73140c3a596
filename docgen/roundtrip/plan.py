"""The plan of a pull: what Word says otherwise than the review, and what would be written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from docgen.model.place import Where

Kind = Literal[
    "edit", "added", "removed", "conflict", "lost", "outside", "derived", "score", "tracked",
    "not-carried", "unread", "comment",
]  # fmt: skip
"""edit, added, removed: can be written. conflict: both sides changed it. score: for --scores.
tracked: undecided tracked changes. lost: a field is gone. outside, derived, comment: only told."""
WRITTEN: tuple[Kind, ...] = ("edit", "added", "removed")
"""Kinds that a pull writes."""
OPEN: tuple[Kind, ...] = ("conflict", "score", "tracked", "unread", "lost")
"""Kinds that leave something in the report that the review does not have."""


class Edit(NamedTuple):
    """One change of the review's data."""

    action: Literal["set", "insert", "remove"]
    where: Where
    value: Any = None
    entry: int = 0
    """The number of the entry in a list."""


class Change(NamedTuple):
    """One difference between the report and the review."""

    path: str
    label: str
    """What the pack calls the value."""
    was: str
    now: str
    kind: Kind
    by: tuple[str, ...] = ()
    """Authors of undecided tracked changes."""
    place: str = ""
    note: str = ""
    edits: tuple[Edit, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return the change as plain values, for programs."""
        return {
            "path": self.path,
            "label": self.label,
            "was": self.was,
            "is": self.now,
            "kind": self.kind,
            "by": ", ".join(self.by) or None,
            "place": self.place,
            "note": self.note,
        }


class Plan(NamedTuple):
    """All that is to be said of one edited report."""

    report: Path
    review: Path
    changes: tuple[Change, ...]
    report_digest: str
    review_digest: str

    @property
    def edits(self) -> list[Edit]:
        """What would be written."""
        return [edit for one in self.changes if one.kind in WRITTEN for edit in one.edits]

    @property
    def left(self) -> list[Change]:
        """What would be left in the report."""
        return [one for one in self.changes if one.kind in OPEN]

    @property
    def lost(self) -> list[Change]:
        """What would be gone if the report were rendered anew once the plan is done."""
        return [one for one in self.changes if one.kind not in WRITTEN]

    def told(self) -> Mapping[str, Any]:
        """Return the plan as plain values, for programs and for a file."""
        return {
            "report": str(self.report),
            "review": str(self.review),
            "changes": [one.told() for one in self.changes],
        }

"""The plan of a pull: what Word says otherwise than the review, and what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from docgen.model.place import Where

Kind = Literal[
    "edit", "added", "removed", "conflict", "lost", "outside", "derived", "score", "tracked",
    "not-carried", "unread", "comment", "asked",
]  # fmt: skip
"""edit, added, removed: can be written. conflict: both sides changed it. score: for --scores.
tracked: undecided tracked changes. lost: a field is gone. outside, derived, comment: only told.
asked: a difference of a report without a store, which is written after a yes of its own."""
WRITTEN: tuple[Kind, ...] = ("edit", "added", "removed")
"""Kinds that a pull writes."""
OPEN: tuple[Kind, ...] = ("conflict", "score", "tracked", "unread", "lost", "asked")
"""Kinds that leave something in the report that the review does not have."""


class Edit(NamedTuple):
    """One change of the review's data."""

    action: Literal["set", "insert", "remove"]
    where: Where
    value: Any = None
    entry: int = 0
    """The number of the entry in a list."""
    file: Path | None = None
    """The file of defaults that the value stands in; None: the review's own."""


class Shown(NamedTuple):
    """Where the report says its side of a conflict, and what the review says instead."""

    part: str
    span: tuple[int, int]
    """That of the field (`Field.span`)."""
    first: int
    """The first paragraph of the field that the conflict is of, and how many there are."""
    many: int
    ours: tuple[str, ...]
    """The review's paragraphs, canonical."""


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
    shown: Shown | None = None

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
    defaults: tuple[tuple[str, str], ...] = ()
    """The files of defaults that are written too, each with its digest."""

    @property
    def edits(self) -> list[Edit]:
        """What would be written."""
        return [edit for one in self.changes if one.kind in WRITTEN for edit in one.edits]

    @property
    def asked(self) -> list[Change]:
        """What takes a yes of its own."""
        return [one for one in self.changes if one.kind == "asked"]

    def agreed(self, to: Collection[Change]) -> Plan:
        """Return the plan with a yes to some of what takes one."""
        said = [one._replace(kind="edit") if one in to else one for one in self.changes]
        return self._replace(changes=tuple(said))

    @property
    def counts(self) -> dict[str, int]:
        """How many changes are taken, left for a decision, in conflict, lost, and only told."""
        groups: Mapping[str, tuple[Kind, ...]] = {
            "taken": WRITTEN,
            "left": ("score", "tracked", "unread", "asked"),
            "conflicts": ("conflict",),
            "lost": ("lost",),
            "told": ("outside", "derived", "comment", "not-carried"),
        }
        kinds = Counter(one.kind for one in self.changes)
        return {name: sum(kinds[kind] for kind in some) for name, some in groups.items()}

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
            **self.counts,
            "changes": [one.told() for one in self.changes],
        }

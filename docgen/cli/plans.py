"""Plans on the screen: what was and what is; of many reports a row for each."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen.bounds.reading import read_bytes
from docgen.model.tongue import marked, say, say_count

if TYPE_CHECKING:
    from docgen.batch.pulling import Pulled
    from docgen.roundtrip.plan import Change, Plan

_KINDS = {
    "edit": marked("edit"),
    "added": marked("added"),
    "removed": marked("removed"),
    "conflict": marked("conflict"),
    "lost": marked("lost"),
    "outside": marked("outside"),
    "derived": marked("derived"),
    "score": marked("score"),
    "tracked": marked("tracked"),
    "not-carried": marked("not-carried"),
    "unread": marked("unread"),
    "comment": marked("comment"),
    "asked": marked("asked"),
}
"""What a change is called, by its kind."""
_COLUMNS = {
    "taken": marked("taken"),
    "left": marked("left"),
    "conflicts": marked("conflicts"),
    "lost": marked("lost"),
    "told": marked("told"),
}


def show_plan(plan: Plan) -> None:
    """Print what a report says otherwise than its review."""
    print(f"{plan.report} -> {plan.review}")
    if not plan.changes:
        print("  " + say("nothing was changed that the review does not say already"))
    for change in plan.changes:
        show_change(change)


def show_change(change: Change) -> None:
    """Print one difference: what was, what is, and what comes of it."""
    by = " " + say("by {names}", names=", ".join(change.by)) if change.by else ""
    where = f" ({change.place})" if change.place else ""
    named = change.label or change.path or say("text")
    print(f"  {say(_KINDS[change.kind])}: {named}{by}{where}")
    for sign, text in (("-", change.was), ("+", change.now)):
        for line in text.split("\n") if text else ():
            print(f"    {sign} {line}")
    if change.note:
        print(f"    {change.note}")


def show_diff(files: Mapping[Path, bytes]) -> None:
    """Print the lines that would change in files; `files` are as they will be."""
    for file, new in files.items():
        before = read_bytes(file).decode("utf-8-sig").splitlines(keepends=True)
        after = new.decode("utf-8-sig").splitlines(keepends=True)
        sys.stdout.writelines(unified_diff(before, after, str(file), str(file)))


class Table:
    """One row a report: how many changes were taken, left, in conflict, lost, only told."""

    def __init__(self, *, as_json: bool, done: bool) -> None:
        self._json, self._done = as_json, done
        self._rows: list[Mapping[str, Any]] = []
        self._sums = dict.fromkeys(_COLUMNS, 0)
        self._count = 0
        self.failed = False
        self.left = False
        """Whether anything was left for a decision, in conflict, or lost."""
        if not as_json:
            names = [say(name) for name in _COLUMNS.values()]
            print("  ".join([*(f"{name:>{self._width(name)}}" for name in names), say("report")]))

    @property
    def takes(self) -> bool:
        """Whether there is anything to write."""
        return self._sums["taken"] > 0

    def add(self, one: Pulled) -> None:
        """Print one row; what went wrong goes to standard error."""
        self._count += 1
        counts = one.plan.counts if one.plan else dict.fromkeys(_COLUMNS, 0)
        for name, number in counts.items():
            self._sums[name] += number
        self.left = self.left or bool(one.plan and one.plan.left)
        if one.error is not None:
            self.failed = True
            print(one.error, file=sys.stderr)
        if self._json:
            self._rows.append(self._data(one))
            return
        said = str(one.report)
        if one.error is not None:
            said += "  (" + say("not read") + ")"
        elif one.taken_before:
            said += "  (" + say("already taken") + ")"
        self._print(counts, said)

    def end(self) -> None:
        """Print the sums, or everything as JSON."""
        if self._json:
            print(json.dumps(self._rows, ensure_ascii=False, indent=2))
        else:
            said = say_count("{count} report", "{count} reports", self._count)
            self._print(
                self._sums, said if self._done else said + "; " + say("nothing was written")
            )

    def _print(self, counts: Mapping[str, int], said: str) -> None:
        numbers = (f"{counts[key]:>{self._width(say(name))}}" for key, name in _COLUMNS.items())
        print("  ".join([*numbers, said]), flush=True)

    def _width(self, name: str) -> int:
        return max(5, len(name))

    def _data(self, one: Pulled) -> Mapping[str, Any]:
        if one.plan is not None:
            return {"state": "read", **one.plan.told()}
        state = "already taken" if one.taken_before else "not read"
        message = None if one.error is None else str(one.error)
        return {"state": state, "report": str(one.report), "message": message}

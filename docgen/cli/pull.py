"""`docgen pull`: edits made in Word into the YAML of their review."""

from __future__ import annotations

import json
import sys
from difflib import unified_diff
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.bounds.reading import read_bytes
from docgen.bounds.unforeseen import faults_of
from docgen.cli.options import Packs
from docgen.errors import DocgenError, UsageError
from docgen.model.tongue import begin_with, marked, say

if TYPE_CHECKING:
    from docgen.packs.library import Library
    from docgen.roundtrip.compare import Wishes
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
}
"""What a change is called, by its kind."""


class Format(StrEnum):
    """How plans are printed."""

    TEXT = "text"
    JSON = "json"


class Tracked(StrEnum):
    """What undecided tracked changes count as."""

    ACCEPT = "accept"
    REJECT = "reject"


Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="REPORT.docx... [REVIEW.yaml]",
        help=say("Edited reports; a review behind them is theirs, else it is looked for."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=say("Write without asking."))]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help=say("Write nothing; show what would change in the YAML.")),
]
PlanFile = Annotated[
    Path | None,
    typer.Option("--plan", metavar="FILE", help=say("Save the plan; write nothing.")),
]
Apply = Annotated[
    Path | None, typer.Option("--apply", metavar="FILE", help=say("Do exactly a saved plan."))
]
Scores = Annotated[bool, typer.Option("--scores", help=say("Take scores too."))]
Undecided = Annotated[
    Tracked | None, typer.Option(help=say("Take undecided tracked changes as decided."))
]
Drop = Annotated[
    bool,
    typer.Option("--drop", help=say("Give up what cannot be taken, so that render may go on.")),
]
Ours = Annotated[
    bool, typer.Option("--ours", help=say("Where both changed the same, the review stays."))
]
Theirs = Annotated[
    bool, typer.Option("--theirs", help=say("Where both changed the same, the report counts."))
]
Shape = Annotated[Format, typer.Option("--format", help=say("Text or JSON."))]


def command(
    files: Files,
    yes: Yes = False,
    dry_run: DryRun = False,
    plan: PlanFile = None,
    apply: Apply = None,
    scores: Scores = False,
    tracked: Undecided = None,
    drop: Drop = False,
    ours: Ours = False,
    theirs: Theirs = False,
    format_: Shape = Format.TEXT,
    packs: Packs = None,
) -> None:
    """Take edits made in Word into the review they belong to.

    Shows a plan: what was, what is. Conflicts are left. Exit code 0: all was taken; 1: not all.
    """
    from docgen.packs.library import library
    from docgen.review.spoken import language_of_first
    from docgen.roundtrip.compare import Wishes

    if ours and theirs:
        raise UsageError(say("--ours and --theirs say the opposite; choose one"))
    side = "ours" if ours else "theirs" if theirs else ""
    wishes = Wishes(scores, side, tracked.value if tracked else "")
    shelf = library(packs)
    begin_with(language_of_first(files, shelf))
    asks = _Asks(yes, dry_run, drop, plan, apply, format_, shelf)
    failed = _pull_all(files, wishes, asks)
    raise typer.Exit(1 if failed else 0)


class _Asks:
    """How a pull was asked for."""

    def __init__(
        self,
        yes: bool,
        dry_run: bool,
        drop: bool,
        save: Path | None,
        saved: Path | None,
        format_: Format,
        shelf: Library,
    ) -> None:
        self.yes = yes
        self.dry_run = dry_run
        self.drop = drop
        self.save = save
        self.saved = saved
        self.format = format_
        self.library = shelf


def _pull_all(files: list[Path], wishes: Wishes, asks: _Asks) -> bool:
    """Pull each report; return whether something was left or went wrong."""
    from docgen.roundtrip.finding import reports_and_review

    reports, review = reports_and_review(files)
    if len(reports) > 1 and (asks.save or asks.saved):
        raise UsageError(say("a plan is that of one report; name one"))
    told = []
    failed = False
    for report in reports:
        try:
            with faults_of(report):
                plan = _one(report, review, wishes, asks)
        except DocgenError as error:
            if isinstance(error, UsageError):
                raise
            print(error, file=sys.stderr)
            failed = True
            continue
        told.append(plan.told())
        failed = failed or (bool(plan.left) and not asks.drop)
    if asks.format is Format.JSON:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    return failed


def _one(report: Path, review: Path | None, wishes: Wishes, asks: _Asks) -> Plan:
    from docgen.roundtrip.finding import find_review, refuse_open
    from docgen.roundtrip.pull import apply, pulled, read_back
    from docgen.roundtrip.saved import is_taken, note_taken, refuse_other, save_plan

    refuse_open(report)
    if not asks.dry_run and is_taken(report):
        return _already(report)
    found = review or find_review(report)
    plan = read_back(report, found, wishes=wishes, library=asks.library)
    if asks.saved is not None:
        refuse_other(plan, asks.saved)
    if asks.format is Format.TEXT:
        _show(plan)
    if asks.save is not None:
        save_plan(plan, asks.save)
    elif asks.dry_run:
        _show_diff(plan, pulled(read_bytes(plan.review), plan, asks.library), asks)
    elif plan.changes and _agreed(asks):
        apply(plan, asks.library)
        note_taken(plan, drop=asks.drop)
        if plan.edits and asks.format is Format.TEXT:
            print(say("{file}: written", file=plan.review))
        if asks.drop and asks.format is Format.TEXT:
            print("  " + say("given up: {count}", count=len(plan.lost)))
    return plan


def _already(report: Path) -> Plan:
    from docgen.roundtrip.plan import Plan

    print(say("{report}: already taken", report=report), file=sys.stderr)
    return Plan(report, Path(), (), "", "")


def _agreed(asks: _Asks) -> bool:
    if asks.yes or asks.saved or not sys.stdin.isatty():
        return True
    return typer.confirm(say("Write this into the review?"), default=False, err=True)


def _show(plan: Plan) -> None:
    print(f"{plan.report} -> {plan.review}")
    if not plan.changes:
        print("  " + say("nothing was changed"))
    for change in plan.changes:
        _show_change(change)


def _show_change(change: Change) -> None:
    by = " " + say("by {names}", names=", ".join(change.by)) if change.by else ""
    where = f" ({change.place})" if change.place else ""
    named = change.label or change.path or say("text")
    print(f"  {say(_KINDS[change.kind])}: {named}{by}{where}")
    for sign, text in (("-", change.was), ("+", change.now)):
        for line in text.split("\n") if text else ():
            print(f"    {sign} {line}")
    if change.note:
        print(f"    {change.note}")


def _show_diff(plan: Plan, new: bytes, asks: _Asks) -> None:
    if asks.format is not Format.TEXT:
        return
    before = read_bytes(plan.review).decode("utf-8-sig").splitlines(keepends=True)
    after = new.decode("utf-8-sig").splitlines(keepends=True)
    name = str(plan.review)
    sys.stdout.writelines(unified_diff(before, after, name, name))

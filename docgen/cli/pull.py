"""`docgen pull`: edits made in Word into the YAML of their review."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from docgen.bounds.unforeseen import faults_of
from docgen.cli.options import Packs, TextOrJson
from docgen.cli.typerwords import agreed
from docgen.errors import DocgenError, KeptFileError, UsageError
from docgen.model.tongue import begin_with, say, say_count

if TYPE_CHECKING:
    from docgen.batch.pulling import Pulling
    from docgen.roundtrip.plan import Plan


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
Shape = Annotated[TextOrJson, typer.Option("--format", help=say("Text or JSON."))]


Conflicts = Annotated[
    Path | None,
    typer.Option(
        "--conflicts",
        metavar="OUT.docx",
        help=say(
            "Make a copy of the report with both versions of each conflict as tracked changes."
        ),
    ),
]
Shared = Annotated[
    bool,
    typer.Option(
        "--shared", help=say("Write inherited values into the _shared.yaml they stand in.")
    ),
]


def command(
    files: Files,
    yes: Yes = False,
    dry_run: DryRun = False,
    plan: PlanFile = None,
    apply: Apply = None,
    scores: Scores = False,
    tracked: Undecided = None,
    shared: Shared = False,
    drop: Drop = False,
    ours: Ours = False,
    theirs: Theirs = False,
    conflicts: Conflicts = None,
    format_: Shape = TextOrJson.TEXT,
    packs: Packs = None,
) -> None:
    """Take edits made in Word into the review they belong to.

    Shows a plan: what was, what is; of several reports a table. Conflicts are left. Exit code 0:
    all was taken; 1: not all.
    """
    from docgen.batch.pulling import Pulling
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first
    from docgen.roundtrip.compare import Wishes
    from docgen.roundtrip.finding import reports_and_review

    side: Literal["", "ours", "theirs"] = "ours" if ours else "theirs" if theirs else ""
    library = find_library(packs)
    begin_with(language_of_first(files, library))
    wishes = Wishes(scores, side, tracked.value if tracked else "", shared)
    asks = Asks(yes, dry_run, drop, plan, apply, conflicts, format_ is TextOrJson.JSON)
    _refuse(asks, both=ours and theirs)
    reports, review = reports_and_review(files)
    pulling = Pulling(library, wishes)
    if len(reports) == 1:
        failed = _pull_one(reports[0], review, pulling, asks)
    else:
        failed = _pull_all(reports, pulling, asks)
    raise typer.Exit(1 if failed else 0)


class Asks(NamedTuple):
    """How a pull was asked for."""

    yes: bool
    dry_run: bool
    drop: bool
    save: Path | None
    saved: Path | None
    conflicts: Path | None
    as_json: bool


def _refuse(asks: Asks, *, both: bool) -> None:
    if both:
        raise UsageError(say("--ours and --theirs say the opposite; choose one"))
    if asks.dry_run and asks.conflicts:
        raise UsageError(say("--dry-run writes nothing; leave it out with --conflicts"))


def _pull_all(reports: list[Path], pulling: Pulling, asks: Asks) -> bool:
    """Pull many reports, a row for each; return whether something was left or went wrong."""
    from docgen.cli.plans import Table

    if asks.save or asks.saved:
        raise UsageError(say("a plan is that of one report; name one"))
    if asks.conflicts:
        raise UsageError(say("--conflicts makes a copy of one report; name one"))
    write = not asks.dry_run
    if write and not asks.yes and sys.stdin.isatty():
        look = Table(as_json=False, done=False)
        for one in pulling.all(reports, write=False):
            look.add(one)
        write = look.takes and _agreed(asks)
    table = Table(as_json=asks.as_json, done=write)
    for one in pulling.all(reports, write=write, drop=asks.drop):
        table.add(one)
    table.end()
    return table.failed or (table.left and not asks.drop)


def _pull_one(report: Path, review: Path | None, pulling: Pulling, asks: Asks) -> bool:
    """Pull one report; return whether something was left or went wrong."""
    try:
        with faults_of(report):
            plan = _one(report, review, pulling, asks)
    except DocgenError as error:
        if isinstance(error, UsageError):
            raise
        print(error, file=sys.stderr)
        if asks.as_json:
            print("[]")
        return True
    if asks.as_json:
        print(json.dumps([plan.told()] if plan else [], ensure_ascii=False, indent=2))
    return plan is not None and bool(plan.left) and not asks.drop


def _one(report: Path, review: Path | None, pulling: Pulling, asks: Asks) -> Plan | None:
    from docgen.cli.plans import show_diff, show_plan
    from docgen.roundtrip.saved import refuse_other, save_plan

    plan = pulling.plan(report, review, again=asks.dry_run)
    if plan is None:
        print(say("{report}: already taken", report=report), file=sys.stderr)
        return None
    if asks.saved is not None:
        refuse_other(plan, asks.saved)
    if not asks.as_json:
        show_plan(plan)
    if asks.save is not None:
        save_plan(plan, asks.save)
    elif asks.dry_run:
        plan = _with_answers(plan, asks)
        if not asks.as_json:
            show_diff(pulling.files(plan))
    elif plan.changes:
        plan = _with_answers(plan, asks)
        if (not plan.edits and not asks.drop) or _agreed(asks):
            pulling.write(plan, drop=asks.drop)
            _tell_written(plan, asks)
    if asks.conflicts is not None:
        _show_conflicts(plan, asks.conflicts)
    return plan


def _with_answers(plan: Plan, asks: Asks) -> Plan:
    """Return the plan with an answer to each difference that takes a yes of its own."""
    if asks.yes or asks.saved:
        return plan.agreed(plan.asked)
    if not sys.stdin.isatty() or asks.dry_run:
        return plan
    from docgen.cli.plans import show_change

    taken = []
    for change in plan.asked:
        show_change(change)
        if agreed(say("Take it?")):
            taken.append(change)
    return plan.agreed(taken)


def _tell_written(plan: Plan, asks: Asks) -> None:
    if asks.as_json:
        return
    if plan.edits:
        for file in dict.fromkeys([*(e.file or plan.review for e in plan.edits)]):
            print(say("{file}: written", file=file))
    if asks.drop:
        print("  " + say("given up: {count}", count=len(plan.lost)))


def _show_conflicts(plan: Plan, copy: Path) -> None:
    """Write the copy that shows both versions of each conflict; raises SaveError."""
    from docgen.output.save import refuse_open
    from docgen.output.whole import write_whole
    from docgen.roundtrip.conflicts import conflicts_copy, shown_conflicts

    if not shown_conflicts(plan):
        print(say("no conflict to show; {copy} was not written", copy=copy), file=sys.stderr)
        return
    refuse_open(copy)
    try:
        write_whole(copy, conflicts_copy(plan), new=True)
    except FileExistsError:
        message = say("is there already and stays; choose another name for --conflicts")
        raise KeptFileError(copy, message) from None
    said = say_count(
        "{copy}: {count} conflict, both versions as tracked changes; accept one of them in Word "
        "and reject the other, then: docgen pull {copy} {review} --theirs",
        "{copy}: {count} conflicts, both versions as tracked changes; accept one of each in Word "
        "and reject the other, then: docgen pull {copy} {review} --theirs",
        len(shown_conflicts(plan)),
        copy=copy,
        review=plan.review,
    )
    print(said, file=sys.stderr)


def _agreed(asks: Asks) -> bool:
    if asks.yes or asks.saved or not sys.stdin.isatty():
        return True
    return agreed(say("Write this into the review?"))

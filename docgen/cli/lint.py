"""`docgen lint`: every finding of Word templates and packs in one pass."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from docgen.cli.options import FindingsAs, Packs
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.check.lint.targets import Target
    from docgen.model import Problem


Names = Annotated[
    list[str],
    typer.Argument(
        metavar="TEMPLATE|PACK...", help=say("Word files, folders of them, codes of packs.")
    ),
]
PackCode = Annotated[
    str, typer.Option("--pack", metavar="CODE", help=say("Judge by the names of this pack."))
]
AnyNames = Annotated[
    str,
    typer.Option("--names", metavar="any", help=say("any: a template of somebody else's program.")),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", metavar="OLD.docx", help=say("Tell what it prints no longer, or newly.")
    ),
]
Comment = Annotated[
    Path | None,
    typer.Option("--comment", metavar="OUT.docx", help=say("Write a copy with Word comments.")),
]
Fix = Annotated[
    bool,
    typer.Option("--fix", help=say("Mend what is safe to mend, in a copy NAME.fixed.docx.")),
]
Strict = Annotated[bool, typer.Option("--strict", help=say("Warnings make exit code 1 too."))]
Baseline = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help=say("Tell only what is new."))
]
WriteBaseline = Annotated[
    Path | None,
    typer.Option("--write-baseline", metavar="FILE", help=say("Keep what there is now.")),
]
Shape = Annotated[FindingsAs, typer.Option("--format", help=say("For readers or for programs."))]


def command(
    names: Names,
    pack: PackCode = "",
    any_names: AnyNames = "",
    against: Against = None,
    comment: Comment = None,
    fix: Fix = False,
    strict: Strict = False,
    baseline: Baseline = None,
    keep: WriteBaseline = None,
    format_: Shape = FindingsAs.TEXT,
    packs: Packs = None,
) -> None:
    """Find faults in Word templates and packs, without making a report.

    Each finding ends in its rule: `docgen explain RULE`. `docgen check` also tries documents out.
    Exit code 0: no fault, warnings at most; 1: faults.
    """
    from docgen.check.lint.baseline import new_ones, read_baseline, write_baseline
    from docgen.check.lint.session import lint_targets
    from docgen.check.lint.targets import targets_of
    from docgen.cli.telling import print_problems
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first, language_of_pack

    _refuse_odd(any_names, pack)
    known = read_baseline(baseline) if baseline else frozenset()
    library = find_library(packs)
    begin_with(
        language_of_pack(pack or names[0], library) or language_of_first(map(Path, names), library)
    )
    targets = targets_of(names, library, pack=pack, any_names=bool(any_names))
    problems = lint_targets(targets, against)
    if keep is not None:
        write_baseline(keep, problems)
        print(keep, file=sys.stderr)
    problems = new_ones(problems, known)
    print_problems(problems, format_.value)
    if comment is not None:
        _comment(targets.files, problems, comment)
    if fix:
        _mend(targets.files)
    fails = ("error", "warning") if strict else ("error",)
    raise typer.Exit(1 if any(one.severity in fails for one in problems) else 0)


def _refuse_odd(any_names: str, pack: str) -> None:
    from docgen.errors import UsageError

    if any_names not in ("", "any"):
        raise UsageError(
            say(
                "--names {any_names}: there is --names any; a pack is --pack {any_names}",
                any_names=any_names,
            )
        )
    if any_names and pack:
        raise UsageError(
            say("--pack and --names any: by the names of one pack, or by none; choose one")
        )


def _comment(files: Sequence[Target], problems: list[Problem], out: Path) -> None:
    from docgen.check.lint.comments import write_commented
    from docgen.errors import UsageError

    if len(files) != 1:
        raise UsageError(
            say("--comment: takes one Word file, and here are {count}", count=len(files))
        )
    write_commented(files[0].path, problems, out)
    print(out, file=sys.stderr)


def _mend(files: Sequence[Target]) -> None:
    """Write a mended copy beside each file that has one, and say what was changed."""
    from docgen.authoring.workplace import write_new
    from docgen.check.lint.mend import mend

    for target in files:
        made = mend(target.path, target.judges[0])
        for place, before, now in made.changes:
            print(f"{target.path}: {place}\n- {before}\n+ {now}", file=sys.stderr)
        copy = target.path.with_suffix(".fixed.docx")
        if made.copy is not None:
            write_new(copy, made.copy)
            print(copy, file=sys.stderr)
        elif made.changes:
            left = (
                say("{faults} faults are left that a person must mend", faults=made.faults)
                if made.faults
                else ""
            )
            reason = left or say("a value that was printed before would be lost")
            print(
                say("{path}: no copy was written: {reason}", path=target.path, reason=reason),
                file=sys.stderr,
            )
        else:
            print(
                say("{path}: nothing here is safe to mend by itself", path=target.path),
                file=sys.stderr,
            )

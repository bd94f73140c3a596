"""`docgen check`: every fault of reviews and packs at once."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from docgen.cli.options import FindingsAs, Jobs, Packs, Paths
from docgen.cli.rendering import stdin_lines, with_bar
from docgen.errors import UsageError
from docgen.model.tongue import begin_with, marked, say, speaking

if TYPE_CHECKING:
    from docgen.model import Pack, Problem
    from docgen.packs.library import Library


def command(
    paths: Paths,
    format_: Annotated[
        FindingsAs,
        typer.Option("--format", help=say("Lines that editors can jump to, or for programs.")),
    ] = FindingsAs.TEXT,
    fix: Annotated[
        bool,
        typer.Option("--fix", help=say("Mend in the files what is sure, and show each change.")),
    ] = False,
    explain_values: Annotated[
        bool,
        typer.Option(
            "--explain-values",
            help=say("Tell what dates, names, criteria are read as; with --fix write them so."),
        ),
    ] = False,
    jobs: Jobs = None,
    packs: Packs = None,
) -> None:
    """Check reviews, _shared.yaml files and packs.

    Prints each problem as FILE:LINE:COLUMN. Exit code 0: no fault, warnings at most; 1: faults.
    """
    from docgen.cli.telling import counted, print_pieces
    from docgen.packs.library import find_library
    from docgen.review.spoken import language_of_first

    library, names = find_library(packs), [*_existing(paths)]
    begin_with(language_of_first(names, library))
    check = partial(_found, names, library, explain=explain_values, jobs=jobs)
    found = [_mended(names, partial(_every, check), library, format_)] if fix else check()
    severities: Counter[str] = Counter()
    found = _counting(found, severities)
    if format_ is FindingsAs.TEXT:
        _print_text(found, library)
    else:
        print_pieces(chain.from_iterable(found), format_.value)
    print(counted(severities), file=sys.stderr)
    raise typer.Exit(1 if severities["error"] else 0)


def _counting(found: Iterable[list[Problem]], severities: Counter[str]) -> Iterator[list[Problem]]:
    for problems in found:
        severities.update(problem.severity for problem in problems)
        yield problems


def _every(check: Callable[[], Iterable[list[Problem]]]) -> list[Problem]:
    return [*chain.from_iterable(check())]


def _mended(
    names: list[Path], check: Callable[[], list[Problem]], library: Library, format_: FindingsAs
) -> list[Problem]:
    """Mend the files and return what is left."""
    from docgen.cli.mending import mend

    return mend(names, check, library, quiet=format_ is not FindingsAs.TEXT)


class _FindingText(NamedTuple):
    """A finding in words."""

    rule: str
    text: str

    def __str__(self) -> str:
        return self.text


def _print_text(found: Iterable[list[Problem]], library: Library) -> None:
    from docgen.check.fold import folded
    from docgen.model.telling import page_of

    told = (
        _FindingText(one.rule, _said(one, library))
        for problems in found
        for one in folded(problems, library)
    )
    for line in page_of(told, rest=marked("--format json tells all")):
        print(line)


def _said(problem: Problem, library: Library) -> str:
    """Return a finding's line in the language of its file."""
    from docgen.review.spoken import language_in

    with speaking(language_in(Path(problem.file), library)):
        return str(problem)


def _existing(paths: list[str]) -> Iterable[Path]:
    """Return the paths to check; raises UsageError when not one of them is there."""
    from docgen.batch.sources import expand, refuse_missing

    found = [*expand(paths, stdin_lines(paths))]
    refuse_missing(found, piped="-" in paths)
    return [Path(path) for path in found]


def _found(
    paths: list[Path], library: Library, *, explain: bool = False, jobs: int | None = None
) -> Iterator[list[Problem]]:
    """Yield the problems of each file; raises UsageError when there is nothing to check at all."""
    from docgen.batch.checks import Checks
    from docgen.check.pieces import Told

    printed = _Printed(library)
    checks = Checks(paths, library=library, printed=printed, explain=explain, jobs=jobs)
    named = _from_here if not any(path.is_absolute() for path in paths) else _as_it_is
    found = with_bar(checks.found(), checks.total)
    told = Told()
    yield from _unless_nothing((told.fresh(f, [*map(named, p)]) for f, p in found), len(paths))
    yield told.fresh(None, [*map(named, printed.faults)])


def _unless_nothing(found: Iterable[list[Problem]], paths: int) -> Iterator[list[Problem]]:
    """Yield what was found; raises UsageError where all that was found is that nothing is there."""
    nothing: list[list[Problem]] = []
    waiting = iter(found)
    for problems in waiting:
        nothing.append(problems)
        if [problem.rule for problem in problems] != ["nothing"]:
            break
    else:
        if nothing and len(nothing) == paths:
            raise UsageError(str(nothing[0][0]))
    yield from nothing
    yield from waiting


def _as_it_is(problem: Problem) -> Problem:
    return problem


def _from_here(problem: Problem) -> Problem:
    """Return the problem with its file, a pack's for one, named from the current folder."""
    file = Path(problem.file)
    here = Path.cwd()
    inside = file.is_absolute() and file.is_relative_to(here)
    return problem._replace(file=file.relative_to(here)) if inside else problem


class _Printed:
    """Answers what the documents of a pack print, and keeps what is wrong with their templates."""

    def __init__(self, library: Library) -> None:
        self.faults: list[Problem] = []
        self._shelf = library
        self._known: dict[str, set[str]] = {}

    def __call__(self, pack: Pack) -> set[str]:
        """Return the paths of the review values that the pack's documents print."""
        if pack.code not in self._known:
            self._known[pack.code] = self._paths(pack)
        return self._known[pack.code]

    def _paths(self, pack: Pack) -> set[str]:
        from docgen.document.fields import fields_of
        from docgen.document.renderer import printed_paths
        from docgen.errors import TemplateError
        from docgen.model import leaves

        try:
            paths = printed_paths(pack)
        except TemplateError as error:  # then nothing counts as left out
            self.faults += error.problems
            paths = {field.path for _, field in leaves(fields_of(pack))}
        return {path.replace(".*", "") for path in paths}

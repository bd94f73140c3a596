"""What `docgen render` does: make the reports, show what comes of each, count."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from docgen.bounds.reading import typed_path
from docgen.cli.tally import Tally
from docgen.errors import UsageError
from docgen.model.address import as_typed, is_address
from docgen.model.tongue import begin_with, say

if TYPE_CHECKING:
    from docgen.batch.outcome import Outcome, Outcomes, State
    from docgen.batch.run import Effort, Run
    from docgen.output.pdf import Office
    from docgen.report import Options

T = TypeVar("T")

_WORTH_A_BAR = 20
"""From so many reports on a terminal shows a progress bar."""


def render(
    paths: list[str],
    out: str,
    options: Options,
    effort: Effort,
    *,
    pdf: bool = False,
    packs: Path | None = None,
) -> int:
    """Make the reports, print their paths, and return the exit code."""
    from docgen.batch.run import prepare_run
    from docgen.packs.library import find_library

    if pdf and is_address(typed_path(out)):
        raise UsageError(say("--pdf writes to a folder of this machine; name one with -o"))
    office = _office() if pdf else None
    found = find_library(packs)
    run = prepare_run(paths, out, options, effort, library=found, stdin=stdin_lines(paths))
    begin_with(run.language)
    return _carried_out(run, office, Tally(dry_run=effort.dry_run))


def _carried_out(run: Run, office: Office | None, tally: Tally) -> int:
    """Make the reports and their PDFs, show what comes of each, and return the exit code."""
    warned: Outcomes = run
    if run.job.options.plain or office is not None:
        from docgen.batch.beside import Warned

        warned = Warned(run)
    reports = _follow(warned, tally, kept=office is not None)
    if office is not None and (tally.good or not run.effort.fail_fast):
        from docgen.batch.pdfs import PdfRun

        _follow(PdfRun(run, reports, office), tally)
    for line in tally.summary(run.total):
        print(line, file=sys.stderr)
    return 0 if tally.good else 1


def stdin_lines(paths: Iterable[str]) -> Iterable[str]:
    """Return the lines of standard input when `-` asks for them."""
    return sys.stdin if "-" in paths else ()


def with_bar(items: Iterator[T], total: int | None) -> Iterator[T]:
    """Return the items, on a terminal under a bar where there are many or nobody knows how many."""
    if not sys.stderr.isatty() or (total is not None and total < _WORTH_A_BAR):
        return items
    from docgen.cli.progress import advancing

    return advancing(items, total)


def _office() -> Office:
    """Return LibreOffice; that it is missing is told before any report is made."""
    from docgen.output.pdf import find_office

    return find_office()


def _follow(run: Outcomes, tally: Tally, *, kept: bool = False) -> dict[Path, State]:
    """Show and count the outcomes; return what came of each file that stands, where it is `kept`.

    A run may be of a hundred thousand.
    """
    standing: dict[Path, State] = {}
    with closing(follow(run, tally)) as outcomes:
        for outcome in outcomes:
            if kept and outcome.good and outcome.report is not None:
                standing[outcome.report] = outcome.state
    return standing


def follow(run: Outcomes, tally: Tally) -> Generator[Outcome, None, None]:
    """Yield the outcomes of a batch, shown and counted."""
    with closing(_shown(run, tally)) as outcomes:
        for outcome in outcomes:
            tally.add(outcome)
            yield outcome


def _shown(run: Outcomes, tally: Tally) -> Generator[Outcome, None, None]:
    """Yield the outcomes while they are shown: many on a terminal with a bar, else as lines."""
    if sys.stderr.isatty() and run.total >= _WORTH_A_BAR:
        from docgen.cli.progress import with_bar

        yield from with_bar(run, tally, paths=not sys.stdout.isatty())
        return
    with closing(run.outcomes()) as outcomes:
        for outcome in outcomes:
            for line in tally.complaints(outcome):
                print(line, file=sys.stderr)
            if outcome.error is None:
                print(outcome.report and as_typed(outcome.report), flush=True)
            yield outcome

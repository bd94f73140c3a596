"""A progress bar with rate and time left; the only module that imports rich."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TimeRemainingColumn,
)
from rich.text import Text

from docgen.batch.outcome import Outcome, Outcomes
from docgen.cli.tally import Tally

T = TypeVar("T")


class _Rate(ProgressColumn):
    """Reports a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, a dash as long as it is unknown."""
        speed = task.finished_speed or task.speed
        return Text("-/s" if speed is None else f"{speed:.0f}/s")


def with_bar(run: Outcomes, tally: Tally, *, paths: bool) -> Generator[Outcome, None, None]:
    """Yield the outcomes of `run` under a bar on stderr; with `paths`, reports go to stdout."""
    console = Console(stderr=True, highlight=False)
    columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar,
        closing(run.outcomes()) as outcomes,
    ):
        task = bar.add_task("", total=run.total)
        for outcome in outcomes:
            for line in tally.complaints(outcome):
                console.print(line, markup=False, soft_wrap=True)
            if outcome.error is None and paths:
                print(outcome.report, flush=True)
            bar.advance(task)
            yield outcome


def advancing(items: Iterable[T], total: int | None) -> Iterator[T]:
    """Yield the items under a bar on stderr; what is printed meanwhile stands above it."""
    console = Console(stderr=True, highlight=False)
    columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    both = sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=both) as bar:
        task = bar.add_task("", total=total)
        for item in items:
            yield item
            bar.advance(task)

"""Who makes the reports: one small interface, and this process behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import NamedTuple, Protocol

from docgen.batch.outcome import Outcome
from docgen.batch.plan import Task
from docgen.batch.work import Bench, Job, make_task
from docgen.manifest import Manifest
from docgen.report import Histories

Maker = Callable[[Task, Bench], list[Outcome]]

MOST_PROCESSES = 61
"""What Windows can wait for at once."""
WORTH_A_POOL = 50
"""Below so many reports the start of a pool costs more than it saves."""


class Chunk(NamedTuple):
    """Some tasks, and what the manifest knows of their reports."""

    tasks: tuple[Task, ...]
    lines: Mapping[str, bytes]


class Engine(Protocol):
    """Makes the reports of all chunks and yields what came of them, in the order of the chunks."""

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield the outcomes; closing the iterator stops the work."""


class InProcess:
    """One report after the other in this process."""

    def __init__(self, job: Job, manifest: Manifest, make: Maker = make_task) -> None:
        self._bench = Bench(job, manifest, Histories())
        self._make = make

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield each outcome as soon as it is known."""
        for chunk in chunks:
            for task in chunk.tasks:
                yield from self._make(task, self._bench)


def processes_for(reports: int, jobs: int | None) -> int:
    """Return how many processes are worth their start: one below about 50 reports."""
    if jobs is not None:
        return max(1, min(jobs, reports, MOST_PROCESSES))
    if reports < WORTH_A_POOL:
        return 1
    return min(os.cpu_count() or 1, MOST_PROCESSES)

"""Who makes the reports: one small interface, and this process behind it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import NamedTuple, Protocol

from docgen.batch.outcome import Outcome, failure
from docgen.batch.plan import Task
from docgen.batch.work import Job, Worker, make_task
from docgen.bounds.garbage import seldom_collected
from docgen.errors import DocgenError, UsageError
from docgen.history.cache import HistoryCache, UnitIndexes
from docgen.model.tongue import say
from docgen.output.lock import lock_text
from docgen.output.manifest import FOLDER, Manifest

Maker = Callable[[Task, Worker], list[Outcome]]

LOCAL = "local"
"""The engine that uses this machine: one process, or as many as pay."""
DASK = "dask"
"""The engine that uses the workers of a Dask scheduler."""
_ADDRESS = r"(tcp|tls|wss?)://[^/\s]+:\d+/?|inproc://\S+"

MOST_PROCESSES = 61
"""What Windows can wait for at once."""
WORTH_A_POOL = 50
"""Below so many reports the start of a pool costs more than it saves."""


class Chunk(NamedTuple):
    """Some tasks, and what is known of their reports and of the units' earlier reviews."""

    tasks: tuple[Task, ...]
    lines: Mapping[str, bytes]
    known: UnitIndexes | None = None

    def singles(self) -> Iterator[Chunk]:
        """Yield a chunk of its own for each task."""
        return (self._replace(tasks=(task,)) for task in self.tasks)


class Engine(Protocol):
    """Makes the reports of all chunks and yields what came of them, in the order of the chunks."""

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield the outcomes; closing the iterator stops the work."""


class InProcess:
    """One report after the other in this process."""

    def __init__(
        self,
        job: Job,
        manifest: Manifest,
        histories: HistoryCache | None = None,
        make: Maker = make_task,
    ) -> None:
        self._worker = Worker(job, manifest, histories or HistoryCache())
        self._make = make

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield each outcome as soon as it is known.

        Raises DocgenError when the folder was taken away.
        """
        with seldom_collected():
            for chunk in chunks:
                for task in chunk.tasks:
                    refuse_lost_lock(self._worker.job)
                    yield from self._make(task, self._worker)


def choose_engine(name: str, scheduler: str = "") -> str:
    """Return the engine for `prepare_run`: `local`, `dask`, or the address of a Dask scheduler.

    Raises UsageError for what is none, and when Dask is not installed.
    """
    if name not in (LOCAL, DASK):
        raise UsageError(
            say("--engine {name}: there are {local} and {dask}", name=name, local=LOCAL, dask=DASK)
        )
    if scheduler and name != DASK:
        raise UsageError(
            say(
                "--scheduler {scheduler}: goes with --engine {dask}", scheduler=scheduler, dask=DASK
            )
        )
    if scheduler and not re.fullmatch(_ADDRESS, scheduler):
        raise UsageError(
            say("--scheduler {scheduler}: write it like tcp://host:8786", scheduler=scheduler)
        )
    if name == DASK and find_spec("distributed") is None:
        raise UsageError(say("--engine dask needs Dask: pip install ips-docgen[dask]"))
    return scheduler or name


def make_chunk(chunk: Chunk, worker: Worker, make: Maker) -> list[Outcome]:
    """Return the outcomes of a chunk; runs in a worker, as long as its run holds the folder.

    Raises DocgenError when the run is over: another one may be writing there.
    """
    worker.manifest.know(chunk.lines)
    worker.histories.preload(chunk.known or {})
    outcomes: list[Outcome] = []
    for task in chunk.tasks:
        refuse_lost_lock(worker.job)
        outcomes += make(task, worker)
    if outcomes and (lines := worker.manifest.hand_over()):
        outcomes[-1] = outcomes[-1]._replace(lines=lines)
    return outcomes


def refuse_lost_lock(job: Job) -> None:
    """Raise DocgenError when the run of this job does not hold its folder, or it is not seen."""
    if job.lock and lock_text(job.out / FOLDER, job.share) != job.lock:
        raise DocgenError(
            say(
                "{out}: its run does not hold it any more: the folder was removed, moved or "
                "emptied, or another docgen took it over; run it again to go on",
                out=job.out,
            )
        )


def killed(chunk: Chunk, job: Job) -> Iterator[Outcome]:
    """Yield a failure for each report of a chunk whose process was killed."""
    for task in chunk.tasks:
        message = say(
            "{source}: the system killed the process that made it (out of memory?); run it again",
            source=task.source,
        )
        for _, name in task.reports:
            yield failure(
                task.source,
                DocgenError(message),
                job.out / name,
            )


def processes_for(reports: int, jobs: int | None) -> int:
    """Return how many processes are worth their start: one below about 50 reports."""
    if jobs is not None:
        return max(1, min(jobs, reports, MOST_PROCESSES))
    if reports < WORTH_A_POOL:
        return 1
    return min(os.cpu_count() or 1, MOST_PROCESSES)

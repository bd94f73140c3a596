"""Several processes of this machine make the reports, each with its own compiled templates."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event

from docgen.batch.engines import Chunk, Maker, killed, make_chunk
from docgen.batch.lifeline import end_with_parent, leave_requests_to_parent, undisturbed
from docgen.batch.outcome import Outcome
from docgen.batch.plan import Task
from docgen.batch.work import Job, Worker, make_task
from docgen.bounds.garbage import collect_seldom
from docgen.bounds.kept import keep_for_good, write_down
from docgen.errors import DocgenError
from docgen.history.cache import HistoryCache
from docgen.model.tongue import marked, say
from docgen.output.anywhere import worker_manifest

_AHEAD = 3
"""Chunks in hand for each process: enough to keep it busy, few enough to stay small."""
_GIVE_UP = 3
"""Worker processes that may die before the first result; then the pool counts as broken."""
_NO_WORKERS = marked(
    "the worker processes die one after the other (too little memory?); free some, "
    "or run it with --jobs 1"
)

_mine: list[tuple[Worker, Maker]] = []
"""What a worker process works with, once it has begun."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Several processes of this machine, each with its own compiled templates."""

    job: Job
    processes: int
    make: Maker = make_task

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield the outcomes chunk by chunk; a worker that dies costs one report, not the run."""
        waiting = iter(chunks)
        while True:
            hand: deque[Chunk] = deque()
            futures: deque[Future[list[Outcome]]] = deque()
            workers = self._workers()
            try:
                for chunk in waiting:
                    hand.append(chunk)
                    futures.append(workers.submit(chunk))
                    if len(hand) >= self.processes * _AHEAD:
                        yield from _next(futures, hand)
                while hand:
                    yield from _next(futures, hand)
                return
            except BrokenProcessPool:
                workers.stop()
                while futures and _is_sound(futures[0]):
                    yield from _next(futures, hand)
                yield from self._carefully(hand)
            finally:
                workers.stop()

    def _carefully(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        """Yield the outcomes of chunks of which one task may kill its process: one at a time."""
        lived, died = False, 0
        pieces = deque(chunks)
        workers = self._workers(1)
        try:
            while pieces:
                piece = pieces.popleft()
                try:
                    yield from workers.submit(piece).result()
                    lived = True
                    continue
                except BrokenProcessPool:
                    workers.stop()
                    workers = self._workers(1)
                if len(piece.tasks) > 1:
                    pieces.extendleft(reversed([*piece.singles()]))
                    continue
                yield from killed(piece, self.job)
                died += 1
                if died >= _GIVE_UP and not lived:
                    raise DocgenError(say(_NO_WORKERS))
        finally:
            workers.stop()

    def _workers(self, processes: int = 0) -> _Workers:
        return _Workers(self.job, self.make, processes or self.processes)


class _Workers:
    """Fresh worker processes; started anew everywhere, as Windows can do no other."""

    def __init__(self, job: Job, make: Maker, processes: int) -> None:
        context = get_context("spawn")
        with undisturbed():  # this starts the process that keeps track of shared resources
            self._over = context.Event()
            self._executor = ProcessPoolExecutor(
                max_workers=processes,
                mp_context=context,
                initializer=_begin,
                initargs=(job, make, self._over),
            )

    def submit(self, chunk: Chunk) -> Future[list[Outcome]]:
        """Hand a chunk out; this may start a process."""
        with undisturbed():
            return self._executor.submit(_make_chunk, chunk)

    def stop(self) -> None:
        """Wait for the reports that are being made and end the processes."""
        with undisturbed():
            self._over.set()
            self._executor.shutdown(wait=True, cancel_futures=True)


def _begin(job: Job, make: Maker, over: Event) -> None:
    """Prepare a worker process; requests to stop are for the process that started it."""
    leave_requests_to_parent()
    end_with_parent()
    collect_seldom()

    def make_unless_over(task: Task, worker: Worker) -> list[Outcome]:
        if over.is_set():
            raise DocgenError(say("the run was stopped"))
        return make(task, worker)

    keep_for_good()
    manifest = worker_manifest(job.out, job.share, job.run)
    _mine[:] = [(Worker(job, manifest, HistoryCache()), make_unless_over)]


def _make_chunk(chunk: Chunk) -> list[Outcome]:
    """Return the outcomes of a chunk; runs in a worker process."""
    outcomes = make_chunk(chunk, *_mine[0])
    write_down()
    return outcomes


def _next(futures: deque[Future[list[Outcome]]], hand: deque[Chunk]) -> list[Outcome]:
    """Return the outcomes of the chunk that was handed out first, and let go of it."""
    outcomes = futures[0].result()
    futures.popleft()
    hand.popleft()
    return outcomes


def _is_sound(future: Future[list[Outcome]]) -> bool:
    """Return true for a chunk that was finished before another one broke the pool."""
    return future.done() and not future.cancelled() and future.exception() is None

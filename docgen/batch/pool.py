"""Several processes of this machine make the reports, each with its own compiled templates."""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from docgen.batch.engines import Chunk, Maker, killed, make_chunk
from docgen.batch.outcome import Outcome
from docgen.batch.work import Bench, Job, make_task
from docgen.errors import DocgenError
from docgen.history.cache import Histories
from docgen.output.manifest import worker_manifest

_AHEAD = 3
"""Chunks in hand for each process: enough to keep it busy, few enough to stay small."""
_GIVE_UP = 3
"""Worker processes that may die before the first result; then the pool counts as broken."""
_NO_WORKERS = (
    "the worker processes die one after the other (too little memory?); "
    "free some, or run it with --jobs 1"
)

_mine: list[tuple[Bench, Maker]] = []
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
            executor = self._executor()
            try:
                for chunk in waiting:
                    hand.append(chunk)
                    futures.append(_submit(executor, chunk))
                    if len(hand) >= self.processes * _AHEAD:
                        yield from _next(futures, hand)
                while hand:
                    yield from _next(futures, hand)
                return
            except BrokenProcessPool:
                _stop(executor)
                while futures and _is_sound(futures[0]):
                    yield from _next(futures, hand)
                yield from self._carefully(hand)
            finally:
                _stop(executor)

    def _carefully(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        """Yield the outcomes of chunks of which one task may kill its process: one at a time."""
        lived, died = False, 0
        pieces = deque(chunks)
        executor = self._executor(1)
        try:
            while pieces:
                piece = pieces.popleft()
                try:
                    yield from _submit(executor, piece).result()
                    lived = True
                    continue
                except BrokenProcessPool:
                    _stop(executor)
                    executor = self._executor(1)
                if len(piece.tasks) > 1:
                    pieces.extendleft(reversed([*piece.singles()]))
                    continue
                yield from killed(piece, self.job)
                died += 1
                if died >= _GIVE_UP and not lived:
                    raise DocgenError(_NO_WORKERS)
        finally:
            _stop(executor)

    def _executor(self, processes: int = 0) -> ProcessPoolExecutor:
        """Return fresh worker processes; started anew everywhere, as Windows can do no other."""
        return ProcessPoolExecutor(
            max_workers=processes or self.processes,
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(self.job, self.make),
        )


@contextmanager
def _deaf() -> Iterator[None]:
    """Let Ctrl-C pass: a process that is just starting inherits that, and a clean-up goes on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _submit(executor: ProcessPoolExecutor, chunk: Chunk) -> Future[list[Outcome]]:
    """Hand a chunk out; this may start a process."""
    with _deaf():
        return executor.submit(_make_chunk, chunk)


def _stop(executor: ProcessPoolExecutor) -> None:
    """Wait for the chunks that are being made and end the processes."""
    with _deaf():
        executor.shutdown(wait=True, cancel_futures=True)


def _begin(job: Job, make: Maker) -> None:
    """Prepare a worker process; Ctrl-C is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine[:] = [(Bench(job, worker_manifest(job.out, job.share, job.run), Histories()), make)]


def _make_chunk(chunk: Chunk) -> list[Outcome]:
    """Return the outcomes of a chunk; runs in a worker process."""
    return make_chunk(chunk, *_mine[0])


def _next(futures: deque[Future[list[Outcome]]], hand: deque[Chunk]) -> list[Outcome]:
    """Return the outcomes of the chunk that was handed out first, and let go of it."""
    outcomes = futures[0].result()
    futures.popleft()
    hand.popleft()
    return outcomes


def _is_sound(future: Future[list[Outcome]]) -> bool:
    """Return true for a chunk that was finished before another one broke the pool."""
    return future.done() and not future.cancelled() and future.exception() is None

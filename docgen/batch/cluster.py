"""Many machines make the reports: Dask hands out the chunks, on a folder that all of them see.

Nothing here runs unless `--engine dask` asks for it; `distributed` is the extra `ips-docgen[dask]`.
What is sent is code that runs: use only a scheduler that you trust.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.batch.engines import Chunk, Maker, killed, make_chunk
from docgen.batch.outcome import Outcome
from docgen.batch.work import Job, Worker, make_task
from docgen.bounds.kept import looking_seldom
from docgen.errors import UsageError
from docgen.history.cache import HistoryCache
from docgen.model.address import is_address
from docgen.model.tongue import say
from docgen.output.anywhere import worker_manifest
from docgen.version import VERSION

PATIENCE = 20.0
"""Seconds to wait for a scheduler, or for a worker where there is none."""
_LOOK = 5.0
"""Seconds after which a chunk that is not back makes us look whether anybody is left."""
_AHEAD = 3
"""Chunks in hand for each worker process."""
_GIVE_UP = 3
"""Reports that may kill their workers one after the other before the run ends."""
_TALKERS = {"distributed", "tornado", "asyncio"}
"""Loggers that tell of lost connections with tracebacks, each by itself."""

_one_at_a_time = threading.Lock()
"""A worker process makes one chunk at a time, however many threads it has."""
_mine: list[Worker] = []
"""What this worker process works with: for the run that asked last."""


@dataclass(frozen=True, slots=True)
class Dask:
    """The workers of a Dask scheduler; without an address, Dask's own setting or this machine."""

    job: Job
    scheduler: str = ""
    processes: int = 1
    """Worker processes to start where there is no scheduler."""
    make: Maker = make_task

    def run(self, chunks: Iterable[Chunk]) -> Generator[Outcome, None, None]:
        """Yield the outcomes chunk by chunk.

        Raises UsageError when the scheduler or its workers cannot be used.
        """
        with _client(self.scheduler, self.processes) as client:
            yield from _DaskRun(self, client).run(chunks)


class _DaskRun:
    """The workers at hand during one run."""

    def __init__(self, dask: Dask, client: Any) -> None:
        self._dask = dask
        self._client = client
        self._address = client.scheduler.address
        self._futures: deque[tuple[Chunk, Any]] = deque()
        self._lived, self._died = False, 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the chunks; closing the iterator cancels the rest."""
        ahead = _AHEAD * max(1, len(self._client.ncores()))
        try:
            for chunk in chunks:
                self._futures.append((chunk, self._submit(chunk)))
                if len(self._futures) >= ahead:
                    yield from self._next()
            while self._futures:
                yield from self._next()
        finally:
            with suppress(OSError, RuntimeError, CancelledError):
                self._client.cancel([future for _, future in self._futures], force=True)

    def _submit(self, chunk: Chunk) -> Any:
        dask, here = self._dask, (VERSION, str(Path.cwd()))
        return self._client.submit(make_there, chunk, dask.job, here, dask.make, pure=False)

    def _next(self) -> Iterator[Outcome]:
        chunk, future = self._futures.popleft()
        yield from self._outcomes(chunk, future)

    def _outcomes(self, chunk: Chunk, future: Any) -> Iterator[Outcome]:
        """Yield the outcomes of a chunk; one that kills its workers is tried task by task."""
        from distributed.scheduler import KilledWorker

        try:
            outcomes: list[Outcome] = self._result(future)
        except KilledWorker:
            if len(chunk.tasks) > 1:
                for single in chunk.singles():
                    yield from self._outcomes(single, self._submit(single))
                return
            self._died += 1
            if self._died >= _GIVE_UP and not self._lived:
                message = say("its workers die one after the other (too little memory?)")
                raise UsageError(f"{self._address}: {message}") from None
            outcomes = [*killed(chunk, self._dask.job)]
        else:
            self._lived = True
        yield from outcomes

    def _result(self, future: Any) -> Any:
        """Return what came of a chunk; raises UsageError when nobody is left to make it."""
        waited = 0.0
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                waited = 0.0 if self._client.ncores() else waited + _LOOK
                if waited >= PATIENCE:
                    message = say("no worker is left; start some and run it again to go on")
                    raise UsageError(f"{self._address}: {message}") from None
            except (CancelledError, OSError) as error:
                message = say("the Dask scheduler is gone; start it and run it again to go on")
                raise UsageError(f"{self._address}: {message}") from error
            except ImportError as error:
                message = say(
                    "its workers lack docgen ({error}); pip install ips-docgen[dask] there",
                    error=error,
                )
                raise UsageError(f"{self._address}: {message}") from error


def make_there(chunk: Chunk, job: Job, here: tuple[str, str], make: Maker) -> list[Outcome]:
    """Return the outcomes of a chunk; runs in a worker, in the folder of whoever asked.

    Raises UsageError when this worker is another version or does not see the folders.
    """
    version, folder = here
    name = f"worker {os.getpid()}"
    if version != VERSION:
        message = say(
            "has docgen {theirs}, this is {ours}; install the same",
            theirs=VERSION,
            ours=version,
        )
        raise UsageError(f"{name} {message}")
    with _one_at_a_time, _inside(folder, name, needed=_needs_folder(chunk, job)):
        if not _mine or _mine[0].job != job:
            _mine[:] = [Worker(job, worker_manifest(job.out, job.share, job.run), HistoryCache())]
        with closing(_mine[0].manifest), looking_seldom():
            return make_chunk(chunk, _mine[0], make)


def _needs_folder(chunk: Chunk, job: Job) -> bool:
    """Return whether anything but addresses in a store is named from the current folder."""
    places = (str(job.out), *(task.file for task in chunk.tasks))
    return not all(map(is_address, places))


@contextmanager
def _inside(folder: str, name: str, *, needed: bool) -> Iterator[None]:
    """Work in a folder, so that paths mean and messages say the same as where they were typed."""
    before = Path.cwd()
    try:
        os.chdir(folder)
    except OSError as error:
        if not needed:
            yield
            return
        message = say("does not see this folder; use one that all machines see under the same name")
        raise UsageError(f"{folder}: {name} {message}") from error
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _client(address: str, processes: int) -> Iterator[Any]:
    """Yield a client of the scheduler, or of workers of this machine, with a worker at hand."""
    from dask import config
    from distributed import Client, LocalCluster

    address = address or str(config.get("scheduler-address", "") or "")
    with _quiet(), ExitStack() as stack:
        target: Any = address
        if not address:
            target = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=processes,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
            )
            stack.enter_context(target)
        try:
            _ask(address)
            client = Client(target, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise UsageError(_silent(address)) from error
        stack.enter_context(client)
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            message = say("has no worker; start some: dask worker {address}", address=address)
            raise UsageError(
                say("{address}: this scheduler {message}", address=address, message=message)
            ) from error
        yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence Dask and what it is built on: what matters of it, our own lines say."""
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] in _TALKERS]
    before = [(logger, logger.level) for logger in map(logging.getLogger, {*names, *_TALKERS})]
    for logger, _ in before:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


def _ask(address: str) -> None:
    """Ask the scheduler who it is; Dask's own client waits for ever for one that keeps silent.

    Raises OSError.
    """
    from distributed import Security, rpc

    async def ask() -> None:
        arguments = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        async with rpc(address, connection_args=arguments) as scheduler:  # type: ignore[no-untyped-call]
            await scheduler.identity()

    async def in_time() -> None:
        await asyncio.wait_for(ask(), PATIENCE)

    if address and not address.startswith("inproc:"):  # which lives in this process
        asyncio.run(in_time())


def _silent(address: str) -> str:
    return say(
        "{address}: no Dask scheduler answers there within {patience:.0f} seconds; see "
        "that `dask scheduler` runs and that no firewall stands between",
        address=address,
        patience=PATIENCE,
    )

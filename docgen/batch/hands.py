"""Many pieces of one kind of work, by as many processes as pay; the results in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any, TypeVar

from docgen.batch.engines import WORTH_A_POOL, processes_for
from docgen.batch.lifeline import end_with_parent, leave_requests_to_parent, undisturbed
from docgen.bounds.garbage import collect_seldom, seldom_collected
from docgen.bounds.kept import keep_for_good, keeping, write_down
from docgen.errors import DocgenError
from docgen.model.tongue import begin_with, language_now, marked, say

Setting = TypeVar("Setting")
Piece = TypeVar("Piece")
Result = TypeVar("Result")
Begin = Callable[[Setting], Callable[[Piece], Result]]

_CHUNK = 50
"""Pieces a process takes at a time: a quarter of a second."""
_AHEAD = 3
"""Chunks in hand for each process."""
_KILLED = marked(
    "the system killed the processes that did the work (out of memory?); run it again with --jobs 1"
)

_mine: list[Callable[[Any], Any]] = []
"""What a process does with a piece, once it has begun."""


def done_by_many(
    pieces: Iterable[Piece],
    begin: Begin[Setting, Piece, Result],
    setting: Callable[[bool], Setting],
    jobs: int | None = None,
    packed: Callable[[Piece], Piece] = lambda piece: piece,
) -> Iterator[Result]:
    """Yield what comes of each piece, in their order; few pieces are done in this process.

    Each process calls `begin` with the setting and does its pieces with what that returns. The
    setting is made once, for other processes (true) or this one; what travels is `packed` before.
    Raises DocgenError when the system kills a process twice over the same pieces.
    """
    waiting = iter(pieces)
    first = list(islice(waiting, WORTH_A_POOL))
    processes = processes_for(len(first), jobs)
    pieces = chain(first, waiting)
    with keeping(), seldom_collected():
        if processes == 1:
            yield from map(begin(setting(False)), pieces)
        else:
            yield from _shared_out(map(packed, pieces), _Hands(begin, setting(True), processes))


def _shared_out(pieces: Iterator[Piece], hands: _Hands) -> Iterator[Any]:
    """Yield what other processes make of the pieces."""
    hand: deque[tuple[list[Piece], Future[list[Any]]]] = deque()
    try:
        while chunk := list(islice(pieces, _CHUNK)):
            hand.append((chunk, hands.take(chunk)))
            if len(hand) >= hands.processes * _AHEAD:
                yield from _next(hand, hands)
        while hand:
            yield from _next(hand, hands)
    finally:
        hands.stop()


def _next(hand: deque[tuple[list[Any], Future[list[Any]]]], hands: _Hands) -> list[Any]:
    """Return what came of the oldest chunk; one whose process was killed is done once more."""
    chunk, future = hand.popleft()
    try:
        return future.result()
    except BrokenProcessPool:
        hands.start_anew()
    try:
        found = hands.take(chunk).result()
    except BrokenProcessPool as error:
        raise DocgenError(say(_KILLED)) from error
    again = [(one, hands.take(one)) for one, _ in hand]
    hand.clear()
    hand.extend(again)
    return found


class _Hands:
    """Fresh processes, started anew everywhere, as Windows can do no other."""

    def __init__(self, begin: Callable[[Any], Any], setting: Any, processes: int) -> None:
        self.processes = processes
        self._begin = begin
        self._setting = setting
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        with undisturbed():
            return ProcessPoolExecutor(
                max_workers=self.processes,
                mp_context=get_context("spawn"),
                initializer=_prepare,
                initargs=(self._begin, self._setting, language_now()),
            )

    def take(self, chunk: list[Any]) -> Future[list[Any]]:
        """Hand a chunk out; this may start a process."""
        with undisturbed():
            try:
                return self._executor.submit(_do, chunk)
            except BrokenProcessPool as error:  # told when the chunk's turn comes
                lost: Future[list[Any]] = Future()
                lost.set_exception(error)
                return lost

    def start_anew(self) -> None:
        """Start other processes in place of those that were killed."""
        self.stop()
        self._executor = self._start()

    def stop(self) -> None:
        """End the processes once what is under way is done."""
        with undisturbed():
            self._executor.shutdown(wait=True, cancel_futures=True)


def _prepare(begin: Callable[[Any], Any], setting: Any, language: str) -> None:
    """Prepare a process; requests to stop are for the one that started it."""
    leave_requests_to_parent()
    end_with_parent()
    collect_seldom()
    begin_with(language)
    keep_for_good()
    _mine[:] = [begin(setting)]


def _do(chunk: list[Any]) -> list[Any]:
    """Return what comes of the pieces of a chunk; runs in another process."""
    found = [_mine[0](piece) for piece in chunk]
    write_down()
    return found

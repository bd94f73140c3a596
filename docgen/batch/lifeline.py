"""Worker processes end with the process that started them, whatever ended that one."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process

_REQUESTS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask a process to end, as far as the system has them."""
_OF_THE_TERMINAL = ("SIGINT", "SIGHUP")
"""Those that a terminal sends to all processes of a run."""
_ORPHANED = 1
"""Exit code of a worker that was left alone; nobody is there to ask for it."""


def end_with_parent() -> None:
    """Watch for the end of the process that started this one, and end then.

    multiprocessing gives each worker one end of a pipe (on Windows a handle of the process) that
    says so also when the parent was killed. Nothing else would: the queue on which a worker waits
    for work never ends, since each worker holds both its ends. Files are whole at any moment, and
    what hangs on this process (its output, the tracker of shared resources) ends with it.
    """
    if parent_process() is not None:
        threading.Thread(target=_wait, name="lifeline", daemon=True).start()


def _wait() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(_ORPHANED)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Start or end processes with no request to stop in between.

    What comes meanwhile is heard in the end, so that nothing is left half done. Processes that
    start are deaf to a terminal until they say how they want it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    late: list[int] = []
    before = {}
    for number in _numbers(_REQUESTS):
        if callable(signal.getsignal(number)):
            before[number] = signal.signal(number, lambda number, _: late.append(number))
    _deafen(True)
    try:
        yield
    finally:
        _deafen(False)
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in late[:1]:
        signal.raise_signal(number)


def leave_requests_to_parent() -> None:
    """Let this worker process go on when a terminal tells all processes of a run to stop."""
    for number in _numbers(_OF_THE_TERMINAL):
        signal.signal(number, signal.SIG_IGN)
    _deafen(False)


def _deafen(deaf: bool) -> None:
    """Block the signals of a terminal for this thread, and so for the processes it starts.

    The tracker of shared resources cannot be told to ignore that a terminal closes.
    """
    if hasattr(signal, "pthread_sigmask"):
        how = signal.SIG_BLOCK if deaf else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, _numbers(_OF_THE_TERMINAL))


def _numbers(names: tuple[str, ...]) -> list[int]:
    """Return the signals of those names that the system has."""
    return [getattr(signal, name) for name in names if hasattr(signal, name)]

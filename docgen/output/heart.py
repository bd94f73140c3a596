"""A sign of life every few seconds, as long as this process lives and does not stop it."""

from __future__ import annotations

import _thread  # threading would take a millisecond of each start
from collections.abc import Callable
from contextlib import suppress


class Heart:
    """Calls `beat` every `seconds` until it is stopped."""

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._wanted = _thread.allocate_lock()
        self._ended = _thread.allocate_lock()
        self._wanted.acquire()
        self._ended.acquire()
        try:
            _thread.start_new_thread(self._run, ())
        except RuntimeError:  # no room for a thread: then there are no signs
            self._ended.release()

    def stop(self) -> None:
        """Stop, and wait for a beat that is under way."""
        self._wanted.release()
        self._ended.acquire()

    def _run(self) -> None:
        try:
            while not self._wanted.acquire(timeout=self._seconds):
                with suppress(OSError):
                    self._beat()
        finally:
            self._ended.release()

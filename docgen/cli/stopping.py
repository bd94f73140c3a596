"""What ends a command from outside: Ctrl-C, a request to end, a terminal that closes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_REQUESTS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask a program to end, as far as the system has them; Ctrl-C is Python's own."""


class Request:
    """Whether somebody asked the command to end, and how."""

    number = 0
    """The signal, 0 for none."""

    @property
    def exit_code(self) -> int:
        """What a shell calls a command that this signal ended."""
        return 128 + (self.number or signal.SIGINT)

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Stop as Ctrl-C does, once: cleaning up goes on undisturbed."""
        first = not self.number
        self.number = self.number or number
        if first:
            raise KeyboardInterrupt


@contextmanager
def listening() -> Iterator[Request]:
    """Let requests to end stop the command as Ctrl-C does.

    A signal that is ignored (`nohup`) or that another program handles is left alone.
    """
    request = Request()
    before = []
    for name in _REQUESTS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            try:
                before.append((number, signal.signal(number, request.hear)))
            except ValueError:
                break  # signals are for the main thread alone
    try:
        yield request
    finally:
        for number, handler in before:
            signal.signal(number, handler)

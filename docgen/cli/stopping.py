"""What ends a command from outside: Ctrl-C, a request to end, a terminal that closes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_REQUESTS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask a program to end, as far as the system has them; Ctrl-C is Python's own."""


class Request:
    """Whether somebody asked the command to end, and how."""

    number = 0
    """The signal, 0 for none."""
    _swallowed = False
    """Whether a finalizer (`__del__`, a weak reference's callback) ate the exception."""

    @property
    def exit_code(self) -> int:
        """What a shell calls a command that this signal ended."""
        return 128 + (self.number or signal.SIGINT)

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Stop as Ctrl-C does, once: cleaning up goes on undisturbed."""
        first = not self.number or self._swallowed
        self.number = self.number or number
        self._swallowed = False
        if first:
            raise KeyboardInterrupt

    def swallowed(self) -> None:
        """Ask again in a moment: Python only prints what is raised in a finalizer.

        From a thread, since a signal sent here would be heard in the hook that calls this.
        """
        from threading import Timer

        self._swallowed = True
        again = Timer(0.01, _ask_again, [self.number or signal.SIGINT])
        again.daemon = True
        again.start()


def _ask_again(number: int) -> None:
    """Send the main thread a signal, which ends its waiting where the system can do that."""
    from _thread import interrupt_main
    from threading import main_thread

    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, number)
    else:
        interrupt_main(signal.Signals(number))


@contextmanager
def listening() -> Iterator[Request]:
    """Let requests to end stop the command as Ctrl-C does.

    A signal that is ignored (`nohup`) or that another program handles is left alone.
    """
    request = Request()
    hook = sys.unraisablehook

    def unraisable(what: Any) -> None:
        if issubclass(what.exc_type, KeyboardInterrupt):
            request.swallowed()
        else:
            hook(what)

    sys.unraisablehook = unraisable
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
        sys.unraisablehook = hook
        for number, handler in before:
            signal.signal(number, handler)

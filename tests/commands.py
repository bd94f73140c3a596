"""The command line, run within the test's own process: fast, and stopped when it hangs."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from docgen.cli.app import main

HANG = 60
"""Seconds after which a command counts as hanging."""


Answer = tuple[int, str, str]
"""Exit code, stdout, stderr."""
Run = Callable[..., Answer]


class Ran(NamedTuple):
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def docgen(cwd: Path, *argv: str) -> Ran:
    """Run a command in a folder."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(cwd)
    try:
        with _no_hang(), redirect_stdout(out), redirect_stderr(err):
            main(argv)
    except SystemExit as end:
        return Ran(int(str(end.code or 0)), out.getvalue(), err.getvalue())
    finally:
        os.chdir(before)


@contextmanager
def _no_hang() -> Iterator[None]:
    """Stop what hangs, where the system has an alarm."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError("the command hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def one_line(text: str, *parts: str) -> None:
    """Assert that `text` is one plain line with all `parts`."""
    assert "Traceback" not in text
    assert len(text.splitlines()) == 1, text
    for part in parts:
        assert part in text

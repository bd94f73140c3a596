"""Requests to end stop a command as Ctrl-C does, once, and only where nobody else hears them."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.cli import app
from docgen.cli.stopping import Request, listening

REQUESTS = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    numbers = (signal.SIGINT, *REQUESTS)
    before = [signal.getsignal(number) for number in numbers]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in REQUESTS:  # `nohup` and the like leave them ignored
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
@pytest.mark.parametrize("line", ["render a.yaml", "render a.yaml --jobs 1", "packs"])
def test_a_command_that_is_stopped_says_so(
    number: signal.Signals,
    code: int,
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same words and its own code, whichever way the command line was read."""

    def stopped(*_: object, **__: object) -> None:
        signal.raise_signal(number)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("docgen.batch.run.prepare_run", stopped)
    monkeypatch.setattr("docgen.packs.library.find_library", stopped)
    with pytest.raises(SystemExit) as left:
        app.main(line.split())
    assert left.value.code == code
    said = capsys.readouterr()
    assert said.err == "stopped; what is finished is whole, run it again to go on\n"
    assert said.out == ""


@pytest.mark.parametrize("number", REQUESTS)
def test_the_first_request_counts_and_cleaning_up_is_left_alone(number: signal.Signals) -> None:
    with listening() as request:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        for again in REQUESTS:
            signal.raise_signal(again)
        assert request.number == number
        assert request.exit_code == 128 + number
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", [signal.SIGINT, *REQUESTS])
def test_a_request_that_a_finalizer_swallows_is_made_again(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    """Python prints what is raised in `__del__` and goes on; Dask's futures have one."""

    class Closing:
        def __del__(self) -> None:
            signal.raise_signal(number)

    def work() -> None:
        Closing()
        time.sleep(30)

    began = time.monotonic()
    with listening() as request:
        with pytest.raises(KeyboardInterrupt):
            work()
        assert request.number in (0, number)
    assert time.monotonic() - began < 20
    assert capsys.readouterr().err == ""


def test_other_unraisable_exceptions_are_told_as_ever() -> None:
    told: list[object] = []

    class Failing:
        def __del__(self) -> None:
            raise ValueError

    before, sys.unraisablehook = sys.unraisablehook, told.append
    try:
        with listening():
            Failing()
    finally:
        sys.unraisablehook = before
    assert len(told) == 1


def test_what_is_ignored_stays_ignored() -> None:
    """`nohup docgen render ...` goes on when the terminal closes."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with listening() as request:
        signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert request.number == 0


def test_in_another_thread_signals_are_left_alone() -> None:
    found: list[Request] = []

    def work() -> None:
        with listening() as request:
            found.append(request)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found[0].exit_code == 130

"""A run that is stopped or killed leaves no process behind, and nobody waits for its output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from builders import ROOT, files_of, swept, write_review

from docgen.batch.lifeline import end_with_parent, undisturbed
from docgen.batch.run import make_reports

GUARD = 60.0
"""Seconds after which a process counts as left behind; they are gone in one."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 240 reviews, which nobody changes."""
    folder = tmp_path_factory.mktemp("data")
    for number in range(240):
        write_review(folder / f"r{number:03}.yaml", unit=f"Enhed {number}")
    return folder


@contextmanager
def running(data: Path, out: Path, jobs: int) -> Iterator[subprocess.Popen[str]]:
    """Start a run in a session of its own; it goes on when some reports are made."""
    options = ["render", str(data), "-o", str(out), "--jobs", str(jobs)]
    with subprocess.Popen(
        [sys.executable, "-m", "docgen", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            for _ in range(3):
                assert process.stdout.readline()
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def rest_of(process: subprocess.Popen[str]) -> str:
    """Return what is said on stderr until the end; nobody may hold the output open."""
    alarm = threading.Timer(GUARD, lambda: os.killpg(process.pid, signal.SIGKILL))
    alarm.start()
    _, said = process.communicate()
    assert alarm.is_alive(), "somebody held the output open"
    alarm.cancel()
    return said


def nobody_is_left(process: subprocess.Popen[str]) -> bool:
    """Return true once all processes of the run's session have ended, in good time."""
    until = time.monotonic() + GUARD
    while _living(process.pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _living(session: int) -> list[str]:
    """Return the processes of a session, without those that have ended and wait to be asked for."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            head, _, tail = place.read_text(encoding="utf-8").rpartition(")")
            state, _, _, its, *_ = tail.split()
            if int(its) == session and state != "Z":
                found.append(head)
    return found


def test_a_killed_run_takes_its_workers_with_it(data: Path, tmp_path: Path) -> None:
    with running(data, tmp_path / "out", 2) as process:
        process.kill()
        said = rest_of(process)
        assert "Traceback" not in said
        assert nobody_is_left(process)
    list(make_reports([data], tmp_path / "out"))
    assert files_of(tmp_path / "out") == [f"r{number:03}.docx" for number in range(240)]


@pytest.mark.parametrize(
    ("number", "code", "jobs", "whom"),
    swept([
        pytest.param(signal.SIGTERM, 143, 1, "run", id="a request to end, one process"),
        pytest.param(signal.SIGTERM, 143, 2, "run", id="a request to end to the run alone"),
        pytest.param(signal.SIGTERM, 143, 2, "all", id="a request to end to all processes"),
        pytest.param(signal.SIGINT, 130, 2, "all", id="Ctrl-C, which all processes hear"),
        pytest.param(signal.SIGHUP, 129, 2, "all", id="a terminal that closes"),
    ], 2),
)  # fmt: skip
def test_every_request_to_stop_is_answered_alike(
    data: Path, tmp_path: Path, number: signal.Signals, code: int, jobs: int, whom: str
) -> None:
    """Each worker finishes its report; what it was given besides is not begun."""
    with running(data, tmp_path / "out", jobs) as process:
        (os.killpg if whom == "all" else os.kill)(process.pid, number)
        assert rest_of(process) == "stopped; what is finished is whole, run it again to go on\n"
        assert process.returncode == code
        assert nobody_is_left(process)
    assert not list((tmp_path / "out" / ".docgen").glob("lock*"))
    assert 0 < len(files_of(tmp_path / "out")) < 240


# --- starting and ending processes -----------------------------------------------------------


REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """What a program hears that handles requests to end."""
    told: list[int] = []
    before = [signal.signal(each, lambda number, _: told.append(number)) for each in REQUESTS]
    yield told
    for number, handler in zip(REQUESTS, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("number", REQUESTS)
def test_a_request_is_held_back_and_heard_in_the_end(
    heard: list[int], number: signal.Signals
) -> None:
    with undisturbed():
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        assert heard == []
    assert heard == [number]
    signal.raise_signal(number)
    assert len(heard) == 2


@pytest.mark.parametrize("number", REQUESTS)
def test_a_request_that_another_thread_gets_is_held_back_too(
    heard: list[int], number: signal.Signals
) -> None:
    ready = threading.Event()

    def work() -> None:
        ready.wait()
        signal.raise_signal(number)

    thread = threading.Thread(target=work)
    thread.start()
    with undisturbed():
        ready.set()
        thread.join()
        assert heard == []
    assert heard == [number]


def test_no_handler_is_left_behind(heard: list[int]) -> None:
    before = [signal.getsignal(number) for number in REQUESTS]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with pytest.raises(ZeroDivisionError), undisturbed():
        1 / 0  # noqa: B018
    assert [signal.getsignal(number) for number in REQUESTS] == before
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == blocked
    assert heard == []


def test_another_thread_leaves_signals_alone(heard: list[int]) -> None:
    done: list[bool] = []

    def work() -> None:
        with undisturbed():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
    assert heard == []


def test_a_process_that_nobody_started_waits_for_nobody() -> None:
    before = threading.active_count()
    end_with_parent()
    assert threading.active_count() == before

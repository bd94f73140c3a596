"""A heart beats until it is told to stop, and not after that."""

from __future__ import annotations

import errno
import threading
import time

import pytest

from docgen.output.heart import Heart

LONG = 30.0


def test_it_stops_when_it_is_told() -> None:
    beats: list[int] = []
    enough = threading.Event()

    def beat() -> None:
        beats.append(1)
        if len(beats) >= 3:
            enough.set()
        raise OSError(errno.EIO, "a moment's trouble of the disk")

    heart = Heart(beat, 0.001)
    assert enough.wait(LONG)
    heart.stop()
    count = len(beats)
    time.sleep(0.02)
    assert len(beats) == count


def test_the_first_beat_comes_after_a_while_and_not_at_once() -> None:
    beats: list[int] = []
    heart = Heart(lambda: beats.append(1), LONG)
    time.sleep(0.01)
    heart.stop()
    assert beats == []


def test_stopping_does_not_wait_for_the_next_beat() -> None:
    heart = Heart(lambda: None, LONG)
    before = time.monotonic()
    heart.stop()
    assert time.monotonic() - before < LONG / 2


def test_stopping_waits_for_a_beat_that_is_under_way() -> None:
    begun, ended = threading.Event(), []

    def beat() -> None:
        begun.set()
        time.sleep(0.03)
        ended.append(1)

    heart = Heart(beat, 0.001)
    assert begun.wait(LONG)
    heart.stop()
    assert ended


def test_no_room_for_a_thread_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", refuse)
    Heart(lambda: None, 1).stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_beat_that_fails_otherwise_leaves_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.unraisablehook", lambda _: None)
    begun = threading.Event()

    def beat() -> None:
        begun.set()
        raise ValueError

    heart = Heart(beat, 0.001)
    assert begun.wait(LONG)
    heart.stop()

"""Locks of the system on an open file: one holder, gone with its descriptor, seen by others."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ROOT

from docgen.output import oslock

Opener = Callable[[], int]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens one file anew; all are closed in the end."""
    descriptors: list[int] = []

    def once_more() -> int:
        descriptors.append(os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT))
        return descriptors[-1]

    yield once_more
    for one in descriptors:
        try:
            os.close(one)
        except OSError:
            assert one in descriptors  # the test closed it itself


def test_the_lock_of_an_open_file_ends_with_its_descriptor(opened: Opener) -> None:
    first, second = opened(), opened()
    assert oslock.take(first)
    assert oslock.is_taken(second)
    assert not oslock.take(second)
    os.close(first)
    assert not oslock.is_taken(second)
    assert oslock.take(second)


def test_looking_takes_nothing(opened: Opener) -> None:
    first, second, third = opened(), opened(), opened()
    assert not oslock.is_taken(first)
    assert not oslock.is_taken(second)
    assert oslock.take(third)


def test_the_holder_may_take_it_again(opened: Opener) -> None:
    first, second = opened(), opened()
    assert oslock.take(first)
    assert oslock.take(first)
    assert oslock.is_taken(second)


def test_the_text_can_be_read_while_it_is_locked(opened: Opener, tmp_path: Path) -> None:
    first = opened()
    os.write(first, b"who")
    assert oslock.take(first)
    assert (tmp_path / "lock").read_bytes() == b"who"


def test_another_process_sees_it_and_a_killed_one_lets_go(opened: Opener, tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "from docgen.output import oslock\n"
        "print(oslock.take(os.open(sys.argv[1], os.O_RDWR)), flush=True)\n"
        "time.sleep(60)\n"
    )
    ours = opened()
    command = [sys.executable, "-S", "-c", code, str(tmp_path / "lock")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"True"
        assert oslock.is_taken(ours)
        assert not oslock.take(ours)
        other.kill()
        other.wait()
    assert oslock.take(ours)


@pytest.mark.skipif(os.name == "nt", reason="there it is asked in another way")
@pytest.mark.parametrize(
    ("number", "taken"),
    [
        (errno.EACCES, True),
        (errno.EAGAIN, True),
        (errno.EDEADLK, True),
        (errno.ENOLCK, False),
        (errno.EOPNOTSUPP, False),
        (None, False),
    ],
)
def test_where_the_system_has_no_locks_nobody_holds_one(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, number: int | None, taken: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError if number is None else OSError(number, "")

    monkeypatch.setattr(oslock.fcntl, "flock", refuse)
    first = opened()
    assert not oslock.take(first)
    assert oslock.is_taken(first) is taken

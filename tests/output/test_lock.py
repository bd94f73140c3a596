"""A lock outlives no process: no killed one, no power cut, no container, no number used again."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.errors import UsageError
from docgen.output import lock, oslock
from docgen.output.lock import lock_text, only_one
from docgen.output.machine import this_host, this_system

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from docgen.output import machine
if sys.argv[2:]:
    machine.this_host = lambda: sys.argv[2]
from docgen.output.lock import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out" / ".docgen"
    place.mkdir(parents=True)
    return place


@contextmanager
def held_elsewhere(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Hold the lock in another process, which is killed in the end."""
    command = [sys.executable, "-c", HOLD, str(folder), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process
        finally:
            process.kill()


class Time:
    """A clock that goes on only while somebody waits."""

    def __init__(self, at_pause: Callable[[float], None] = lambda _: None) -> None:
        self.now = 0.0
        self._at_pause = at_pause

    def clock(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds
        self._at_pause(self.now)


def take(folder: Path, passing: Time, patience: float | None = None) -> float:
    """Take the lock and return after how many seconds it was to be had."""
    with only_one(folder, patience=patience, clock=passing.clock, pause=passing.pause):
        return passing.now


def a_lock(folder: Path, **values: object) -> Path:
    """Write the lock file of a docgen on another machine."""
    told = {"pid": 1, "host": "other", "since": "2026-03-10 09:00:00", "system": "other boot"}
    file = folder / "lock"
    file.write_text(json.dumps({**told, "locked": True, **values}), encoding="utf-8")
    return file


def aged(file: Path, seconds: float) -> None:
    os.utime(file, (time.time() - seconds,) * 2)


# --- what one system knows by itself ---------------------------------------------------------


@pytest.mark.parametrize(
    "host", [pytest.param([], id="as it is called"), pytest.param(["box-7"], id="a container")]
)
def test_a_killed_docgen_lets_go_at_once(folder: Path, host: list[str]) -> None:
    with held_elsewhere(folder, *host) as process:
        with pytest.raises(UsageError, match=rf"process {process.pid} on .*wait for it"):
            take(folder, Time())
        process.kill()
        process.wait()
        assert take(folder, Time(), patience=0) == 0
    assert list(folder.iterdir()) == []


def test_a_docgen_that_is_stopped_for_hours_keeps_its_lock(folder: Path) -> None:
    """The system's own lock says it lives, however long it gives no sign."""
    with held_elsewhere(folder) as process:
        aged(folder / "lock", 9_999)
        with pytest.raises(UsageError, match=f"process {process.pid}"):
            take(folder, Time(), patience=60)


@pytest.mark.parametrize("pid", ["own", "parent"])
def test_a_process_number_that_somebody_else_has_now_keeps_nothing(folder: Path, pid: str) -> None:
    number = os.getpid() if pid == "own" else os.getppid()
    a_lock(folder, pid=number, host=this_host(), system=this_system())
    assert take(folder, Time(), patience=0) == 0


def test_a_number_used_again_keeps_an_old_lock_for_a_while_only(folder: Path) -> None:
    """Files of an older docgen name no system; all there is to go by is their silence."""
    a_lock(folder, pid=os.getppid(), host=this_host(), system="", locked=False)
    assert take(folder, Time()) == pytest.approx(lock.SILENCE, abs=1)


def test_the_number_of_a_live_process_in_another_container_proves_nothing(folder: Path) -> None:
    a_lock(folder, pid=os.getpid(), host=this_host(), system="another system")
    with pytest.raises(UsageError, match="another docgen"):
        take(folder, Time(), patience=0)


def test_two_in_one_process_see_each_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the system has no locks of its own: on some network folders."""
    for refuse in (False, True):
        if refuse:
            monkeypatch.setattr(oslock, "_try", lambda *_, **__: errno.ENOLCK)
        with only_one(folder):
            assert json.loads(lock_text(folder))["locked"] is not refuse
            aged(folder / "lock", 9_999)
            with pytest.raises(UsageError, match="another docgen"):
                take(folder, Time())
    assert list(folder.iterdir()) == []


# --- what other machines go by ---------------------------------------------------------------


def test_a_machine_that_gives_signs_keeps_its_lock(folder: Path) -> None:
    file = a_lock(folder)
    sign = [file.stat().st_mtime]

    def beat(_now: float) -> None:
        sign[0] += 0.05
        os.utime(file, (sign[0],) * 2)

    passing = Time(beat)
    with pytest.raises(UsageError, match="process 1 on other, since 2026-03-10"):
        take(folder, passing)
    assert passing.now == pytest.approx(lock.PATIENCE, abs=1)
    assert file.exists()


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        pytest.param(3_600, 0, id="silent for long: taken at once"),
        pytest.param(15, 5, id="silent for a while: taken when it was long enough"),
        pytest.param(0, 20, id="killed just now: taken after the wait that shows it"),
        pytest.param(-3_600, 20, id="of a clock that is ahead: taken after the same wait"),
    ],
)
def test_a_machine_that_gives_no_sign_loses_its_lock(folder: Path, age: int, wait: int) -> None:
    aged(a_lock(folder), age)
    assert take(folder, Time()) == pytest.approx(wait, abs=2)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing: power failed between making and writing"),
        pytest.param("\0" * 90, id="zeros"),
        pytest.param('{"pid": 1e400}', id="a number without end"),
        pytest.param('{"pid": ' + "9" * 3_000 + "}", id="a long number"),
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param('{"pid": true, "host": "x", "since": "x"}', id="a pid that is none"),
        pytest.param('{"pid": -1, "host": "x", "since": "x"}', id="the number of all processes"),
        pytest.param('["pid"]', id="a list"),
        pytest.param('{"pid": 1, "host": {}, "since": null, "system": 7}', id="wrong kinds"),
        pytest.param("x" * 1_000_000, id="a megabyte"),
    ],
)
def test_a_lock_of_any_content_goes_with_its_silence(folder: Path, text: str) -> None:
    (folder / "lock").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"another docgen writes there \(unknown\)"):
        take(folder, Time(), patience=0)
    assert take(folder, Time()) == pytest.approx(lock.UNWRITTEN, abs=1)
    (folder / "lock").write_text(text, encoding="utf-8")
    aged(folder / "lock", 60)
    assert take(folder, Time(), patience=0) == 0


def test_bytes_that_are_no_text_are_no_traceback(folder: Path) -> None:
    (folder / "lock").write_bytes(b"\xff\xfe{\x00")
    aged(folder / "lock", 60)
    assert take(folder, Time(), patience=0) == 0


def test_a_lock_file_writes_nothing_of_its_own_to_the_terminal(folder: Path) -> None:
    a_lock(folder, host="\x1b[2J\r\nother" + "x" * 500, since="\x9b1m")
    with pytest.raises(UsageError) as refused:
        take(folder, Time(), patience=0)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 500


# --- the holder ------------------------------------------------------------------------------


def test_the_holder_gives_signs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_BEAT", 0.01)
    with only_one(folder):
        aged(folder / "lock", 9_999)
        deadline = time.monotonic() + 30
        while time.time() - (folder / "lock").stat().st_mtime > 999:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_a_lock_that_somebody_else_took_is_not_removed(folder: Path) -> None:
    with only_one(folder):
        (folder / "lock").unlink()
        a_lock(folder)
    assert (folder / "lock").exists()


def test_a_folder_that_is_gone_is_let_go_of(folder: Path) -> None:
    with only_one(folder):
        (folder / "lock").unlink()
        folder.rmdir()
        folder.parent.rmdir()


def test_a_full_disk_leaves_no_empty_lock(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(UsageError, match=r"out: the disk is full; make room"):
            take(folder, Time())
    assert list(folder.iterdir()) == []


def test_each_holder_has_a_text_of_its_own(folder: Path) -> None:
    texts = set()
    for _ in range(5):
        with only_one(folder):
            texts.add(lock_text(folder))
    assert len(texts) == 5
    assert lock_text(folder) == ""

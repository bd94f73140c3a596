"""Programs that docgen starts end with it, and so do the programs they start."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.output import guard
from docgen.output.guard import ending_with_us

ROOT = Path(__file__).parents[2]
CALLS = "import socket, time; s = socket.create_connection(('127.0.0.1', {port})); time.sleep(600)"
STARTS = "import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
DOCGEN = """
import subprocess, sys, time
from docgen.output.guard import ending_with_us
process = subprocess.Popen([sys.executable, "-c", sys.argv[1]], start_new_session=True)
with ending_with_us(process):
    time.sleep(600)
"""


def test_a_program_ends_when_docgen_is_killed_and_so_does_what_it_started() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        inner = CALLS.format(port=server.getsockname()[1])
        command = [sys.executable, "-c", DOCGEN, STARTS.format(inner=inner)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=environment) as docgen, server.accept()[0] as line:
            line.settimeout(60)
            docgen.kill()
            assert line.recv(1) == b""  # the one at the other end is gone


def test_a_program_that_ended_by_itself_is_not_looked_after_any_more() -> None:
    command = [sys.executable, "-S", "-c", ""]
    with (
        subprocess.Popen(command, start_new_session=True) as process,
        ending_with_us(process),
    ):
        assert process.wait() == 0


def test_a_program_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    code = f"import time; time.sleep(1); open({str(tmp_path / 'done')!r}, 'w')"
    with subprocess.Popen([sys.executable, "-S", "-c", code], start_new_session=True) as process:
        with ending_with_us(process):
            pass
        assert process.wait() == 0
    assert (tmp_path / "done").exists()


def test_without_a_shell_programs_run_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "/bin/sh")

    with subprocess.Popen([sys.executable, "-S", "-c", ""], start_new_session=True) as process:
        monkeypatch.setattr(guard.subprocess, "Popen", missing)
        with ending_with_us(process):
            assert process.wait() == 0


# --- Windows: what can be looked at elsewhere ------------------------------------------------


def test_the_limits_of_a_job_have_the_size_that_windows_asks_for() -> None:
    """144 bytes on 64 bits, 112 on 32, by the headers of the Windows SDK."""
    assert ctypes.sizeof(guard._Limits) == (144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)


def test_a_job_of_windows_ends_with_our_handle() -> None:
    asked: list[tuple[object, ...]] = []

    class Call:
        def __init__(self, name: str, answer: int) -> None:
            self._name, self._answer = name, answer

        def __call__(self, *arguments: object) -> int:
            plain = [getattr(each, "value", each) for each in arguments]
            asked.append((self._name, *plain))
            return self._answer

    class Kernel:
        CreateJobObjectW = Call("create", 77)
        SetInformationJobObject = Call("limit", 1)
        AssignProcessToJobObject = Call("assign", 1)

    class Process:
        _handle = 42

    assert guard._job_of(Kernel(), Process()) == 77  # type: ignore[arg-type]
    assert [call[0] for call in asked] == ["create", "limit", "assign"]
    assert asked[1][1:3] == (77, 9)
    assert asked[1][3]._obj.LimitFlags == 0x2000  # type: ignore[attr-defined]
    assert asked[2][1:] == (77, 42)

"""Which machine this is: told from others, and from itself after a restart."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.output import machine
from docgen.output.machine import is_running, this_host, this_system


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    this_system.cache_clear()
    yield
    this_system.cache_clear()


@pytest.mark.skipif(os.name == "nt", reason="there it is an environment variable")
def test_the_name_is_the_one_that_the_socket_module_says() -> None:
    import socket

    assert this_host() == socket.gethostname()


def test_on_windows_the_environment_tells_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPUTERNAME", "KONTOR-7")
    monkeypatch.setattr(machine.os, "name", "nt")
    assert this_host() == "KONTOR-7"
    monkeypatch.delenv("COMPUTERNAME")
    assert this_host() == ""


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["none", "no text"])
def test_where_no_boot_is_known_the_name_of_the_machine_serves(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    boot = tmp_path / "boot_id"
    if content is not None:
        boot.write_bytes(content)
    monkeypatch.setattr(machine, "_BOOT", boot)
    assert this_system() == this_host()


def test_a_boot_has_a_name_and_is_looked_up_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    boot = tmp_path / "boot_id"
    boot.write_text("5f1c-first\n", encoding="utf-8")
    monkeypatch.setattr(machine, "_BOOT", boot)
    assert this_system() == "5f1c-first"
    boot.write_text("5f1c-second\n", encoding="utf-8")
    assert this_system() == "5f1c-first"


def test_this_process_is_running_and_one_that_ended_is_not() -> None:
    assert is_running(os.getpid())
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as ended:
        ended.wait()
    assert not is_running(ended.pid)


@pytest.mark.skipif(os.name == "nt", reason="there it is asked in another way")
@pytest.mark.parametrize(
    ("error", "running"),
    [
        pytest.param(ProcessLookupError(), False, id="there is none"),
        pytest.param(OverflowError(), False, id="no system has that number"),
        pytest.param(PermissionError(), True, id="somebody else's"),
    ],
)
def test_what_the_system_answers_is_understood(
    monkeypatch: pytest.MonkeyPatch, error: Exception, running: bool
) -> None:
    asked: list[tuple[int, int]] = []

    def kill(pid: int, number: int) -> None:
        asked.append((pid, number))
        raise error

    monkeypatch.setattr(machine.os, "kill", kill)
    assert is_running(4242) is running
    assert asked == [(4242, 0)]  # which sends nothing


def test_a_number_that_no_process_can_have_is_not_running() -> None:
    assert not is_running(1 << 62)

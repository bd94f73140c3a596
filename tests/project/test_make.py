"""`make` says in one line what a machine lacks, and sets up only once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from builders import ROOT

INPUTS = ("Makefile", "pyproject.toml", "constraints.txt")

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("make"), reason="make is not on this machine"
)


@pytest.fixture
def checkout(tmp_path):
    """Return a folder that holds what make reads, and nothing that was set up."""
    for name in INPUTS:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _make(checkout, *arguments):
    return subprocess.run(
        ["make", *arguments], capture_output=True, encoding="utf-8", cwd=checkout, check=False
    )


def _a_python(folder: Path, *, fails_at: str) -> str:
    """Return a stand-in for Python 3.9 that fails when its program contains `fails_at`."""
    path = folder / "old-python"
    path.write_text(
        f'#!/bin/sh\ncase "$*" in -V) echo Python 3.9.2;; *{fails_at}*) exit 1;; esac\n',
        encoding="utf-8",
    )
    path.chmod(0o755)
    return f"PYTHON={path}"


@pytest.mark.parametrize("target", ["report", "test"])
@pytest.mark.parametrize(
    ("fails_at", "message"),
    [
        pytest.param(
            "version_info",
            "Python 3.9.2 is too old: name Python 3.11 or newer: make report PYTHON=python3.11",
            id="an old Python",
        ),
        pytest.param(
            "ensurepip",
            "python3-venv is missing: apt install python3-venv (Debian, Ubuntu)",
            id="no venv module",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_line(checkout, target, fails_at, message):
    run = _make(checkout, target, _a_python(checkout, fails_at=fails_at))
    assert run.returncode != 0
    assert run.stderr.splitlines()[0] == message
    assert not (checkout / ".venv").exists()


def test_no_python_at_all_is_said_in_one_line(checkout):
    run = _make(checkout, "report", "PYTHON=gone-python")
    assert run.returncode != 0
    assert run.stderr.startswith("gone-python is not there: install Python 3.11 or newer")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param("", False, id="a second run sets nothing up"),
        pytest.param("constraints.txt", True, id="a changed version does"),
        pytest.param("pyproject.toml", True, id="a changed dependency does"),
    ],
)
def test_setting_up_once_is_enough(checkout, changed, expected):
    stamp = checkout / ".venv" / ".ready"
    stamp.parent.mkdir()
    stamp.touch()
    for name in INPUTS:
        late = 100 if name == changed else -100
        os.utime(checkout / name, (stamp.stat().st_mtime + late,) * 2)
    run = _make(checkout, "-n", "test")
    assert run.returncode == 0
    assert ("pip" in run.stdout) is expected

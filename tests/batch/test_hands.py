"""Pieces done by several processes: the same results in the same order, also when one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, swept, write_review

from docgen.batch.hands import done_by_many
from docgen.errors import DocgenError


def _begin(setting: tuple[str, str]) -> Callable[[int], str]:
    """Return what doubles numbers; a process that meets 77 dies as often as the file says."""
    where, file = setting

    def double(number: int) -> str:
        mark = Path(file)
        if number == 77 and mark.exists():
            if mark.read_text("utf-8") == "once":
                mark.unlink()
            os._exit(9)
        return f"{where} {2 * number}"

    return double


def _setting(tmp_path: Path) -> Callable[[bool], tuple[str, str]]:
    return lambda many: ("there" if many else "here", str(tmp_path / "die"))


def test_few_pieces_are_done_in_this_process(tmp_path: Path) -> None:
    found = done_by_many(range(3), _begin, _setting(tmp_path))
    assert list(found) == ["here 0", "here 2", "here 4"]


@pytest.mark.slow
@pytest.mark.parametrize("die", ["", "once"])
def test_many_come_back_in_their_order(tmp_path: Path, die: str) -> None:
    if die:
        (tmp_path / "die").write_text(die, "utf-8")
    found = list(done_by_many(range(400), _begin, _setting(tmp_path), 2))
    assert found == [f"there {2 * number}" for number in range(400)]


def test_a_process_that_always_dies_ends_the_run_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "die").write_text("always", "utf-8")
    with pytest.raises(DocgenError, match="--jobs 1"):
        list(done_by_many(range(100), _begin, _setting(tmp_path), 2))


@pytest.mark.parametrize(
    "command",
    swept([["check"], ["score", "--format", "csv"], ["check", "--format", "json"], ["score"]]),
    ids=" ".join,
)
def test_two_processes_say_what_one_says(tmp_path: Path, command: list[str]) -> None:
    for number in range(60):
        file = write_review(tmp_path / f"r{number:02}.yaml", unit=f"Enhed {number}")
        if number % 7 == 0:
            text = file.read_text("utf-8").replace("Set.", f"Som i Enhed {number + 1}, TODO.", 1)
            file.write_text(text, "utf-8")
    (tmp_path / "r59.yaml").write_text("pack: dk\n", "utf-8")
    first, second = (
        subprocess.run(
            [sys.executable, "-m", "docgen", *command, str(tmp_path), "--jobs", jobs],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for jobs in ("1", "2")
    )
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr

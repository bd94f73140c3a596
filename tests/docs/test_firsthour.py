"""The first hour: the README's commands run as printed, in a new folder and a new shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT
from ooxml.reading import texts_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")

PIP = """#!/bin/sh
[ "$1" = install ] && [ "$2 $3" = "-c constraints.txt" ] && [ "$4 $5" = "-e ." ] || exit 9
[ -f constraints.txt ] && [ -f pyproject.toml ] || exit 8
printf '#!/bin/sh\\nexec "{python}" -m docgen "$@"\\n' > "$VIRTUAL_ENV/bin/docgen"
chmod +x "$VIRTUAL_ENV/bin/docgen"
"""
"""Stands in for pip, which would need the network; CI installs in earnest."""


def part(heading: str) -> str:
    """Return the README's text below a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    start = README.index(f"\n{heading}\n") + len(heading) + 2
    end = re.compile(rf"^#{{1,{len(level)}}} ", re.MULTILINE).search(README, start)
    return README[start : end.start() if end else None]


def commands(text: str) -> list[str]:
    """Return the commands of a text, one a line, without what is said behind them."""
    lines = re.findall(r"^ {4,}\S.*$", text, re.MULTILINE)
    return [re.sub(r"\s{2,}#.*", "", line.strip()) for line in lines]


def set_up(system: str) -> list[str]:
    """Return the three lines that set docgen up on a system."""
    linux, _, windows = part("## Setting up").partition("Windows, in")
    return commands({"linux": linux, "windows": windows}[system])


def first_steps() -> list[str]:
    """Return what an evaluator types in the first five minutes."""
    steps = part("## Five minutes to your own report").partition("\nIf you change")[0]
    return commands(steps)


def shell(folder: Path, lines: list[str]) -> subprocess.CompletedProcess[str]:
    """Run lines in a new shell that knows nothing of this environment; stop at the first fault."""
    home = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "DOCGEN_CACHE": os.environ["DOCGEN_CACHE"],
    }
    home |= {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-e"],
        input="\n".join(lines) + "\n",
        cwd=folder,
        env=home,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def program(tmp_path, monkeypatch) -> Path:
    """A folder of the program as it is downloaded, with an environment whose pip is a stand-in."""
    folder = tmp_path / "docgen ø"
    folder.mkdir()
    monkeypatch.setenv("DOCGEN_CACHE", os.environ.get("DOCGEN_CACHE", str(tmp_path / "cache")))
    for name in ("constraints.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], cwd=folder, check=True)
    pip = folder / ".venv" / "bin" / "pip"
    pip.write_text(PIP.replace("{python}", sys.executable), encoding="utf-8")
    pip.chmod(0o755)
    return folder


@pytest.mark.slow
def test_the_first_five_minutes_as_printed(program):
    make, *rest = set_up("linux")
    assert make == "python3 -m venv .venv"
    run = shell(program, [*rest, *first_steps()])
    assert run.returncode == 0, run.stdout + run.stderr
    work = program / "my-reviews"
    assert (work / "out" / "birkeby.docx").is_file()
    assert "Birkeby Kommune" in "".join(texts_of((work / "out" / "birkeby.docx").read_bytes()))


def test_windows_says_the_same_in_its_own_words():
    linux, windows = set_up("linux"), set_up("windows")
    assert [
        line.replace("python3", "py").replace(". .venv/bin/", ".venv\\Scripts\\") for line in linux
    ] == windows
    for line in first_steps():
        assert not re.search(r"[\\$~']|\.venv|&&", line), (
            f"{line}: is typed the same on all systems"
        )


def test_no_command_needs_an_environment_that_is_not_activated():
    assert not re.search(r"\.venv[/\\]\w+[/\\]docgen", README)


@pytest.mark.slow
def test_next_year_and_two_reviewers_as_printed(program):
    """With a finished review in the place of the one that the five minutes begin."""
    work = program / "my-reviews"
    begin = [*set_up("linux")[1:], *first_steps()[:3]]
    assert shell(program, begin).returncode == 0
    sample = (ROOT / "data" / "dk" / "fjordby-2023.yaml").read_text(encoding="utf-8")
    (work / "data" / "birkeby.yaml").write_text(sample, encoding="utf-8")
    year, *both = commands(part("### Next year, and two reviewers"))
    activate = [". ../.venv/bin/activate"]
    run = shell(work, [*activate, year, both[0]])
    assert run.returncode == 0, run.stdout + run.stderr
    for who in ("kn", "ov"):
        file = work / "data" / f"_sundby-{who}.yaml"
        file.write_text(file.read_text("utf-8").replace("    score:\n", "    score: 4\n"), "utf-8")
    run = shell(work, [*activate, *both[1:]])
    assert run.returncode == 0, run.stdout + run.stderr
    assert (work / "out" / "internal" / "sundby-consensus.docx").is_file()
    assert "25 (100 %)" in run.stdout

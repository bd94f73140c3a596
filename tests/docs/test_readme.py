"""What README and docs tell a newcomer is there: links, commands, options and files."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from builders import ROOT
from commands import docgen

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _commands(page: Path) -> list[list[str]]:
    """Return each docgen command that `page` shows: in a block of code or between backticks."""
    found, fenced = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        fenced ^= line.lstrip().startswith("```")
        shown = re.match(r"(?:\S*[/\\])?docgen (.+)", line.strip())
        if shown and (fenced or line.startswith("    ")):
            found.append(re.sub(r"\s{2,}#.*", "", shown[1]))
        found += re.findall(r"`docgen ([^`]+)`", line)
    return [shlex.split(command) for command in found]


@cache
def _help(*command: str) -> str:
    run = docgen(ROOT, *command, "--help")
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_shows_commands():
    assert len(_commands(ROOT / "README.md")) > 5


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_commands_and_options_exist(page):
    for name, *words in _commands(page):
        if name.startswith("-"):
            assert name in _help()
            continue
        for option in (word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)):
            assert re.search(rf"(?<![\w-]){option}(?![\w-])", _help(name)), f"{name} {option}"

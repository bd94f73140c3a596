"""One version, told the same everywhere."""

from __future__ import annotations

import re
import tomllib

from builders import ROOT

import docgen
from docgen.version import VERSION


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


def test_it_is_one_that_sorts() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)


def test_the_front_door_tells_it() -> None:
    assert docgen.__version__ == VERSION


def test_the_changes_have_a_chapter_for_it_or_for_what_comes() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", changes, re.MULTILINE)
    assert any(VERSION in head or "Unreleased" in head for head in heads)

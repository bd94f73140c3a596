"""Findings in data become problems with their line and column, all in one go at the end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from docgen.model import Problem
from docgen.model.place import Where, dotted
from docgen.model.problem import Finding

if TYPE_CHECKING:
    from docgen.yamlfile.tree import Spot


class Placed(Protocol):
    """Data that know where each of their values stands."""

    @property
    def file(self) -> Path:
        """Return the file they were read from."""

    def find(self, path: Where, *, key: bool = False) -> tuple[Path, Spot]:
        """Return file and spot of a value, or of its key, or of what is nearest to it."""


def place(findings: Iterable[Finding], data: Placed) -> list[Problem]:
    """Return the findings with their places, each once: those of the data's own file first.

    Within a file they stand in its order.
    """
    problems: dict[Problem, tuple[bool, str, int]] = {}
    for rule, message, path, severity, key in findings:
        file, spot = data.find(path, key=key)
        problem = Problem(rule, message, file, spot.line, spot.column, dotted(path), severity)
        problems.setdefault(problem, (file != data.file, str(file), spot.start))
    return sorted(problems, key=lambda problem: problems[problem])

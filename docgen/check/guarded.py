"""The check of one file ends in findings, whatever goes wrong in it, and stops no other check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from docgen.bounds.unforeseen import faults_of
from docgen.errors import DocgenError, InvalidDataError, ReadError, SaveError, TemplateError
from docgen.model import Problem


def findings(
    file: Path, check: Callable[[], Iterable[Problem]], line: int | None = None
) -> list[Problem]:
    """Return what `check` finds in a file, or why it cannot be checked to its end."""
    found: list[Problem] = []
    try:
        with faults_of(file, line):
            found += check()
    except DocgenError as error:
        found += _as_findings(error, file, line)
    return found


def _as_findings(error: DocgenError, file: Path, line: int | None) -> list[Problem]:
    if isinstance(error, InvalidDataError | TemplateError):
        return list(error.problems)
    if isinstance(error, ReadError | SaveError):
        return [Problem("unreadable", error.message, error.file)]
    return [Problem("fault", str(error), file, line)]

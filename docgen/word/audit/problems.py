"""Hold a Word file against a table of rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from docgen.model import Problem
from docgen.word.audit.package import Package, Rule, place_of


def problems_of(data: bytes, rules: Mapping[str, Rule], file: Path | str) -> list[Problem]:
    """Return what `rules` find in the Word file in `data`, as errors that carry the name `file`.

    Raises zipfile.BadZipFile when it is no archive.
    """
    package = Package.read(data)
    problems = []
    for rule, check in rules.items():
        for part, element, message in check(package):
            place = place_of(element) if element is not None else ""
            where = ", ".join(filter(None, (part, place)))
            problems.append(Problem(rule, message, file, where=where))
    return problems

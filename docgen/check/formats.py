"""Findings for machines: JSON, SARIF, annotations of GitHub, GitLab's code quality."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any

from docgen.check.catalogue import CATALOGUE
from docgen.model import Problem
from docgen.model.address import as_posix, as_typed
from docgen.version import VERSION

_SARIF = {"error": "error", "warning": "warning", "note": "note"}
_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}
_KEPT = re.compile(
    r"\{[{%#].*?[}%#]\}|(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|\b[a-z_]{2}\w*(?:\.[a-z_]\w+|\[\])+"
)
"""What stands in a message as the file has it, in any language."""
_GITLAB = {"error": "major", "warning": "minor", "note": "info"}


def fingerprint(problem: Problem) -> str:
    """Return what a finding keeps while others come and go, and in whatever language it is told.

    No number of a line or paragraph is in it, and of the message what no translator touches: tags,
    names, texts that are quoted.
    """
    where = re.sub(r"\d+", "", problem.where) if problem.line is not None else ""
    file = PurePath(problem.file).name
    return _digest(problem.rule, file, where, *sorted(set(_KEPT.findall(problem.message))))


def told_fingerprint(problem: Problem) -> str:
    """Return the fingerprint that older baselines hold: it has the message in it."""
    return _digest(problem.rule, PurePath(problem.file).name, problem.message)


def _digest(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


Print = Callable[[Problem], str]


def fingerprints(problems: Iterable[Problem], of: Print = fingerprint) -> list[str]:
    """Return a fingerprint for each finding; the second of its like has a number."""
    return [print_ for _, print_ in with_fingerprints(problems, of)]


def with_fingerprints(
    problems: Iterable[Problem], of: Print = fingerprint
) -> Iterator[tuple[Problem, str]]:
    """Yield each finding with its fingerprint; of the ones before little is kept in memory."""
    met: dict[int, int] = {}
    for problem in problems:
        print_ = of(problem)
        key = int(print_, 16)
        count = met[key] = met.get(key, 0) + 1
        yield problem, print_ if count == 1 else f"{print_}-{count}"


def json_rows(problems: Iterable[Problem]) -> Iterator[dict[str, Any]]:
    """Yield an object with file, line, column, where, rule, severity, message and fix for each."""
    for one, print_ in with_fingerprints(problems):
        yield one._asdict() | {
            "file": as_typed(one.file),
            "fix": one.fix and one.fix._asdict(),
            "fingerprint": print_,
        }


def as_json(problems: list[Problem]) -> str:
    """Return the list of these objects."""
    return json.dumps([*json_rows(problems)], ensure_ascii=False, indent=2)


def as_sarif(problems: list[Problem]) -> str:
    """Return the findings as SARIF 2.1.0; a place in Word is a logical location."""
    means = {
        rule: entry
        for group in CATALOGUE.values()
        for row, entry in group.items()
        for rule in row.split(", ")
    }
    rules = sorted({one.rule for one in problems})
    driver = {
        "name": "docgen",
        "version": VERSION,
        "rules": [
            {
                "id": rule,
                "shortDescription": {"text": means[rule].means if rule in means else rule},
                "help": {"text": means[rule].way_out if rule in means else rule},
            }
            for rule in rules
        ],
    }
    results = [
        {
            "ruleId": one.rule,
            "ruleIndex": rules.index(one.rule),
            "level": _SARIF[one.severity],
            "message": {"text": one.message},
            "locations": [_location(one)],
            "partialFingerprints": {"docgen/v2": print_},
        }
        for one, print_ in zip(problems, fingerprints(problems), strict=True)
    ]
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    told = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _location(problem: Problem) -> Mapping[str, Any]:
    place: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": as_posix(problem.file)}}
    }
    if problem.line is not None:
        region = {"startLine": problem.line}
        if problem.column is not None:
            region["startColumn"] = problem.column
        place["physicalLocation"]["region"] = region
    if problem.where:
        place["logicalLocations"] = [{"fullyQualifiedName": problem.where}]
    return place


def as_github(problems: list[Problem]) -> str:
    """Return a workflow command for each finding, which GitHub shows beside the file."""
    return "\n".join(_annotation(one) for one in problems)


def _annotation(problem: Problem) -> str:
    named = {"file": as_posix(problem.file), "title": problem.rule}
    if problem.line is not None:
        named["line"] = str(problem.line)
    if problem.column is not None:
        named["col"] = str(problem.column)
    settings = ",".join(f"{key}={_escaped(text, ':,')}" for key, text in named.items())
    where = f"{problem.where}: " if problem.where else ""
    return f"::{_GITHUB[problem.severity]} {settings}::{_escaped(where + problem.message)}"


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for sign in more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def as_gitlab(problems: list[Problem]) -> str:
    """Return a report of GitLab's code quality."""
    rows = [
        {
            "description": f"{one.where}: {one.message}" if one.where else one.message,
            "check_name": one.rule,
            "fingerprint": print_,
            "severity": _GITLAB[one.severity],
            "location": {
                "path": as_posix(one.file),
                "lines": {"begin": one.line or 1},
            },
        }
        for one, print_ in zip(problems, fingerprints(problems), strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[list[Problem]], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""By name: what makes a text of findings."""

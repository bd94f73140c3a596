"""Findings for machines: JSON, SARIF, annotations of GitHub, GitLab's code quality."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from textwrap import indent
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


def as_json(problems: Iterable[Problem]) -> str:
    """Return the list of these objects."""
    return "".join(_json(problems)).rstrip("\n")


def _json(problems: Iterable[Problem]) -> Iterator[str]:
    yield from _listed(json_rows(problems))
    yield "\n"


def _listed(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a list of objects, each when it is known."""
    mark = "[\n"
    for row in rows:
        yield mark + indent(json.dumps(row, ensure_ascii=False, indent=2), "  ")
        mark = ",\n"
    yield "[]" if mark == "[\n" else "\n]"


def _sarif(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the findings as SARIF 2.1.0; a place in Word is a logical location.

    The rules that were met stand behind the findings, since each is written when it is known.
    """
    rules: dict[str, int] = {}
    yield '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",\n'
    yield '"runs": [{"columnKind": "unicodeCodePoints", "results": '
    yield from _listed(_results(problems, rules))
    driver = {"name": "docgen", "version": VERSION, "rules": [*_described(rules)]}
    yield ',\n"tool": ' + json.dumps({"driver": driver}, ensure_ascii=False, indent=2) + "}]}\n"


def _results(problems: Iterable[Problem], rules: dict[str, int]) -> Iterator[Mapping[str, Any]]:
    for one, print_ in with_fingerprints(problems):
        yield {
            "ruleId": one.rule,
            "ruleIndex": rules.setdefault(one.rule, len(rules)),
            "level": _SARIF[one.severity],
            "message": {"text": one.message},
            "locations": [_location(one)],
            "partialFingerprints": {"docgen/v2": print_},
        }


def _described(rules: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield what the catalogue says of rules."""
    means = {
        rule: entry
        for group in CATALOGUE.values()
        for row, entry in group.items()
        for rule in row.split(", ")
    }
    for rule in rules:
        yield {
            "id": rule,
            "shortDescription": {"text": means[rule].means if rule in means else rule},
            "help": {"text": means[rule].way_out if rule in means else rule},
        }


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


def _github(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a workflow command for each finding, which GitHub shows beside the file."""
    return (f"{_annotation(one)}\n" for one in problems)


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


def _gitlab(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield a report of GitLab's code quality."""
    rows = (
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
        for one, print_ in with_fingerprints(problems)
    )
    yield from _listed(rows)
    yield "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], Iterator[str]]] = {
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
}
"""The text of findings, piece by piece: none waits for the others."""

"""The scoring rules of a pack: those of IPS-25, replaced criterion by criterion by its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from docgen.errors import InvalidDataError
from docgen.model import Pack, Problem
from docgen.packs.library import Library
from docgen.packs.library import library as default_library
from docgen.scoring.rule import Rule
from docgen.scoring.rulefile import RuleFile, read_rules

BASE = "base/rules.yaml"
"""The rules for all packs."""

_Stamp = tuple[tuple[Path, int, int], ...]
_read: dict[tuple[str, tuple[Path, ...]], tuple[_Stamp, Mapping[str, Rule]]] = {}
"""Rules read so far, each with its files, their time stamps and sizes at that moment."""


def load_rules(pack: Pack, library: Library | None = None) -> Mapping[str, Rule]:
    """Return the pack's rules by criterion id; again at next to no cost while files stay the same.

    Raises ReadError or InvalidDataError.
    """
    library = library or default_library()
    files = rule_files(pack.code, library)
    stamp = tuple((file, s.st_mtime_ns, s.st_size) for file in files for s in [file.stat()])
    known, rules = _read.get((pack.code, library.roots), (None, None))
    if rules is None or known != stamp:
        contents, problems = _read_files(files)
        if problems:
            raise InvalidDataError(problems)
        found = _merged(contents)
        rules = {c.id: found[c.id] for c in pack.criteria if c.id in found}
        _read[pack.code, library.roots] = stamp, rules
    return rules


def rule_problems(code: str, library: Library | None = None) -> list[Problem]:
    """Return the faults in the rules of the pack of that code and in those it builds on.

    Raises ReadError or InvalidDataError for a file that is no YAML.
    """
    return _read_files(rule_files(code, library or default_library()))[1]


def rule_files(code: str, library: Library) -> tuple[Path, ...]:
    """Return the rules.yaml for all packs and, if there is one, the pack's own."""
    found = (library.find(BASE), library.find(f"{code}/rules.yaml"))
    return tuple(file for file in found if file is not None)


def _read_files(files: tuple[Path, ...]) -> tuple[list[RuleFile], list[Problem]]:
    """Return the contents of the files, each building on the one before, and their faults."""
    contents: list[RuleFile] = []
    problems: list[Problem] = []
    for file in files:
        found, faults = read_rules(file, contents[-1] if contents else None)
        contents.append(found)
        problems += faults
    return contents, problems


def _merged(contents: list[RuleFile]) -> dict[str, Rule]:
    """Return all rules, the later file's in place of the earlier's, with what is assumed."""
    rules: dict[str, Rule] = {}
    for part in contents:
        rules |= part.rules
    if not contents:
        return rules
    assumed = contents[-1].assumed
    return {
        name: replace(
            rule,
            assumed=assumed.criteria.get(name, assumed.scores),
            source=assumed.source,
            propose_assumed=assumed.propose,
        )
        for name, rule in rules.items()
    }

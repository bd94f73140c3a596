"""Look names up in the table of what a Word file may ask of Word."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache

from docgen.word.compile.policy import PREFIXES, RULES, Rule, Sort


@cache
def rules_of(sort: Sort) -> Mapping[str, Rule]:
    """Return the rules of one list by each name, in small letters (but elements); `*`: the rest."""
    pairs = [(_long(name), rule) for rule in RULES for name in getattr(rule, sort).split()]
    return {name if sort == "elements" else name.lower(): rule for name, rule in pairs}


def rule_for(sort: Sort, name: str) -> Rule:
    """Return the rule that judges `name`."""
    rules, name = rules_of(sort), name.lower()
    if name in rules:
        return rules[name]
    patterns = (pattern for pattern in rules if "*" in pattern and pattern != "*")
    return rules[next((p for p in patterns if fnmatchcase(name, p)), "*")]


def content_type(short: str) -> str:
    """Return a content type in full, in small letters: `word:header+xml`."""
    return _long(short).lower()


def _long(name: str) -> str:
    start = next((start for start in PREFIXES if name.startswith(start)), "")
    return PREFIXES[start] + name.removeprefix(start) if start else name

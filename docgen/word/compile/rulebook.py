"""Look names up in the table of what a Word file may ask of Word."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache

from docgen.word.compile.policy import PREFIXES, RULES, Rule, Sort

_EXACT = ("elements", "attributes")
"""Lists of XML names, which differ by case."""


@cache
def rules_of(sort: Sort) -> Mapping[str, Rule]:
    """Return the rules of one list by each name, in small letters (but XML names)."""
    pairs = [(_long(name), rule) for rule in RULES for name in getattr(rule, sort).split()]
    return {name if sort in _EXACT else name.lower(): rule for name, rule in pairs}


@lru_cache(maxsize=4096)
def find_rule(sort: Sort, name: str) -> Rule | None:
    """Return the rule that names `name` or a pattern of it; None where there is none."""
    rules, name = rules_of(sort), name if sort in _EXACT else name.lower()
    if name in rules:
        return rules[name]
    patterns = (pattern for pattern in rules if "*" in pattern and pattern != "*")
    return next((rules[pattern] for pattern in patterns if fnmatchcase(name, pattern)), None)


def rule_for(sort: Sort, name: str) -> Rule:
    """Return the rule that judges `name`; the one for all others where none names it."""
    return find_rule(sort, name) or rules_of(sort)["*"]


def content_type(short: str) -> str:
    """Return a content type in full, in small letters: `word:header+xml`."""
    return _long(short).lower()


def _long(name: str) -> str:
    start = next((start for start in PREFIXES if name.startswith(start)), "")
    return PREFIXES[start] + name.removeprefix(start) if start else name

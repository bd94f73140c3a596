"""The facts that a rule judges: what is stated, what follows from it, what is taken of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.scoring.arithmetic import UNKNOWN, UNSTATED, compare
from docgen.scoring.rule import Given, Rule

Facts = Mapping[str, Any]
"""Evidence without what is not stated, the pack's settings among it."""


def stated(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Return the evidence without the keys that say nothing: null, `unknown`, or nulls alone."""
    return {
        key: value
        for key, value in evidence.items()
        if value is not None
        and value != UNSTATED
        and not (isinstance(value, list) and all(entry is None for entry in value))
    }


def facts_of(evidence: Mapping[str, Any], rule: Rule) -> Facts:
    """Return what is stated, what follows from it and what is taken of the rest."""
    facts = {**rule.settings, **stated(evidence)}
    _complete(facts, rule.follows)
    _complete(facts, rule.taken)
    _complete(facts, rule.follows)
    return facts


def _complete(facts: dict[str, Any], givens: tuple[Given, ...]) -> None:
    """Add what the facts say of keys that are not among them."""
    for _ in givens:  # one may give what another one asks for
        before = len(facts)
        for given in givens:
            if given.key not in facts and (value := _value(given, facts)) is not UNKNOWN:
                facts[given.key] = value
        if len(facts) == before:
            return


def _value(given: Given, facts: Facts) -> Any:
    """Return what the facts say of the key; unknown when they say nothing."""
    if given.when is not None and given.when.holds(facts) is not True:
        return UNKNOWN
    return given.value.value(facts)


def conflicts(evidence: Mapping[str, Any], rule: Rule) -> Iterator[tuple[str, ...]]:
    """Yield the keys of stated facts of which one says that another is otherwise, each set once."""
    facts = {**rule.settings, **stated(evidence)}
    told: set[frozenset[str]] = set()
    for given in rule.follows:
        if given.key not in facts:
            continue
        # What follows from the key itself is no evidence against it.
        others = {key: value for key, value in facts.items() if key != given.key}
        said = _value(given, others)
        if said is UNKNOWN or compare("eq", said, facts[given.key]) is not False:
            continue
        names = (*(given.when.names if given.when else ()), *given.value.names)
        keys = (given.key, *(name for name in names if name in others and name in evidence))
        if frozenset(keys) not in told:
            told.add(frozenset(keys))
            yield tuple(dict.fromkeys(keys))

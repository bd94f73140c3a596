"""What is judged and what comes of it: a case, a verdict from one score to another, its doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from docgen.model.tongue import say
from docgen.scoring.facts import Facts
from docgen.scoring.rule import Line, Rule
from docgen.scoring.wording import Labels, figures, label, labelled, listed, said

_NAMED = re.compile(r"<(\w+)>")


class Doubt(NamedTuple):
    """Something about a proposal that the reviewers should know."""

    rule: str
    """Stable id: `gap`, `shared_limit`, `tie`, `head_count` ..."""
    message: str


class Verdict(NamedTuple):
    """The scores that the facts allow, before or after needs and caps."""

    low: int
    high: int
    """Equal to `low` where the facts decide."""
    why: str = ""
    """What was counted, or what is stated of the anchor that holds."""
    unknown: tuple[str, ...] = ()
    """Evidence keys that are not stated and could move the score."""
    warnings: tuple[Doubt, ...] = ()
    measured: bool = True
    """False while the number is missing on which the score rests."""
    number: float | None = None
    """That number, where a number decides."""


class Undecided(NamedTuple):
    """Why the facts lead to no score at all."""

    why: str
    unknown: tuple[str, ...] = ()


class Case(NamedTuple):
    """The evidence of one criterion, ready to be judged by its rule."""

    rule: Rule
    stated: Mapping[str, Any]
    """The evidence without keys that say nothing."""
    facts: Facts
    """What is stated, what follows from it and what is taken for granted."""
    labels: Labels

    def note(self, name: str) -> Doubt:
        """Return the rule's warning of that name: {key} is the value, <key> the label."""
        text = say(self.rule.warnings[name])
        for key in (*self.rule.evidence, *self.rule.settings):
            text = text.replace(f"{{{key}}}", said(self.facts.get(key), key, self.labels))
        return Doubt(name, _NAMED.sub(lambda match: label(match[1], self.labels), text))

    def names(self, keys: Iterable[str], *, either: bool = False) -> str:
        """Return the labels of keys as a person lists them."""
        return listed(labelled(keys, self.labels), either=either)

    def figures(self, keys: Iterable[str]) -> str:
        """Return what is stated of the keys, or behind them: `Specialists: 4; Cover: yes`."""
        return "; ".join(figures(self._sources(keys), self.stated, self.labels))

    def _sources(self, keys: Iterable[str]) -> dict[str, None]:
        """Return the keys, of one that is not stated those it follows from."""
        found: dict[str, None] = {}
        for key in keys:
            if key in self.stated:
                found[key] = None
                continue
            for given in self.rule.follows:
                if given.key == key:
                    found |= dict.fromkeys(given.value.names)
                    found |= dict.fromkeys(given.when.names if given.when else ())
        return found

    def held(self, lines: Iterable[Line]) -> str:
        """Return what is stated of the conditions that hold."""
        names: dict[str, None] = {}
        for line in lines:
            choice = next((one for one in line if one.holds(self.facts)), line[0])
            names |= dict.fromkeys(choice.names)
        return self.figures(names)

    def ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return keys of the evidence that are not stated, once each, in the rule's order."""
        wanted = set(keys)
        return tuple(key for key in self.rule.offered if key in wanted and key not in self.stated)

    def state(self, line: Line) -> bool | None:
        """Return whether one of the line's alternatives holds; None means not known."""
        states = [choice.holds(self.facts) for choice in line]
        if True in states:
            return True
        return None if None in states else False

    def absent(self, lines: Iterable[Line]) -> list[str]:
        """Return the keys whose absence leaves lines undecided."""
        return [
            name
            for line in lines
            if self.state(line) is None
            for choice in line
            for name in choice.absent(self.facts)
        ]

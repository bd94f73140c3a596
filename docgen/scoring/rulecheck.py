"""What a rule must be besides well formed: whole, without overlap, with known warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from docgen.model.tongue import say
from docgen.packs.scale import NO_SCORES
from docgen.scoring.arithmetic import near
from docgen.scoring.rule import Limit, Rule
from docgen.scoring.wording import listed

PLACEHOLDER = re.compile(r"[{<](\w+)[}>]")
"""An evidence key in the sentence of a warning: its value or its label."""
Fault = tuple[tuple[str | int, ...], str]
"""Path within the rule, and what is wrong there."""


def faults_of(rule: Rule) -> Iterator[Fault]:
    """Yield what is wrong with the rule as a whole."""
    yield from _parts(rule)
    yield from _limits(rule)
    yield from _components(rule)
    yield from _ways(rule)
    yield from _warnings(rule)


def _parts(rule: Rule) -> Iterator[Fault]:
    ways = [bool(rule.measures or rule.ladder), bool(rule.components)]
    if ways.count(True) != 1:
        yield (), say("a rule has a measure, a ladder, or both, or else components")
    elif rule.measures and not (rule.limits or rule.nearest):
        yield ("measure",), say("a measure needs limits or nearest")
    elif not rule.measures and (rule.limits or rule.nearest or rule.instead):
        yield (), say("limits, nearest and instead judge a measure, and there is none")


def _limits(rule: Rule) -> Iterator[Fault]:
    for score, limit in rule.limits.items():
        if limit.low > limit.high:
            yield ("limits", str(score)), say("no number lies between these two; swap them")
    touching = set()
    for first, second in combinations(sorted(rule.limits), 2):
        low, high, open_above = _overlap(rule.limits[first], rule.limits[second])
        if near(low, high) and not open_above:
            touching.add(low)
        elif low < high:
            text = say(
                "the limits of {first} and {second} overlap; at most one number may be in both",
                first=first,
                second=second,
            )
            yield ("limits", str(first)), text
    for number in rule.shared:
        if not any(near(number, shared) for shared in touching):
            yield ("shared",), say("{number:g} is not in the limits of two scores", number=number)


def _overlap(one: Limit, other: Limit) -> tuple[float, float, bool]:
    """Return the ends of what two limits have in common, and whether the upper end is open."""
    high = min(one.high, other.high)
    open_above = any(limit.open_above and limit.high == high for limit in (one, other))
    return max(one.low, other.low), high, open_above


def _components(rule: Rule) -> Iterator[Fault]:
    numbers = sorted(rule.components)
    if numbers and numbers != list(range(rule.most_components + 1)):
        yield (
            ("components",),
            say("say the score of each number of components, 0 to {most}", most=numbers[-1]),
        )
    if not rule.unassigned <= set(numbers):
        yield ("unassigned",), say("these are numbers of components too")
    missing = [key for key in ("components_present", "components") if key not in rule.evidence]
    if numbers and missing:
        yield (
            ("evidence",),
            say("counting components needs the evidence {missing}", missing=listed(missing)),
        )


def _ways(rule: Rule) -> Iterator[Fault]:
    found = {*rule.reached}
    found |= {cap.score for cap in rule.caps} | {score - 1 for score in rule.needs}
    missing = [str(score) for score in rule.scores.values if score not in found]
    if missing and rule.scores != NO_SCORES:
        yield (
            (),
            say(
                "no evidence leads to {missing}; add a limit, a line or a cap",
                missing=listed(missing, either=True),
            ),
        )


def _warnings(rule: Rule) -> Iterator[Fault]:
    named = [
        *((("measure", index), way.warn) for index, way in enumerate(rule.measures)),
        *((("caps", index), cap.warn) for index, cap in enumerate(rule.caps)),
        *((("notes", index), note.warn) for index, note in enumerate(rule.notes)),
        *((("must_hold", index), claim.warn) for index, claim in enumerate(rule.must_hold)),
    ]
    for place, warn in named:
        if not warn:
            continue
        if warn not in rule.warnings:
            known = ", ".join(rule.warnings) or say("none")
            yield (
                place,
                say(
                    "there is no warning {warn!r}; `warnings` has: {known}", warn=warn, known=known
                ),
            )
            continue
        for key in PLACEHOLDER.findall(rule.warnings[warn]):
            if key not in rule.evidence:
                yield (
                    place,
                    say(
                        "the warning {warn!r} prints {key!r}, which is no evidence here",
                        warn=warn,
                        key=key,
                    ),
                )

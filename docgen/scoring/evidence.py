"""Evidence of a criterion: what is wrong with it, key by key, before anything is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from docgen.model import Severity
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.scoring.arithmetic import MOST, is_number
from docgen.scoring.facts import conflicts
from docgen.scoring.rule import Claim, Kind, Rule
from docgen.scoring.wording import Labels, arithmetic, figures, listed, shown
from docgen.suggest import Hints


class Slip(NamedTuple):
    """What is wrong with a figure."""

    key: str
    """Of the evidence; empty for all of it."""
    message: str
    severity: Severity = "error"


_WHOLE = ("whole", "score", "counts")
_BOUNDS = {"percent": (0.0, 100.0)}


def check_evidence(
    criterion_id: str, evidence: Mapping[str, Any], rule: Rule, labels: Labels | None = None
) -> list[Slip]:
    """Return what is wrong with the evidence of a criterion.

    `labels` is what the pack calls the keys.
    """
    labels = labels or {}
    findings: list[Slip] = []
    hints = Hints()
    for key, value in evidence.items():
        kind = rule.evidence.get(key)
        if kind is None:
            findings.append(Slip(key, _unknown_key(criterion_id, key, rule, hints)))
        elif message := _wrong(value, kind):
            findings.append(Slip(key, message))
    bad = {one.key for one in findings}
    sound = {key: value for key, value in evidence.items() if key not in bad}
    findings += _components(sound, rule)
    findings += (Slip(*one) for one in impossible(sound, rule, labels))
    findings += (
        Slip(key, message, "warning") for key, message in contradictions(sound, rule, labels)
    )
    return findings


def sound_evidence(evidence: Mapping[str, Any], findings: list[Slip]) -> dict[str, Any]:
    """Return the evidence without the keys that have a fault."""
    bad = {one.key for one in findings if one.severity == "error"}
    return {key: value for key, value in evidence.items() if key not in bad and value is not None}


def present_components(evidence: Mapping[str, Any], rule: Rule) -> int | None:
    """Return how many components are present; None when the evidence does not say.

    A number beside the list counts as long as the list's open entries allow it: the reviewers
    may count a component that the list leaves open.
    """
    given, ticked = evidence.get("components_present"), evidence.get("components")
    if not ticked:
        return int(given) if is_number(given) else None
    sure = int(ticked.count(True))
    if is_number(given) and sure <= given <= sure + _open(ticked, rule):
        return int(given)
    return sure


def _open(ticked: list[Any], rule: Rule) -> int:
    """Return how many components the list leaves open: null, or not in the list at all."""
    return ticked.count(None) + max(0, rule.most_components - len(ticked))


def _unknown_key(criterion_id: str, key: str, rule: Rule, hints: Hints) -> str:
    way = hints.did_you_mean(key, rule.evidence)
    return say(
        "{criterion_id} has no evidence {key}; {way}",
        criterion_id=criterion_id,
        key=quoted(key),
        way=way,
    )


def _wrong(value: Any, kind: Kind) -> str:
    """Return what is wrong with a value; empty when nothing is (null = not stated yet)."""
    if value is None:
        return ""
    if kind.base == "counts":
        value = list(value.values()) if isinstance(value, Mapping) else value
        return _wrong_list(value, kind) if isinstance(value, list) else _expected(value, kind)
    if isinstance(value, list):
        return _wrong_list(value, kind) if kind.lists else _expected(value, kind)
    return _wrong_one(value, kind) if kind.single else _expected(value, kind)


def _wrong_list(values: list[Any], kind: Kind) -> str:
    if not values:
        return say("the list is empty; fill it in or leave the key out")
    for value in values:
        if value is None and kind.base == "bool":
            continue  # a component of which nothing is known yet
        if message := _wrong_one(value, kind):
            return message
    return ""


def _wrong_one(value: Any, kind: Kind) -> str:
    if kind.base == "bool" or kind.order:
        fits = isinstance(value, bool) if kind.base == "bool" else value in kind.words
        return "" if fits else _expected(value, kind)
    if not is_number(value) or (kind.base in _WHOLE and value != int(value)):
        return _expected(value, kind)
    low, high = kind.scores or _BOUNDS.get(kind.base, (0.0, MOST))
    if not low <= value <= high:
        if high == MOST:
            return say("{value} is out of bounds; this is at least 0", value=shown(value))
        return say(
            "{value} is out of bounds; this is {low} to {high}",
            value=shown(value),
            low=shown(low),
            high=shown(high),
        )
    return ""


def _expected(value: Any, kind: Kind) -> str:
    one = {
        "bool": say("true or false"),
        "counts": say("a list of whole numbers (or name: number)"),
        "whole": say("a whole number"),
        "score": say("a score from {scores}", scores=kind.scores),
        "percent": say("a number from 0 to 100"),
    }.get(kind.base, "")
    one = one or (
        say("one of {words}", words=", ".join(kind.words)) if kind.order else say("a number")
    )
    if kind.lists and not kind.single:
        one = say("a list in [ ], each entry {one}", one=one)
    elif kind.lists:
        one = say("{one} or a list of them, one for each specialist", one=one)
    return say("{value} does not fit; here belongs {one}", value=quoted(value), one=one)


def _components(evidence: Mapping[str, Any], rule: Rule) -> Iterator[Slip]:
    most = rule.most_components
    if not most:
        return
    given, ticked = evidence.get("components_present"), evidence.get("components")
    if is_number(given) and given > most:
        yield Slip(
            "components_present",
            say("{given} of {most} components is too many", given=shown(given), most=most),
        )
    if ticked is None:
        return
    if len(ticked) > most:
        yield Slip(
            "components",
            say(
                "the list has {ticked} entries, there are {most} components",
                ticked=len(ticked),
                most=most,
            ),
        )
    elif len(ticked) < most:
        message = say(
            "the list has {ticked} of {most} components; the others count as not known",
            ticked=len(ticked),
            most=most,
        )
        yield Slip("components", message, "warning")
    sure = ticked.count(True)
    if is_number(given) and not sure <= given <= sure + _open(ticked, rule):
        message = say(
            "components_present is {given}, but components ticks {sure}; the list counts",
            given=shown(given),
            sure=sure,
        )
        yield Slip("components_present", message, "warning")


def impossible(
    evidence: Mapping[str, Any], rule: Rule, labels: Labels
) -> Iterator[tuple[str, str]]:
    """Yield key and message of figures that cannot all be true."""
    facts = {**rule.settings, **evidence}
    for claim in rule.must_hold:
        if claim.claim.holds(facts) is False:
            yield claim.claim.names[0], _broken(claim, evidence, rule, labels)
    for keys in conflicts(evidence, rule):
        yield keys[0], _together(figures(keys, evidence, labels))


def _broken(claim: Claim, evidence: Mapping[str, Any], rule: Rule, labels: Labels) -> str:
    """Return what is wrong with the figures of a claim that does not hold."""
    told = figures(claim.claim.names, evidence, labels)
    if claim.warn:
        return f"{say(rule.warnings[claim.warn])}: {listed(told)}"
    return _together(told)


def _together(told: list[str]) -> str:
    if len(told) == 1:
        return say("{told} cannot be right", told=told[0])
    if len(told) == 2:
        return say("{told} cannot both be true", told=listed(told))
    return say("{told} cannot all be true", told=listed(told))


def contradictions(
    evidence: Mapping[str, Any], rule: Rule, labels: Labels
) -> Iterator[tuple[str, str]]:
    """Yield key and message of two figures for the same thing that differ."""
    facts = {**rule.settings, **evidence}
    values = [
        (way, value)
        for way in rule.measures
        if (way.when is None or way.when.holds(facts) is True)
        and is_number(value := way.expression.value(facts))
    ]
    for (one, first), (other, second) in combinations(values, 2):
        if one.warn == other.warn and not _agree(first, second, rule):
            message = say(
                "{one} and {other} differ; the first counts",
                one=arithmetic(one.expression, facts, first, labels),
                other=arithmetic(other.expression, facts, second, labels),
            )
            yield other.expression.names[0], message


def _agree(first: float, second: float, rule: Rule) -> bool:
    """Return whether two numbers differ by rounding only and mean the same anchor."""
    anchors = [{s for s, limit in rule.limits.items() if limit.holds(v)} for v in (first, second)]
    return abs(first - second) <= 0.5 + 1e-9 and anchors[0] == anchors[1]

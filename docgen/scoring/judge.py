"""From evidence to a candidate score: by limits, by the nearest anchor, by count or by ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docgen.scoring.arithmetic import is_number, near
from docgen.scoring.evidence import present_components
from docgen.scoring.expressions import Expression
from docgen.scoring.rule import SCORES, Line, Rule
from docgen.scoring.wording import arithmetic, held_text, limit_text, line_text, listed, shown


@dataclass(frozen=True, slots=True)
class Warn:
    """Something about a proposal that the reviewers should know."""

    rule: str
    """Stable id: `gap`, `shared_limit`, `tie`, `head_count` ..."""
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A score as the evidence gives it, before needs and caps."""

    score: int
    why: str
    warnings: tuple[Warn, ...] = ()


def judge(rule: Rule, evidence: Mapping[str, Any]) -> Found | str:
    """Return what the evidence gives, or a sentence that says why it gives no score."""
    if rule.components:
        return _by_count(rule, evidence)
    if rule.ladder:
        return _by_ladder(rule, evidence)
    for way in rule.measures:
        value = way.expression.value(evidence)
        if is_number(value):
            words = _words(rule, way.expression, evidence, value)
            found = _by_number(rule, evidence, value, words)
            if way.warn and isinstance(found, Found):
                warnings = (*found.warnings, note(rule, way.warn, evidence))
                found = Found(found.score, found.why, warnings)
            return found
    return _missing(rule, evidence)


def _words(rule: Rule, expression: Expression, evidence: Mapping[str, Any], value: float) -> str:
    """Return how the number comes about; an anchor that the reviewers chose is no arithmetic."""
    kind = rule.evidence[expression.names[0]]
    if kind.base == "score" and expression.source == expression.names[0]:
        return f"the reviewers say that anchor {shown(value)} fits"
    return arithmetic(expression, evidence, value)


def note(rule: Rule, name: str, evidence: Mapping[str, Any]) -> Warn:
    """Return the rule's warning of that name, evidence keys in { } filled in."""
    text = rule.warnings[name]
    for key in rule.evidence:
        value = evidence.get(key)
        text = text.replace(f"{{{key}}}", shown(value) if is_number(value) else str(value))
    return Warn(name, text)


def state(line: Line, evidence: Mapping[str, Any]) -> bool | None:
    """Return whether one of the line's alternatives holds; None means not known."""
    states = [choice.holds(evidence) for choice in line]
    if True in states:
        return True
    return None if None in states else False


def absent(line: Line, evidence: Mapping[str, Any]) -> list[str]:
    """Return the evidence keys of a line that are not stated."""
    names = {name: None for choice in line for name in choice.names}
    return [name for name in names if evidence.get(name) in (None, "unknown")]


def _by_count(rule: Rule, evidence: Mapping[str, Any]) -> Found | str:
    """Return the score of the number of components present."""
    present = present_components(evidence, rule)
    if present is None:
        return "no proposal: state components_present, or components one by one"
    score, most = rule.components[present], rule.most_components
    why = f"{present} of {most} components present, which is {score}"
    warnings = []
    if present in rule.unassigned:
        text = f"the scale has no anchor for {present} components; {score} is the nearest"
        warnings.append(Warn("unassigned", text))
    ticked = evidence.get("components") or []
    open_ = [str(place) for place, tick in enumerate(ticked, 1) if tick is None]
    open_ += [str(place) for place in range(len(ticked) + 1, most + 1) if ticked]
    best = rule.components[min(most, present + len(open_))]
    if open_ and best > score:
        text = f"not known: component {listed(open_)}; with all of them it would be {best}"
        warnings.append(Warn("unknown", text))
    return Found(score, why, tuple(warnings))


def _by_ladder(rule: Rule, evidence: Mapping[str, Any]) -> Found | str:
    """Return the highest anchor all of whose lines hold."""
    warnings: list[Warn] = []
    wanted: list[set[str]] = []
    for score in sorted(rule.ladder, reverse=True):
        states = [state(line, evidence) for line in rule.ladder[score]]
        if all(known is True for known in states):
            why = f"{held_text(rule.ladder[score], evidence)}: anchor {score} holds in full"
            return Found(score, why, tuple(warnings))
        if False in states:
            continue
        gaps = [
            line for line, known in zip(rule.ladder[score], states, strict=True) if known is None
        ]
        names = {name for line in gaps for name in absent(line, evidence)}
        if names not in wanted:
            warnings.append(unknown_need(score, gaps))
        wanted.append(names)
    open_ = [key for key in rule.evidence if any(key in names for names in wanted)]
    what = f"; state {listed(open_, 'or')}" if open_ else ""
    return f"no proposal: the evidence fits no anchor{what}"


def unknown_need(score: int, lines: list[Line]) -> Warn:
    """Return the warning that an anchor needs more than is stated."""
    needs = listed(line_text(line) for line in lines)
    return Warn("unknown", f"{score} would need: {needs}, not stated")


def _by_number(rule: Rule, evidence: Mapping[str, Any], value: float, words: str) -> Found | str:
    """Return the score of a measured number."""
    found = _by_limits(rule, value, words)
    scope = {**evidence, "measured": value}
    for score in sorted(rule.instead, reverse=True):
        better = isinstance(found, str) or score > found.score
        if better and all(state(line, scope) is True for line in rule.instead[score]):
            needs = held_text(rule.instead[score], evidence).replace("measured", shown(value))
            return Found(score, f"{words}; {needs}: {score}")
    return found


def _by_limits(rule: Rule, value: float, words: str) -> Found | str:
    inside = [score for score in SCORES if score in rule.limits and rule.limits[score].holds(value)]
    if len(inside) > 1:
        chosen = next((s for n, s in rule.shared.items() if near(n, value)), min(inside))
        text = f"{shown(value)} is in the anchors of {listed(map(str, inside))}; taken as {chosen}"
        warn = (Warn("shared_limit", text),)
        return Found(chosen, f"{words}; {limit_text(rule.limits[chosen])} is {chosen}", warn)
    if inside:
        score = inside[0]
        return Found(score, f"{words}; {limit_text(rule.limits[score])} is {score}")
    if rule.nearest:
        return _by_nearest(rule, value, words)
    return _by_gap(rule, value, words)


def _by_nearest(rule: Rule, value: float, words: str) -> Found:
    """Return the score whose anchor names the nearest number; a tie goes down."""
    distances = {score: abs(number - value) for score, number in rule.nearest.items()}
    least = min(distances.values())
    best = sorted(score for score, distance in distances.items() if near(distance, least))
    score = best[0]
    number = shown(rule.nearest[score])
    if near(least, 0):
        return Found(score, words if number == str(score) else f"{words}; {number} is {score}")
    which = f"{number}" if number == str(score) else f"{number}, which is {score}"
    why = f"{words}; the nearest anchor is {which}"
    if len(best) > 1:
        text = f"{shown(value)} is as near to {best[1]} as to {score}; a tie goes down to {score}"
        return Found(score, why, (Warn("tie", text),))
    text = f"no anchor names {shown(value)}; the nearest is {which}"
    return Found(score, why, (Warn("not_exact", text),))


def _by_gap(rule: Rule, value: float, words: str) -> Found | str:
    """Return the neighbour that asks less, for a number between two printed limits."""
    limits = rule.limits.items()
    below = [score for score, limit in limits if limit.under(value)]
    above = [score for score, limit in limits if not limit.under(value)]
    if not below or not above:
        return f"no proposal: {words} lies outside all limits of the scale"
    under = max(below, key=lambda score: rule.limits[score].high)
    over = min(above, key=lambda score: rule.limits[score].low)
    score = min(under, over)
    sides = [f"{limit_text(rule.limits[side])} ({side})" for side in (under, over)]
    text = f"{shown(value)} lies in the gap between {sides[0]} and {sides[1]}; taken as {score}"
    return Found(score, f"{words}; between {sides[0]} and {sides[1]}", (Warn("gap", text),))


def _missing(rule: Rule, evidence: Mapping[str, Any]) -> str:
    """Return a sentence that names the evidence which would do."""
    ways = [(absent((way.expression,), evidence), way.expression.names) for way in rule.measures]
    if any(not gaps for gaps, _ in ways):
        return "no proposal: the figures give no number (an empty list, or a division by zero)"
    begun = [gaps for gaps, names in ways if len(gaps) < len(names)] or [gaps for gaps, _ in ways]
    least = min(len(gaps) for gaps in begun)
    short = dict.fromkeys(listed(gaps) for gaps in begun if len(gaps) == least)
    return f"no proposal: state {listed(short, 'or')}"

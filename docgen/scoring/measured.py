"""The score of a number: inside printed limits, between two of them, or by the nearest anchor."""

from __future__ import annotations

import math
from collections.abc import Iterator

from docgen.model.tongue import marked, say
from docgen.scoring.arithmetic import is_number, near
from docgen.scoring.expressions import Expression
from docgen.scoring.rule import Measure
from docgen.scoring.verdict import Case, Doubt, Undecided, Verdict
from docgen.scoring.wording import arithmetic, limit_text, listed, shown

_NO_NUMBER = marked("the figures give no number (an empty list, or a division by zero)")


def by_measure(case: Case) -> Verdict | Undecided | None:
    """Return the score of the first way to a number; None while there is no number."""
    for way in open_ways(case):
        value = way.expression.value(case.facts)
        if is_number(value):
            found = _by_number(case, value, _words(case, way.expression, value))
            if isinstance(found, Undecided):
                return found
            notes = (case.note(way.warn),) if way.warn else ()
            return found._replace(number=value, warnings=(*found.warnings, *notes))
    return None


def open_ways(case: Case) -> Iterator[Measure]:
    """Yield the ways to the number that the pack's settings leave open."""
    for way in case.rule.measures:
        if way.when is None or way.when.holds(case.facts) is True:
            yield way


def unmeasured(case: Case) -> Verdict:
    """Return all scores there are, and what to state for a number: the shortest ways to it."""
    reached = case.rule.reached
    ways = [(way.expression.absent(case.facts), way.expression.names) for way in open_ways(case)]
    if any(not gaps for gaps, _ in ways):
        return Verdict(reached[0], reached[-1], say(_NO_NUMBER), measured=False)
    begun = [gaps for gaps, names in ways if len(gaps) < len(names)] or [gaps for gaps, _ in ways]
    least = min((len(gaps) for gaps in begun), default=0)
    short = [name for gaps in begun if len(gaps) == least for name in gaps]
    words = dict.fromkeys(case.names(gaps) for gaps in begun if len(gaps) == least)
    state = say("state: {words}", words=listed(words, either=True))
    return Verdict(reached[0], reached[-1], state, case.ordered(short), measured=False)


def _words(case: Case, expression: Expression, value: float) -> str:
    """Return how the number comes about; an anchor that the reviewers chose is no arithmetic."""
    kind = case.rule.evidence.get(expression.names[0])
    if kind is not None and kind.base == "score" and expression.source == expression.names[0]:
        return say("the reviewers say that anchor {value} fits", value=shown(value))
    return arithmetic(expression, case.facts, value, case.labels)


def _by_number(case: Case, value: float, words: str) -> Verdict | Undecided:
    """Return the score of a number; an exception counts only where it is stated."""
    rule = case.rule
    found = _by_limits(case, value, words)
    scope = Case(rule, case.stated, {**case.facts, "measured": value}, case.labels)
    for score in sorted(rule.instead, reverse=True):
        lines = rule.instead[score]
        better = isinstance(found, Undecided) or score > found.low
        if better and all(scope.state(line) is True for line in lines):
            return Verdict(score, score, f"{words}; {scope.held(lines)}: {score}")
    return found


def _by_limits(case: Case, value: float, words: str) -> Verdict | Undecided:
    rule = case.rule
    inside = [score for score in sorted(rule.limits) if rule.limits[score].holds(value)]
    if inside:
        shared = (score for number, score in rule.shared.items() if near(number, value))
        chosen = next(shared, min(inside))
        why = say(
            "{words}; {limit} is {chosen}",
            words=words,
            limit=limit_text(rule.limits[chosen]),
            chosen=chosen,
        )
        if len(inside) == 1:
            return Verdict(chosen, chosen, why)
        text = say(
            "{value} is in the anchors of {scores}; taken as {chosen}",
            value=shown(value),
            scores=listed(map(str, inside)),
            chosen=chosen,
        )
        return Verdict(chosen, chosen, why, (), (Doubt("shared_limit", text),))
    if rule.nearest:
        return _by_nearest(case, value, words)
    return _by_gap(case, value, words)


def _by_nearest(case: Case, value: float, words: str) -> Verdict:
    """Return the score whose anchor names the nearest number; a tie goes down."""
    rule = case.rule
    distances = {score: abs(number - value) for score, number in rule.nearest.items()}
    least = min(distances.values())
    best = sorted(score for score, distance in distances.items() if near(distance, least))
    score = best[0]
    number = shown(rule.nearest[score])
    if near(least, 0):
        why = (
            words
            if number == str(score)
            else say("{words}; {number} is {score}", words=words, number=number, score=score)
        )
        return Verdict(score, score, why)
    which = (
        f"{number}"
        if number == str(score)
        else say("{number}, which is {score}", number=number, score=score)
    )
    why = say("{words}; the nearest anchor is {which}", words=words, which=which)
    if len(best) > 1:
        text = say(
            "{value} is as near to {far} as to {score}; a tie goes down to {score}",
            value=shown(value),
            far=best[1],
            score=score,
        )
        return Verdict(score, score, why, (), (Doubt("tie", text),))
    text = say("no anchor names {value}; the nearest is {which}", value=shown(value), which=which)
    return Verdict(score, score, why, (), (Doubt("not_exact", text),))


def _by_gap(case: Case, value: float, words: str) -> Verdict | Undecided:
    """Return the score of a number between two printed limits, as rule or pack will have it."""
    rule = case.rule
    limits = rule.limits.items()
    below = [score for score, limit in limits if limit.under(value)]
    above = [score for score, limit in limits if not limit.under(value)]
    if not below or not above:
        return Undecided(say("{words} lies outside all limits of the scale", words=words))
    under = max(below, key=lambda score: rule.limits[score].high)
    over = min(above, key=lambda score: rule.limits[score].low)
    sides = [f"{limit_text(rule.limits[side])} ({side})" for side in (under, over)]
    low, high = sides
    gap = say(
        "{value} lies in the gap between {low} and {high}", value=shown(value), low=low, high=high
    )
    why = say("{words}; between {low} and {high}", words=words, low=low, high=high)
    strict, rounded = min(under, over), _rounded(case, value)
    if rule.gaps == "nearest":
        text = say("{gap}; the scale asks for the nearest", gap=gap)
        return _nearest_limit(case, value, (under, over), words, text)
    score, other = strict, ""
    if rounded not in (None, strict):
        other = say("rounded to a whole number it would be {rounded}", rounded=rounded)
        if case.rule.settings.get("gaps") == "round":
            score = rounded or strict
            other = say("as it stands it would be {strict}", strict=strict)
    taken = say("{gap}; taken as {score}", gap=gap, score=score)
    text = f"{taken}; {other}" if other else taken
    return Verdict(score, score, why, (), (Doubt("gap", text),))


def _rounded(case: Case, value: float) -> int | None:
    """Return the score of the nearest whole number, a half counting as one more."""
    whole = math.floor(value + 0.5 + 1e-9)
    inside = [score for score, limit in case.rule.limits.items() if limit.holds(whole)]
    return min(inside, default=None)


def _nearest_limit(
    case: Case, value: float, sides: tuple[int, int], words: str, text: str
) -> Verdict:
    """Return the score whose limit is nearer; a tie goes down."""
    under, over = sides
    limits = case.rule.limits
    down, up = value - limits[under].high, limits[over].low - value
    tie = near(down, up)
    score = min(sides) if tie else under if down < up else over
    why = say(
        "{words}; the nearest is {limit}, which is {score}",
        words=words,
        limit=limit_text(limits[score]),
        score=score,
    )
    warnings = [Doubt("gap", f"{text}: {score}")]
    if tie:
        far = max(sides)
        also = say(
            "{value} is as near to {far} as to {score}; a tie goes down to {score}",
            value=shown(value),
            far=far,
            score=score,
        )
        warnings.append(Doubt("tie", also))
    return Verdict(score, score, why, (), tuple(warnings))

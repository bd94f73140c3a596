"""From the facts of a criterion to a verdict: by number, count or ladder, then needs and caps."""

from __future__ import annotations

from docgen.model.tongue import say
from docgen.scoring.ladder import by_count, by_ladder
from docgen.scoring.measured import by_measure, unmeasured
from docgen.scoring.verdict import Case, Doubt, Undecided, Verdict
from docgen.scoring.wording import listed, span


def judge(case: Case) -> Verdict | Undecided:
    """Return the scores that the facts allow, with all that speaks against them."""
    chosen = by_measure(case) if case.rule.measures else None
    found = _by_facts(case, chosen)
    if case.rule.ladder and isinstance(chosen, Verdict):
        found = _beside(chosen, found)
    if isinstance(found, Undecided):
        return found
    if not found.measured and not found.unknown:
        return Undecided(found.why)
    return found._replace(warnings=(*found.warnings, *_notes(case, found)))


def _by_facts(case: Case, measured: Verdict | Undecided | None) -> Verdict | Undecided:
    """Return the verdict by count, ladder or number, after needs and caps."""
    rule = case.rule
    if rule.components:
        found = by_count(case)
    elif rule.ladder:
        found = by_ladder(case)
    else:
        found = unmeasured(case) if measured is None else measured
    if isinstance(found, Verdict):
        found = _after_needs(case, found)
    return _after_caps(case, found)


def _beside(chosen: Verdict, found: Verdict | Undecided) -> Verdict:
    """Return the anchor that the reviewers chose, with a warning where the facts say otherwise."""
    if isinstance(found, Undecided) or found.low <= chosen.low <= found.high:
        return chosen
    text = say(
        "anchor {low} is chosen, what is stated besides gives {others}",
        low=chosen.low,
        others=span(found.low, found.high),
    )
    return chosen._replace(warnings=(*chosen.warnings, Doubt("contradiction", text)))


def _after_needs(case: Case, found: Verdict) -> Verdict:
    """Return the verdict down to the first anchor all of whose other conditions hold."""
    needs = case.rule.needs
    if not needs:
        return found
    lowest = case.rule.scores.low if found.measured else found.low
    states = {
        score: [case.state(line) for line in needs.get(score, ())]
        for score in range(found.high, lowest - 1, -1)
    }
    low = found.low
    high = next((one for one in sorted(states, reverse=True) if False not in states[one]), low)
    if found.measured:
        sure = (score for score in sorted(states, reverse=True) if {*states[score]} <= {True})
        low = min(found.low, next(sure, found.low))  # of a ladder a lower one may be sure
    open_ = [line for score in range(low + 1, high + 1) for line in needs.get(score, ())]
    keys = {*found.unknown, *case.absent(open_)}
    warnings = (*found.warnings, *_unmet(case, found.high, high))
    why = found.why
    if high < found.high and found.measured:
        lacking = say(
            "not all that {high} needs is there: {scores}", high=found.high, scores=span(low, high)
        )
        why = f"{why}; {lacking}"
    return found._replace(
        low=low, high=high, why=why, unknown=case.ordered(keys), warnings=warnings
    )


def _unmet(case: Case, start: int, end: int) -> list[Doubt]:
    """Return what the anchors from `start` down to above `end` ask for in vain, each thing once."""
    warnings = []
    told: set[str] = set()
    for score in range(start, end, -1):
        lines = [line for line in case.rule.needs.get(score, ()) if case.state(line) is False]
        behind = [
            case.figures(dict.fromkeys(n for one in line for n in one.names)) for line in lines
        ]
        fresh = [text for text in behind if text not in told]
        told |= {*fresh}
        if fresh:
            warnings.append(
                Doubt(
                    "needs",
                    say("{score} asks for more than {fresh}", score=score, fresh=listed(fresh)),
                )
            )
    return warnings


def _after_caps(case: Case, found: Verdict | Undecided) -> Verdict | Undecided:
    """Return the verdict within all caps that hold; what might be one is named as a doubt."""
    for cap in case.rule.caps:
        if cap.when.holds(case.facts) is not True:
            continue
        held = case.held([(cap.when,)])
        if isinstance(found, Undecided):
            found = Verdict(
                cap.score, cap.score, say("{held}: at most {score}", held=held, score=cap.score)
            )
        elif not found.measured:
            found = _alone(case, found, cap.score, held)
        elif found.high > cap.score:
            found = _capped(found, cap.score, held)
        if cap.warn:
            found = found._replace(warnings=(*found.warnings, case.note(cap.warn)))
    if isinstance(found, Undecided):
        return found
    return found._replace(warnings=(*found.warnings, *_doubts(case, found)))


def _alone(case: Case, found: Verdict, most: int, held: str) -> Verdict:
    """Return the score of a cap where there is no number: its anchor says so by itself."""
    warnings = (*found.warnings, Doubt("cap", say("{held}: at most {most}", held=held, most=most)))
    if found.low < most and found.unknown:
        names = case.names(found.unknown, either=True)
        text = say(
            "not stated: {names}; it could lower the proposal to {low}", names=names, low=found.low
        )
        warnings = (*warnings, Doubt("unknown", text))
    return Verdict(most, most, say("{held}: at most {most}", held=held, most=most), (), warnings)


def _capped(found: Verdict, most: int, held: str) -> Verdict:
    """Return the verdict, at most `most`; it is worth a warning where more was sure."""
    low = min(found.low, most)
    limit = say("{held}: at most {most}", held=held, most=most)
    warn = Doubt(
        "cap", say("{limit} instead of {scores}", limit=limit, scores=span(found.low, found.high))
    )
    return found._replace(
        low=low,
        high=most,
        why="; ".join(filter(None, (found.why, limit))) if low < found.low else found.why,
        unknown=found.unknown if low < most else (),
        warnings=(*found.warnings, warn) if low < found.low else found.warnings,
    )


def _doubts(case: Case, found: Verdict) -> list[Doubt]:
    """Return what is not stated and could only lower the score."""
    open_ = [
        cap
        for cap in case.rule.caps
        if cap.ask and cap.score < found.high and cap.when.holds(case.facts) is None
    ]
    keys = {key for cap in open_ for key in cap.when.absent(case.facts)}
    names = case.ordered(keys - {*found.unknown})
    if not names or not found.measured:
        return []
    reach = listed(sorted({str(cap.score) for cap in open_}), either=True)
    text = say(
        "not stated: {names}; it could lower the proposal to {reach}",
        names=case.names(names),
        reach=reach,
    )
    return [Doubt("unknown", text)]


def _notes(case: Case, found: Verdict) -> list[Doubt]:
    """Return the rule's warnings that change no score."""
    facts = {**case.facts, "measured": found.number}
    return [
        case.note(each.warn)
        for each in case.rule.notes
        if (each.when is None or each.when.holds(facts) is True)
        and (not each.scores or each.scores.intersection(range(found.low, found.high + 1)))
    ]

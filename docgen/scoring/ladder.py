"""The score of facts that anchors ask for one by one, and of components that are counted."""

from __future__ import annotations

from docgen.model.tongue import say
from docgen.scoring.arithmetic import is_number
from docgen.scoring.evidence import present_components
from docgen.scoring.rule import Lines
from docgen.scoring.verdict import Case, Doubt, Undecided, Verdict
from docgen.scoring.wording import label, listed


def by_ladder(case: Case) -> Verdict | Undecided:
    """Return the highest anchor that holds, up to the highest that what is not stated allows."""
    rule = case.rule
    scores = sorted({*rule.ladder, *rule.between}, reverse=True)
    states = {score: _rung(case, score) for score in scores}
    sure = next((score for score in scores if states[score] is True), None)
    possible = [
        score for score in scores if states[score] is None and (sure is None or score > sure)
    ]
    if sure is None and not possible:
        return Undecided(say("the facts fit no anchor of the scale"))
    high = max([*possible, *([] if sure is None else [sure])])
    low = min(possible) if sure is None else sure
    keys = [key for score in possible for key in _absent(case, score)]
    why, warnings = ("", ()) if sure is None else _held(case, sure, decided=high == sure)
    return Verdict(low, high, why, case.ordered(keys), warnings)


def _all(case: Case, lines: Lines | None) -> bool | None:
    """Return whether all lines hold; None means not known, no lines never hold."""
    if lines is None:
        return False
    states = [case.state(line) for line in lines]
    return False if False in states else None if None in states else True


def _rung(case: Case, score: int) -> bool | None:
    """Return whether an anchor holds, or whether no other is nearer."""
    exact = _all(case, case.rule.ladder.get(score))
    nearest = _all(case, case.rule.between.get(score))
    if True in (exact, nearest):
        return True
    return None if None in (exact, nearest) else False


def _absent(case: Case, score: int) -> list[str]:
    """Return the keys that leave an anchor undecided."""
    keys: list[str] = []
    for lines in (case.rule.ladder.get(score), case.rule.between.get(score)):
        if _all(case, lines) is None:
            keys += case.absent(lines or ())
    return keys


def _held(case: Case, score: int, *, decided: bool) -> tuple[str, tuple[Doubt, ...]]:
    """Return what is stated of an anchor that holds, and a warning where it does so only nearly."""
    exact = _all(case, case.rule.ladder.get(score))
    lines = case.rule.ladder[score] if exact else case.rule.between.get(score, ())
    held = case.held(lines)
    if exact is not False:
        anchor = say("anchor {score}", score=score)
        return f"{held}: {anchor}" if held else anchor, ()
    why = say("no anchor fits in full, {score} is the nearest below", score=score)
    why = f"{held}: {why}" if held else why
    if not decided:
        return why, ()
    names = [
        name
        for line in case.rule.ladder.get(score, ())
        if case.state(line) is False
        for choice in line
        for name in choice.names
    ]
    behind = case.figures(dict.fromkeys(names))
    text = say(
        "no anchor fits in full: {score} says otherwise of {behind}; {score} is the nearest below",
        score=score,
        behind=behind,
    )
    return why, (Doubt("gap", text),)


def by_count(case: Case) -> Verdict | Undecided:
    """Return the score of the components present, up to that with all of which nothing is known."""
    rule, most = case.rule, case.rule.most_components
    ticked = case.stated.get("components") or []
    given = case.stated.get("components_present")
    sure = present_components(case.stated, rule)
    if sure is None:
        return Undecided("", case.ordered(("components_present", "components")))
    open_ = [place for place, tick in enumerate(ticked, 1) if tick is None]
    open_ += range(len(ticked) + 1, most + 1) if ticked else ()
    if is_number(given) and given == sure:
        open_ = []  # the reviewers have counted what the list leaves open
    low, high = rule.components[sure], rule.components[min(most, sure + len(open_))]
    if low < high:
        places = listed(map(str, open_))
        why = say(
            "{sure} of {most} present, not known: {places}", sure=sure, most=most, places=places
        )
        name = label("components", case.labels)
        return Verdict(low, high, f"{why} ({name})", ("components",))
    why = say("{sure} of {most} components present, which is {low}", sure=sure, most=most, low=low)
    if sure in rule.unassigned:
        text = say(
            "the scale has no anchor for {sure} components; {low} is the nearest",
            sure=sure,
            low=low,
        )
        return Verdict(low, low, why, (), (Doubt("unassigned", text),))
    return Verdict(low, low, why)

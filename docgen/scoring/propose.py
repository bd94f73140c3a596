"""Scores proposed from evidence: the arithmetic, the anchor and every doubt; never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.model import Pack, Review
from docgen.scoring.evidence import check_evidence, impossible, sound_evidence
from docgen.scoring.judge import Found, Warn, absent, judge, note, state, unknown_need
from docgen.scoring.rule import Rule
from docgen.scoring.wording import condition, held_text, line_text, listed

__all__ = ["Proposal", "Warn", "departures", "propose_review", "propose_score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the evidence of one criterion suggests."""

    criterion: str
    score: int | None = None
    """1 to 5; None where the evidence does not decide."""
    why: str = ""
    """The arithmetic in words and numbers; without a score, the sentence of `missing`."""
    anchor: str = ""
    """The printed text of the proposed score; empty where the form prints none."""
    warnings: tuple[Warn, ...] = ()
    missing: str = ""
    """What the evidence lacks, as a sentence; empty when there is a score."""


def propose_review(review: Review, pack: Pack, rules: Mapping[str, Rule]) -> dict[str, Proposal]:
    """Return a proposal for each criterion of the pack, by id, in the pack's order."""
    return {
        criterion.id: propose_score(
            criterion.id,
            found.evidence if (found := review.criteria.get(criterion.id)) else {},
            pack,
            rules,
        )
        for criterion in pack.criteria
    }


def propose_score(
    criterion_id: str, evidence: Mapping[str, Any], pack: Pack, rules: Mapping[str, Rule]
) -> Proposal:
    """Return the score that the evidence of a criterion suggests, with all that speaks against."""
    rule = rules.get(criterion_id)
    if rule is None:
        return Proposal(criterion=criterion_id, missing="the pack has no rule for this criterion")
    findings = check_evidence(criterion_id, evidence, rule)
    doubts = tuple(
        Warn("faulty", f"{key}: {text}") for key, text, kind in findings if kind == "error"
    )
    doubts += tuple(Warn("contradiction", text) for _, text, kind in findings if kind == "warning")
    sound = sound_evidence(evidence, findings)
    given = bool(evidence)
    found = _refused(rule, evidence) or _found(rule, sound)
    if isinstance(found, str):
        missing = found if given else found.replace("no proposal", "no evidence", 1)
        doubts = tuple(doubt for doubt in doubts if not _repeats(doubt, missing))
        why = missing if given else ""
        return Proposal(criterion=criterion_id, why=why, missing=missing, warnings=doubts)
    anchor = pack.criterion(criterion_id).anchors.get(found.score, "")
    return Proposal(
        criterion=criterion_id,
        score=found.score,
        why=found.why,
        anchor=anchor,
        warnings=(*found.warnings, *doubts),
    )


def _repeats(doubt: Warn, missing: str) -> bool:
    """Return whether a doubt says again why there is no proposal."""
    return doubt.rule == "faulty" and missing.endswith(doubt.message.partition(": ")[2])


def departures(review: Review, proposals: Mapping[str, Proposal]) -> list[tuple[str, str]]:
    """Return id and message of each score that departs from its proposal without a `reason`."""
    result = []
    for criterion_id, found in review.criteria.items():
        proposal = proposals.get(criterion_id)
        if proposal is None or None in (proposal.score, found.score) or found.reason:
            continue
        if proposal.score != found.score:
            message = (
                f"the score is {found.score}, the evidence proposes {proposal.score} "
                f"({proposal.why}); give the `reason` beside the score"
            )
            result.append((criterion_id, message))
    return result


def _refused(rule: Rule, evidence: Mapping[str, Any]) -> str:
    """Return why nothing is proposed whatever the figures are; empty when there is no reason."""
    clashes = [text for _, text in impossible(evidence, rule)]
    if clashes:
        return f"no proposal: {clashes[0]}"
    for case in rule.undefined:
        if case.holds(evidence) is True:
            return f"no proposal: {condition(case)}; the scale says nothing about this case"
    return ""


def _found(rule: Rule, evidence: Mapping[str, Any]) -> Found | str:
    """Return the score after needs and caps with its warnings, or why there is none."""
    first = judge(rule, evidence)
    found = first if isinstance(first, str) else _after_needs(rule, evidence, first)
    found = _after_caps(rule, evidence, found)
    if isinstance(found, str):
        return found
    notes = [note(rule, each.warn, evidence) for each in rule.notes if each.when.holds(evidence)]
    if found.score in rule.assumed:
        if not rule.propose_assumed:
            return f"no proposal: the form prints no anchor for {found.score} ({found.why})"
        source = f"; {rule.source} decides" if rule.source else ""
        notes.append(Warn("assumed", f"this form prints no anchor for {found.score}{source}"))
    return replace(found, warnings=(*found.warnings, *notes))


def _after_needs(rule: Rule, evidence: Mapping[str, Any], found: Found) -> Found:
    """Return the score one anchor down for each anchor whose other conditions are not true."""
    score, warnings = found.score, list(found.warnings)
    named: set[str] = set()
    while score > 1:
        states = {line: state(line, evidence) for line in rule.needs.get(score, ())}
        failing = [line for line, known in states.items() if known is not True]
        if not failing:
            break
        fresh = [line for line in failing if line_text(line) not in named]
        unmet = [line for line in fresh if states[line] is False]
        open_ = [line for line in fresh if states[line] is None]
        open_ = [line for line in open_ if not named.issuperset(absent(line, evidence))]
        if unmet:
            needs = listed(line_text(line) for line in unmet)
            warnings.append(Warn("needs", f"{score} would need: {needs}, which does not hold"))
        if open_:
            warnings.append(unknown_need(score, open_))
        named |= {line_text(line) for line in fresh}
        named |= {name for line in open_ for name in absent(line, evidence)}
        score -= 1
    if score == found.score:
        return found
    return Found(score, f"{found.why}; not all it needs is there: {score}", tuple(warnings))


def _after_caps(rule: Rule, evidence: Mapping[str, Any], found: Found | str) -> Found | str:
    """Return the score within all caps that hold; unknown caps below the score warn."""
    for cap in rule.caps:
        holds = cap.when.holds(evidence)
        if holds is True:
            found = _capped(found, cap.score, held_text(((cap.when,),), evidence))
            if cap.warn and isinstance(found, Found):
                found = replace(found, warnings=(*found.warnings, note(rule, cap.warn, evidence)))
    if isinstance(found, str):
        return found
    score = found.score
    open_ = [cap for cap in rule.caps if cap.score < score and cap.when.holds(evidence) is None]
    names = {name: None for cap in open_ for name in absent((cap.when,), evidence)}
    if names:
        reach = listed(sorted({str(cap.score) for cap in open_}), "or")
        text = f"not stated: {listed(names)}; it could lower the proposal to {reach}"
        found = replace(found, warnings=(*found.warnings, Warn("unknown", text)))
    return found


def _capped(found: Found | str, most: int, when: str) -> Found:
    """Return the score, at most `most`."""
    if isinstance(found, str):
        return Found(most, f"{when}: at most {most}", (Warn("cap", f"{when}: at most {most}"),))
    if found.score <= most:
        return found
    warn = Warn("cap", f"{when}: at most {most} instead of {found.score}")
    return Found(most, f"{found.why}; {when}: at most {most}", (*found.warnings, warn))

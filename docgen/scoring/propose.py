"""Scores proposed from evidence: the arithmetic, the anchor and every doubt; never a verdict."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docgen.bounds.recent import Recent
from docgen.model import Criterion, Pack, Review
from docgen.model.tongue import language_now, say
from docgen.scoring.evidence import Slip, check_evidence, impossible, sound_evidence
from docgen.scoring.expressions import Expression
from docgen.scoring.facts import facts_of, stated
from docgen.scoring.judge import judge
from docgen.scoring.rule import Rule
from docgen.scoring.verdict import Case, Doubt, Undecided, Verdict
from docgen.scoring.wording import Labels, listed, span

__all__ = ["Doubt", "Proposal", "departures", "propose_review", "propose_score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the evidence of one criterion suggests."""

    criterion: str
    score: int | None = None
    """The score that the evidence decides; None where it does not."""
    range: tuple[int, int] | None = None
    """From the least to the most that the evidence allows; None where it says nothing."""
    why: str = ""
    """The arithmetic in words and numbers; for a range, what to state comes first."""
    anchor: str = ""
    """The printed text of the proposed score; empty where the form prints none."""
    unknown: tuple[str, ...] = ()
    """Evidence keys that are not stated and could move the score."""
    warnings: tuple[Doubt, ...] = ()
    missing: str = ""
    """What the evidence lacks, as a sentence; empty when there is a score."""


def propose_review(review: Review, pack: Pack, rules: Mapping[str, Rule]) -> dict[str, Proposal]:
    """Return a proposal for each criterion of the pack, by id, in the pack's order."""
    known = judged_before(rules, pack)
    return {
        criterion.id: known.of(
            criterion, found.evidence if (found := review.criteria.get(criterion.id)) else {}
        )
        for criterion in pack.criteria
    }


def judged_before(rules: Mapping[str, Rule], pack: Pack) -> Judged:
    """Return what the rules have judged of a pack's criteria; it lives as long as they do."""
    known = _judged_by.get(id(rules))
    if known is None or known.rules is not rules or known.pack is not pack:
        known = _judged_by.keep(id(rules), Judged(rules, pack))
    return known


class Judged:
    """Proposals by evidence: many units have the same figures, and most criteria have none."""

    def __init__(self, rules: Mapping[str, Rule], pack: Pack) -> None:
        self.rules = rules
        self.pack = pack
        self._proposals: Recent[_Key, Proposal] = Recent(_MOST_JUDGED)
        self._findings: Recent[_Key, list[Slip]] = Recent(_MOST_JUDGED)

    def of(self, criterion: Criterion, evidence: Mapping[str, Any]) -> Proposal:
        """Return the proposal for a criterion, in the language that is spoken."""
        rule = self.rules.get(criterion.id)
        key = _key(criterion, evidence)
        if key is None:
            return _propose(criterion, evidence, rule)
        known = self._proposals.get(key)
        return known or self._proposals.keep(key, _propose(criterion, evidence, rule))

    def findings(self, criterion: Criterion, evidence: Mapping[str, Any]) -> list[Slip]:
        """Return what is wrong with the evidence of a criterion; nothing where there is no rule."""
        rule = self.rules.get(criterion.id)
        if rule is None:
            return []
        key = _key(criterion, evidence)
        known = self._findings.get(key) if key else None
        if known is None:
            known = check_evidence(criterion.id, evidence, rule, criterion.evidence_labels)
            if key:
                self._findings.keep(key, known)
        return known


def _key(criterion: Criterion, evidence: Mapping[str, Any]) -> _Key | None:
    """Return what a proposal follows from; None for values that are not plain."""
    try:
        return criterion.id, language_now(), marshal.dumps(dict(evidence), 0)
    except ValueError:
        return None


_Key = tuple[str, str, bytes]
"""Criterion, language, figures."""
_MOST_JUDGED = 2048
"""Proposals that are kept at hand, of all criteria: some megabytes."""
_judged_by: Recent[int, Judged] = Recent(8)


def propose_score(
    criterion_id: str, evidence: Mapping[str, Any], pack: Pack, rules: Mapping[str, Rule]
) -> Proposal:
    """Return the score that the evidence of a criterion suggests, with all that speaks against."""
    return _propose(pack.criterion(criterion_id), evidence, rules.get(criterion_id))


def _propose(criterion: Criterion, evidence: Mapping[str, Any], rule: Rule | None) -> Proposal:
    criterion_id = criterion.id
    if rule is None:
        return Proposal(
            criterion=criterion_id, missing=say("the pack has no rule for this criterion")
        )
    labels = _with_older(criterion.evidence_labels, rule)
    findings = check_evidence(criterion_id, evidence, rule, labels)
    sound = stated(sound_evidence(evidence, findings))
    case = Case(rule, sound, facts_of(sound, rule), labels)
    clashes = [text for _, text in impossible(stated(evidence), rule, labels)]
    doubts = tuple(
        Doubt("faulty", f"{key}: {text}")
        for key, text, kind in findings
        if kind == "error" and text not in clashes
    )
    differ = [text for _, text, kind in findings if kind == "warning"]
    doubts += tuple(Doubt("contradiction", text) for text in (*differ, *clashes))
    if clashes:
        found: Verdict | Undecided = Undecided(say("what is stated contradicts itself"))
    else:
        found = _undefined(case) or _settled(case)
    if isinstance(found, Undecided):
        return _nothing(case, found, doubts, given=bool(stated(evidence)))
    return _proposal(case, found, criterion.anchors, doubts)


def _with_older(labels: Labels, rule: Rule) -> Labels:
    """Return the labels; a key of old is called what the key is called that it stands for."""
    older = {
        given.value.source: labels[given.key]
        for given in rule.follows
        if given.value.source in rule.older and given.key in labels
    }
    return {**older, **labels} if older else labels


def _settled(case: Case) -> Verdict | Undecided:
    """Return the verdict on what is stated, with what other settings would make of it."""
    if not case.stated:
        return Undecided("", case.ordered(_judged(case.rule)))
    found = judge(case)
    if isinstance(found, Undecided):
        return found
    notes = [*found.warnings, *_other_settings(case, found)]
    assumed = sorted(case.rule.assumed.intersection(range(found.low, found.high + 1)))
    if assumed:
        which = listed(map(str, assumed), either=True)
        if not case.rule.propose_assumed:
            return Undecided(
                say("the form prints no anchor for {which} ({why})", which=which, why=found.why)
            )
        text = say("this form prints no anchor for {which}", which=which)
        if case.rule.source:
            text = say(
                "this form prints no anchor for {which}; {source} decides",
                which=which,
                source=case.rule.source,
            )
        notes.append(Doubt("assumed", text))
    return found._replace(warnings=tuple(notes))


def _undefined(case: Case) -> Undecided | None:
    """Return why nothing is proposed whatever the figures are."""
    for one in case.rule.undefined:
        if one.holds(case.facts) is True:
            figures = case.figures(one.names)
            return Undecided(
                say("{figures}; the scale says nothing about this case", figures=figures)
            )
    return None


def _judged(rule: Rule) -> Iterator[str]:
    """Yield the evidence keys that the score depends on."""
    lines = [
        line
        for part in (rule.ladder, rule.between, rule.needs, rule.instead)
        for each in part.values()
        for line in each
    ]
    expressions: list[Expression] = [
        *(way.expression for way in rule.measures),
        *(choice for line in lines for choice in line),
        *(cap.when for cap in rule.caps),
    ]
    for expression in expressions:
        yield from expression.names
    yield from ("components_present", "components")


def _other_settings(case: Case, found: Verdict) -> Iterator[Doubt]:
    """Yield what another answer to an open question of the scale would make of the same facts."""
    rule = case.rule
    for name, setting in rule.choices.items():
        for value in setting.values:
            if not setting.warn or value == rule.settings.get(name):
                continue
            other = replace(rule, settings={**rule.settings, name: value})
            said = judge(Case(other, case.stated, facts_of(case.stated, other), case.labels))
            if isinstance(said, Verdict) and (said.low, said.high) != (found.low, found.high):
                sentence = case.note(setting.warn).message
                if said.measured:
                    score = span(said.low, said.high)
                    text = say(
                        "{sentence}; with `{name}: {value}` it would be {score} ({why})",
                        sentence=sentence,
                        name=name,
                        value=value,
                        score=score,
                        why=said.why,
                    )
                    yield Doubt(setting.warn, text)


def _proposal(
    case: Case, found: Verdict, anchors: Mapping[int, str], doubts: tuple[Doubt, ...]
) -> Proposal:
    """Return the proposal of a verdict: a score, or a range and what to state."""
    criterion, warnings = case.rule.criterion, (*found.warnings, *doubts)
    if found.low == found.high:
        return Proposal(
            criterion=criterion,
            score=found.low,
            range=(found.low, found.low),
            why=found.why,
            anchor=anchors.get(found.low, ""),
            warnings=warnings,
        )
    missing = f"{span(found.low, found.high)}; {_state(case.names(found.unknown))}"
    if not found.measured:
        missing = f"{span(found.low, found.high)}; {found.why}"
    why = f"{missing} ({found.why})" if found.measured and found.why else missing
    return Proposal(
        criterion=criterion,
        range=(found.low, found.high),
        why=why,
        unknown=found.unknown,
        warnings=warnings,
        missing=missing,
    )


def _nothing(case: Case, found: Undecided, doubts: tuple[Doubt, ...], *, given: bool) -> Proposal:
    """Return a proposal without a score, and why there is none."""
    state = _state(case.names(found.unknown, either=True))
    missing = (
        say("no proposal: {why}", why=found.why)
        if found.why
        else say("no proposal; {state}", state=state)
    )
    missing = missing if given else say("no evidence; {state}", state=state)
    return Proposal(
        criterion=case.rule.criterion,
        why=missing if given else "",
        unknown=found.unknown,
        warnings=doubts,
        missing=missing,
    )


def _state(keys: str) -> str:
    return say("state: {keys}", keys=keys)


def departures(review: Review, proposals: Mapping[str, Proposal]) -> list[tuple[str, str]]:
    """Return id and message of each score outside its proposal that has no `reason`."""
    result = []
    for criterion_id, found in review.criteria.items():
        proposal = proposals.get(criterion_id)
        if proposal is None or proposal.range is None or found.score is None or found.reason:
            continue
        low, high = proposal.range
        if not low <= found.score <= high:
            proposed = f"{low} ({proposal.why})" if low == high else proposal.why
            message = say(
                "the score is {score}, the evidence proposes {proposed}; give the `reason` "
                "beside the score",
                score=found.score,
                proposed=proposed,
            )
            result.append((criterion_id, message))
    return result

"""What inputs are called: by the pack's labels, else by words of our own."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.model import Criterion, Pack
from docgen.model.pack import EXTRA
from docgen.model.tongue import marked, say
from docgen.review.shape import Value, label_key
from docgen.scoring.rule import Kind
from docgen.scoring.wording import answer, label, meanings
from docgen.web.inputs import Input

_OWN: Mapping[str, str] = {
    "unit.id": marked("Id of the unit"),
    "unit.name": marked("Name of the unit"),
    "unit.place": marked("Place"),
    "review.status": marked("Status of the review"),
    "review.kind": marked("Kind of review"),
    "review.number": marked("Number of the review"),
    "review.dates": marked("Days of the visit"),
    "review.report_date": marked("Date of the report"),
    "review.version": marked("Version of the report"),
    "review.corrected": marked("Date of the correction"),
    "reviewers.name": marked("Name"),
    "reviewers.title": marked("Title"),
    "reviewers.initials": marked("Initials"),
    "development.criterion": marked("Criterion"),
    "development.recommendation": marked("Recommendation"),
    "response": marked("The unit's answer to the report"),
    "criteria.score": marked("Score"),
    "criteria.sources": marked("Data sources"),
    "criteria.comment": marked("Comment"),
    "criteria.recommendation": marked("Recommendation"),
    "criteria.reason": marked("Why the score is not the proposed one (never printed)"),
}
_HINTS: Mapping[str, str] = {
    "unit.id": marked("Ties the reviews of one unit together. Empty: made from the name."),
    "review.number": marked("Empty: one more than the earlier reviews of the unit."),
    "review.dates": marked("One or several days, like 2026-03-10, 2026-03-11."),
    "review.report_date": marked("Like 2026-03-27."),
    "review.corrected": marked("Like 2026-03-27."),
    "meeting.date": marked("Like 2026-03-27."),
    "previous.date": marked("Empty: taken from the earlier review in this folder."),
    "previous.total": marked("Empty: taken from the earlier review in this folder."),
    "previous.level": marked("Empty: taken from the earlier review in this folder."),
    "development.recommendation": marked("Empty: the criterion's own recommendation."),
}
_LOOK_HINTS = {
    "list": marked("One entry a line."),
    "figures": marked("A number for each, like 11, 4, 3."),
    "counts": marked("A line for each kind: name: number. Or numbers alone."),
}
_BASES = {
    "percent": marked("per cent"),
}
_CHOICES: Mapping[str, str] = {
    "draft": marked("Draft"),
    "final": marked("Final"),
    "external": marked("External"),
    "guided_self": marked("Guided self-assessment"),
    "self": marked("Self-assessment"),
    "true": marked("Yes"),
    "false": marked("No"),
}
GROUPS: Mapping[str, str] = {
    "unit": marked("The unit"),
    "area": marked("The area"),
    "review": marked("The review"),
    "reviewers": marked("Reviewers"),
    "recipients": marked("Recipients"),
    "method": marked("Method"),
    "purpose": marked("Purpose"),
    "general_comments": marked("General comments"),
    "summary": marked("Summary"),
    "development": marked("Development needs"),
    "previous": marked("The earlier review"),
    "response": marked("After the report"),
    "meeting": marked("Meeting"),
    "extra": marked("Further values"),
}
"""Headings of the blocks of a review, where the pack has none."""


def label_of(asked: Input, pack: Pack) -> str:
    """Return what an input is called."""
    steps = asked.path.split(".")
    if "evidence" in steps[2:3]:
        return _evidence_label(asked, pack.criterion(steps[1]), steps[3])
    if steps[0] == "previous" and len(steps) == 3:
        criterion = pack.criterion(steps[2])
        return f"{criterion.number}. {criterion.short_name}"
    path = asked.value.path if asked.value else asked.path
    return value_label(path, pack) or steps[-1].replace("_", " ")


def value_label(path: str, pack: Pack) -> str:
    """Return what a value of the review is called; empty where nobody has said it."""
    key = label_key(path)
    own = _OWN.get(key, _OWN.get(path, ""))
    return pack.labels.get(key) or (say(own) if own else "")


def group_label(name: str, pack: Pack) -> str:
    """Return the heading of a block of a review."""
    own = GROUPS.get(name, "")
    return pack.labels.get(name) or (say(own) if own else name.replace("_", " "))


def _evidence_label(asked: Input, criterion: Criterion, key: str) -> str:
    if asked.item is not None:
        known = criterion.components
        if asked.item < len(known):
            return " ".join(known[asked.item].split())
        return say("Component {number}", number=asked.item + 1)
    labels = criterion.evidence_labels
    if asked.figure is not None and {*asked.figure.words} & {*meanings(key, labels)}:
        return label(key, labels)  # the choices say what the words mean
    return labels.get(key) or key.replace("_", " ")


def hint_of(asked: Input) -> str:
    """Return how an input is typed; empty where that is plain."""
    path = asked.value.path.replace("*.", "") if asked.value else asked.path
    if asked.value and asked.value.group == EXTRA:  # in the words of the pack
        return asked.value.hint if asked.value.kind != "choice" else ""
    hint = _HINTS.get(path) or _LOOK_HINTS.get(asked.look, "")
    return say(hint) if hint else ""


def unit_of(asked: Input) -> str:
    """Return what a figure counts in; empty where its label says it."""
    unit = _BASES.get(asked.figure.base, "") if asked.figure else ""
    return say(unit) if unit else ""


def choices_of(asked: Input, pack: Pack) -> list[tuple[str, str]]:
    """Return what can be chosen: the value and what it is called."""
    if asked.look == "yesno":
        return [(one, say(_CHOICES[one])) for one in ("true", "false")]
    if asked.figure is not None:
        return _answers(asked, pack, asked.figure)
    if asked.value is None:
        return []
    if asked.value.kind == "criterion":
        return [(c.id, f"{c.reference or c.number}. {c.short_name}") for c in pack.criteria]
    if asked.value.group == EXTRA:
        return [(word, word) for word in asked.value.choices]
    return [(word, _word(word, pack)) for word in _choices(asked.value)]


def _choices(value: Value) -> tuple[str, ...]:
    return ("draft", "final") if value.path == "review.status" else value.choices


def _answers(asked: Input, pack: Pack, kind: Kind) -> list[tuple[str, str]]:
    _, where, _, key, *_ = asked.path.split(".")
    labels = pack.criterion(where).evidence_labels
    return [(word, answer(word, key, labels)) for word in kind.words]


def _word(word: str, pack: Pack) -> str:
    known = _CHOICES.get(word)
    return pack.texts.get(f"kind_{word}") or (say(known) if known else word.replace("_", " "))

"""What a sound review still lacks: scores, comments, reasons, figures that fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from docgen.model import Data, Pack, Review
from docgen.model.pack import named
from docgen.model.place import Where
from docgen.model.problem import Finding, warning
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.review.shape import VALUES, label_key, value_at
from docgen.review.voices import VOICES, voices_in
from docgen.scoring.propose import departures, judged_before, propose_review
from docgen.scoring.rules import load_rules
from docgen.scoring.score import lacking_scores
from docgen.suggest import MOST_ASKED
from docgen.yamlfile.wanted import nearest_key

Printed = Callable[[Pack], set[str]]
"""Returns the paths of the review values that the documents of a pack print."""


def content_findings(
    data: Data, review: Review, pack: Pack, *, library: Library | None, printed: Printed | None
) -> Iterator[Finding]:
    """Yield what is missing in a review whose data are sound, or does not fit together.

    Without `printed` only what all documents leave out on purpose counts as not printed, and what
    a final report is empty of is not looked for.
    """
    yield from _voices(review)
    yield from _scores(review, pack)
    yield from _reasons(review, pack, library)
    prints = printed(pack) if printed else None
    yield from _unprinted(data, pack, prints)
    if prints is not None and not review.draft and not any(missing_scores(data, pack)):
        yield from _lacking(data, review, pack, prints)


def _voices(review: Review) -> Iterator[Finding]:
    """Yield a finding for each text that is still a reviewer's own; a draft may have them."""
    for one in voices_in(review):
        yield Finding(VOICES, one.message, one.path, "warning" if review.draft else "error")


def missing_scores(data: Data, pack: Pack) -> Iterator[Finding]:
    """Yield one fault when a final review lacks scores; works on data with other faults too."""
    criteria = data.get("criteria")
    visit = data.get("review")
    if (isinstance(visit, dict) and visit.get("status") == "draft") or not isinstance(
        criteria, dict | None
    ):
        return
    known = criteria or {}
    missing = [
        c
        for c in pack.criteria
        if not isinstance(known.get(c.id), dict) or known[c.id].get("score") is None
    ]
    misspelt = _misspelt(data, known, [c.id for c in pack.criteria])
    missing = [c for c in missing if c.id not in misspelt]
    if not missing:
        return
    place = next(((c.id,) for c in missing if c.id in known), ())
    yield Finding("missing-score", lacking_scores(missing), ("criteria", *place), key=True)


def _misspelt(data: Data, known: Data, ids: list[str]) -> set[str]:
    """Return the criteria that are there under a misspelt name, which is a fault of its own."""
    tops = islice(data, MOST_ASKED)
    if "criteria" not in data and any(nearest_key(key, ["criteria"]) for key in tops):
        return set(ids)
    own = set(ids)
    strange = islice((key for key in known if key not in own), MOST_ASKED)
    return {nearest_key(key, ids) for key in strange}


def _scores(review: Review, pack: Pack) -> Iterator[Finding]:
    """Yield a warning for each score without comment, recommendation or consensus."""
    for criterion in pack.criteria:
        found = review.criteria.get(criterion.id)
        if found is None:
            continue
        at: Where = ("criteria", criterion.id, "score")
        name = named(criterion)
        if found.score is None and found.ratings:
            own = ", ".join(f"{who} {score}" for who, score in found.ratings.items())
            message = say(
                "{name}: the reviewers' own scores are there ({own}), the common one is not; "
                "agree on one",
                name=name,
                own=own,
            )
            yield warning("no-consensus", message, at[:2])
        if found.score is None:
            continue
        if not found.comment:
            yield warning("no-comment", say("{name}: a score without a comment", name=name), at)
        if found.score < pack.scores.high and not found.recommendation:
            message = say(
                "{name}: a score below {high} without a recommendation",
                name=name,
                high=pack.scores.high,
            )
            yield warning("no-recommendation", message, at)


def evidence_findings(data: Data, pack: Pack, library: Library | None) -> Iterator[Finding]:
    """Yield what the rules find wrong with the evidence; works on data with other faults too."""
    criteria = data.get("criteria")
    if not isinstance(criteria, dict):
        return
    judged = judged_before(load_rules(pack, library), pack)
    for criterion in pack.criteria:
        found = criteria.get(criterion.id)
        evidence = found.get("evidence") if isinstance(found, dict) else None
        if not isinstance(evidence, dict):
            continue
        for key, message, severity in judged.findings(criterion, evidence):
            path: Where = ("criteria", criterion.id, "evidence", *([key] if key else []))
            yield Finding("evidence", f"{named(criterion)}: {message}", path, severity)


def _reasons(review: Review, pack: Pack, library: Library | None) -> Iterator[Finding]:
    """Yield a warning for each score that departs from its proposal without a reason."""
    proposals = propose_review(review, pack, load_rules(pack, library))
    for criterion_id, message in departures(review, proposals):
        said = f"{named(pack.criterion(criterion_id))}: {message}"
        yield warning("no-reason", said, ("criteria", criterion_id, "score"))


def _unprinted(data: Data, pack: Pack, printed: set[str] | None) -> Iterator[Finding]:
    """Yield a warning for each kind of value that no document of the pack prints, once."""
    told: set[str] = set()
    nowhere = _nowhere(pack)
    for path, value in _values(data, ()):
        row = value_at(path, pack)
        if value in (None, "") or row is None or row.use != "printed":
            continue
        name = label_key(row.path)
        if name in told:
            continue
        if _within(name, nowhere) or (printed is not None and not _within(name, printed)):
            told.add(name)
            message = say("no document of the pack {code} prints this value", code=pack.code)
            at = path[:-1] if isinstance(path[-1], int) else path
            yield warning("unprinted", message, at)


def _lacking(data: Data, review: Review, pack: Pack, printed: set[str]) -> Iterator[Finding]:
    """Yield a warning when a final report lacks what its form gives a place and a label."""
    lacking: list[str] = []
    nowhere = _nowhere(pack)
    if all(one.score == pack.scores.high for one in review.criteria.values()):
        nowhere.add("development")  # nothing is left to develop
    for value in VALUES:
        name = label_key(value.path)
        always = name in pack.always_printed and not name.startswith("criteria.")
        if not (value.expected or always) or _within(name, nowhere):
            continue
        if not _within(name, printed):
            continue
        steps = value.path.partition(".*")[0].split(".")
        if not _says(data, steps):
            lacking.append(pack.labels.get(".".join(steps)) or value.path)
    if lacking:
        message = say("a final report with nothing under: {parts}", parts="; ".join(lacking))
        yield Finding("empty-part", message, ("review", "status"), "warning", key=True)


def _says(data: Any, steps: Iterable[str]) -> bool:
    """Tell whether something stands at a path."""
    for step in steps:
        data = data.get(step) if isinstance(data, dict) else None
    return data not in (None, "", [], {})


def _nowhere(pack: Pack) -> set[str]:
    """Return what every document of a pack leaves out on purpose."""
    always = [set(d.leaves_out) for d in pack.documents.values() if d.needs_review]
    return set.intersection(*always) if always else set()


def _values(data: Any, path: Where) -> Iterator[tuple[Where, Any]]:
    items: Iterable[tuple[str | int, Any]]
    if isinstance(data, dict):
        items = data.items()
    elif isinstance(data, list):
        items = enumerate(data)
    else:
        yield path, data
        return
    for key, value in items:
        yield from _values(value, (*path, key))


def _within(name: str, paths: set[str]) -> bool:
    """Tell whether a path or a group it belongs to is among `paths`."""
    return any(name == path or name.startswith(f"{path}.") for path in paths)

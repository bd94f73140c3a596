"""What the author of a template allows: `{# docgen: allow RULE #}`, here or in the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.check.lint.subject import LintFinding, Subject
from docgen.model import Problem
from docgen.model.tongue import say

_ALLOWED = re.compile(r"\s*(?:p\s+)?docgen:\s*allow\s+(?P<here>here\s+)?(?P<rules>[\w,\s-]+?)\s*")
UNUSED = "unused-suppression"


def without_suppressed(problems: Sequence[Problem], subject: Subject) -> Iterator[Problem]:
    """Yield the problems that nobody allowed, and a warning for what is allowed in vain.

    `allow here` is for the paragraph it stands in. Errors cannot be allowed: no report is made.
    """
    allowed = list(_allowances(subject))
    used: set[tuple[str, str]] = set()
    for problem in problems:
        fits = [
            (rule, place) for rule, place in allowed
            if rule == problem.rule and (not place or problem.where.startswith(place))
        ]  # fmt: skip
        if fits and problem.severity != "error":
            used.update(fits)
        else:
            yield problem
    for rule, place in allowed:
        if (rule, place) not in used:
            message = say("`docgen: allow {rule}` hides nothing; take it away", rule=rule)
            yield Problem(UNUSED, message, subject.file, where=place, severity="warning")


def _allowances(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield each rule that is allowed, with the place; empty for the whole file."""
    for one in subject.tagged:
        for span in one.spans:
            found = _ALLOWED.fullmatch(span.body) if span.kind == "comment" else None
            if found is None:
                continue
            place = subject.where(LintFinding(one.part, one.paragraph, "")) if found["here"] else ""
            for rule in re.split(r"[,\s]+", found["rules"]):
                yield rule, place

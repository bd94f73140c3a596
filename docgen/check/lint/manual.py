"""The manual page of a rule: what it means, why, and what to do."""

from __future__ import annotations

import inspect

from docgen.check.catalogue import CATALOGUE, RuleEntry, rule_ids
from docgen.check.lint.table import RULES
from docgen.errors import UsageError
from docgen.model.tongue import say
from docgen.suggest import did_you_mean


def manual_page(rule: str) -> str:
    """Return the page of a rule; raises UsageError for one that does not exist."""
    pages = []
    for subject, group in CATALOGUE.items():
        for row, entry in group.items():
            if rule in row.split(", "):
                pages.append(_page(rule, subject, entry))
    if rule in RULES:
        module = RULES[rule]
        pages = [f"{rule} ({say(module.SEVERITY)})\n\n{say(inspect.getdoc(module) or '')}"]
    if not pages:
        raise UsageError(
            say("no rule {rule!r}; {way}", rule=rule, way=did_you_mean(rule, sorted(rule_ids())))
        )
    return "\n\n".join(pages) + "\n"


def _page(rule: str, subject: str, entry: RuleEntry) -> str:
    todo = say("What to do: {way_out}.", way_out=say(entry.way_out))
    return f"{rule} ({say(subject)})\n\n{say(entry.means)}.\n{todo}"


def all_rules() -> str:
    """Return a line for each rule: its id and what it means."""
    lines = []
    for subject, group in CATALOGUE.items():
        lines += ["", say(subject)]
        lines += [f"  {row:<40} {say(entry.means)}" for row, entry in group.items()]
    return "\n".join(lines[1:]) + "\n"

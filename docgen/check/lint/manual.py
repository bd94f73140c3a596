"""The manual page of a rule: what it means, why, and what to do."""

from __future__ import annotations

import inspect

from docgen.check.catalogue import CATALOGUE, rule_ids
from docgen.check.lint.table import RULES
from docgen.errors import UsageError
from docgen.suggest import did_you_mean


def manual_page(rule: str) -> str:
    """Return the page of a rule; raises UsageError for one that does not exist."""
    pages = []
    for subject, group in CATALOGUE.items():
        for row, entry in group.items():
            if rule in row.split(", "):
                pages.append(f"{rule} ({subject})\n\n{entry.means}.\nWhat to do: {entry.way_out}.")
    if rule in RULES:
        module = RULES[rule]
        pages = [f"{rule} ({module.SEVERITY})\n\n{inspect.getdoc(module)}"]
    if not pages:
        raise UsageError(f"no rule {rule!r}; {did_you_mean(rule, sorted(rule_ids()))}")
    return "\n\n".join(pages) + "\n"


def all_rules() -> str:
    """Return a line for each rule: its id and what it means."""
    lines = []
    for subject, group in CATALOGUE.items():
        lines += ["", subject]
        lines += [f"  {row:<40} {entry.means}" for row, entry in group.items()]
    return "\n".join(lines[1:]) + "\n"

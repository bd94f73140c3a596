"""The table of what a Word file may ask of Word, as the page on templates prints it."""

from __future__ import annotations

from docgen.word.compile.policy import RULES, Rule

_ACTIONS = {"refuse": "refused", "out": "taken out, with a note", "keep": "stays"}
_LISTS = (
    ("fields", "fields"),
    ("kinds", "parts"),
    ("relations", "relations"),
    ("outside", "relations to outside"),
    ("elements", "elements"),
    ("attributes", "attributes"),
)


def policy_table() -> str:
    """Return the table in Markdown: thing, what happens, why, the names in the file."""
    lines = ["| what the file holds | docgen | why | as the file names it |", "|---|---|---|---|"]
    lines += [
        f"| {rule.what} | {_ACTIONS[rule.action]} | {_reason(rule)} | {_names(rule)} |"
        for rule in RULES
    ]
    return "\n".join(lines) + "\n"


def _reason(rule: Rule) -> str:
    return f"{rule.why}; {rule.way}" if rule.action == "refuse" else rule.why


def _names(rule: Rule) -> str:
    lists = ((title, getattr(rule, sort).split()) for sort, title in _LISTS)
    return "; ".join(f"{title} {_listed(names)}" for title, names in lists if names)


def _listed(names: list[str]) -> str:
    return "of any other name" if names == ["*"] else ", ".join(f"`{name}`" for name in names)

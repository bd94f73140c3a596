"""Look into an embedded document, workbook or presentation as far as needed: it holds no macros."""

from __future__ import annotations

from docgen.errors import TemplateError
from docgen.model.tongue import say
from docgen.word.compile.contenttypes import read_types
from docgen.word.compile.rulebook import rule_for
from docgen.word.compile.strictxml import PartError, read_xml
from docgen.word.compile.unzip import CONTENT_TYPES, folded, read_entries

LARGEST_LIST = 2**16
"""Bytes of an embedded file's list of parts."""


def embedded_fault(data: bytes) -> str:
    """Return what is wrong with an embedded file of Office; empty for one that may stay unread."""
    try:
        found = read_entries(data, "", wanted=_lists_types, most=LARGEST_LIST)
    except TemplateError as error:
        return error.problems[0].message
    if not found:
        return say("is no file of Office")
    try:
        root, _ = read_xml(next(iter(found.values())))
        types = read_types(root)
    except PartError as error:
        return say("holds {error}", error=error)
    kinds = {*types.defaults.values(), *types.overrides.values()}
    refused = [
        rule for rule in (rule_for("kinds", kind) for kind in kinds) if rule.action == "refuse"
    ]
    return say("holds {what}", what=say(refused[0].what)) if refused else ""


def _lists_types(name: str) -> bool:
    return folded(name) == folded(CONTENT_TYPES)

"""Read a Word file behind a gate, before anything else of it is looked at.

What is handed on was read and judged: each XML part once, by a parser that fetches nothing, by the
names of elements and never by their spelling. `policy` says what is refused, taken out or kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from docgen.bounds.reading import LARGEST_TEMPLATE, read_bytes
from docgen.errors import ReadError
from docgen.model import Problem
from docgen.model.tongue import marked, say
from docgen.word.compile.contents import renew_contents
from docgen.word.compile.contenttypes import DOCUMENT, TEMPLATE
from docgen.word.compile.deadlists import drop_dead_lists
from docgen.word.compile.elements import judge_elements
from docgen.word.compile.embedded import embedded_fault
from docgen.word.compile.fieldcodes import judge_fields
from docgen.word.compile.findings import Findings
from docgen.word.compile.linkfields import links_to_fields
from docgen.word.compile.opened import NO_WORD_FILE, Opened, open_parts
from docgen.word.compile.partnames import settle_names
from docgen.word.compile.relationcheck import judge_relations
from docgen.word.compile.relations import Relation
from docgen.word.compile.rulebook import content_type, rule_for
from docgen.word.compile.transitional import make_transitional
from docgen.word.compile.unzip import folded, read_entries, refusal

_EMBEDDED = rule_for("kinds", content_type("word:document"))

_EMBED = marked("take it out, or embed a .docx, .xlsx or .pptx")


class Package(NamedTuple):
    """A Word file that passed the gate."""

    parts: Mapping[str, bytes]
    """In the order of the archive, the content types first; XML is UTF-8 and well-formed."""
    kinds: Mapping[str, str]
    """The content type of each part, in small letters."""
    notes: tuple[Problem, ...] = ()
    """What was taken out."""


def read_package(source: Path | bytes, name: str = "", *, edited: bool = False) -> Package:
    """Return the Word file in `source`, a path or its bytes (`name` then stands in messages).

    With `edited` it is a report that comes back, and its lists stay as they are. Raises
    TemplateError, with a Problem for each fault, for a file that is no Word file or asks Word for
    what no template may.
    """
    name = name or (str(source) if isinstance(source, Path) else "template")
    data = _read_template(source, name) if isinstance(source, Path) else source
    findings = Findings(name)
    opened, changed = open_parts(read_entries(data, name), findings)
    changed = _settle(opened, changed, edited=edited)
    _judge_kinds(opened)
    changed |= {part for part in opened.trees if _judge_part(part, opened)}
    changed |= judge_relations(opened)
    _refuse_without_text(opened)
    notes = findings.notes()
    parts = opened.written(changed & set(opened.trees))
    kinds = {part: opened.kind(part) for part in parts}
    return Package(parts, {k: DOCUMENT if v == TEMPLATE else v for k, v in kinds.items()}, notes)


def _read_template(path: Path, name: str) -> bytes:
    try:
        return read_bytes(path, LARGEST_TEMPLATE)
    except ReadError as error:
        raise refusal(name, "unreadable", error.message) from error


def _settle(opened: Opened, changed: set[str], *, edited: bool) -> set[str]:
    """Make the file one as Word saves it; return the changed parts by their names from now on."""
    roots = {id(opened.trees[name]) for name in changed | make_transitional(opened)}
    settle_names(opened)
    roots |= {id(opened.trees[name]) for name in links_to_fields(opened)}
    roots |= {id(opened.trees[name]) for name in renew_contents(opened)}
    if not edited:  # a bullet whose list a program lost is still a bullet of the review
        roots |= {id(opened.trees[name]) for name in drop_dead_lists(opened)}
    return {name for name, root in opened.trees.items() if id(root) in roots}


def _judge_kinds(opened: Opened) -> None:
    """Judge each part by its kind; one that goes and that nothing points at goes at once."""
    wanted = {relation.part for all_ in opened.relations.values() for relation in all_}
    for part in list(opened.parts):
        kind = opened.kind(part)
        rule = rule_for("kinds", kind)
        if rule is _EMBEDDED and (fault := embedded_fault(opened.parts[part])):
            message = say(
                "holds an embedded file that {fault}; {way}", fault=fault, way=say(_EMBED)
            )
            opened.findings.refuse("external", opened.where(part), message)
        if rule.action == "refuse" or (rule.action == "out" and folded(part) not in wanted):
            near = 2 if rule.kinds == "*" else 1
            opened.findings.apply(
                rule, partial(opened.where, part), kind or say("without content type"), near
            )
            opened.remove(part)


def _judge_part(part: str, opened: Opened) -> bool:
    """Judge the fields and elements of an XML part; return whether it was changed."""
    root, place = opened.trees[part], opened.placing(part)
    kept = {
        relation.id
        for relation in opened.relations.get(part, ())
        if relation.kind == "package" and _is_embedded(relation, opened)
    }
    fields = judge_fields(root, opened.findings, place)
    return judge_elements(root, opened.findings, place, kept) or fields


def _is_embedded(relation: Relation, opened: Opened) -> bool:
    part = opened.names.get(relation.part, "")
    return bool(part) and rule_for("kinds", opened.kind(part)) is _EMBEDDED


def _refuse_without_text(opened: Opened) -> None:
    """Refuse a package whose main part is no text of Word."""
    mains = [r for r in opened.relations.get("", ()) if r.kind == "officedocument"]
    kinds = [opened.kind(opened.names.get(relation.part, "")) for relation in mains]
    if len(kinds) != 1 or kinds[0] not in (DOCUMENT, TEMPLATE):
        opened.findings.refuse("no-word-file", "", say(NO_WORD_FILE))

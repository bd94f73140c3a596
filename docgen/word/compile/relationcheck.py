"""Judge what the parts of a Word file point at, inside it and outside."""

from __future__ import annotations

import re
from functools import partial

from docgen.model.tongue import say
from docgen.word.compile.addresses import COPIED, LINKED
from docgen.word.compile.contenttypes import is_xml
from docgen.word.compile.opened import Opened
from docgen.word.compile.policy import LINK_ELSEWHERE, Rule
from docgen.word.compile.references import are_copies, can_let_go, let_go
from docgen.word.compile.relations import Reference, Relation, references_in
from docgen.word.compile.rulebook import rule_for
from docgen.word.render.links import may_lead_to

_BYTES = {
    *("image", "hdphoto", "model3d", "font", "printersettings", "media", "video", "audio"),
    *("thumbnail", "package", "oleobject", "hyperlink"),
}
"""Relations whose parts are no XML."""
_UNKNOWN = rule_for("kinds", "")
_STORIES = re.compile(
    r"\.wordprocessingml\.(document\.main|template\.main|styles|settings|numbering|fontTable"
    r"|header|footer|footnotes|endnotes|comments)\+xml$",
    re.IGNORECASE,
)
"""Content types of the parts that docgen itself looks for by the relation that leads there."""
_MAIN = "officedocument"

References = dict[str, list[Reference]]
"""What names a relation, by its id."""


def judge_relations(opened: Opened) -> set[str]:
    """Judge all relations and take out those that go, with parts that only they lead to.

    Returns the parts that were changed on the way.
    """
    changed: set[str] = set()
    before = opened.reachable()
    for source in list(opened.relations):
        references = _references(source, opened)
        stay = [r for r in opened.relations[source] if _stays(r, references, opened, changed)]
        opened.relations[source] = stay
    for part in before - opened.reachable():
        opened.remove(part)
    return changed


def _references(source: str, opened: Opened) -> References:
    found: References = {}
    if source in opened.trees:
        for reference in references_in(opened.trees[source]):
            found.setdefault(reference.id, []).append(reference)
    return found


def _stays(relation: Relation, known: References, opened: Opened, changed: set[str]) -> bool:
    """Judge one relation; return whether it stays."""
    references = known.get(relation.id, [])
    rule = _rule(relation, references, opened)
    if rule.action == "keep":
        return True
    detail = relation.target if relation.outside else relation.kind
    where = partial(opened.where, relation.source)
    if rule.action == "out" and can_let_go(references):
        if references:
            let_go(references)
            changed.add(relation.source)
        if references or not opened.findings.knows(rule):
            opened.findings.apply(rule, where, detail)
        return False
    if rule.action == "out":
        rule = rule._replace(
            action="refuse", what=say("{what} that the text needs", what=say(rule.what))
        )
    inside = not relation.outside or relation.kind in rule.relations.casefold().split()
    opened.findings.apply(rule, where, detail, 0 if inside and rule.relations != "*" else 2)
    return True


def _rule(relation: Relation, references: list[Reference], opened: Opened) -> Rule:
    if relation.outside:
        rule = rule_for("outside", relation.kind)
        if relation.kind == "hyperlink" and not may_lead_to(relation.target):
            return LINK_ELSEWHERE
        return COPIED if rule is LINKED and are_copies(references) else rule
    rule = rule_for("relations", relation.kind)
    part = opened.names.get(relation.part, "")
    if rule.action != "keep":
        return rule
    if not part:
        away = relation.kind == "hyperlink" and not relation.target.startswith("#")
        return LINK_ELSEWHERE if away else rule
    kind = opened.kind(part)
    if rule_for("kinds", kind).action == "out":
        return rule_for("kinds", kind)
    if relation.kind not in _BYTES and not is_xml(part, kind):
        return _UNKNOWN._replace(
            action="refuse", what=say("a part that is no XML as {kind}", kind=relation.kind)
        )
    own = _STORIES.search(kind)
    if own and relation.kind != (_MAIN if "." in own[1] else own[1].lower()):
        what = say(
            "{part}, which is a {own}, as {kind}",
            part=relation.target,
            own=own[1],
            kind=relation.kind,
        )
        return _UNKNOWN._replace(action="refuse", what=what)
    return rule

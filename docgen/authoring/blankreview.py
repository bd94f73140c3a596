"""The text of a review to fill in: every value that the pack prints, with what belongs there."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping

from docgen.document.renderer import printed_paths
from docgen.errors import DocgenError
from docgen.model import Criterion, Pack
from docgen.packs.library import Library
from docgen.scoring.rule import Kind, Rule
from docgen.scoring.rules import load_rules
from docgen.yamlfile.writer import shown

LINE, TEXT, LIST = "line", "text", "list"

_HEAD: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "unit": (
        ("name", LINE, ""),
        ("place", LINE, ""),
        ("partners", LIST, ""),
        ("client_groups", TEXT, ""),
        ("geography", TEXT, ""),
    ),
    "area": (("client_groups", TEXT, ""), ("ips_team", TEXT, "")),
    "review": (
        ("kind", LINE, "external, guided_self or self"),
        ("number", LINE, "empty: 1 + earlier reviews of the unit"),
        ("dates", LINE, "like [2026-03-10, 2026-03-11]"),
        ("report_date", LINE, "like 2026-03-27"),
        ("mode", LINE, ""),
        ("participants", TEXT, ""),
    ),
    "recipients": (("", LIST, ""),),
    "method": (
        ("interviews", LIST, ""),
        ("employer_meetings", LIST, ""),
        ("meetings", LIST, ""),
        ("documents", LIST, ""),
    ),
    "purpose": (("", TEXT, ""),),
    "general_comments": (("", TEXT, ""),),
    "summary": (("description", TEXT, ""), ("strengths", TEXT, ""), ("conclusion", TEXT, "")),
    "previous": (
        ("date", LINE, "empty: taken from the unit's earlier review"),
        ("total", LINE, ""),
        ("level", LINE, ""),
    ),
    "meeting": (
        ("team", LINE, ""),
        ("date", LINE, "like 2026-03-27"),
        ("time", LINE, "like 14.00-15.30"),
        ("place", LINE, ""),
        ("participants", LIST, ""),
        ("items", LIST, ""),
        ("previous_minutes", TEXT, ""),
    ),
}
"""The values in front of the criteria, in order: key, form, hint."""

_ALWAYS = {"unit.name", "review.kind", "review.dates", "review.report_date"}
_DEFAULTS = {"area"}
"""What usually stands in _shared.yaml, so an empty text here must not replace it."""
_WIDTH = 96


def blank_review(pack: Pack, schema: str, unit: str, library: Library, *, unit_id: str = "") -> str:
    """Return the YAML text of a review to fill in; `schema` is the path of its JSON Schema.

    `unit_id` ties it to the unit's earlier reviews, where the name alone does not.
    What a value is called stands above it, never behind: there it would cut a text typed in front.
    """
    printed = _printed(pack)
    given = {"unit.name": unit, "unit.id": unit_id}
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# A review by the pack {pack.code} ({pack.name}): {pack.scale_name} {pack.scale_version}",
        "#",
        "# Texts stand under `|`, two blanks further in, each paragraph on one long line. A blank",
        "# line begins a paragraph, `- ` in front of a line makes a bullet. Lists have one entry a",
        "# line, behind `- `. What stays empty is not printed. Behind # nothing is read.",
        f"pack: {pack.code}",
        "# The id names the report; without one it is the name of this file.",
        "# id:",
    ]
    for block, keys in _HEAD.items():
        wanted = [key for key in keys if _path(block, key[0]) in printed]
        if wanted:
            lines += ["", *_block(block, wanted, pack, given)]
        if block == "review":
            lines += ["", *_reviewers(pack)]
        if block == "summary":
            lines += ["", *_development(pack)]
    lines += ["", *_criteria(pack, printed, library)]
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _path(block: str, key: str) -> str:
    return f"{block}.{key}" if key else block


def _printed(pack: Pack) -> set[str]:
    """Return the paths worth asking for: what a document prints, and what orders the reviews."""
    try:
        printed = printed_paths(pack)
    except DocgenError:  # a broken template is no reason to ask for less
        printed = {_path(block, key[0]) for block, keys in _HEAD.items() for key in keys}
        printed.add("criteria.*.sources")
    return printed | _ALWAYS


def _label(pack: Pack, path: str, hint: str = "") -> str:
    """Return what a comment says of a value: the pack's label, and how it is written."""
    label = pack.labels.get(path, "")
    return f"{label} ({hint})" if label and hint else label or hint


def _block(
    block: str, keys: list[tuple[str, str, str]], pack: Pack, given: Mapping[str, str]
) -> Iterator[str]:
    """Yield the lines of one block of the head; `given` values are filled in."""
    if keys[0][0] == "":
        yield from _value(block, keys[0][1], _label(pack, block), 0)
        return
    if block in _DEFAULTS:
        yield f"# {block}: holds for all units of the area, so it stands in _shared.yaml above."
        return
    yield f"{block}:"
    if block == "unit":
        yield "  # The id ties the reviews of one unit together; without one the name makes it."
        yield f"  id: {shown(given['unit.id'])}" if given["unit.id"] else "  # id:"
    if block == "review":
        yield "  # draft or final; a final report needs all scores"
        yield "  status: draft"
    for key, form, hint in keys:
        path = _path(block, key)
        value = shown(given[path]) if given.get(path) else ""
        yield from _value(key, form, _label(pack, path, hint), 2, value)


def _value(key: str, form: str, note: str, indent: int, value: str = "") -> Iterator[str]:
    """Yield the lines of one empty value, its comment above."""
    blanks = " " * indent
    if note:
        yield f"{blanks}# {note}"
    if form == TEXT:
        yield f"{blanks}{key}: |"
        yield ""
    else:
        yield f"{blanks}{key}: {value}"
    if form == LIST:
        yield f"{blanks}  # -"


def _reviewers(pack: Pack) -> Iterator[str]:
    """Yield the lines of the reviewers, to be taken out of the comment."""
    keys = ("name", "title", "initials")
    named = ", ".join(f"{key}: {pack.labels.get(f'reviewers.{key}', key)}" for key in keys)
    yield f"# {_label(pack, 'reviewers', named)}"
    yield "reviewers:"
    yield from (f"  # {'-' if key == 'name' else ' '} {key}:" for key in keys)


def _development(pack: Pack) -> Iterator[str]:
    """Yield the lines of the development needs, to be taken out of the comment."""
    yield f"# {_label(pack, 'development', 'criterion: an id from below')}"
    yield "# One of the two lines is enough; the recommendation is then the criterion's own."
    yield "development:"
    yield from ("  # - criterion: competitive_jobs", "  #   recommendation: |", "  #")


def _criteria(pack: Pack, printed: set[str], library: Library) -> Iterator[str]:
    """Yield the lines of all criteria, what their values are called first."""
    asks_sources = "criteria.*.sources" in printed
    yield "# score: 1 to 5, empty while it is not assessed"
    for key in ("sources", "comment", "recommendation"):
        if key != "sources" or asks_sources:
            yield f"# {key}: {pack.labels.get(f'criteria.{key}', key)}"
    yield "# evidence: the figures behind the score; take `# ` away in front of one"
    yield "# reason: why the score is not the one that the figures propose"
    yield "# ratings: the reviewers' own scores by initials, like {AB: 4, CD: 5}"
    yield "# The last three are never printed; reason and ratings stand beside the score."
    yield "criteria:"
    rules = load_rules(pack, library)
    for section in pack.sections:
        yield f"  # --- {section.label} ---"
        yield ""
        for criterion in section.criteria:
            yield from _criterion(criterion, rules.get(criterion.id), pack, asks_sources)
            yield ""


def _criterion(
    criterion: Criterion, rule: Rule | None, pack: Pack, asks_sources: bool
) -> Iterator[str]:
    """Yield a criterion: its name and text as comments, its values, its evidence keys."""
    yield f"  # {criterion.number}. {criterion.name}"
    for text in _explained(criterion):
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent="  #    ", subsequent_indent="  #    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    yield f"  {criterion.id}:"
    yield "    score:"
    if asks_sources:
        codes = ", ".join(criterion.sources or pack.sources)
        yield from _value("sources", LINE, codes and f"sources: [{codes}]", 4)
    yield from ("    comment: |", "", "    recommendation: |", "")
    if rule is not None and rule.evidence:
        yield "    evidence:"
        for name, kind in rule.evidence.items():
            yield from _evidence(name, kind, criterion)


def _explained(criterion: Criterion) -> Iterator[str]:
    """Yield what the scale says of a criterion, one paragraph an entry."""
    if criterion.description:
        yield criterion.description
    if criterion.components:
        if criterion.components_intro:
            yield criterion.components_intro
        yield from (f"- {component}" for component in criterion.components)
    yield from (f"{score} = {text}" for score, text in sorted(criterion.anchors.items())[::-1])
    yield from criterion.help.splitlines()


def _evidence(name: str, kind: Kind, criterion: Criterion) -> Iterator[str]:
    """Yield the comment line of an evidence key; components have a line each."""
    label = criterion.evidence_labels.get(name, "")
    if name == "components" and criterion.components:
        yield f"      # {name}:{'':<23} # true, false, or null: not known"
        for component in criterion.components:
            yield f"      #   - null                       # {' '.join(component.split())}"
    else:
        words = ", ".join(kind.order) if kind.order else str(kind)
        note = f"{label} ({words})" if label else words
        yield f"      # {f'{name}:':<34} # {note}"

"""The text of a review to fill in: every value that the pack prints, with what belongs there."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping

from docgen.errors import DocgenError
from docgen.model import Criterion, Pack
from docgen.render import printed_paths
from docgen.resources import Library
from docgen.rulemodel import Kind, Rule
from docgen.rules import load_rules

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
_PLAIN = re.compile(r"[^\W\d_][\w.,()/-]*( [\w.,()/-]+)*")
_COLUMN = 40
_WIDTH = 96


def blank_review(pack: Pack, schema: str, unit: str, library: Library) -> str:
    """Return the YAML text of a review to fill in; `schema` is the path of its JSON Schema."""
    printed = _printed(pack, library)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# A review by the pack {pack.code} ({pack.name}): {pack.scale_name} {pack.scale_version}",
        "#",
        "# Texts stand under `|`, two blanks further in, each paragraph on one long line. A blank",
        "# line begins a paragraph, `- ` in front of a line makes a bullet. Lists have one entry a",
        "# line, behind `- `. What stays empty is not printed. Behind # nothing is read.",
        f"pack: {pack.code}",
        _noted("# id:", "default: the name of this file; it names the report"),
    ]
    for block, keys in _HEAD.items():
        wanted = [key for key in keys if _path(block, key[0]) in printed]
        if wanted:
            lines += ["", *_block(block, wanted, pack, unit)]
        if block == "review":
            lines += ["", *_reviewers(pack)]
        if block == "summary":
            lines += ["", *_development(pack)]
    lines += ["", "criteria:"]
    rules = load_rules(pack, library)
    for section in pack.sections:
        lines += [f"  # --- {section.label} ---", ""]
        for criterion in section.criteria:
            lines += [*_criterion(criterion, rules.get(criterion.id), pack, printed), ""]
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def _path(block: str, key: str) -> str:
    return f"{block}.{key}" if key else block


def _printed(pack: Pack, library: Library) -> set[str]:
    """Return the paths worth asking for: what a document prints, and what orders the reviews."""
    try:
        printed = printed_paths(pack, library)
    except DocgenError:  # a broken template is no reason to ask for less
        printed = {_path(block, key[0]) for block, keys in _HEAD.items() for key in keys}
        printed.add("criteria.*.sources")
    return printed | _ALWAYS


def _noted(text: str, note: str, column: int = _COLUMN) -> str:
    """Return a line with a comment, which starts at the same column everywhere."""
    return f"{text:<{column - 1}} # {note}" if note else text


def _label(pack: Pack, path: str, hint: str = "") -> str:
    """Return what a comment says of a value: the pack's label, and how it is written."""
    label = pack.labels.get(path, "")
    return f"{label} ({hint})" if label and hint else label or hint


def _block(block: str, keys: list[tuple[str, str, str]], pack: Pack, unit: str) -> Iterator[str]:
    """Yield the lines of one block of the head."""
    if keys[0][0] == "":
        yield from _value(block, keys[0][1], _label(pack, block), 0)
        return
    if block in _DEFAULTS:
        yield f"# {block}:  (for all units of the area; usually in _shared.yaml of the folder)"
        for key, _, _ in keys:
            yield _noted(f"#   {key}: |", _label(pack, f"{block}.{key}"))
        return
    yield f"{block}:"
    if block == "unit":
        yield _noted("  # id:", "ties the reviews of one unit together; default: from the name")
    if block == "review":
        yield _noted("  status: draft", "final: no score may be missing")
    for key, form, hint in keys:
        value = _scalar(unit) if (block, key) == ("unit", "name") else ""
        yield from _value(f"{key}", form, _label(pack, f"{block}.{key}", hint), 2, value)


def _value(key: str, form: str, note: str, indent: int, value: str = "") -> Iterator[str]:
    """Yield the lines of one empty value."""
    blanks = " " * indent
    if form == TEXT:
        yield _noted(f"{blanks}{key}: |", note)
        yield ""
        return
    yield _noted(f"{blanks}{key}: {value}".rstrip(), note)
    if form == LIST:
        yield f"{blanks}  # -"


def _scalar(text: str) -> str:
    """Return a text as YAML takes it, in quotes where it needs them."""
    return text if not text or _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _reviewers(pack: Pack) -> Iterator[str]:
    yield _noted("reviewers:", _label(pack, "reviewers"))
    for key, sign in (("name", "-"), ("title", " "), ("initials", " ")):
        yield _noted(f"  # {sign} {key}:", _label(pack, f"reviewers.{key}"))


def _development(pack: Pack) -> Iterator[str]:
    yield _noted("development:", _label(pack, "development"))
    yield _noted("  # - criterion: competitive_jobs", "an id from below, or leave the line out")
    yield _noted("  #   recommendation: |", "empty: the criterion's own recommendation")


def _criterion(
    criterion: Criterion, rule: Rule | None, pack: Pack, printed: set[str]
) -> Iterator[str]:
    """Yield a criterion: its name and text as comments, its values, its evidence keys."""
    yield f"  # {criterion.number}. {criterion.name}"
    for text in _explained(criterion):
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent="  #    ", subsequent_indent="  #    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    yield f"  {criterion.id}:"
    yield _noted("    score:", "1-5; empty: not assessed yet")
    if "criteria.*.sources" in printed:
        codes = ", ".join(criterion.sources or pack.sources)
        yield _noted("    sources:", _label(pack, "criteria.sources", codes and f"[{codes}]"))
    for key in ("comment", "recommendation"):
        yield from _value(key, TEXT, _label(pack, f"criteria.{key}"), 4)
    if rule is not None and rule.evidence:
        yield _noted("    evidence:", "the figures behind the score; never printed")
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
        yield _noted(f"      # {name}:", "true, false, or null: not known")
        for component in criterion.components:
            yield _noted("      #   - null", " ".join(component.split()))
    else:
        words = ", ".join(kind.order) if kind.order else str(kind)
        yield _noted(f"      # {name}:", f"{label} ({words})" if label else words)

"""The text of a review to fill in: every value that the pack prints, with what belongs there."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from docgen.document.renderer import printed_paths
from docgen.errors import DocgenError
from docgen.model import Criterion, Pack
from docgen.model.pack import EXTRA
from docgen.packs.library import Library
from docgen.review.shape import GROUPS, Value, label_key, values_of
from docgen.scoring.rule import Kind, Rule
from docgen.scoring.rules import load_rules
from docgen.yamlfile.writer import shown

_ALWAYS = {
    *("unit.id", "unit.name"),
    *("review.status", "review.kind", "review.dates", "review.report_date"),
}
"""What ties and orders the reviews of a unit: asked for whether it is printed or not."""
_DEFAULTS = {"area"}
"""What usually stands in _shared.yaml, so an empty text here must not replace it."""
_WIDTH = 96


def blank_review(pack: Pack, schema: str, unit: str, library: Library, *, unit_id: str = "") -> str:
    """Return the YAML text of a review to fill in; `schema` is the path of its JSON Schema.

    `unit_id` ties it to the unit's earlier reviews, where the name alone does not.
    What a value is called stands above it, never behind: there it would cut a text typed in front.
    """
    printed = asked_paths(pack)
    given = {"unit.name": unit, "unit.id": unit_id, "review.status": "draft"}
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
    for block, values in groupby(values_of(pack), lambda value: value.path.partition(".")[0]):
        if block == "reviewers":
            lines += ["", *_reviewers(pack)]
        elif block == "development":
            lines += ["", *_development(pack)]
        elif block == "criteria":
            lines += ["", *_criteria(pack, printed, library)]
        else:
            wanted = [value for value in values if value.path in printed or block == EXTRA]
            lines += ["", *_block(block, wanted, pack, given)]
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).rstrip() + "\n"


def asked_paths(pack: Pack) -> set[str]:
    """Return the paths worth asking for: what a document prints, and what orders the reviews."""
    try:
        printed = printed_paths(pack)
    except DocgenError:  # a broken template is no reason to ask for less
        printed = {
            path for value in values_of(pack) if (path := value.path) and value.use != "internal"
        }
    return printed | _ALWAYS


def _note(value: Value, pack: Pack) -> str:
    """Return what a comment says of a value: the pack's label, and how it is written."""
    label = pack.labels.get(label_key(value.path), "")
    return f"{label} ({value.hint})" if label and value.hint else label or value.hint


def _block(block: str, values: list[Value], pack: Pack, given: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of one block of the head; `given` values are filled in."""
    if block in _DEFAULTS and values:
        yield f"# {block}: holds for all units of the area, so it stands in _shared.yaml above."
        return
    indent = 0
    if values and values[0].group:
        yield f"{block}:"
        indent = 2
    for value in values:
        known = given.get(value.path)
        note = [_note(value, pack), *_opening(pack.openings.get(value.path, ""))]
        yield from _lines(value, note, indent, shown(known) if known else "")


def _opening(text: str) -> Iterator[str]:
    """Yield the lines of a comment with what the form begins the paragraphs of a text with."""
    if text:
        yield "The form begins its paragraphs with:"
        for line in text.splitlines():
            yield from textwrap.wrap(
                line, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
            )


def _lines(value: Value, note: Iterable[str], indent: int, given: str = "") -> Iterator[str]:
    """Yield the lines of one value, empty or `given`, its comment above."""
    blanks = " " * indent
    yield from (f"{blanks}# {line}" for line in note if line)
    hidden = "# " if value.kind == "key" and not given else ""
    if value.kind == "text" and not value.short:
        yield f"{blanks}{value.key}: |"
        yield ""
    else:
        yield f"{blanks}{hidden}{value.key}: {given}"
    if value.kind == "list" and not value.short:
        yield f"{blanks}  # -"


def _reviewers(pack: Pack) -> Iterator[str]:
    """Yield the lines of the reviewers, to be taken out of the comment."""
    values = GROUPS["reviewers.*"]
    named = ", ".join(f"{v.key}: {pack.labels.get(label_key(v.path), v.key)}" for v in values)
    label = pack.labels.get("reviewers", "")
    yield f"# {label} ({named})" if label else f"# {named}"
    yield "reviewers:"
    yield from (f"  # {' ' if number else '-'} {v.key}:" for number, v in enumerate(values))


def _development(pack: Pack) -> Iterator[str]:
    """Yield the lines of the development needs, to be taken out of the comment."""
    label = pack.labels.get("development", "")
    yield f"# {label} (criterion: an id from below)" if label else "# criterion: an id from below"
    yield "# One of the two lines is enough; the recommendation is then the criterion's own."
    yield "development:"
    example = pack.criteria[0].id
    yield from (f"  # - criterion: {example}", "  #   recommendation: |", "  #")


def _criteria(pack: Pack, printed: set[str], library: Library) -> Iterator[str]:
    """Yield the lines of all criteria, what their values are called first."""
    values = [v for v in GROUPS["criteria.*"] if v.use != "printed" or v.path in printed]
    for value in values:
        called = value.hint or pack.labels.get(label_key(value.path), value.key)
        bounds = f"{pack.scores.low} to {pack.scores.high}, " if value.kind == "score" else ""
        yield f"# {value.key}: {bounds}{called}"
    internal = [value.key for value in values if value.use == "internal"]
    beside = [value.key for value in values if value.use == "internal" and value.kind != "evidence"]
    yield f"# {_listed(internal)} are never printed; {_listed(beside)} stand beside the score."
    yield "criteria:"
    rules = load_rules(pack, library)
    for section in pack.sections:
        yield f"  # --- {section.label} ---"
        yield ""
        for criterion in section.criteria:
            yield from _criterion(criterion, rules.get(criterion.id), pack, values)
            yield ""


def _listed(keys: list[str]) -> str:
    return " and ".join([", ".join(keys[:-1]), keys[-1]])


def _criterion(
    criterion: Criterion, rule: Rule | None, pack: Pack, values: list[Value]
) -> Iterator[str]:
    """Yield a criterion: its name and text as comments, its values, its evidence keys."""
    yield f"  # {criterion.number}. {criterion.name}"
    if criterion.reference != str(criterion.number):  # the form counts by sections
        yield f"  #    {criterion.reference.rpartition(',')[0]}"
    for text in _explained(criterion):
        yield from textwrap.wrap(
            text, _WIDTH, initial_indent="  #    ", subsequent_indent="  #    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    yield f"  {criterion.id}:"
    for value in values:
        if value.use != "internal":
            codes = ", ".join(criterion.sources or pack.sources) if value.key == "sources" else ""
            yield from _lines(value, [codes and f"sources: [{codes}]"], 4)
    if rule is not None and rule.evidence:
        yield "    evidence:"
        for name in rule.offered:
            yield from _evidence(name, rule.evidence[name], criterion)


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
        words = ", ".join(kind.words) if kind.order else str(kind)
        note = f"{label} ({words})" if label else words
        yield f"      # {f'{name}:':<34} # {note}"

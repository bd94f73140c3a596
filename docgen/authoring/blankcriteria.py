"""The criteria of a review to fill in: a screen for each, with anchors and what is asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from docgen.authoring.lasttime import LastTime
from docgen.model import Criterion, Pack
from docgen.model.tongue import marked, say
from docgen.packs.library import Library
from docgen.review.shape import GROUPS, Value, label_key
from docgen.scoring.rule import Kind, Rule
from docgen.scoring.rules import load_rules

WIDTH = 112
"""Comments are wrapped there; texts of a review never are."""
_KINDS = {
    "whole": marked("a whole number"),
    "number": marked("a number"),
    "percent": marked("percent, 0 to 100"),
    "bool": marked("true or false"),
    "counts": marked("a list of whole numbers, or name: whole number"),
}


def criteria_lines(
    pack: Pack, printed: set[str], library: Library, last: LastTime
) -> Iterator[str]:
    """Yield the lines of all criteria, what their values are called first."""
    values = [v for v in GROUPS["criteria.*"] if v.use != "printed" or v.path in printed]
    for value in values:
        called = (value.hint and say(value.hint)) or pack.labels.get(
            label_key(value.path), value.key
        )
        bounds = f"{pack.scores}, " if value.kind == "score" else ""
        yield f"# {value.key}: {bounds}{called}"
    internal = ", ".join(value.key for value in values if value.use == "internal")
    yield "# " + say("Never printed: {keys}", keys=internal)
    yield "criteria:"
    rules = load_rules(pack, library)
    for section in pack.sections:
        yield f"  # --- {section.label} ---"
        yield ""
        for criterion in section.criteria:
            yield from _criterion(criterion, rules.get(criterion.id), pack, values, last)
            yield ""


def scale_lines(criterion: Criterion, *, components: bool = True) -> Iterator[str]:
    """Yield what the scale says of a criterion as comments: number, name, anchors.

    The description stands there where the scale has no anchors; an editor shows it in any case.
    """
    # A form that counts by sections prints another number.
    beside = criterion.reference.rpartition(",")[0]
    # Messages and summaries call it by its short name.
    short = "" if criterion.short_name in criterion.name else f" ({criterion.short_name})"
    yield f"  # {criterion.number}. {criterion.name}{short}{beside and f'  [{beside}]'}"
    for text in _explained(criterion, components=components):
        yield from textwrap.wrap(
            text, WIDTH, initial_indent="  #    ", subsequent_indent="  #    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def with_scale(text: str, pack: Pack) -> Iterator[str]:
    """Yield the lines of a merged review with the scale's comments above each criterion."""
    known = {f"  {criterion.id}:": criterion for criterion in pack.criteria}
    inside, before = False, ""
    for line in text.splitlines(keepends=True):
        if not line.startswith((" ", "\n")):
            inside = line.startswith("criteria:")
        name, _, value = line.partition(":")
        if inside and f"{name}:" in known:
            yield "\n" if before.strip() and not before.startswith("criteria:") else ""
            yield from (f"{comment}\n" for comment in scale_lines(known[f"{name}:"]))
        yield f"{name}:\n    score:\n" if inside and value.strip() == "{score: null}" else line
        before = line


def value_lines(value: Value, note: Iterable[str], indent: int, given: str = "") -> Iterator[str]:
    """Yield the lines of one value, empty or `given`, its comment above."""
    blanks = " " * indent
    yield from (f"{blanks}# {line}".rstrip() for line in note if line)
    hidden = "# " if value.kind == "key" and not given else ""
    if value.kind == "text" and not value.short:
        yield f"{blanks}{value.key}: |"
        yield from (f"{blanks}  {line}" for line in given.splitlines())
        yield ""
    else:
        yield f"{blanks}{hidden}{value.key}: {given}"
    if value.kind == "list" and not value.short and not given:
        yield f"{blanks}  # -"


def _criterion(
    criterion: Criterion, rule: Rule | None, pack: Pack, values: list[Value], last: LastTime
) -> Iterator[str]:
    """Yield a criterion: its name and anchors as comments, its values, its evidence keys."""
    figures = [(name, rule.evidence[name]) for name in rule.offered] if rule else []
    yield from scale_lines(criterion, components="components" not in dict(figures))
    yield f"  {criterion.id}:"
    for value in values:
        if value.use != "internal":
            codes = ", ".join(criterion.sources or pack.sources) if value.key == "sources" else ""
            note = [codes and f"sources: [{codes}]", *last.of_criterion(criterion.id, value.key)]
            yield from value_lines(value, note, 4)
    if figures:
        yield "    evidence:"
        for name, kind in figures:
            yield from _evidence(name, kind, criterion)


def _explained(criterion: Criterion, *, components: bool) -> Iterator[str]:
    """Yield what helps to choose a score, one paragraph an entry."""
    if criterion.description and not criterion.anchors:
        yield criterion.description
    if components and criterion.components:
        if criterion.components_intro:
            yield criterion.components_intro
        yield from (f"- {component}" for component in criterion.components)
    yield from (f"{score} = {text}" for score, text in sorted(criterion.anchors.items())[::-1])
    yield from criterion.help.splitlines()


def _evidence(name: str, kind: Kind, criterion: Criterion) -> Iterator[str]:
    """Yield the comment line of an evidence key; components have a line each."""
    label = criterion.evidence_labels.get(name, "")
    if name == "components" and criterion.components:
        words = say("true, false, or null: not known")
        yield f"      # {name}:{'':<23} # {words}"
        for component in criterion.components:
            yield f"      #   - null                       # {' '.join(component.split())}"
    else:
        words = ", ".join(kind.words) if kind.order else _kind_in_words(kind)
        note = f"{label} ({words})" if label else words
        yield f"      # {f'{name}:':<34} # {note}"


def _kind_in_words(kind: Kind) -> str:
    """Return what may stand behind an evidence key."""
    one = str(kind.scores) if kind.scores else say(_KINDS[kind.base])
    if kind.base == "counts" or not kind.lists:
        return one
    return (
        say("{kind}, or a list", kind=one)
        if kind.single
        else say("{kind} for each, as a list", kind=one)
    )

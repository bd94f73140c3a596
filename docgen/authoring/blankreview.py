"""The text of a review to fill in: every value that the pack prints, with what belongs there."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from docgen.authoring.blankcriteria import WIDTH, criteria_lines, value_lines
from docgen.authoring.lasttime import NO_LAST_TIME, LastTime
from docgen.document.renderer import printed_paths
from docgen.errors import DocgenError
from docgen.model import Pack, Reviewer
from docgen.model.pack import EXTRA
from docgen.model.tongue import marked, say, speaking
from docgen.packs.library import Library
from docgen.review.shape import GROUPS, Value, label_key, values_of
from docgen.yamlfile.writer import shown

_ALWAYS = {
    *("unit.id", "unit.name"),
    *("review.status", "review.kind", "review.dates", "review.report_date"),
}
"""What ties and orders the reviews of a unit: asked for whether it is printed or not."""
_DEFAULTS = {"area"}
"""What usually stands in _shared.yaml, so an empty text here must not replace it."""
_HEAD = marked(
    "Texts stand under `|`, two blanks further in, each paragraph on one long line. A blank line "
    "begins a paragraph, `- ` in front of a line makes a bullet. Lists have one entry a line, "
    "behind `- `. What stays empty is not printed. Behind # nothing is read."
)


class Given(NamedTuple):
    """What a new review begins with."""

    values: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})
    """Texts and lists, by path: `unit.name`."""
    reviewers: Sequence[Reviewer] = ()
    last: LastTime = NO_LAST_TIME


def blank_review(pack: Pack, schema: str, given: Given, library: Library) -> str:
    """Return the YAML text of a review to fill in; `schema` is the path of its JSON Schema.

    What a value is called stands above it, never behind: there it would cut a text typed in front.
    Comments are in the language of the pack.
    """
    with speaking(pack.language):
        return _text(pack, schema, given, library)


def _text(pack: Pack, schema: str, given: Given, library: Library) -> str:
    printed = asked_paths(pack)
    origin = say("A review by the pack {code} ({name}):", code=pack.code, name=pack.name)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        f"# {origin} {pack.scale_name} {pack.scale_version}",
        "#",
        *_wrapped(say(_HEAD), "# "),
        f"pack: {pack.code}",
        "# " + say("The id names the report; without one it is the name of this file."),
        "# id:",
    ]
    for block, values in groupby(values_of(pack), lambda value: value.path.partition(".")[0]):
        if block == "reviewers":
            lines += ["", *_reviewers(pack, given)]
        elif block == "development":
            lines += ["", *_development(pack)]
        elif block == "criteria":
            lines += ["", *criteria_lines(pack, printed, library, given.last)]
        else:
            paths = printed | given.values.keys()
            wanted = [v for v in values if v.path in paths or block == EXTRA]
            lines += ["", *_block(block, [v for v in wanted if not v.later], pack, given)]
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
    label, hint = pack.labels.get(label_key(value.path), ""), value.hint and say(value.hint)
    return f"{label} ({hint})" if label and hint else label or hint


def _block(block: str, values: list[Value], pack: Pack, given: Given) -> Iterator[str]:
    """Yield the lines of one block of the head; given values are filled in."""
    if block in _DEFAULTS and values and not any(v.path in given.values for v in values):
        where = say("holds for all units of the area, so it stands in _shared.yaml above.")
        yield f"# {block}: {where}"
        return
    indent = 0
    if values and values[0].group:
        yield f"{block}:"
        indent = 2
    for value in values:
        note = [_note(value, pack), *_opening(pack.openings.get(value.path, ""))]
        if block in ("method", "meeting") and value.kind == "list":
            note += given.last.of_list(value.path)
        yield from value_lines(value, note, indent, _as_given(value, given))


def _as_given(value: Value, given: Given) -> str:
    """Return what stands behind the key of a value, or below it where it is a text."""
    known = given.values.get(value.path)
    if not known:
        return ""
    if isinstance(known, str):
        return known if value.kind == "text" and not value.short else shown(known)
    return shown(list(known))


def _opening(text: str) -> Iterator[str]:
    """Yield the lines of a comment with what the form begins the paragraphs of a text with."""
    if text:
        yield say("The form begins its paragraphs with:")
        for line in text.splitlines():
            yield from _wrapped(line, "  ")


def _wrapped(text: str, begin: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=begin, subsequent_indent=begin, break_on_hyphens=False
    )


def _reviewers(pack: Pack, given: Given) -> Iterator[str]:
    """Yield the lines of the reviewers: those that are known, else to be taken out of comments."""
    values = GROUPS["reviewers.*"]
    named = ", ".join(f"{v.key}: {pack.labels.get(label_key(v.path), v.key)}" for v in values)
    label = pack.labels.get("reviewers", "")
    yield f"# {label} ({named})" if label else f"# {named}"
    yield from (f"# {line}" for line in given.last.of_list("reviewers"))
    yield "reviewers:"
    for reviewer in given.reviewers:
        for number, value in enumerate(values):
            known = getattr(reviewer, value.key)
            begin = " " if number else "-"
            yield f"  {begin} {value.key}: {shown(known) if known else ''}"
    if not given.reviewers:
        yield from (f"  # {' ' if number else '-'} {v.key}:" for number, v in enumerate(values))


def _development(pack: Pack) -> Iterator[str]:
    """Yield the lines of the development needs, to be taken out of the comment."""
    label = pack.labels.get("development", "")
    which = say("criterion: its number, name or id")
    yield f"# {label} ({which})" if label else f"# {which}"
    yield "# " + say("One of the two is enough; the recommendation is then the criterion's own.")
    yield "development:"
    example = pack.criteria[0].id
    yield from (f"  # - criterion: {example}", "  #   recommendation: |", "  #")

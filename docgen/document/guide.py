"""What a template may print, or one does print: each name with label, kind, example and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from docgen.bounds.reading import is_file
from docgen.document.fields import fields_of
from docgen.document.filters import make_filters
from docgen.document.preview import specimen_names
from docgen.document.renderer import renderer
from docgen.model import Data, Document, Field, Items, Pack
from docgen.model.telling import shortened
from docgen.model.tongue import marked, say

KINDS: Mapping[str, str] = {
    "text": marked("text of any length"),
    "line": marked("one line"),
    "list": marked("list of texts"),
    "date": marked("date"),
    "dates": marked("dates"),
    "score": marked("score"),
    "number": marked("number"),
    "bool": marked("yes or no, for if"),
    "choice": marked("one of a few words"),
    "criterion": marked("name of a criterion"),
    "total": marked("total"),
    "value": marked("worked out"),
}
"""What a person calls each kind of field."""
_LONGEST_EXAMPLE = 60
_OF_ONE = re.compile(r"^criteria\.\w+\.")
_WORD = re.compile(r"[A-Za-z_]\w*")
_BY_KEY = ("texts", "lists", "labels", "always_printed")
"""Names whose keys the pack has given; a key may hold dots."""
FILTERS: tuple[tuple[str, str, Any], ...] = (
    ("date", "review.report_date | date", "2026-03-27"),
    ("dates", "review.dates | dates", ["2026-03-10", "2026-03-11"]),
    ("joined", "recipients | joined", ["A", "B"]),
    ("number", "(result.total / result.count) | number", 4.0400001),
    ("percent", "(100 * result.total / result.max) | percent", 80.8),
)
"""Filters of docgen with a way to write each, and a value to show it with."""
JINJA_FILTERS = (
    *("length", "first", "last", "upper", "lower", "capitalize", "trim", "replace('a', 'b')"),
    *("default('-')", "join(', ')", "sort", "reverse", "sum", "select", "map(attribute='name')"),
)
"""Filters of Jinja that templates use most."""


class Row(NamedTuple):
    """One name."""

    tag: str
    """As it is typed: `{{ unit.name }}`, `{{ c.comment }}` in a loop."""
    label: str
    kind: str
    example: str
    printed_in: tuple[str, ...]
    """Documents of the pack that print or ask for it."""
    path: str = ""
    """Of a value of the review."""


class Group(NamedTuple):
    """Names that begin alike."""

    title: str
    how: str
    """How records are printed; empty for single values."""
    rows: tuple[Row, ...]


class FilterRow(NamedTuple):
    """One filter with an example."""

    tag: str
    example: str


class Guide(NamedTuple):
    """All there is to know for whoever writes tags."""

    title: str
    groups: tuple[Group, ...]
    filters: tuple[FilterRow, ...]
    of_one: bool = False
    """True when it tells what one template asks for."""


def guide_of(pack: Pack, only: Document | None = None) -> Guide:
    """Return the names that templates of a pack may print; with `only` those one document asks for.

    Raises TemplateError when a Word file of the pack cannot be used, InvalidDataError, ReadError.
    """
    documents = [only] if only else [d for d in pack.documents.values() if is_file(d.path)]
    asked = {d.name: set(renderer(pack, d).template.stored.prints) for d in documents}
    sample = specimen_names(pack, documents[0], "short") if documents else {}
    making = _Guide(pack, asked, sample)
    groups = [making.group(name, node) for name, node in fields_of(pack).items()]
    if only is not None:
        groups = [*_asked_alone(groups)]
    else:
        groups = [g for g in groups if g.title != "always_printed"]
    about = f"{pack.name} ({pack.code})"
    title = (
        say("What {file} asks for: {about}", file=only.file, about=about)
        if only
        else say("Names for templates: {about}", about=about)
    )
    return Guide(title, tuple(g for g in groups if g.rows), tuple(_filters(pack)), only is not None)


def _asked_alone(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield what is asked for; a value that two lists lead to is told in the first."""
    told: set[str] = set()
    for group in groups:
        rows = tuple(row for row in group.rows if row.printed_in)
        paths = {_OF_ONE.sub("criteria.*.", row.path) or row.tag for row in rows}
        if not paths <= told:
            yield group._replace(rows=rows)
        told |= paths


def _filters(pack: Pack) -> Iterator[FilterRow]:
    known = make_filters(pack.formats)
    for name, written, value in FILTERS:
        yield FilterRow(f"{{{{ {written} }}}}", str(known[name](value)))


class _Guide:
    """Makes the rows of a pack's names."""

    def __init__(self, pack: Pack, asked: Mapping[str, set[str]], sample: Data) -> None:
        self._asked = asked
        self._sample = sample
        self._filters = make_filters(pack.formats)

    def group(self, name: str, node: Any) -> Group:
        """Return the rows of all names that begin with `name`."""
        value: Any = self._sample.get(name)
        if name == "criteria" and isinstance(node, Mapping) and node:
            first = next(iter(node))
            rows = self._rows(node[first], f"criteria.{first}.", f"criteria.{first}.", value[first])
            how = say("one criterion by its id; all others likewise. In a loop: sections, runs")
            return Group(name, how, tuple(rows))
        if isinstance(node, Field):
            return Group(name, "", (self._row(name, name, node, value),))
        if isinstance(node, Items):
            letter = name[0]
            how = f"{{%p for {letter} in {name} %}} ... {{%p endfor %}}"
            return Group(name, how, tuple(self._items(node, letter, name, value)))
        return Group(name, "", tuple(self._rows(node, f"{name}.", f"{name}.", value)))

    def _items(self, node: Items, letter: str, path: str, value: Any) -> Iterator[Row]:
        first = value[0] if isinstance(value, list) and value else {}
        yield from self._rows(node.record, f"{letter}.", f"{path}[].", first)

    def _rows(self, node: Mapping[str, Any], typed: str, path: str, value: Any) -> Iterator[Row]:
        """Yield a row for each name below `typed`, what a tag begins with."""
        for key, child in node.items():
            inner = value.get(key) if isinstance(value, Mapping) else None
            if isinstance(child, Field):
                yield self._row(_typed(typed, key), f"{path}{key}", child, inner)
            elif isinstance(child, Items):
                # The loop is written in the loop: {%p for c in s.criteria %}.
                letter = key[0]
                yield from self._items(child, letter, f"{path}{key}", inner)
            else:
                yield from self._rows(child, f"{typed}{key}.", f"{path}{key}.", inner)

    def _row(self, typed: str, path: str, field: Field, value: Any) -> Row:
        known = {field.path or path, path, _OF_ONE.sub("criteria.*.", field.path or path)}
        where = tuple(name for name, asked in self._asked.items() if known & asked)
        kind = say(KINDS.get(field.kind, field.kind))
        return Row(
            f"{{{{ {typed} }}}}", field.label, kind, self._example(field, value), where, field.path
        )

    def _example(self, field: Field, value: Any) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        form = {
            "date": marked("date"),
            "dates": marked("dates"),
            "list": "joined",
            "number": "number",
        }
        if field.kind in form:
            value = self._filters[form[field.kind]](value)
        text = "" if value is None else str(value)
        return shortened(" ".join(text.split()), _LONGEST_EXAMPLE)


def _typed(before: str, key: str) -> str:
    """Return a name as a tag has it; a key with dots or hyphens stands in quotes."""
    if _WORD.fullmatch(key):
        return f"{before}{key}"
    return f"{before.removesuffix('.')}['{key}']"


def needs_of(guide: Guide) -> Iterator[str]:
    """Yield what one template takes from a review, in plain words: its labels by group."""
    for group in guide.groups if guide.of_one else ():
        labels = dict.fromkeys(row.label for row in group.rows if row.label and row.path)
        if labels:
            yield f"{group.title}: {', '.join(labels)}"

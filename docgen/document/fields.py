"""The typed names of the context: what a template may print, and which of it is the review's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docgen.bounds.recent import FileMemo
from docgen.model import Field, Fields, Items, Pack
from docgen.model.pack import EXTRA
from docgen.review.shape import LATER_KEYS, Value, label_key, label_keys, named_of, value_at

if TYPE_CHECKING:
    from docgen.model.template import Kind

COVERS = {
    "unit.printed": ("unit.name", "unit.place"),
    "reviewers[].printed": ("reviewers.*.name", "reviewers.*.title"),
    "development[].name": ("development.*.criterion",),
    "development[].short_name": ("development.*.criterion",),
    "development[].printed": ("development.*.criterion",),
}
"""Derived names that print values of the review, with the paths of those values."""

# What a report derives, each name with its kind; a list holds one record. `form` marks what a blank
# form asks for, `kept` what is found again in an edited report besides: both have bookmarks there.
# The review's own values join them from its shape, marked `own`.
_DERIVED: Mapping[str, Any] = {
    "unit": {"printed": "value"},
    "review": {"id": "value", "draft": "bool"},
    "reviewers": [{"printed": "value"}],
    "development": [
        {
            "criterion": "value",
            "number": "value",
            "printed": "value",
            "name": "form criterion",
            "short_name": "value",
            "score": "form score",
            "scored": "bool",
        }
    ],
    "previous": {"known": "bool", "statement": "form value"},
    "criteria": [
        {
            **dict.fromkeys(("id", "section", "number", "printed", "name", "short_name"), "value"),
            **dict.fromkeys(("description", "name_sign", "components_intro"), "value"),
            "components": "list",
            "components_in_anchors": "bool",
            "data_sources": "list",
            "anchors": [{"score": "value", "text": "value", "chosen": "bool"}],
            "points": "form score",
            **dict.fromkeys(("previous_score", "change", "arrow"), "value"),
            **dict.fromkeys(("next_score", "next_anchor"), "value"),
        }
    ],
    "sections": [
        {
            **dict.fromkeys(("id", "label", "sheet_label", "max", "missing"), "value"),
            "points": "kept value",
            **dict.fromkeys(("previous_points", "change", "arrow"), "value"),
        }
    ],
    "levels": [{**dict.fromkeys(("id", "label", "legend", "points"), "value"), "reached": "bool"}],
    "result": {
        "total": "form total",
        "statement": "form value",
        "mean": "number",
        **dict.fromkeys(("max", "count", "scored", "missing", "low", "high"), "value"),
        "provisional": "bool",
        "level": {"id": "value", "label": "kept value"},
        **dict.fromkeys(("change", "arrow"), "value"),
        "next_level": dict.fromkeys(("label", "points", "missing"), "value"),
    },
    "pack": dict.fromkeys(("code", "name", "language", "scale_name", "scale_version"), "value"),
    "document": {
        **dict.fromkeys(("name", "title", "draft_mark", "author", "date"), "value"),
        "form": "bool",
        "change": "bool",
    },
}
_AS_PRINTED: Mapping[str, str] = {"key": "value", "number": "value", "choice": "value"}
"""Kinds of the review that print as they stand; the others print in a way of their own."""


_known: FileMemo[int, Fields] = FileMemo(32)
"""The names of each pack, which stays as it was read."""


def fields_of(pack: Pack) -> Fields:
    """Return the names of ARCHITECTURE.md with the type, review path and label of each."""
    return _known.of(id(pack), pack, lambda: _made(pack))


def _made(pack: Pack) -> Fields:
    told = _PackWords({**pack.labels, **_derived_labels(pack)}, _choices(pack), pack)
    table = _with_own_values(_DERIVED, pack)
    criterion = table.pop("criteria")[0]
    names: dict[str, Any] = {name: _fields(node, name, told) for name, node in table.items()}
    record = _fields(criterion, "criteria.*", told)
    section = {**names["sections"].record, "criteria": Items(record)}
    names["sections"] = Items(section)
    opening = Items({**section, "opens": Field("bool")})
    names["runs"] = Items({"long": Field("bool"), "sections": opening})
    names["criteria"] = {c.id: _fields(criterion, f"criteria.{c.id}", told) for c in pack.criteria}
    names["texts"] = dict.fromkeys(pack.texts, Field("value"))
    names["lists"] = dict.fromkeys(pack.lists, Field("list"))
    names["labels"] = dict.fromkeys((*LATER_KEYS, *pack.labels), Field("value"))
    names["always_printed"] = dict.fromkeys(sorted(label_keys(pack)), Field("bool"))
    return names


def _with_own_values(derived: Mapping[str, Any], pack: Pack) -> dict[str, Any]:
    """Return the table of derived names with the review's own values in their places."""
    table = dict(derived)
    for group, values in named_of(pack).items():
        own = {value.key: f"own {_printed_kind(value)}" for value in values}
        name = group.removesuffix(".*")
        if not name:
            table |= own
        elif name == group:
            table[name] = own | derived.get(name, {})
        else:
            table[name] = [own | derived.get(name, [{}])[0]]
    return table


def _printed_kind(value: Value) -> str:
    """Return the kind of field that prints a value."""
    if value.group == EXTRA and value.kind == "choice":
        return value.kind  # its words are those that are printed
    return _AS_PRINTED.get(value.kind, value.kind)


def _derived_labels(pack: Pack) -> dict[str, str]:
    """Return the labels of what a report derives, in the pack's words for what it comes from."""
    return {
        "result.total": pack.texts.get("total", ""),
        "result.statement": pack.texts.get("heading_levels", ""),
        "previous.statement": pack.labels.get("previous.level", ""),
        "development.name": pack.labels.get("development.criterion", ""),
        "development.score": pack.labels.get("criteria.score", ""),
        "criteria.points": pack.labels.get("criteria.score", ""),
    }


class _PackWords(NamedTuple):
    """What a pack says of its values."""

    labels: Mapping[str, str]
    choices: Mapping[str, tuple[str | int, ...]]
    """By label key: the values there are."""
    pack: Pack


def _choices(pack: Pack) -> dict[str, tuple[str | int, ...]]:
    """Return the values that fields of this pack may have, by the keys of their paths."""
    scores = tuple(pack.scores.values)
    levels = tuple(level.id for level in pack.levels)
    criteria = tuple(criterion.id for criterion in pack.criteria)
    return {
        **{value.path: value.choices for group in named_of(pack).values() for value in group},
        **dict.fromkeys(("criteria.score", "criteria.points", "development.score"), scores),
        **dict.fromkeys(("levels.id", "result.id"), levels),
        **dict.fromkeys(("criteria.id", "development.criterion"), criteria),
        "sections.id": tuple(section.id for section in pack.sections),
    }


def _fields(node: Any, path: str, told: _PackWords) -> Any:
    """Return the fields of a part of the table that stands at `path`."""
    if isinstance(node, list):
        return Items(_fields(node[0], f"{path}.*", told))
    if isinstance(node, Mapping):
        return {name: _fields(child, f"{path}.{name}", told) for name, child in node.items()}
    mark, _, kind = str(node).rpartition(" ")
    label = told.labels.get(label_key(path), "")
    own, form = mark == "own", mark == "form"
    value = value_at(path.split("."), told.pack) if own else None
    return Field(
        cast("Kind", kind),
        path if own else "",
        label if mark else "",
        form=form,
        form_path=path if form or mark == "kept" else "",
        short=value is not None and value.short,
        choices=told.choices.get(label_key(path), ()),
    )

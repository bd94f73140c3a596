"""The typed names of the context: what a template may print, and which of it is the review's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.model import Field, Fields, Items, Pack

COVERS = {
    "unit.printed": ("unit.name", "unit.place"),
    "reviewers[].printed": ("reviewers.*.name", "reviewers.*.title"),
    "development[].name": ("development.*.criterion",),
    "development[].short_name": ("development.*.criterion",),
    "development[].printed": ("development.*.criterion",),
}
"""Derived names that print values of the review, with the paths of those values."""

# Each name with its kind. `own` marks a value of the review; its path is where it stands here.
# `form` marks what a report derives and a blank form asks for. A list holds one record.
_CRITERION: Mapping[str, Any] = {
    "id": "value",
    "section": "value",
    "number": "value",
    "printed": "value",
    "name": "value",
    "short_name": "value",
    "description": "value",
    "components_intro": "value",
    "components": "list",
    "data_sources": "list",
    "anchors": [{"score": "value", "text": "value", "chosen": "bool"}],
    "score": "own score",
    "points": "form score",
    "sources": "own list",
    "comment": "own text",
    "recommendation": "own text",
    "previous_score": "value",
}
_NAMES: Mapping[str, Any] = {
    "unit": {
        "id": "own value",
        "name": "own line",
        "place": "own line",
        "printed": "value",
        "partners": "own list",
        "client_groups": "own text",
        "geography": "own text",
    },
    "area": {"client_groups": "own text", "ips_team": "own text"},
    "review": {
        "id": "value",
        "draft": "bool",
        "kind": "own value",
        "number": "own value",
        "dates": "own dates",
        "report_date": "own date",
        "mode": "own text",
        "participants": "own text",
    },
    "reviewers": [
        {"name": "own line", "title": "own line", "initials": "own line", "printed": "value"}
    ],
    "recipients": "own list",
    "method": {
        "interviews": "own list",
        "employer_meetings": "own list",
        "meetings": "own list",
        "documents": "own list",
    },
    "purpose": "own text",
    "general_comments": "own text",
    "summary": {"description": "own text", "strengths": "own text", "conclusion": "own text"},
    "development": [
        {
            "criterion": "value",
            "number": "value",
            "printed": "value",
            "name": "form criterion",
            "short_name": "value",
            "score": "form score",
            "recommendation": "own text",
        }
    ],
    "previous": {
        "known": "bool",
        "date": "own date",
        "total": "own value",
        "level": "own line",
        "statement": "form value",
    },
    "sections": [
        {
            "id": "value",
            "label": "value",
            "sheet_label": "value",
            "points": "value",
            "max": "value",
            "missing": "value",
        }
    ],
    "levels": [
        {"id": "value", "label": "value", "legend": "value", "points": "value", "reached": "bool"}
    ],
    "result": {
        "total": "form total",
        "statement": "form value",
        "max": "value",
        "mean": "number",
        "count": "value",
        "scored": "value",
        "missing": "value",
        "low": "value",
        "high": "value",
        "provisional": "bool",
        "level": {"id": "value", "label": "value"},
    },
    "meeting": {
        "team": "own line",
        "date": "own date",
        "time": "own line",
        "place": "own line",
        "participants": "own list",
        "items": "own list",
        "previous_minutes": "own text",
    },
    "pack": dict.fromkeys(("code", "name", "language", "scale_name", "scale_version"), "value"),
    "document": {
        **dict.fromkeys(("name", "title", "draft_mark", "author", "date"), "value"),
        "form": "bool",
    },
}


def fields_of(pack: Pack) -> Fields:
    """Return the names of ARCHITECTURE.md with the type, review path and label of each."""
    labels = {**pack.labels, **_derived_labels(pack)}
    names: dict[str, Any] = {name: _fields(node, name, labels) for name, node in _NAMES.items()}
    record = _fields(_CRITERION, "criteria.*", labels)
    names["sections"] = Items({**names["sections"].record, "criteria": Items(record)})
    names["criteria"] = {
        c.id: _fields(_CRITERION, f"criteria.{c.id}", labels) for c in pack.criteria
    }
    names["texts"] = dict.fromkeys(pack.texts, Field("value"))
    names["lists"] = dict.fromkeys(pack.lists, Field("list"))
    names["labels"] = dict.fromkeys(pack.labels, Field("value"))
    return names


def _derived_labels(pack: Pack) -> dict[str, str]:
    """Return the labels of what a report derives, in the pack's words for what it comes from."""
    return {
        "result.total": pack.texts.get("total", ""),
        "result.statement": pack.texts.get("heading_levels", ""),
        "previous.statement": pack.labels.get("previous.level", ""),
        "development.name": pack.labels.get("development.criterion", ""),
        "development.score": pack.labels.get("criteria.score", ""),
    }


def _fields(node: Any, path: str, labels: Mapping[str, str]) -> Any:
    """Return the fields of a part of the table that stands at `path`."""
    if isinstance(node, list):
        return Items(_fields(node[0], f"{path}.*", labels))
    if isinstance(node, Mapping):
        return {name: _fields(child, f"{path}.{name}", labels) for name, child in node.items()}
    mark, _, kind = str(node).rpartition(" ")
    label = labels.get(path) or labels.get(_label_key(path), "")
    own, form = mark == "own", mark == "form"
    return Field(
        kind,
        path if own else "",
        label if mark else "",
        form=form,
        form_path=path if form else "",
    )


def _label_key(path: str) -> str:
    """Return the key of pack.yaml's `labels` for a path: records share the label of their list."""
    first, *_, last = path.split(".")
    return {"points": "criteria.score"}.get(last, f"{first}.{last}")

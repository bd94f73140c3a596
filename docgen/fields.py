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

_CRITERION = {
    "id": "value",
    "section": "value",
    "number": "value",
    "printed": "value",
    "name": "value",
    "short_name": "value",
    "description": "value",
    "components_intro": "value",
    "previous_score": "value",
}
_CRITERION_OWN = {"score": "score", "sources": "list", "comment": "text", "recommendation": "text"}


def fields_of(pack: Pack) -> Fields:
    """Return the names of ARCHITECTURE.md with the type, review path and label of each."""

    def own(path: str, kind: str) -> Field:
        return Field(kind, path, pack.labels.get(path, ""))

    def group(prefix: str, **kinds: str) -> dict[str, Field]:
        return {name: own(f"{prefix}.{name}", kind) for name, kind in kinds.items()}

    criterion = {**_derived(_CRITERION), "components": Field("list"), "data_sources": Field("list")}
    criterion["anchors"] = Items({**_derived({"score": "value", "text": "value"}),
                                  "chosen": Field("bool")})  # fmt: skip
    for name, kind in _CRITERION_OWN.items():
        criterion[name] = Field(kind, f"criteria.*.{name}", pack.labels.get(f"criteria.{name}", ""))
    criterion["points"] = Field("score", "", pack.labels.get("criteria.score", ""), form=True)
    return {
        "unit": {
            **group("unit", id="value", name="line", place="line", partners="list",
                    client_groups="text", geography="text"),
            "printed": Field("value"),
        },
        "area": group("area", client_groups="text", ips_team="text"),
        "review": {
            **group("review", number="value", dates="dates", report_date="date", mode="text",
                    participants="text", kind="value"),
            **_derived({"id": "value", "draft": "bool"}),
        },
        "reviewers": Items({**_record("reviewers", pack, name="line", title="line",
                                      initials="line"), "printed": Field("value")}),
        "recipients": own("recipients", "list"),
        "method": group("method", interviews="list", employer_meetings="list", meetings="list",
                        documents="list"),
        "purpose": own("purpose", "text"),
        "general_comments": own("general_comments", "text"),
        "summary": group("summary", description="text", strengths="text", conclusion="text"),
        "development": Items({
            **_derived(dict.fromkeys(
                ("criterion", "number", "printed", "short_name"), "value")),
            "name": Field("criterion", "", pack.labels.get("development.criterion", ""), form=True),
            "score": Field("score", "", pack.labels.get("criteria.score", ""), form=True),
            **_record("development", pack, recommendation="text"),
        }),
        "previous": {
            **group("previous", date="date", total="value", level="line"),
            "known": Field("bool"),
            "statement": Field("value", "", pack.labels.get("previous.level", ""), form=True),
        },
        "sections": Items({
            **_derived(dict.fromkeys(
                ("id", "label", "sheet_label", "points", "max", "missing"), "value")),
            "criteria": Items(criterion),
        }),
        "criteria": {c.id: _of_one(criterion, c.id) for c in pack.criteria},
        "levels": Items(_derived(dict.fromkeys(("id", "label", "legend", "points"), "value")
                                 | {"reached": "bool"})),
        "result": {
            **_derived(dict.fromkeys(
                ("max", "count", "scored", "missing", "low", "high"), "value")),
            "mean": Field("number"),
            "total": Field("value", "", pack.texts.get("total", ""), form=True),
            "statement": Field("value", "", pack.texts.get("level", ""), form=True),
            "provisional": Field("bool"),
            "level": _derived({"id": "value", "label": "value"}),
        },
        "meeting": group("meeting", team="line", date="date", time="line", place="line",
                         participants="list", items="list", previous_minutes="text"),
        "pack": _derived(dict.fromkeys(
            ("code", "name", "language", "scale_name", "scale_version"), "value")),
        "texts": _derived(dict.fromkeys(pack.texts, "value")),
        "labels": _derived(dict.fromkeys(pack.labels, "value")),
        "document": _derived(dict.fromkeys(
            ("name", "title", "draft_mark", "author", "date"), "value") | {"form": "bool"}),
    }  # fmt: skip


def _derived(kinds: Mapping[str, str]) -> dict[str, Any]:
    return {name: Field(kind) for name, kind in kinds.items()}


def _record(prefix: str, pack: Pack, **kinds: str) -> dict[str, Field]:
    """Return the fields of one entry of a list of records."""
    return {
        name: Field(kind, f"{prefix}.*.{name}", pack.labels.get(f"{prefix}.{name}", ""))
        for name, kind in kinds.items()
    }


def _of_one(criterion: Mapping[str, Any], criterion_id: str) -> dict[str, Any]:
    """Return the fields of a criterion that a template names by its id."""
    return {
        name: Field(f.kind, f.path.replace("*", criterion_id), f.label)
        if isinstance(f, Field)
        else f
        for name, f in criterion.items()
    }

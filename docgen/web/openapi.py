"""The description of the API for programs: OpenAPI 3.1, with the schema of a review in it."""

from __future__ import annotations

from typing import Any

from docgen.packs.library import Library
from docgen.review.schemas import any_schema
from docgen.version import VERSION

_JSON = "application/json"
_FAULTS = {
    "403": ("The token is missing.", "text/html", {"type": "string"}),
    "413": ("The body is too long.", "text/plain", {"type": "string"}),
    "422": ("The review has faults.", _JSON, {"$ref": "#/components/schemas/Faults"}),
    "429": ("Too much is asked for at once.", _JSON, {"$ref": "#/components/schemas/Faults"}),
}
_FINDING = {
    "type": "object",
    "required": ["file", "line", "column", "where", "rule", "severity", "message", "fix"],
    "properties": {
        "file": {"type": "string"},
        "line": {"type": ["integer", "null"]},
        "column": {"type": ["integer", "null"]},
        "where": {"type": "string"},
        "rule": {"type": "string"},
        "severity": {"enum": ["error", "warning", "note"]},
        "message": {"type": "string"},
        "fix": {"type": ["object", "null"]},
        "fingerprint": {"type": "string"},
    },
}
_SCORES = {
    "type": "object",
    "required": ["review", "pack", "status", "total", "max", "provisional", "missing", "criteria"],
    "properties": {
        "total": {"type": "integer"},
        "max": {"type": "integer"},
        "provisional": {"type": "boolean"},
        "criteria": {"type": "array", "items": {"type": "object"}},
    },
}
_FILE = {"type": "string", "contentEncoding": "binary"}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def description(library: Library) -> dict[str, Any]:
    """Return the description."""
    review = any_schema(library=library)
    definitions = review.pop("$defs", {})
    for name in ("$schema", "$id"):
        review.pop(name, None)
    findings = {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}
    paths = {
        "/api/check": _post("Every fault of a review", (_JSON, findings)),
        "/api/score": _post("Scores, proposals, total, level", (_JSON, _SCORES)),
        "/api/report": _post("The Word file of a review", (_WORD, _FILE), options=True),
        "/api/reports": _post(
            "The Word files of many reviews, a JSON object a line (application/jsonl), as a zip "
            "with findings.jsonl",
            ("application/zip", _FILE),
            options=True,
            body=("text/plain", {"type": "string"}),
        ),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "docgen", "version": VERSION},
        "paths": paths,
        "security": [{"token": []}],
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Review": _moved(review),
                "Finding": _FINDING,
                "Faults": {
                    "type": "object",
                    "required": ["error", "findings"],
                    "properties": {"error": {"type": "string"}, "findings": findings},
                },
                **{f"Review-{name}": _moved(one) for name, one in definitions.items()},
            },
        },
    }


def _moved(node: Any) -> Any:
    """Return a part of the review's schema with its references to where they stand here."""
    if isinstance(node, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/Review-")
            if key == "$ref"
            else _moved(value)
            for key, value in node.items()
        }
    return [_moved(one) for one in node] if isinstance(node, list) else node


def _post(
    summary: str,
    answer: tuple[str, dict[str, Any]],
    *,
    options: bool = False,
    body: tuple[str, dict[str, Any]] = (_JSON, {"$ref": "#/components/schemas/Review"}),
) -> dict[str, Any]:
    """Return one address, which takes a body."""
    switch = {"type": "boolean", "default": False}
    parameters = [
        {"name": "document", "in": "query", "schema": {"type": "string", "default": "report"}},
        {"name": "draft", "in": "query", "schema": switch},
        {"name": "plain", "in": "query", "schema": switch},
    ]
    good = {"description": summary, "content": {answer[0]: {"schema": answer[1]}}}
    bad = {
        status: {"description": what, "content": {kind: {"schema": schema}}}
        for status, (what, kind, schema) in _FAULTS.items()
    }
    return {
        "post": {
            "summary": summary,
            "parameters": parameters if options else [],
            "requestBody": {"required": True, "content": {body[0]: {"schema": body[1]}}},
            "responses": {"200": good, **bad},
        }
    }

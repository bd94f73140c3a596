"""The description of the API: sound, complete, and true of what is served."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from asked import Pages
from builders import ROOT

from docgen.packs.library import find_library
from docgen.version import VERSION
from docgen.web.openapi import description
from docgen.yamlfile.parse import read_yaml

SHELF = find_library(None)
FOUND = description(SHELF)
REVIEW = read_yaml(ROOT / "data" / "dk" / "fjordby-2023.yaml")
PATHS = ("/api/check", "/api/score", "/api/report", "/api/reports")


def nodes(value: Any) -> Iterator[Any]:
    """Yield every mapping in a value."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from nodes(one)


def at(reference: str) -> Any:
    """Return what a reference leads to."""
    found: Any = FOUND
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def schema(name: str) -> Any:
    """Return a validator of one of the schemas."""
    return jsonschema_rs.validator_for(
        {"$ref": f"#/components/schemas/{name}", "components": FOUND["components"]}
    )


def test_it_says_what_it_describes() -> None:
    assert FOUND["openapi"].startswith("3.1.")
    assert FOUND["info"] == {"title": "docgen", "version": VERSION}
    assert tuple(FOUND["paths"]) == PATHS


def test_every_reference_leads_somewhere_within() -> None:
    references = [one["$ref"] for one in nodes(FOUND) if "$ref" in one]
    assert len(references) > 10
    assert all(one.startswith("#/components/schemas/") for one in references)
    assert all(isinstance(at(one), dict) for one in references)


def test_nothing_is_left_of_a_schema_that_stood_alone() -> None:
    for node in nodes(FOUND["components"]):
        assert "$defs" not in node
        assert "$schema" not in node
    assert "$id" not in FOUND["components"]["schemas"]["Review"]


def test_it_can_be_sent() -> None:
    assert json.loads(json.dumps(FOUND)) == FOUND


def test_making_it_again_changes_nothing() -> None:
    before = copy.deepcopy(FOUND)
    assert description(SHELF) == before == FOUND


def test_all_take_a_token() -> None:
    assert FOUND["security"] == [{"token": []}]
    assert FOUND["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}


@pytest.mark.parametrize("path", PATHS)
def test_each_address_takes_a_body_and_says_what_may_come_back(path: str) -> None:
    post = FOUND["paths"][path]["post"]
    assert post["summary"]
    assert post["requestBody"]["required"]
    assert set(post["responses"]) == {"200", "403", "413", "422", "429"}
    assert all(one["description"] and one["content"] for one in post["responses"].values())


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/api/check", []),
        ("/api/score", []),
        ("/api/report", ["document", "draft", "plain"]),
        ("/api/reports", ["document", "draft", "plain"]),
    ],
)
def test_options_are_named_with_what_they_are_without(path: str, options: list[str]) -> None:
    told = FOUND["paths"][path]["post"]["parameters"]
    assert [one["name"] for one in told] == options
    assert all(one["in"] == "query" for one in told)
    assert [one["schema"]["default"] for one in told] == ["report", False, False][: len(told)]


@pytest.mark.parametrize(
    ("path", "sent", "back"),
    [
        ("/api/check", "application/json", "application/json"),
        ("/api/score", "application/json", "application/json"),
        ("/api/report", "application/json", "wordprocessingml.document"),
        ("/api/reports", "text/plain", "application/zip"),
    ],
)
def test_kinds_are_those_of_the_answers(path: str, sent: str, back: str) -> None:
    post = FOUND["paths"][path]["post"]
    assert list(post["requestBody"]["content"]) == [sent]
    (kind,) = post["responses"]["200"]["content"]
    assert kind.endswith(back)


# --- what is described is true ---------------------------------------------------------------


def test_the_schema_of_a_review_takes_one_and_refuses_another() -> None:
    validator = schema("Review")
    assert validator.is_valid(json.loads(json.dumps(REVIEW, default=str)))
    assert not validator.is_valid({"pack": "dk", "unit": {"name": 1}})
    assert not validator.is_valid([])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("api"), api=True)


def test_it_is_what_is_handed_out(pages: Pages) -> None:
    assert pages.get("/api/openapi.json").data == FOUND


def test_findings_are_as_described(pages: Pages) -> None:
    found = pages.post("/api/check", {**REVIEW, "unit": {"name": ""}}).data
    assert found
    assert all(schema("Finding").is_valid(one) for one in found)
    assert not schema("Finding").is_valid({**found[0], "severity": "odd"})


def test_faults_are_as_described(pages: Pages) -> None:
    answer = pages.post("/api/score", {"pack": "dk"})
    assert answer.status == 422
    assert schema("Faults").is_valid(answer.data)


def test_scores_are_as_described(pages: Pages) -> None:
    told = FOUND["paths"]["/api/score"]["post"]["responses"]["200"]["content"]
    validator = jsonschema_rs.validator_for(told["application/json"]["schema"])
    assert validator.is_valid(pages.post("/api/score", REVIEW).data)
    assert not validator.is_valid({})


def test_a_report_comes_as_the_kind_that_is_named(pages: Pages, tmp_path: Path) -> None:
    answer = pages.post("/api/report?plain=true", REVIEW)
    (kind,) = FOUND["paths"]["/api/report"]["post"]["responses"]["200"]["content"]
    assert answer.headers["content-type"] == kind
    assert answer.body.startswith(b"PK")
    assert list(tmp_path.iterdir()) == []

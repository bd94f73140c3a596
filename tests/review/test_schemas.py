"""The schemas: what is committed is what the packs make, and what editors show for each value."""

from __future__ import annotations

import json
import shutil

import pytest
from builders import ROOT

from docgen.packs.library import HAND_WRITTEN, Library, hand_schema
from docgen.packs.load import load_pack
from docgen.review.editorschema import editor_schema, write_schemas
from docgen.review.schemas import (
    any_schema,
    schema_and_validator,
    schema_for,
    schema_text,
)
from docgen.yamlfile.schemas import compile_schema, part_of
from tests.builders import CRITERION_IDS

LIBRARY = Library((ROOT / "templates",))
CODES = sorted(LIBRARY.codes())
META = "https://json-schema.org/draft/2020-12/schema"


def schema_of(code):
    return schema_for(load_pack(code, library=LIBRARY), library=LIBRARY)


@pytest.mark.parametrize("code", CODES)
def test_the_committed_schema_is_what_the_pack_makes(code, monkeypatch):
    monkeypatch.setattr("docgen.model.tongue._fixed", [])  # each in its own language
    committed = (ROOT / "schemas" / f"review.{code}.schema.json").read_text(encoding="utf-8")
    pack = load_pack(code, library=LIBRARY)
    made = schema_text(editor_schema(pack, library=LIBRARY))
    assert committed == made, "run: python tools/write_schemas.py"


def test_writing_makes_one_file_for_each_pack(tmp_path):
    names = {file.name for file in write_schemas(tmp_path / "ny", library=LIBRARY)}
    assert names == {f"review.{code}.schema.json" for code in CODES}
    assert b"\r" not in (tmp_path / "ny" / "review.dk.schema.json").read_bytes()


@pytest.mark.parametrize("name", [*HAND_WRITTEN, *(f"review.{code}" for code in CODES)])
def test_a_schema_is_one_and_closed(name):
    schema = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == META
    compile_schema(schema)
    assert list(_open_objects(schema)) == []


def _open_objects(node, path=""):
    """Yield the objects with named keys that allow others as well."""
    if isinstance(node, dict):
        kinds = node.get("type", ())
        if (
            "properties" in node
            and "object" in kinds
            and node.get("additionalProperties", True) is True
        ):
            yield path
        for key, value in node.items():
            yield from _open_objects(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _open_objects(value, f"{path}/{index}")


@pytest.mark.parametrize("code", CODES)
def test_an_editor_sees_the_criteria_with_number_name_and_text(code):
    pack = load_pack(code, library=LIBRARY)
    shown = schema_of(code)["properties"]["criteria"]["properties"]
    assert tuple(shown) == CRITERION_IDS
    for criterion in pack.criteria:
        assert shown[criterion.id]["title"] == f"{criterion.number}. {criterion.name}"
        for text in [criterion.description, *criterion.components, *criterion.anchors.values()]:
            assert text.strip() in shown[criterion.id]["description"]
        assert shown[criterion.id]["description"]


@pytest.mark.parametrize("code", CODES)
def test_an_editor_sees_the_printed_labels(code):
    pack = load_pack(code, library=LIBRARY)
    schema = schema_of(code)
    for path in ("unit.name", "review.report_date", "reviewers.title", "method.documents"):
        steps = path.split(".")
        place = (steps[0], 0, steps[1]) if steps[0] == "reviewers" else tuple(steps)
        assert part_of(schema, place)["title"] == pack.labels[path]
    comment = part_of(schema, ("criteria", "disclosure", "comment"))
    assert comment["title"] == pack.labels["criteria.comment"]


@pytest.mark.parametrize("code", CODES)
def test_an_editor_sees_what_each_figure_is(code):
    pack = load_pack(code, library=LIBRARY)
    schema = schema_of(code)
    for criterion in pack.criteria:
        known = part_of(schema, ("criteria", criterion.id, "evidence"))["properties"]
        assert known, f"no evidence for {criterion.id}"
        for key, part in known.items():
            assert part["description"].startswith(f"{key}: ")
            assert part.get("title", "") == criterion.evidence_labels.get(key, "")


EVIDENCE = [
    pytest.param("caseload_size", "clients", 3, True, id="a whole number"),
    pytest.param("caseload_size", "clients", 3.5, False, id="no half clients"),
    pytest.param("caseload_size", "clients", -1, False, id="nothing negative"),
    pytest.param("caseload_size", "fte", 3.5, True, id="a number"),
    pytest.param("caseload_size", "clients_by_specialist", [1, 2], True, id="a list"),
    pytest.param("caseload_size", "clients_by_specialist", 3, False, id="a list is meant"),
    pytest.param("caseload_size", "clients_by_specialist", [], False, id="no empty list"),
    pytest.param("employment_services_staff", "percent", 100, True, id="100 percent"),
    pytest.param("employment_services_staff", "percent", 100.5, False, id="more than 100"),
    pytest.param("employment_services_staff", "percent", [90, 100], True, id="one for each"),
    pytest.param("employment_services_staff", "percent", [90, 101], False, id="101 in a list"),
    pytest.param("collaboration_vr", "client_contact", "weekly", True, id="a word of the order"),
    pytest.param("collaboration_vr", "client_contact", "daily", False, id="another word"),
    pytest.param("agency_focus", "components_present", 5, True, id="5 of 5"),
    pytest.param("agency_focus", "components_present", 6, False, id="6 of 5"),
    pytest.param("agency_focus", "components", [True, None, False], True, id="not known"),
    pytest.param("agency_focus", "components", [1], False, id="a number for yes"),
    pytest.param("disclosure", "components_present", 5, False, id="5 of 4"),
    pytest.param("zero_exclusion", "ladder", 5, True, id="an anchor"),
    pytest.param("zero_exclusion", "ladder", 6, False, id="no anchor"),
    pytest.param("diversity_job_types", "jobs_by_type", [3, 1], True, id="counts"),
    pytest.param("diversity_job_types", "jobs_by_type", {"butik": 3}, True, id="named counts"),
    pytest.param("diversity_job_types", "jobs_by_type", {"butik": 0.5}, False, id="half a job"),
    pytest.param("time_unlimited_support", "step_down", True, True, id="true"),
    pytest.param("time_unlimited_support", "step_down", "ja", False, id="a word for true"),
    pytest.param("time_unlimited_support", "step_down", None, True, id="nothing"),
]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(("criterion", "key", "value", "sound"), EVIDENCE)
def test_a_figure_has_its_kind_and_bounds(code, criterion, key, value, sound):
    validator = schema_and_validator(load_pack(code, library=LIBRARY), library=LIBRARY)[1]
    evidence = {"evidence": {key: value}}
    review = {"pack": code, "unit": {"name": "A"}, "criteria": {criterion: evidence}}
    assert len(list(validator.iter_errors(review))) == (0 if sound else 1)


def test_a_review_of_any_pack_has_the_same_criteria_and_free_evidence():
    validator = compile_schema(any_schema(library=LIBRARY))
    review = {
        "pack": "xx",
        "unit": {"name": "A"},
        "criteria": {"disclosure": {"evidence": {"x": 1}}},
    }
    assert validator.is_valid(review)
    assert not validator.is_valid({**review, "criteria": {"x": {}}})


def test_a_value_of_the_wrong_kind_is_one_error():
    validator = schema_and_validator(load_pack("dk", library=LIBRARY), library=LIBRARY)[1]
    wrong = [
        {"score": "4"},
        {"comment": []},
        {"sources": 3},
        {"ratings": []},
        {"score": 4.5},
        [],
        "x",
    ]
    for value in wrong:
        review = {"pack": "dk", "unit": {"name": "A"}, "criteria": {"disclosure": value}}
        assert len(list(validator.iter_errors(review))) == 1, value


def test_the_validator_is_made_once_and_again_when_the_rules_change(tmp_path):
    for name in ("pack.yaml", "criteria.yaml"):
        (tmp_path / "dk").mkdir(exist_ok=True)
        (tmp_path / "dk" / name).write_bytes((ROOT / "templates" / "dk" / name).read_bytes())
    shutil.copytree(ROOT / "templates" / "ips-25", tmp_path / "ips-25")
    library = Library((tmp_path,))
    pack = load_pack("dk", library=library)
    first = schema_and_validator(pack, library=library)[1]
    assert schema_and_validator(pack, library=library)[1] is first
    review = {
        "pack": "dk",
        "unit": {"name": "A"},
        "criteria": {"disclosure": {"evidence": {"jobs": 1}}},
    }
    assert first.is_valid(review), "without any rules all evidence is free"
    rules = tmp_path / "dk" / "rules.yaml"
    rules.write_text("disclosure: {evidence: {n: whole}}\n", encoding="utf-8")
    assert not schema_and_validator(pack, library=library)[1].is_valid(review)


def test_the_schemas_by_hand_are_not_spoilt_by_use():
    before = hand_schema("review")
    schema_of("dk")
    assert hand_schema("review") == before

"""Findings get their line and column in one go, in the order of the file, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.model.problem import Finding
from docgen.review.file import load_data
from docgen.yamlfile.placing import place

OWN = "pack: dk\nunit:\n  name: A\nreviewers:\n  - {name: B, title: C}\n"


@pytest.fixture
def loaded(tmp_path):
    (tmp_path / "_shared.yaml").write_text("area:\n  ips_team: X\nunit: {place: Y}\n", "utf-8")
    (tmp_path / "a.yaml").write_text(OWN, encoding="utf-8")
    return load_data(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("path", "key", "spot", "said"),
    [
        pytest.param(("unit", "name"), False, ("a.yaml", 3, 9), "unit.name", id="a value"),
        pytest.param(("unit", "name"), True, ("a.yaml", 3, 3), "unit.name", id="its key"),
        pytest.param(("reviewers", 0, "title"), False, ("a.yaml", 5, 22), "reviewers[0].title",
                     id="in a list"),
        pytest.param(("area", "ips_team"), False, ("_shared.yaml", 2, 13), "area.ips_team",
                     id="a default"),
        pytest.param(("unit", "geography"), False, ("a.yaml", 2, 1), "unit.geography",
                     id="what is absent, in the nearest there is"),
        pytest.param(("purpose",), False, ("a.yaml", 1, 1), "purpose", id="at the margin"),
    ],
)  # fmt: skip
def test_a_finding_gets_the_place_of_its_value(loaded, path, key, spot, said):
    (problem,) = place([Finding("rule", "message", path, "note", key)], loaded)
    assert (Path(problem.file).name, problem.line, problem.column) == spot
    assert (problem.where, problem.severity) == (said, "note")


def test_findings_stand_in_the_order_of_the_file_its_own_first_each_once(loaded):
    paths = [("unit", "place"), ("reviewers", 0), ("unit", "name"), ("pack",), ("reviewers", 0)]
    found = place([Finding("rule", "message", path) for path in paths], loaded)
    assert [one.where for one in found] == ["pack", "unit.name", "reviewers[0]", "unit.place"]

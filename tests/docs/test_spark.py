"""The recipe for Spark does what it says: its mapper is called as Spark calls it, with frames."""

from __future__ import annotations

import json
import re
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from builders import ROOT, review_text

from docgen.yamlfile.parse import parse_yaml


@pytest.fixture
def mapper(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The mapper of the page; a frame is a mapping of columns, where there is no pandas."""
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=dict))
    page = (ROOT / "docs" / "batch.md").read_text("utf-8")
    found = re.search(r"```python\n(import pandas\n.*?)```", page, re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(compile(found[1], "batch.md", "exec"), names)
    return names["reports"]


def test_each_row_becomes_a_report_or_an_error(mapper):
    sound = json.dumps({"id": "a", **parse_yaml(review_text(unit="Enhed A"), "a.yaml")})
    frames = [
        {"id": ["a", "b"], "review": [sound, '{"pack": "dk"}']},
        {"id": ["c"], "review": [sound]},
    ]
    first, second = mapper(iter(frames))
    assert first["id"] == ["a", "b"]
    assert first["report"][0].startswith(b"PK")
    assert first["report"][1] is None
    assert first["error"][0] is None
    assert "unit" in first["error"][1]
    assert second["report"] == [first["report"][0]]

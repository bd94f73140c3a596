"""`docgen schema`: to stdout or into a file that is a schema."""

from __future__ import annotations

from pathlib import Path

from builders import ROOT, write_review
from commands import Run, one_line


def test_schema_goes_to_stdout_or_to_a_file(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("schema", "dk")
    assert code == 0
    assert out == (ROOT / "schemas" / "review.dk.schema.json").read_text(encoding="utf-8")
    assert run("schema", "dk", "-o", "x/s.json") == (0, f"{Path('x', 's.json')}\n", "")
    assert (tmp_path / "x" / "s.json").read_text(encoding="utf-8") == out
    assert run("schema", "dk", "-o", "x/s.json")[0] == 0


def test_schema_replaces_only_a_schema(run: Run, tmp_path: Path) -> None:
    review = write_review(tmp_path / "a.yaml")
    before = review.read_bytes()
    code, _, err = run("schema", "dk", "-o", "a.yaml")
    assert code == 2
    one_line(err, "a.yaml: is there already and is no JSON Schema")
    assert review.read_bytes() == before

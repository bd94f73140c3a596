"""`docgen score --ratings`: two files become one, and what to talk about."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import write_review
from commands import Run, one_line


def rated(tmp_path: Path, name: str, initials: str, score: int) -> None:
    reviewer = f"reviewers: [{{name: Reviewer {name}, initials: {initials}}}]"
    write_review(tmp_path / f"{name}.yaml", head=reviewer, score=score)


def test_ratings_of_two_reviewers_become_one_file(run: Run, tmp_path: Path) -> None:
    rated(tmp_path, "a", "R1", 4)
    rated(tmp_path, "b", "R2", 4)
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8").replace("score: 4", "score: 2", 1)
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("score", "a.yaml", "b.yaml", "--ratings", "-o", "c.yaml")
    assert code == 0
    assert out.splitlines() == [
        " 1  R1 4  R2 2  Case load",
        "",
        "Same score        24 of 25 (96 %)",
        "At most 1 apart   24 of 25 (96 %)",
    ]
    assert "c.yaml: written" in err
    assert "ratings: {R1: 4, R2: 2}" in (tmp_path / "c.yaml").read_text(encoding="utf-8")


def test_ratings_of_a_criterion_that_no_pack_has_are_told_too(run: Run, tmp_path: Path) -> None:
    for name, score in (("a", 3), ("b", 5)):
        text = f"pack: dk\nunit: {{name: X}}\ncriteria:\n  odd: {{score: {score}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run(
        "score", "a.yaml", "b.yaml", "--ratings", "-o", "c.yaml", "--initials", "A,B"
    )
    assert code == 0
    assert out.splitlines()[0].split() == ["?", "A", "3", "B", "5", "odd"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(["a.yaml", "--ratings", "-o", "c.yaml"], "--ratings -o C.yaml", id="one file"),
        pytest.param(["a.yaml", "b.yaml", "--ratings"], "-o C.yaml", id="nowhere to write to"),
        pytest.param(["a.yaml", "b.yaml", "-o", "c.yaml"], "--ratings", id="-o without --ratings"),
        pytest.param(
            ["a.yaml", "b.yaml", "--ratings", "-o", "c.yaml", "--initials", "R1"],
            "--initials A,B", id="one reviewer's initials",
        ),
        pytest.param(
            ["a.yaml", "b.yaml", "--ratings", "-o", "a.yaml"], "a.yaml: is there already",
            id="an existing file",
        ),
    ],
)  # fmt: skip
def test_ratings_are_refused(run: Run, tmp_path: Path, arguments: list[str], text: str) -> None:
    for name, initials in (("a", "R1"), ("b", "R2")):
        rated(tmp_path, name, initials, 4)
    before = (tmp_path / "a.yaml").read_bytes()
    code, out, err = run("score", *arguments)
    assert (code, out) == (2, "")
    one_line(err, text)
    assert (tmp_path / "a.yaml").read_bytes() == before
    assert not (tmp_path / "c.yaml").exists()

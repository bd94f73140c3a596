"""`docgen check`: every fault with its place, for readers and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import ROOT, review_text, with_open_facts, write_review
from commands import Run, one_line


def test_check_prints_every_fault_with_its_place(run: Run, tmp_path: Path) -> None:
    text = review_text().replace("score: 4", "score: 9", 1).replace("report_date", "report_dato")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("check", "a.yaml")
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()][:2] == ["a.yaml:6:3", "a.yaml:11:12"]
    assert err.endswith("0 warnings\n")


def test_check_passes_warnings(run: Run, tmp_path: Path) -> None:
    text = review_text().replace("    recommendation: Gem det.\n", "", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("check", "a.yaml")
    assert code == 0
    assert "warning: " in out
    assert err == "0 faults, 2 warnings\n"


def test_check_as_json(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", without=("disclosure",))
    code, out, _ = run("check", "a.yaml", "--format", "json")
    assert code == 1
    rows = json.loads(out)
    assert [row["rule"] for row in rows if row["severity"] == "error"] == ["missing-score"]
    assert set(rows[0]) == {
        "rule", "message", "file", "line", "column", "where", "severity", "fix",
        "fingerprint",
    }  # fmt: skip


def test_a_broken_pack_is_told_once_and_named_from_here(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml", pack="my")
    pack = tmp_path / "templates" / "my" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("code: [\n", encoding="utf-8")
    criteria = ROOT / "templates" / "dk" / "criteria.yaml"
    (pack.parent / "criteria.yaml").write_bytes(criteria.read_bytes())
    place = f"{Path('templates', 'my', 'pack.yaml')}:1:7: "
    code, out, _ = run("check", "a.yaml", "b.yaml", "templates")
    assert (code, [place in line for line in out.splitlines()]) == (1, [True])
    code, out, err = run("score", "a.yaml", "b.yaml")
    assert (code, out) == (1, "")
    one_line(err, place)


def test_check_a_missing_file_among_others_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, _ = run("check", "a.yaml", "b.yaml")
    assert code == 1
    assert "b.yaml: " in out


@pytest.mark.parametrize(
    ("score", "told"),
    [(1, True), (2, False), (4, False), (5, False)],
    ids=["below the range", "its lower end", "within", "its upper end"],
)
def test_check_asks_for_a_reason_outside_the_range_only(
    run: Run, tmp_path: Path, score: int, told: bool
) -> None:
    (tmp_path / "a.yaml").write_text(with_open_facts(score=score), encoding="utf-8")
    assert ("[no-reason]" in run("check", "a.yaml")[1]) == told

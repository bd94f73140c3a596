"""`docgen check --fix` mends what is sure, shows it, and keeps every other byte."""

from __future__ import annotations

import json

import pytest
from builders import hurried_review

from docgen.check.run import check_review
from tests.commands import docgen

MENDED = {
    "\tscore: 4": "    score: 4",
    "    score:4": "    score: 4",
    "    score 4": "    score: 4",
    "     score: 4": "    score: 4",
    "    sources:\tINT": "    sources: INT",
    "purpose: Formål: at se på teamet": "purpose: |\n  Formål: at se på teamet",
    "    comment: @leder følger op": "    comment: |\n      @leder følger op",
    "    recommendation: - flere besøg": "    recommendation: |\n      - flere besøg",
    '    comment: "Fint" siger lederen': '    comment: |\n      "Fint" siger lederen',
    "    comment: Godt: teamet mødes hver uge": "    comment: |\n      Godt: teamet mødes hver uge",
    "  Andet afsnit uden indrykning.": "      Andet afsnit uden indrykning.",
    "    Teksten er ikke rykket ind.": "      Teksten er ikke rykket ind.",
}
"""What is sure in the hurried file, row for row."""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_what_is_sure_is_mended_and_every_other_byte_stays(tmp_path, end: str):
    text = hurried_review().replace("pack: dk", "pack: dk  # en bemærkning")
    (tmp_path / "r.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    code, out, _ = docgen(tmp_path, "check", "r.yaml", "--fix")
    rows = [MENDED.get(row, row) for row in text.split("\n")]
    assert (tmp_path / "r.yaml").read_bytes().decode() == "\n".join(rows).replace("\n", end)
    assert code == 1, "what is not sure is left, and told"
    assert "-    score:4\n+    score: 4\n" in out


def test_a_second_run_mends_nothing(tmp_path):
    (tmp_path / "r.yaml").write_text(hurried_review(), encoding="utf-8")
    docgen(tmp_path, "check", "r.yaml", "--fix")
    before = (tmp_path / "r.yaml").read_bytes()
    _, out, err = docgen(tmp_path, "check", "r.yaml", "--fix")
    assert (tmp_path / "r.yaml").read_bytes() == before
    assert "@@" not in out
    assert "nothing to mend" in err


def test_fixes_stand_in_the_json(tmp_path):
    (tmp_path / "r.yaml").write_text(hurried_review(), encoding="utf-8")
    _, out, _ = docgen(tmp_path, "check", "r.yaml", "--format", "json")
    fixes = {row["line"]: row["fix"] for row in json.loads(out)}
    rows = hurried_review().split("\n")
    for line, fix in fixes.items():
        assert (rows[line - 1] in MENDED) == (fix is not None), rows[line - 1]
        assert fix is None or fix == {
            "line": line, "end_line": line, "text": MENDED[rows[line - 1]],
        }  # fmt: skip


def test_a_mark_at_the_beginning_goes_and_a_link_stays_one(tmp_path):
    text = "pack: dk\nunit: {name: A}\nreview: {status: draft}\n"
    (tmp_path / "own.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "r.yaml").symlink_to("own.yaml")
    assert docgen(tmp_path, "check", "r.yaml", "--fix")[0] == 0
    assert (tmp_path / "own.yaml").read_bytes() == text.encode()
    assert (tmp_path / "r.yaml").is_symlink()


def test_no_fault_is_new_behind_the_mends(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(hurried_review(), encoding="utf-8")
    before = {(one.rule, one.where) for one in check_review(path)}
    docgen(tmp_path, "check", "r.yaml", "--fix")
    assert {(one.rule, one.where) for one in check_review(path)} < before

"""`docgen check --fix` mends what is sure, shows it, and keeps every other byte."""

from __future__ import annotations

import json

import pytest
from builders import hurried_review

from docgen.authoring.mend import mend_file
from docgen.check.run import check_review
from docgen.errors import SaveError
from docgen.model import Problem
from docgen.model.problem import Fix
from docgen.packs.library import find_library
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
BULLET = {"      \u2022 Møde hver uge": "      - Møde hver uge"}
"""No fault, and mended all the same."""


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_what_is_sure_is_mended_and_every_other_byte_stays(tmp_path, end: str):
    text = hurried_review().replace("pack: dk", "pack: dk  # en bemærkning")
    (tmp_path / "r.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    code, out, _ = docgen(tmp_path, "check", "r.yaml", "--fix")
    rows = [(MENDED | BULLET).get(row, row) for row in text.split("\n")]
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


TYPED = """\
pack: dk
unit: {name: Enhed A}
review:
  status: draft
  dates: 12.-13. september 2023  # to dage
  report_date: 12/10-23
reviewers:
  - Navn Navnesen, psykolog
development:
  - Det anbefales at mødes.
  - criterion: 21
  - criterion: O8
"""


def test_values_are_written_as_they_are_read_only_on_request(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(TYPED, encoding="utf-8")
    docgen(tmp_path, "check", "r.yaml", "--fix")
    assert path.read_text(encoding="utf-8") == TYPED
    ran = docgen(tmp_path, "check", "r.yaml", "--fix", "--explain-values")
    assert path.read_text(encoding="utf-8") == TYPED.replace(
        "12.-13. september 2023", "[2023-09-12, 2023-09-13]"
    ).replace("12/10-23", "2023-10-12").replace(
        "- Navn Navnesen, psykolog", "- {name: Navn Navnesen, title: psykolog}"
    ).replace("- Det anbefales at mødes.", "- {recommendation: Det anbefales at mødes.}").replace(
        "criterion: 21", "criterion: competitive_jobs"
    )
    assert "two-readings" in ran.stdout, "what may mean two things stays"


def test_what_would_read_otherwise_is_not_written(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text(TYPED, encoding="utf-8")
    wrong = Problem("yaml", "x", path, 6, fix=Fix(6, 6, "  report_date: 12/11-23"))
    with pytest.raises(SaveError, match="would not read as the same"):
        mend_file(path, [wrong], find_library())
    assert path.read_text(encoding="utf-8") == TYPED


BY_HAND = {
    "  report_date: 2023-13-12": "  report_date: 2023-12-13",
    "    score: ?": "    score:",
    "    score: “4”": "    score: 4",
    "    score: 5": None,
    "    score: 4,5": "    score: 4",
    "    scor: 4": "    score: 4",
    "    comment: > 80 % får job": "    comment: Over 80 % får job",
    "    comment: [uklart] om borgerne": "    comment: Uklart om borgerne",
    '    comment: "Teksten slutter aldrig': "    comment: Teksten slutter",
    "    comment: Første linje": "    comment: Første linje",
    "    anden linje.": None,
    "    score: 7": "    score: 5",
}
"""What a person does with the faults that are not sure, row for row; None: the row goes."""


@pytest.mark.parametrize("with_fix", [True, False], ids=["with --fix", "by hand alone"])
def test_a_hurried_file_needs_two_runs_of_check(tmp_path, with_fix):
    """The first run tells every fault; when each is mended as it says, the second tells none."""
    path = tmp_path / "r.yaml"
    path.write_text(hurried_review().replace("status: final", "status: draft"), encoding="utf-8")
    told = [one for one in check_review(path) if one.severity == "error"]
    assert len(told) == 23
    if with_fix:
        docgen(tmp_path, "check", "r.yaml", "--fix")
        mended = BY_HAND
    else:
        mended = MENDED | BY_HAND
    rows = [mended.get(row, row) for row in path.read_text(encoding="utf-8").split("\n")]
    path.write_text("\n".join(row for row in rows if row is not None), encoding="utf-8")
    assert [str(one) for one in check_review(path) if one.severity == "error"] == []

"""Plans on the screen: what was and what is; of many reports a row for each, and the sums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from docgen.batch.pulling import Pulled
from docgen.cli import plans
from docgen.cli.plans import Table, show_change, show_diff, show_plan
from docgen.errors import ReadError
from docgen.model.tongue import chosen
from docgen.roundtrip.plan import Change, Kind, Plan

EDIT = Change("unit.name", "Unit", "Old", "New", "edit")


def a_plan(*changes: Change) -> Plan:
    return Plan(Path("a.docx"), Path("a.yaml"), changes, "digest", "digest")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_every_kind_of_change_has_a_word() -> None:
    assert set(plans._KINDS) == set(get_args(Kind))
    assert set(plans._COLUMNS) == set(a_plan().counts)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (EDIT, ["  edit: Unit", "    - Old", "    + New"]),
        (
            EDIT._replace(kind="tracked", by=("Eva", "Per"), place="page 2", note="decide it"),
            ["  tracked: Unit by Eva, Per (page 2)", "    - Old", "    + New", "    decide it"],
        ),
        (EDIT._replace(was="", now="a\nb"), ["  edit: Unit", "    + a", "    + b"]),
        (EDIT._replace(now="", kind="removed"), ["  removed: Unit", "    - Old"]),
        (EDIT._replace(label="", was="", now=""), ["  edit: unit.name"]),
        (EDIT._replace(label="", path="", was="", now="", kind="outside"), ["  outside: text"]),
    ],
    ids=["an edit", "by whom and where", "lines", "removed", "without a label", "without a place"],
)
def test_a_change_is_shown_with_what_was_and_is(
    capsys: pytest.CaptureFixture[str], change: Change, shown: list[str]
) -> None:
    show_change(change)
    assert lines(capsys) == shown


def test_a_plan_names_both_files(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(a_plan(EDIT))
    assert lines(capsys)[:2] == ["a.docx -> a.yaml", "  edit: Unit"]
    show_plan(a_plan())
    assert lines(capsys)[1] == "  nothing was changed that the review does not say already"
    with chosen("sv"):
        show_plan(a_plan(EDIT))
    assert lines(capsys)[1] != "  edit: Unit"


def test_the_lines_that_would_change_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffa: 1\nb: ø\n".encode())
    show_diff({file: "\ufeffa: 1\nb: å\n".encode()})
    found = lines(capsys)
    assert found[:2] == [f"--- {file}", f"+++ {file}"]
    assert found[3:] == [" a: 1", "-b: ø", "+b: å"]
    show_diff({file: file.read_bytes()})
    assert lines(capsys) == []


# --- many ------------------------------------------------------------------------------------

READ = Pulled(Path("a.docx"), a_plan(EDIT, EDIT._replace(kind="conflict")))
BEFORE = Pulled(Path("b.docx"))
FAILED = Pulled(Path("c.docx"), error=ReadError("c.docx", "is no Word file"))


def test_each_report_has_a_row_and_the_last_row_the_sums(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = Table(as_json=False, done=False)
    assert not table.takes
    for one in (READ, BEFORE, FAILED):
        table.add(one)
    table.end()
    out, err = capsys.readouterr()
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["taken", "left", "conflicts", "lost", "told", "report"]
    assert rows[1] == ["1", "0", "1", "0", "0", "a.docx"]
    assert "(already taken)" in out.splitlines()[2]
    assert "(not read)" in out.splitlines()[3]
    assert out.splitlines()[4].endswith("3 reports; nothing was written")
    assert rows[4][:3] == ["1", "0", "1"]
    assert err == "c.docx: is no Word file\n"
    assert (table.takes, table.left, table.failed) == (True, True, True)


def test_what_was_done_is_not_said_to_be_left(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(as_json=False, done=True)
    table.add(Pulled(Path("a.docx"), a_plan(EDIT)))
    table.end()
    assert lines(capsys)[-1].endswith("1 report")
    assert (table.left, table.failed) == (False, False)


def test_numbers_stand_below_their_heads(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "da", "sv", "nb"):
        with chosen(language):
            table = Table(as_json=False, done=True)
            table.add(READ)
        head, row = lines(capsys)
        assert row.index("a.docx") == head.rindex(head.split()[-1])


def test_programs_get_everything(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(as_json=True, done=True)
    for one in (READ, BEFORE, FAILED):
        table.add(one)
    table.end()
    rows = json.loads(capsys.readouterr().out)
    assert [row["state"] for row in rows] == ["read", "already taken", "not read"]
    assert len(rows[0]["changes"]) == 2
    assert rows[1]["message"] is None
    assert rows[2]["message"] == "c.docx: is no Word file"

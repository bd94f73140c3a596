"""A baseline holds the findings there were, so that what is new is told alone."""

from __future__ import annotations

import json

import pytest

from docgen.check.formats import fingerprints, told_fingerprint
from docgen.check.lint.baseline import new_ones, read_baseline, write_baseline
from docgen.errors import ReadError, UsageError
from docgen.model import Problem

FOUND = [
    Problem("table-head", "a: 100 % of\nit", "x/a.docx", where="table 1", severity="warning"),
    Problem("unknown-name", "b", "x/b.yaml", 3, 7),
    Problem("unknown-name", "b", "x/b.yaml", 9, 7),
]


def test_a_baseline_hides_what_was_there_and_no_more(tmp_path):
    write_baseline(tmp_path / "b.json", FOUND[:2])
    assert new_ones(FOUND, read_baseline(tmp_path / "b.json")) == FOUND[2:]
    (tmp_path / "c.json").write_text("{}x", encoding="utf-8")
    with pytest.raises(UsageError):
        read_baseline(tmp_path / "c.json")


def test_a_baseline_with_messages_in_it_is_still_read(tmp_path):
    rows = [{"fingerprint": one} for one in fingerprints(FOUND[:2], told_fingerprint)]
    (tmp_path / "b.json").write_text(json.dumps(rows), encoding="utf-8")
    assert new_ones(FOUND, read_baseline(tmp_path / "b.json")) == FOUND[2:]


def test_a_baseline_is_a_sorted_list_that_people_can_read(tmp_path):
    file = tmp_path / "b.json"
    write_baseline(file, FOUND)
    rows = json.loads(file.read_text(encoding="utf-8"))
    assert [sorted(row) for row in rows] == [["file", "fingerprint", "rule"]] * 3
    assert {row["file"] for row in rows} == {"a.docx", "b.yaml"}
    assert rows == sorted(rows, key=lambda row: row["fingerprint"])
    before = file.read_bytes()
    write_baseline(file, FOUND[::-1])
    assert file.read_bytes() == before


def test_a_baseline_of_nothing_hides_nothing(tmp_path):
    write_baseline(tmp_path / "b.json", [])
    assert read_baseline(tmp_path / "b.json") == frozenset()
    assert new_ones(FOUND, frozenset()) == FOUND


def test_findings_that_moved_are_not_new_and_one_more_of_a_kind_is(tmp_path):
    write_baseline(tmp_path / "b.json", FOUND[:2])
    known = read_baseline(tmp_path / "b.json")
    moved = [FOUND[1]._replace(line=80), FOUND[0]._replace(where="table 7")]
    assert new_ones(moved, known) == []
    assert len(new_ones([*moved, FOUND[2]], known)) == 1
    assert new_ones([], known) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"7", b"[7]", b"[{}]", b'[{"rule": "a"}]', b'{"a": 1}'],
)
def test_what_is_no_baseline_is_told_with_the_way_out(tmp_path, content):
    file = tmp_path / "b.json"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_baseline(file)
    assert str(caught.value) == f"{file}: is no baseline; write one with --write-baseline"


def test_a_baseline_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReadError):
        read_baseline(tmp_path / "none.json")

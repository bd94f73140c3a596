"""A plan counts what a pull would take, leave and lose, and tells it to programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from docgen.roundtrip.plan import OPEN, WRITTEN, Change, Edit, Kind, Plan

KINDS = get_args(Kind)


def change(kind: Kind, path: str = "purpose", **more) -> Change:
    edits = (Edit("set", (path,), "B"),)
    return Change(path, "Purpose", "A", "B", kind, edits=edits, **more)


def plan(*changes: Change) -> Plan:
    return Plan(Path("a.docx"), Path("a.yaml"), changes, "1", "2")


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("edit", "taken"),
        ("added", "taken"),
        ("removed", "taken"),
        ("score", "left"),
        ("tracked", "left"),
        ("unread", "left"),
        ("asked", "left"),
        ("conflict", "conflicts"),
        ("lost", "lost"),
        ("outside", "told"),
        ("derived", "told"),
        ("comment", "told"),
        ("not-carried", "told"),
    ],
)
def test_each_kind_counts_once(kind, group):
    counts = plan(change(kind)).counts
    assert counts.pop(group) == 1
    assert set(counts.values()) == {0}


def test_every_kind_is_counted():
    whole = plan(*map(change, KINDS))
    assert sum(whole.counts.values()) == len(KINDS)
    assert list(whole.counts) == ["taken", "left", "conflicts", "lost", "told"]


def test_only_what_is_written_has_its_edits_done_in_their_order():
    whole = plan(*(change(kind, kind) for kind in KINDS))
    assert [edit.where for edit in whole.edits] == [(k,) for k in KINDS if k in WRITTEN]
    assert plan().edits == []


def test_what_would_be_gone_is_all_that_is_not_written():
    whole = plan(*map(change, KINDS))
    assert {one.kind for one in whole.lost} == set(KINDS) - set(WRITTEN)
    assert {one.kind for one in whole.left} == set(OPEN)
    assert set(OPEN) <= {one.kind for one in whole.lost}


def test_a_yes_to_some_of_what_is_asked_makes_edits_of_them():
    first, second, other = change("asked", "a"), change("asked", "b"), change("outside", "c")
    whole = plan(first, other, second)
    assert whole.asked == [first, second]
    assert whole.edits == []
    some = whole.agreed([second])
    assert [one.kind for one in some.changes] == ["asked", "outside", "edit"]
    assert [edit.where for edit in some.edits] == [("b",)]
    assert some.asked == [first]
    assert whole.agreed([]) == whole
    assert whole.agreed(whole.asked).asked == []


def test_a_change_is_told_in_plain_values():
    whole = change("tracked", by=("N. N.", "M. M."), place="paragraph 3", note="why")
    assert whole.told() == {
        "path": "purpose",
        "label": "Purpose",
        "was": "A",
        "is": "B",
        "kind": "tracked",
        "by": "N. N., M. M.",
        "place": "paragraph 3",
        "note": "why",
    }
    assert change("edit").told()["by"] is None


def test_a_plan_is_told_with_its_counts_and_is_plain_json():
    told = plan(change("edit"), change("lost")).told()
    assert (told["report"], told["review"]) == ("a.docx", "a.yaml")
    assert (told["taken"], told["left"], told["conflicts"], told["lost"], told["told"]) == (
        1,
        0,
        0,
        1,
        0,
    )
    assert json.loads(json.dumps(told)) == told
    assert [one["kind"] for one in told["changes"]] == ["edit", "lost"]

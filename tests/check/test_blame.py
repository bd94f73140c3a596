"""A word that a Word file asks of a pack and the pack lacks is told with the place to add it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.check.blame import with_pack
from docgen.model import Problem
from docgen.packs.load import load_pack

FILE = Path("report.docx")


@pytest.mark.parametrize(
    ("rule", "message", "added"),
    [
        ("unknown-name", "there is no 'texts.total_line'", "add `total_line` under `texts`"),
        ("unknown-name", "there is no 'labels.unit.name'", "add `unit.name` under `labels`"),
        ("unknown-name", "there is no 'unit.nam'", ""),
        ("syntax", "there is no 'texts.total_line'", ""),
    ],
)
def test_a_word_that_a_pack_lacks_is_told_with_its_place(rule, message, added):
    pack = load_pack("dk")
    (problem,) = with_pack([Problem(rule, message, FILE)], pack)
    assert added in problem.message
    assert (str(pack.folder / "pack.yaml") in problem.message) == bool(added)


def test_the_way_out_names_key_group_and_file():
    pack = load_pack("dk")
    found = Problem("unknown-name", "there is no 'lists.a.b'", FILE, where="paragraph 3")
    (problem,) = with_pack([found], pack)
    file = pack.folder / "pack.yaml"
    assert problem.message == (
        f"there is no 'lists.a.b'; to have it, add `a.b` under `lists` in {file}"
    )
    assert (problem.file, problem.where, problem.rule) == (FILE, "paragraph 3", "unknown-name")


def test_problems_keep_their_order_and_none_is_lost():
    found = [Problem("syntax", f"{n}", FILE) for n in range(4)]
    found.insert(2, Problem("unknown-name", "there is no 'texts.x'", FILE))
    told = [*with_pack(iter(found), load_pack("dk"))]
    assert [one.rule for one in told] == [one.rule for one in found]
    assert told[:2] + told[3:] == found[:2] + found[3:]
    assert [*with_pack([], load_pack("dk"))] == []

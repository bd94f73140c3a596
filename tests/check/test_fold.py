"""Warnings of one kind are one line for people, what matters first; programs get each."""

from __future__ import annotations

import json

import pytest
from builders import write_review

from docgen.check.fold import folded
from docgen.check.run import check_paths
from tests.commands import docgen

TEXTS = ("    comment: Set.\n", "    recommendation: Gem det.\n")


@pytest.mark.parametrize("pack", ["dk", "fi-sv", "no", "se"])
def test_many_warnings_of_a_kind_are_one_line(tmp_path, pack):
    path = write_review(tmp_path / "r.yaml", pack=pack)
    text = path.read_text(encoding="utf-8").replace(TEXTS[0], "").replace(TEXTS[1], "")
    path.write_text(text.replace("status: final", "status: final\n  kind: x"), encoding="utf-8")
    assert len(check_paths([path])) == 1, "with a fault nothing else is looked at"
    path.write_text(text, encoding="utf-8")
    every = check_paths([path])
    told = [one for one in folded(every) if one.rule.startswith("no-")]
    assert len([one for one in every if one.rule.startswith("no-")]) == 50
    assert [one.rule for one in told] == ["no-comment", "no-recommendation"]
    assert told[0].message.startswith("25 ")
    assert "criterion" not in told[0].message.partition(":")[2]


def test_few_are_told_one_by_one_and_what_matters_comes_first(tmp_path):
    path = write_review(tmp_path / "r.yaml")
    text = path.read_text(encoding="utf-8").replace(TEXTS[0], "", 3)
    path.write_text(f"purpose: TODO\n{text}", encoding="utf-8")
    rules = [one.rule for one in folded(check_paths([path]))]
    assert rules == ["placeholder", "no-comment", "no-comment", "no-comment"]


def test_json_has_each(tmp_path):
    path = write_review(tmp_path / "r.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace(TEXTS[0], ""), encoding="utf-8")
    rows = json.loads(docgen(tmp_path, "check", "r.yaml", "--format", "json").stdout)
    assert [one["rule"] for one in rows] == ["empty-part", *["no-comment"] * 25]
    assert docgen(tmp_path, "check", "r.yaml").stdout.count("\n") == 2

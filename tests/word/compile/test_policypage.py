"""The table of the rules as the page on templates prints it."""

from __future__ import annotations

import re

import pytest
from builders import ROOT

from docgen.word.compile.policy import RULES
from docgen.word.compile.policypage import policy_table

ROWS = [line.strip("| ").split(" | ") for line in policy_table().splitlines()]


def test_the_page_on_templates_prints_the_table():
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert policy_table() in page, "print docgen.word.compile.policypage.policy_table() there"


def test_each_rule_has_a_row_of_four_cells_in_its_order():
    assert len(ROWS) == len(RULES) + 2
    assert [row[0] for row in ROWS[2:]] == [rule.what for rule in RULES]
    for line in policy_table().splitlines():
        assert line.count(" | ") == 3 or set(line) <= {"|", "-"}


@pytest.mark.parametrize(
    ("action", "said"),
    [("refuse", "refused"), ("out", "taken out, with a note"), ("keep", "stays")],
)
def test_what_happens_is_said_in_words(action, said):
    found = {row[1] for row, rule in zip(ROWS[2:], RULES, strict=True) if rule.action == action}
    assert found == {said}


def test_the_way_out_stands_where_a_template_is_refused():
    for row, rule in zip(ROWS[2:], RULES, strict=True):
        assert row[2] == (f"{rule.why}; {rule.way}" if rule.action == "refuse" else rule.why)


def test_every_name_of_a_rule_stands_in_its_row():
    for row, rule in zip(ROWS[2:], RULES, strict=True):
        named = set(re.findall(r"`([^`]+)`", row[3] if len(row) > 3 else ""))
        lists = (rule.fields, rule.kinds, rule.relations, rule.outside, rule.elements)
        wanted = {name for names in (*lists, rule.attributes) for name in names.split()}
        assert named == wanted - {"*"}


def test_what_no_rule_names_is_said_in_words():
    assert [row[3] for row in ROWS[2:] if "any other name" in row[-1]] == [
        "relations to outside of any other name",
        "fields of any other name",
        "parts of any other name; relations of any other name",
    ]

"""The manual page of each rule: what it means and what to do, in words of people."""

from __future__ import annotations

import pytest

from docgen.check.catalogue import CATALOGUE, rule_ids
from docgen.check.lint.manual import all_rules, manual_page
from docgen.check.lint.table import MODULES
from docgen.errors import UsageError


@pytest.mark.parametrize("rule", sorted(rule_ids()))
def test_each_rule_has_a_page_that_names_it_and_the_way_out(rule):
    page = manual_page(rule)
    assert page.startswith(f"{rule} (")
    assert "What to do:" in page
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.RULE)
def test_a_rule_of_our_own_has_the_words_of_its_module(module):
    page = manual_page(module.RULE)
    assert page.startswith(f"{module.RULE} ({module.SEVERITY})\n\n")
    assert module.__doc__.strip().splitlines()[0] in page
    assert page.count("Why:") == 1


def test_a_rule_that_means_two_things_has_both():
    counts: dict[str, int] = {}
    for group in CATALOGUE.values():
        for row in group:
            for rule in row.split(", "):
                counts[rule] = counts.get(rule, 0) + 1
    own = {module.RULE for module in MODULES}
    for rule, count in counts.items():
        if rule not in own:
            assert manual_page(rule).count("What to do:") == count


@pytest.mark.parametrize(
    ("rule", "way"), [("unknown-nam", "did you mean"), ("", "no rule ''"), ("zzz", "no rule 'zzz'")]
)
def test_a_rule_that_is_none_is_answered_with_one_that_is(rule, way):
    with pytest.raises(UsageError) as caught:
        manual_page(rule)
    assert way in str(caught.value)


def test_the_list_has_a_line_for_each_row_below_its_subject():
    lines = all_rules().splitlines()
    rows = [row for group in CATALOGUE.values() for row in group]
    assert sum(line.startswith("  ") for line in lines) == len(rows)
    assert lines[0] in CATALOGUE
    for row in rows:
        assert any(line.startswith(f"  {row:<40}") for line in lines)
    assert all_rules().endswith("\n")

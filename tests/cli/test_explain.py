"""`docgen explain`: the page of a rule, or all rules."""

from __future__ import annotations

from commands import docgen


def test_explain_prints_the_page_of_a_rule_or_all(tmp_path):
    page = docgen(tmp_path, "explain", "hidden-tag").stdout
    assert all(word in page for word in ("Why:", "Wrong:", "Right:", "What to do:"))
    assert "accept or reject" in docgen(tmp_path, "explain", "tracked-change").stdout
    assert "hidden-tag" in docgen(tmp_path, "explain").stdout


def test_a_rule_that_is_none_is_one_clear_line(tmp_path):
    ran = docgen(tmp_path, "explain", "hiden-tag")
    assert ran.returncode == 2
    assert "did you mean 'hidden-tag'" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1

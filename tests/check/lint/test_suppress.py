"""An author may allow warnings, for a file or a paragraph; errors never, and nothing in vain."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, row, table, text

from docgen.check.lint.suppress import UNUSED, without_suppressed
from docgen.model import Problem
from tests.lintsubjects import a_subject, rules_of

TABLE = table(row(cell(text("a"))))


def test_an_author_may_allow_a_warning():
    assert "table-head" in rules_of(TABLE)
    allowed = rules_of(text("{#p docgen: allow table-head #}") + TABLE)
    assert "table-head" not in allowed
    assert "unused-suppression" not in allowed


def test_an_allowance_may_hold_for_its_paragraph_alone():
    here = text("unit.name {# docgen: allow here bare-name #}")
    assert "bare-name" not in rules_of(here)
    assert rules_of(here + text("unit.name")).count("bare-name") == 1


def test_an_allowance_that_hides_nothing_is_told():
    assert "unused-suppression" in rules_of(text("{# docgen: allow table-head #}"))


def test_an_error_cannot_be_allowed():
    told = rules_of(text("{# docgen: allow unknown-name #}{{ unit.nmae }}"))
    assert {"unknown-name", "unused-suppression"} <= set(told)


WARNING = Problem("bare-name", "a", "t.docx", where="paragraph 1", severity="warning")
OTHER = WARNING._replace(rule="table-head", where="table 1")


def left(body: str, *problems: Problem) -> list[str]:
    """Return the rules that are told of these problems of a template."""
    return [one.rule for one in without_suppressed(problems, a_subject(body))]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        pytest.param("docgen: allow bare-name", ["table-head"], id="one"),
        pytest.param("docgen: allow bare-name, table-head", [], id="two"),
        pytest.param("docgen: allow bare-name table-head", [], id="two without a comma"),
        pytest.param("p docgen:  allow  bare-name ", ["table-head"], id="of a paragraph's tag"),
        pytest.param("docgen: allow here bare-name", ["table-head"], id="where it stands"),
        pytest.param("docgen: allow here table-head", ["bare-name", "table-head", UNUSED],
                     id="elsewhere"),
        pytest.param("allow bare-name", ["bare-name", "table-head"], id="not said to docgen"),
        pytest.param("docgen: allow", ["bare-name", "table-head"], id="nothing"),
        pytest.param("docgen: allow half-tag", ["bare-name", "table-head", UNUSED],
                     id="in vain"),
    ],
)  # fmt: skip
def test_an_allowance_hides_what_it_names(comment, told):
    assert left(text(f"{{# {comment} #}}") + text("x"), WARNING, OTHER) == told


def test_a_note_may_be_allowed_and_an_error_may_not():
    body = text("{# docgen: allow bare-name #}")
    assert left(body, WARNING._replace(severity="note")) == []
    assert left(body, WARNING._replace(severity="error")) == ["bare-name", UNUSED]


def test_an_allowance_within_a_table_is_for_what_stands_in_its_cell():
    body = table(row(cell(text("{# docgen: allow here bare-name #}"))))
    inside = WARNING._replace(where="table 1, row 1, cell 1")
    assert left(body, inside) == []
    assert left(body, WARNING) == ["bare-name", UNUSED]


def test_what_is_allowed_in_vain_is_told_with_its_place_and_the_way_out():
    body = text("x") + text("{# docgen: allow here bare-name #}{# docgen: allow half-tag #}")
    here, whole = without_suppressed([], a_subject(body))
    assert (here.where, here.severity) == ("paragraph 2", "warning")
    assert here.message == "`docgen: allow bare-name` hides nothing; take it away"
    assert (whole.where, whole.file) == ("", "t.docx")


def test_several_findings_of_a_rule_are_one_allowance():
    body = text("{# docgen: allow bare-name #}")
    assert left(body, WARNING, WARNING._replace(where="paragraph 9")) == []

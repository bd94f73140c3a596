"""What a template prints is held against an older version: lost, new, and what caused it."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, cell, row, table, text

from docgen.check.lint.contract import (
    RULE_HEAD,
    RULE_LOST,
    RULE_NEW,
    contract_of,
    differences,
    told_once,
)
from docgen.check.lint.run import Judge, lint
from docgen.model import Problem
from tests.lintsubjects import PACK, a_subject


def changes(old, new):
    subjects = [lint(a_report(body), "t.docx", Judge(PACK)).subject for body in (old, new)]
    return [(one.rule, one.where) for one in differences(*subjects, "old.docx")]


def test_a_value_that_is_printed_no_longer_is_told_with_its_old_place():
    loop = "{{%p for r in reviewers %}}"
    old = text("{%p for r in reviewers %}") + text("{{ r.name }}") + text("{%p endfor %}")
    assert changes(old, text("x")) == [("prints-no-longer", "before in paragraph 2")]
    assert changes(text("x"), old) == [("prints-newly", "paragraph 2")]
    renamed = old.replace("for r in", "for b in").replace("r.name", "b.name")
    assert changes(old, renamed) == []
    assert loop


def test_versions_are_compared_although_one_has_a_fault():
    old = text("{{ purpose }}") + text("{%p if purpose %}")
    assert changes(old, text("{{ general_comments }}")) == [
        ("prints-no-longer", "before in paragraph 1"),
        ("prints-newly", "paragraph 1"),
    ]


def prints(body: str) -> dict[str, int]:
    return dict(contract_of(a_subject(body)).prints)


LOOP = "{% for s in sections %}{% for c in s.criteria %}X{% endfor %}{% endfor %}"
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ purpose }}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        pytest.param(text("x"), {}, id="nothing"),
        pytest.param(text("{{ unit.name }}"), {"unit.name": 1}, id="a value"),
        pytest.param(text("{{ purpose }}{{purpose}}") + text("{{r purpose }}"), {"purpose": 3},
                     id="thrice"),
        pytest.param(text("{{p purpose }}") + text("{{-r  purpose }}"), {"purpose": 2},
                     id="of a paragraph, of a run"),
        pytest.param(text("{{ p }}{{ r.x }}{{p}}"), {"p": 2, "r.x": 1}, id="names as short"),
        pytest.param(text("{{ unit.name | upper }}"), {"unit.name": 1}, id="through a filter"),
        pytest.param(text("{{ labels['unit.name'] }}"), {"labels['unit.name']": 1}, id="a label"),
        pytest.param(text("{{ unit.na\u00adme }}"), {"unit.name": 1}, id="a sign nobody sees"),
        pytest.param(text("{{ 'a' }}"), {}, id="no name"),
        pytest.param(text(LOOP.replace("X", "{{ c.name }}")), {"sections[].criteria[].name": 1},
                     id="in loops"),
        pytest.param(text(LOOP.replace("X", "")) + text("{{ c.name }}"), {"c.name": 1},
                     id="behind them"),
        pytest.param(text("{% for n in recipients %}{{ n }}{% endfor %}"), {"recipients[]": 1},
                     id="entries of a list"),
        pytest.param(text("{% if purpose %}{{ purpose }}{% endif %}"), {"purpose": 1},
                     id="what is asked is not printed"),
        pytest.param(text("{%p for r in reviewers %}") + text("{{ r.name }}"),
                     {"reviewers[].name": 1}, id="a loop without an end"),
        pytest.param(text("{% endfor %}{{ purpose }}"), {"purpose": 1}, id="an end alone"),
        pytest.param(HIDDEN, {}, id="hidden text"),
        pytest.param(table(row(cell(text("{{ purpose }}"), "<w:vMerge/>"))), {},
                     id="a cell that is merged away"),
        pytest.param(table(row(cell(text("{{ purpose }}"), '<w:vMerge w:val="restart"/>'))),
                     {"purpose": 1}, id="the first of merged cells"),
    ],
)  # fmt: skip
def test_a_template_prints_what_its_tags_say(body, paths):
    assert prints(body) == paths


def test_each_tag_has_its_place():
    found = contract_of(a_subject(text("x") + text("{{ purpose }}") + text("{{ purpose }}")))
    assert found.places == {"purpose": ["paragraph 2", "paragraph 3"]}


HEAD = "<w:tr><w:trPr><w:tblHeader{}/></w:trPr>" + cell(text("x")) + "</w:tr>"


@pytest.mark.parametrize(
    ("mark", "heads"), [("", 1), (' w:val="true"', 1), (' w:val="0"', 0), (' w:val="off"', 0)]
)
def test_tables_with_a_head_are_counted(mark, heads):
    body = table(HEAD.format(mark), row(cell())) + table(row(cell()))
    assert contract_of(a_subject(body)).heads == heads


def told(old: str, new: str) -> list[Problem]:
    return differences(a_subject(old), a_subject(new), "old.docx")


def test_what_is_printed_less_often_is_told_where_it_was():
    once, twice = text("{{ purpose }}"), text("{{ purpose }}") + text("{{ purpose }}")
    (one,) = told(twice, once)
    assert (one.rule, one.where, one.severity) == (RULE_LOST, "before in paragraph 2", "warning")
    assert one.message.startswith("prints purpose no longer as often: 2 times before, 1 now")
    (one,) = told(once, text("x"))
    assert one.message == "prints purpose no longer (held against old.docx); was it meant?"
    (one,) = told(once, twice)
    assert (one.rule, one.where, one.severity) == (RULE_NEW, "paragraph 2", "note")
    assert one.message == "prints purpose, 2 times in place of 1 (held against old.docx)"
    assert told(twice, twice) == []


def test_heads_that_are_gone_are_told():
    (one,) = told(table(HEAD.format("")), table(row(cell())))
    assert (one.rule, one.severity) == (RULE_HEAD, "warning")
    assert "0 tables have a row that is repeated as header, and 1 in old.docx" in one.message
    assert told(table(row(cell())), table(HEAD.format(""))) == []


def problem(rule: str, where: str, severity: str = "warning") -> Problem:
    return Problem(rule, "m", "t.docx", where=where, severity=severity)  # type: ignore[arg-type]


LOST, NEW = problem(RULE_LOST, "before in paragraph 2"), problem(RULE_NEW, "paragraph 2", "note")
HEADS = problem(RULE_HEAD, "")


@pytest.mark.parametrize(
    ("problems", "left"),
    [
        pytest.param([], [LOST, NEW, HEADS], id="nothing else is wrong"),
        pytest.param([problem("broken-tag", "paragraph 2", "error")], [HEADS],
                     id="its tag is broken"),
        pytest.param([problem("hidden-tag", "paragraph 2, x")], [HEADS], id="it is hidden"),
        pytest.param([problem("font-missing", "paragraph 2")], [LOST, NEW, HEADS],
                     id="a warning of something else"),
        pytest.param([problem("unknown-name", "paragraph 7", "error")], [HEADS],
                     id="one tag for another, and a fault elsewhere"),
        pytest.param([problem("table-head", "table 1")], [LOST, NEW],
                     id="a head that is missing is told by itself"),
    ],
)  # fmt: skip
def test_what_another_finding_causes_is_not_told_besides(problems, left):
    assert [*told_once(problems, [LOST, NEW, HEADS])] == left


def test_what_is_printed_newly_waits_until_the_file_can_be_used():
    other = problem("grid", "table 9", "error")
    assert [*told_once([other], [NEW._replace(where="paragraph 3")])] == []
    assert [*told_once([other], [LOST])] == [LOST]

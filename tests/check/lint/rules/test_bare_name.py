"""Names without their braces are found, and words that only look like one are not."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, row, table, text

from docgen.check.lint.rules import bare_name
from docgen.document.fields import fields_of
from docgen.model import Field, Items
from docgen.packs.load import load_pack
from tests.lintsubjects import a_subject, found

FIELDS = fields_of(load_pack("se"))
LOOP = "{{% for s in sections %}}{{% for c in s.criteria %}}{0}{{% endfor %}}{{% endfor %}}"


def names(body: str) -> list[str]:
    """Return the names that are told."""
    subject = a_subject(body, fields=FIELDS)
    return [message.partition(" ")[0] for message, _ in found(bare_name, subject)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("unit.name", ["unit.name"], id="alone"),
        pytest.param("by unit.name, in unit.place.", ["unit.name", "unit.place"], id="two"),
        pytest.param("(unit.name)", ["unit.name"], id="in brackets"),
        pytest.param("unit.name(x)", [], id="a call"),
        pytest.param("“unit.name”", ["unit.name"], id="in quotes"),
        pytest.param(LOOP.format("c.comment"), ["c.comment"], id="a variable of a loop"),
        pytest.param("result.level.label", ["result.level.label"], id="three steps"),
        pytest.param(LOOP.format("{% for a in c.anchors %}a.text{% endfor %}"), ["a.text"],
                     id="of a loop in loops"),
        pytest.param("{% for c in criteria %}c.nothing{% endfor %}", [], id="no value of a record"),
        pytest.param("{{ unit.name }}", [], id="with its braces"),
        pytest.param("{ unit.name", [], id="with one brace, which is another rule's"),
        pytest.param("[[unit.name]]", [], id="in square brackets"),
        pytest.param("me@unit.name www.unit.name unit.name/x unit.name@x", [], id="addresses"),
        pytest.param("unit.nothing nobody.name", [], id="names of nothing"),
        pytest.param("result.level", [], id="a group that prints nothing"),
        pytest.param("c.comment", [], id="a variable without its loop"),
        pytest.param("Slut.Nu unit. name", [], id="sentences"),
        pytest.param("Unit.Name", [], id="capitals"),
    ],
)  # fmt: skip
def test_a_name_outside_tags_is_told(words, told):
    assert names(text(words)) == told


def test_it_is_told_where_it_stands_with_the_way_out():
    body = text("x") + table(row(cell(text("unit.name"))))
    assert found(bare_name, a_subject(body, fields=FIELDS)) == [
        ("unit.name is printed as it stands; a value is {{ unit.name }}", "table 1, row 1, cell 1")
    ]


def test_a_name_over_several_runs_is_one():
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in ("un", "it.", "name"))
    assert names(f"<w:p>{runs}</w:p>") == ["unit.name"]


def test_a_list_within_a_group_has_its_records():
    fields = {"group": {"people": Items({"name": Field("value")})}}
    body = text("{% for p in group.people %}p.name, p.age{% endfor %}")
    told = found(bare_name, a_subject(body, fields=fields))
    assert [message.partition(" ")[0] for message, _ in told] == ["p.name"]


def test_where_any_name_may_stand_nobody_knows_which_is_one():
    assert found(bare_name, a_subject(text("unit.name"))) == []

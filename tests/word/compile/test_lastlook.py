"""The last look: what a fault of the engine would lose, move or double is told with its place."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, cell, control, row, run, table, text
from ooxml.rendered import a_template

from docgen.errors import TemplateError
from docgen.model import Field
from docgen.word.compile import lastlook

FIELDS = {kind: Field(kind, f"x.{kind}") for kind in ("text", "line", "list", "date", "number")}
BODY = (
    text("outset")
    + f"<w:p>{run('Label: {{ text }}')}</w:p>"
    + text("{{ list }}")
    + text("{% if line %}yes {{ line }}{% elif number %}{{ number }}{% else %}no{% endif %}")
    + table(
        row(cell(text("{%tr for x in list %}"))),
        row(cell(text("{{ x }}") + control(text("in a control"), identity=5))),
        row(cell(text("{%tr endfor %}"))),
    )
    + f"<w:p>{run('at {{ date }}')}<w:r><w:br/></w:r><w:r><w:sym w:char='1'/></w:r></w:p>"
    + "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
)


def test_a_sound_template_passes():
    a_template(BODY, FIELDS)


FAULTS = {
    "a break is lost": ("<w:br/>", "", "paragraph 9: a break would be printed 0 times"),
    "a symbol is doubled": (
        '<w:sym w:char="1"/>', '<w:sym w:char="1"/>' * 2, "paragraph 9: a symbol would be printed 2"
    ),
    "a section is lost": ("<w:sectPr/>", "", "paragraph 10: a section break would be printed 1"),
    "words are lost": ("outset", "", "paragraph 1: 'outset' would be lost"),
    "a label is lost": ("Label: ", "", "paragraph 2: 'Label:' would be lost"),
    "words are doubled": ("at ", "at at ", "paragraph 9"),
    "words of a branch are lost": (">no<", "><", "paragraph 4: 'no' would be lost"),
    "a bookmark has no end": ("<w:p><w:r", '<w:bookmarkStart w:id="1"/><w:p><w:r', "id 1"),
    "a cell has no paragraph": ("<w:tcPr/>", "</w:tc><w:tc>", "would not be sound"),
    "the part is broken": ("<w:body>", "<w:body><", "would be no Word file"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_engine_is_found(monkeypatch, old, new, said):
    made = lastlook.run_part

    def faulty(*arguments):
        root = made(*arguments)
        return lambda context: iter(["".join(root(context)).replace(old, new)])

    monkeypatch.setattr(lastlook, "run_part", faulty)
    with pytest.raises(TemplateError) as caught:
        a_template(BODY, FIELDS)
    assert said in str(caught.value.problems[0])


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
def test_each_mode_is_tried(monkeypatch, mode):
    made = lastlook.site_maker
    monkeypatch.setattr(
        lastlook,
        "site_maker",
        lambda asked, *more: made("plain", *more) if asked != mode else lambda _: lambda *_: "",
    )
    with pytest.raises(TemplateError, match="would"):
        a_template(text("a {{ line }} b") + text("{{ number }} c"), FIELDS)


def test_every_branch_is_taken_and_every_loop_goes_round_never_once_and_twice(monkeypatch):
    done = []
    is_done = lastlook._Probed.is_done
    monkeypatch.setattr(
        lastlook._Probed, "is_done", lambda self: done.append(is_done(self)) or done[-1]
    )
    inner = "{% for y in x %}{% if y %}{% if z %}a{% else %}b{% endif %}{% elif z %}c{% endif %}"
    a_template(text("{% if z %}{% for x in xs %}" + inner + "{% endfor %}{% endfor %}{% endif %}"))
    assert done[0] is False
    assert done[-1] is True


def test_what_a_template_breaks_by_itself_is_no_fault_of_its_reports():
    twice = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>' * 2
    a_template(f"<w:p>{twice}</w:p>" + text("{{ x }}"))


@pytest.mark.parametrize(
    "tags",
    [
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}",
        "{% set a %}b{% endset %}{{ a }}",
        "{% filter upper %}a{% endfilter %}",
        "{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }}",
        "{% for x in xs recursive %}{{ loop(x) }}{% endfor %}",
    ],
)
def test_what_prints_elsewhere_is_not_foretold(tags):
    a_template(text(tags))


def test_constants_and_parts_without_tags_cost_nothing(monkeypatch):
    monkeypatch.setattr(lastlook, "run_part", lambda *_: pytest.fail("nothing is to be tried"))
    a_template(a_report(text("no tags")))

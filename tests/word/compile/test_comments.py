"""Word comments of those who make a template go out of it, or stay as the pack says."""

from __future__ import annotations

import re

import pytest
from ooxml.minimal import a_report, run, text
from ooxml.rendered import parts_of
from ooxml.things import parts_with

from docgen.model import Field, Items
from docgen.word.audit.rules import check_package
from docgen.word.compile.compiler import compile_template
from docgen.word.compile.gate import read_package
from docgen.word.template import Template

TYPED = {"people": Items({"name": Field("line", "n.*"), "said": Field("text", "s.*")})}
PEOPLE = [{"name": n, "said": f"{n}.\n\nT.", "_p": f"p[{n}]"} for n in "AB"]
SAID = "Ask {{ nobody }} about {% if %}"
START, END = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
MARK = '<w:r><w:commentReference w:id="0"/></w:r>'


def template(body: str, comments: bool | None = None, fields=TYPED) -> Template:
    data = a_report(changed=parts_with(body + text("end"), comment=SAID))
    package = read_package(data, "t.docx")
    return Template(compile_template(package, "t.docx", fields=fields, comments=comments))


BODIES = {
    "at words": f"<w:p>{START}{run('a')}{END}{MARK}</w:p>",
    "in a loop": text("{%p for x in people %}")
    + f"<w:p>{START}{run('{{ x.name }}')}{END}{MARK}</w:p>"
    + text("{%p endfor %}"),
    "at a value alone": text("{%p for x in people %}")
    + f"<w:p>{START}{run('{{ x.said }}')}{END}{MARK}</w:p>"
    + text("{%p endfor %}"),
    "at a tag": f"<w:p>{START}{run('{%p if people %}')}{END}{MARK}</w:p>" + text("{%p endif %}"),
    "over the border of a loop": f"<w:p>{START}{run('a')}</w:p>"
    + text("{%p for x in people %}")
    + f"<w:p>{run('{{ x.name }}')}{END}{MARK}</w:p>"
    + text("{%p endfor %}"),
    "in a condition that does not hold": text("{%p if not people %}")
    + f"<w:p>{START}{run('a')}{END}{MARK}</w:p>"
    + text("{%p endif %}"),
}


@pytest.mark.parametrize("mode", ["plain", "controls", "form"])
@pytest.mark.parametrize("place", BODIES)
def test_comments_go_out_and_a_note_says_so(place, mode):
    made = template(BODIES[place])
    parts = parts_of(made.render({"people": PEOPLE}, mode=mode))
    assert "word/comments.xml" not in parts
    assert not any(b"omment" in data for name, data in parts.items() if "rel" in name)
    assert b"comments" not in parts["[Content_Types].xml"]
    assert b"comment" not in parts["word/document.xml"]
    assert [(n.rule, n.severity) for n in made.notes] == [("taken-out", "note")]


@pytest.mark.parametrize(
    ("place", "times"),
    [
        ("at words", 1),
        ("in a loop", 2),
        ("at a value alone", 2),
        ("at a tag", 0),
        ("over the border of a loop", 2),
        ("in a condition that does not hold", 0),
    ],
)
def test_comments_that_stay_have_ids_of_their_own(place, times):
    for mode in ("plain", "controls", "form"):
        report = template(BODIES[place], comments=True).render({"people": PEOPLE}, mode=mode)
        assert [f for f in check_package(report) if f.rule not in ("style", "relation")] == []
        parts = parts_of(report)
        document = parts["word/document.xml"].decode()
        marks = re.findall(r'commentReference w:id="(\d+)"', document)
        said = parts["word/comments.xml"].decode()
        ids = re.findall(r'<w:comment w:id="(\d+)"', said)
        assert len(marks) == len(set(marks)) == times
        assert set(marks) <= set(ids)
        assert said.count(SAID) == len(ids)
        for end in ("Start", "End"):
            ranges = re.findall(rf'commentRange{end} w:id="(\d+)"', document)
            assert set(ranges) <= set(marks)
            assert len(ranges) == len(set(ranges))


def test_without_fields_comments_stay_as_docxtpl_has_them():
    made = template(BODIES["in a loop"], fields=None)
    assert b"Ask {{ nobody }}" in parts_of(made.render({"people": PEOPLE}))["word/comments.xml"]
    assert made.notes == ()

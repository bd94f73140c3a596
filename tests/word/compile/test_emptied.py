"""What conditions and loops leave empty is still what Word takes for sound."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, control, row, table, text
from ooxml.packages import PRINTED, a_package, in_story
from ooxml.rendered import a_template, paragraphs, tree

from docgen.word.audit.rules import check_package
from tests.builders import swept

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKS = '<w:bookmarkStart w:id="9" w:name="m"/><w:bookmarkEnd w:id="9"/>'


def _gone(level: str, content: str) -> str:
    """Return content in a condition that does not hold, by tags of that level."""
    opening, closing = (f"{{%{level} {word} %}}" for word in ("if no", "endif"))
    around = {"p": text, "tc": lambda words: cell(text(words)), "tr": lambda w: row(cell(text(w)))}
    make = around[level]
    return f"{make(opening)}{content}{make(closing)}"


EMPTIED = {
    "the cells of a row": table(row(_gone("tc", cell())), columns=3),
    "the cells of one row of two": table(row(_gone("tc", cell())), row(cell()), columns=1),
    "the rows of a table": table(_gone("tr", row(cell()))),
    "the cells of each row of a loop": table(
        row(cell(text("{%tr for x in xs %}"))),
        row(_gone("tc", cell())),
        row(cell(text("{%tr endfor %}"))),
    ),
    "the paragraphs of a cell": table(row(cell(_gone("p", text())))),
    "the last paragraph of a cell behind a table": table(
        row(cell(table(row(cell())) + _gone("p", text())))
    ),
    "the paragraphs of a cell that ends in a bookmark": table(
        row(cell(_gone("p", text()) + MARKS))
    ),
    "the paragraphs of a control": control(_gone("p", text())),
    "the paragraphs of a control in a cell": table(row(cell(control(_gone("p", text()))))),
    "the rows of a control": table(control(_gone("tr", row(cell()))), row(cell())),
    "all rows of a table, in a control": table(control(_gone("tr", row(cell())))),
    "the cells of a control": table(row(control(_gone("tc", cell())), cell())),
    "all cells of a row, in a control": table(row(control(_gone("tc", cell())))),
    "a control in a control": control(control(_gone("p", text())), identity=2),
}


@pytest.mark.slow
@pytest.mark.parametrize("story", swept(PRINTED, 4))
@pytest.mark.parametrize("body", EMPTIED.values(), ids=EMPTIED)
def test_what_is_emptied_is_sound(body, story):
    package = a_package(in_story(body + text("end"), story))
    report = a_template(package).render({"no": False, "xs": [1, 2]})
    found = [
        f for f in check_package(report) if f.rule in ("cell", "row", "grid", "control-content")
    ]
    assert found == []


@pytest.mark.parametrize("name", ["row", "sdt", "tbl"])
def test_nothing_empty_is_left(name):
    bodies = {"row": "the cells of a row", "sdt": "the paragraphs of a control"}
    body = EMPTIED[bodies.get(name, "the rows of a table")] + text("end")
    root = tree(a_template(body).render({"no": False}))
    assert [node.tag for node in root.iter(f"{W}tbl", f"{W}tr", f"{W}sdt")] == []


@pytest.mark.parametrize("marks", ["", MARKS, '<w:proofErr w:type="spellStart"/>'])
def test_a_cell_that_ends_in_a_paragraph_gets_no_other(marks):
    body = table(row(cell(_gone("p", text()) + text("{{ x }}") + marks))) + text("end")
    assert paragraphs(a_template(body).render({"no": 0, "x": "v"})) == ["v", "end"]

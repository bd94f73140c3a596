"""docgen's controls and bookmarks go, what they hold and what is another program's stays."""

from __future__ import annotations

import pytest

from docgen.intake.paths import is_own_bookmark, is_own_tag
from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.render.controls import LAST_IN_CELL
from docgen.word.sending.unwrapping import unwrap
from tests.wordedits import MAIN, bookmark, control, document, paragraph, parts_of, run

OWN = "dg_1_1"


def _unwrapped(body: str) -> Element:
    root = parse_part(parts_of(document(body))[MAIN], "x.docx", MAIN)
    unwrap(root, is_own_tag, is_own_bookmark)
    return root


def _cell(inner: str) -> str:
    return (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        f"{inner}</w:tc></w:tr></w:tbl>"
    )


TWO = paragraph("one") + paragraph("two")
SHAPES = {
    "inline": (paragraph("a ", bookmark(control("one"), OWN), " b"), ["a one b"]),
    "a block": (bookmark(control(TWO), OWN), ["one", "two"]),
    "a block that closes a cell": (
        _cell(bookmark(control(TWO), OWN) + LAST_IN_CELL),
        ["one", "two"],
    ),
    "an empty block in a cell": (_cell(control("<w:bookmarkEnd w:id='3'/>")), [""]),
    "a row": (
        _cell("").replace("<w:tc></w:tc>", f"<w:tc>{control(paragraph('one'))}</w:tc>"),
        ["one"],
    ),
    "one in the other": (paragraph(control(run("a") + control("one"))), ["aone"]),
    "its tag lost": (paragraph(bookmark(control("one", tag="", alias="Purpose"), OWN)), ["one"]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_ours_go_and_what_they_hold_stays(name):
    body, texts = SHAPES[name]
    root = _unwrapped(body)
    found = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    assert found == texts
    assert list(root.iter(f"{W}sdt")) == []
    assert [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")] == []


def test_what_is_anothers_stays():
    foreign = control(run("one"), tag="case-number") + bookmark(run("two"), "_Ref12", 8)
    root = _unwrapped(paragraph(foreign))
    assert len(list(root.iter(f"{W}sdt"))) == 1
    assert len(list(root.iter(f"{W}bookmarkStart"))) == len(list(root.iter(f"{W}bookmarkEnd"))) == 1


def test_a_bookmark_that_a_reference_leads_to_stays():
    field = f'<w:fldSimple w:instr=" PAGEREF {OWN} \\h ">{run("3")}</w:fldSimple>'
    root = _unwrapped(paragraph(bookmark(run("one"), OWN), field))
    assert len(list(root.iter(f"{W}bookmarkStart"))) == 1

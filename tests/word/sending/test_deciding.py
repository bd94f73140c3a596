"""Tracked changes, accepted: the text reads as Word's own "Accept all" leaves it."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.audit.rules import check_package
from docgen.word.compile.xml import W, parse_part
from docgen.word.readback.fields import open_edited
from docgen.word.render.archive import write_archive
from docgen.word.sending.deciding import accept, changes_in, has_cells
from tests.wordedits import (
    AUTHOR,
    MAIN,
    control,
    deleted,
    document,
    inserted,
    paragraph,
    parts_of,
    run,
)

MARK_GONE = f'<w:rPr><w:del w:id="9" {AUTHOR}/></w:rPr>'
MARK_NEW = f'<w:rPr><w:ins w:id="9" {AUTHOR}/></w:rPr>'
OTHER_LOOKS = f'<w:jc w:val="left"/><w:pPrChange w:id="9" {AUTHOR}><w:pPr/></w:pPrChange>'


def _row(*texts: str, mark: str = "") -> str:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in texts)
    marked = f'<w:trPr><w:{mark} w:id="9" {AUTHOR}/></w:trPr>' if mark else ""
    return f"<w:tr>{marked}{cells}</w:tr>"


def _table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def _range(kind: str, inner: str) -> str:
    start = f'<w:{kind}RangeStart w:id="21" {AUTHOR}/>'
    return f'{start}{inner}<w:{kind}RangeEnd w:id="21"/>'


SHAPES = {
    "a word put in": (paragraph("one ", inserted("new "), "two"), ["one new two"]),
    "a word taken out": (paragraph("one ", deleted("old "), "two"), ["one two"]),
    "put in by one, taken out by another": (
        paragraph("one", inserted(deleted(" new"))),
        ["one"],
    ),
    "inside a control": (paragraph(control(run("one") + inserted(" new"))), ["one new"]),
    "around a control": (paragraph("one", inserted(control(run(" new")))), ["one new"]),
    "a paragraph put in": (
        paragraph("one") + paragraph(inserted("new"), properties=MARK_NEW),
        ["one", "new"],
    ),
    "a paragraph taken out": (
        paragraph("one") + paragraph(deleted("old"), properties=MARK_GONE) + paragraph("two"),
        ["one", "two"],
    ),
    "two paragraphs made one": (
        paragraph("one ", properties=MARK_GONE) + paragraph("two"),
        ["one two"],
    ),
    "three paragraphs made one": (
        paragraph("1 ", properties=MARK_GONE)
        + paragraph("2 ", properties=MARK_GONE)
        + paragraph("3"),
        ["1 2 3"],
    ),
    "a last paragraph that goes": (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
        f"{paragraph(deleted('old'), properties=MARK_GONE)}</w:tc></w:tr></w:tbl>" + paragraph("x"),
        ["", "x"],
    ),
    "a text moved": (
        paragraph(
            _range(
                "moveFrom",
                deleted("moved")
                .replace("w:del ", "w:moveFrom ")
                .replace("/w:del>", "/w:moveFrom>")
                .replace("delText", "t"),
            )
        )
        + paragraph(
            _range(
                "moveTo",
                inserted("moved").replace("w:ins ", "w:moveTo ").replace("/w:ins>", "/w:moveTo>"),
            )
        ),
        ["", "moved"],
    ),
    "a row taken out": (
        _table(_row("one"), _row("old", mark="del")) + paragraph("x"),
        ["one", "x"],
    ),
    "a row put in": (
        _table(_row("one"), _row("new", mark="ins")) + paragraph("x"),
        ["one", "new", "x"],
    ),
    "all rows taken out": (_table(_row("old", mark="del")) + paragraph("x"), ["x"]),
    "other looks": (paragraph("one", properties=OTHER_LOOKS), ["one"]),
    "a control taken away, its text kept": (
        paragraph(_range("customXmlDel", control(run("one")))),
        ["one"],
    ),
}


def _accepted(body: str) -> bytes:
    parts = parts_of(document(body))
    root = parse_part(parts[MAIN], "x.docx", MAIN)
    accept(root)
    return write_archive({**parts, MAIN: etree.tostring(root, encoding="UTF-8")})


@pytest.mark.parametrize("name", SHAPES)
def test_accepted_it_reads_so(name):
    body, texts = SHAPES[name]
    made = open_edited(_accepted(body), "x.docx")
    root = made.roots[MAIN]
    assert [line.text for line in made.lines()] == texts
    assert list(changes_in(root)) == []
    assert [str(node.tag) for node in root.iter() if "Range" in str(node.tag)] == []
    assert [line.text for line in made.lines("reject")] == texts
    assert [str(one) for one in check_package(_accepted(body)) if one.rule == "cell"] == []


@pytest.mark.parametrize("name", [name for name in SHAPES if "control taken" not in name])
def test_each_change_is_told_once_with_its_author(name):
    root = parse_part(parts_of(document(SHAPES[name][0]))[MAIN], "x.docx", MAIN)
    changes = list(changes_in(root))
    assert changes
    assert {change.author for change in changes} == {"Reviewer 9"}


def test_cells_are_for_word_to_decide():
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="9" {AUTHOR}/></w:tcPr>{paragraph("one")}</w:tc>'
    root = parse_part(parts_of(document(_table(f"<w:tr>{cell}</w:tr>")))[MAIN], "x.docx", MAIN)
    assert has_cells(root)
    assert root.tag == f"{W}document"

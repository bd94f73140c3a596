"""Loops over the review's own lists: a mark stands at both ends of what a record prints."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, row, run, table, text
from ooxml.tagged import shown, tagged

from docgen.model import Field, Items
from docgen.word.compile.emit import write_source
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.marks import cut, head, number_of
from docgen.word.compile.records import Loop, mark_records, records_path
from docgen.word.compile.xml import W

LOOP = "for x in people"


@pytest.mark.parametrize(
    ("record", "path"),
    [
        pytest.param({"a": Field("line", "reviewers.*.name")}, "reviewers.*", id="of the review"),
        pytest.param({"n": Field("number"), "a": Field("line", "reviewers.*.name")}, "reviewers.*",
                     id="with something derived"),
        pytest.param({"a": Field("line")}, "", id="derived"),
        pytest.param({}, "", id="without names"),
        pytest.param({"a": Items({"b": Field("line", "x.*.b")})}, "", id="of lists alone"),
        pytest.param({"a": Field("line", "unit.name")}, "", id="of no list"),
        pytest.param({"a": Field("text", "criteria.*.comment")}, "", id="that is always there"),
    ],
)  # fmt: skip
def test_records_have_the_path_of_their_list(record, path):
    assert records_path(Items(record)) == path


def marked(body: str, *, before=lambda _: None) -> str:
    """Return a body with its loop marked: `[x]` is a mark at an end of what a record prints."""
    part = tagged(body)
    lift_tags(part.holders, part.found)
    before(part.root)
    order = write_source(part.root, part.found).order
    lines = {
        number: Loop("x", "reviewers.*")
        for number, tag in enumerate(order, 1)
        if tag.body.startswith("for x")
    }
    mark_records(part.root, part.found, order, lines)
    own = [tag for tag in part.found.tags if tag.ours]
    for start, end in zip(own[::2], own[1::2], strict=True):
        assert (start.site["mark"], end.site["mark"]) == ("start", "end")
        assert start.site["place"] == end.site["place"], "both belong to one bookmark"
        assert start.site["path"] == end.site["path"] == "reviewers.*"
        assert start.site["key"] != end.site["key"]
        assert start.site["form"] == end.site["form"] == "record"
    return shown(part.root, part.found)


def para(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def words(inside: str) -> str:
    return f"<w:r><w:t>{inside}</w:t></w:r>"


PROPERTIES = '<w:pPr><w:jc w:val="left"/></w:pPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            text("{%p for x in people %}") + text("{{ x.name }}") + text("{%p endfor %}"),
            f"[{LOOP}]{para('[x]' + words('[x.name]') + '[x]')}[endfor]",
            id="one paragraph",
        ),
        pytest.param(
            text("{%p for x in people %}") + text("a") + text("b") + text("{%p endfor %}"),
            f"[{LOOP}]{para('[x]' + words('a'))}{para(words('b') + '[x]')}[endfor]",
            id="several",
        ),
        pytest.param(
            text("{%p for x in people %}") + para(PROPERTIES + run("a")) + text("{%p endfor %}"),
            f"[{LOOP}]{para(PROPERTIES + '[x]' + words('a') + '[x]')}[endfor]",
            id="behind the properties",
        ),
        pytest.param(
            text("a {% for x in people %}{{ x.name }}{% endfor %} b"),
            para(words(f"a [{LOOP}][x][x.name][x][endfor] b")),
            id="in a sentence",
        ),
        pytest.param(
            text("{%p for x in people %}") + text("{%p endfor %}"),
            f"[{LOOP}][endfor]",
            id="nothing between",
        ),
        pytest.param(
            text("{%p for x in people %}") + "<w:sdt/>" + text("{%p endfor %}"),
            f"[{LOOP}][x]<w:sdt/>[x][endfor]",
            id="a control",
        ),
        pytest.param(
            text("{%p for x in people %}")
            + text("{%p for y in x %}") + text("a") + text("{%p endfor %}")
            + text("{%p endfor %}"),
            f"[{LOOP}][x][for y in x]{para(words('a'))}[endfor][x][endfor]",
            id="around another loop",
        ),
    ],
)  # fmt: skip
def test_marks_stand_in_the_first_and_last_thing_of_a_round(body, expected):
    assert marked(body) == expected


def rows(*inner: str) -> str:
    body = [row(cell(text("{%tr for x in people %}"))), *inner, row(cell(text("{%tr endfor %}")))]
    return marked(table(*body)).partition("</w:tblGrid>")[2].removesuffix("</w:tbl>")


CELL = "<w:tc><w:tcPr/>{}</w:tc>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(
            [row(cell(text("a")), cell(text("b")))],
            "<w:tr>" + CELL.format(para("[x]" + words("a"))) + CELL.format(para(words("b") + "[x]"))
            + "</w:tr>",
            id="in the first and the last cell",
        ),
        pytest.param(
            [row(cell(text("a"))), row(cell(text("b")))],
            f"<w:tr>{CELL.format(para('[x]' + words('a')))}</w:tr>"
            f"<w:tr>{CELL.format(para(words('b') + '[x]'))}</w:tr>",
            id="in the first and the last row",
        ),
        pytest.param(
            [row(cell("<w:tbl/><w:p/>"))],
            f"<w:tr>{CELL.format('[x]<w:tbl/><w:p>[x]</w:p>')}</w:tr>",
            id="before a table in the cell",
        ),
        pytest.param(
            [row(cell("<w:p/><w:tbl/>"))],
            f"<w:tr>{CELL.format('<w:p>[x]</w:p><w:tbl/>[x]')}</w:tr>",
            id="behind a table in the cell",
        ),
        pytest.param(["<w:tr/>"], "[x]<w:tr/>[x]", id="beside a row without cells"),
        pytest.param([row(cell(""))], f"[x]<w:tr>{CELL.format('[x]')}</w:tr>",
                     id="in a cell without content"),
    ],
)  # fmt: skip
def test_marks_stand_in_cells_where_there_are_some(inner, expected):
    assert rows(*inner) == f"[{LOOP}]{expected}[endfor]"


LOOPED = text("{%p for x in people %}") + text("a") + text("{%p endfor %}")


def test_a_mark_stands_behind_what_writes_the_beginning_of_its_paragraph():
    def begin(root):
        head(next(root.iter(f"{W}p")), 0)

    assert marked(LOOPED, before=begin).startswith(f"[{LOOP}]<w:p>[{LOOP}][x]<w:r>")


def test_a_mark_does_not_stand_behind_what_writes_the_end_of_its_paragraph():
    def end(root):
        cut(next(root.iter(f"{W}p")), 0)

    assert marked(LOOPED, before=end).endswith(f"[{LOOP}]</w:p>[x][endfor]")


def test_a_mark_in_a_sentence_looks_as_its_text():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>{% for x in y %}a{% endfor %}</w:t></w:r>"
    part = tagged(f"<w:p>{bold}</w:p>")
    mark_records(part.root, part.found, part.found.tags, {1: Loop("x", "a.*")})
    sites = [tag.site for tag in part.found.tags if tag.ours]
    assert [(s["rpr"], s["in_run"]) for s in sites] == [("<w:rPr><w:b/></w:rPr>", True)] * 2


def test_a_loop_whose_end_is_not_there_has_no_marks():
    part = tagged(text("{% for x in y %}a"))
    mark_records(part.root, part.found, part.found.tags, {1: Loop("x", "a.*")})
    assert len(part.found.tags) == 1
    assert all(number_of(node) is None for node in part.root.iter())


def test_parts_read_before_are_counted_in_the_number_of_the_place():
    part = tagged(text("{% for x in y %}a{% endfor %}"))
    part.found.before = 40
    mark_records(part.root, part.found, part.found.tags, {1: Loop("x", "a.*")})
    assert {tag.site["place"] for tag in part.found.tags if tag.site} == {42}

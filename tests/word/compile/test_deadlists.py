"""List numbers that the file does not define go out with a note, in every part; others stay."""

from __future__ import annotations

import re
import time

import pytest
from ooxml.gated import opened, taken_out
from ooxml.minimal import PARTS, a_report, cell, row, run, table, text
from ooxml.rendered import a_template, paragraphs, parts_of

from docgen.word.audit.rules import check_package

STYLES = PARTS["word/styles.xml"].replace(
    "</w:styles>",
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Number"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="Mine"/><w:basedOn w:val="L"/>'
    "</w:style></w:styles>",
)
NUMBERING = PARTS["word/numbering.xml"].replace(
    "</w:numbering>", '<w:num w:numId="3"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
)


def listed(number: int | str, words: str = "x", style: str = "") -> str:
    style = style and f'<w:pStyle w:val="{style}"/>'
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{style}{numbered}</w:pPr>{run(words)}</w:p>"


def file(body: str, **changed: str) -> bytes:
    parts = {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, **changed}
    return a_report(body, changed=parts)


def numbers(report: bytes) -> list[str]:
    return re.findall(r'<w:numId w:val="([^"]*)"', parts_of(report)["word/document.xml"].decode())


BODIES = [
    pytest.param(listed(5), id="in the text"),
    pytest.param(listed(5, "{{ x }}"), id="at a value"),
    pytest.param(listed(5, "Label: {{ x }}"), id="at a label"),
    pytest.param(table(row(cell(listed(5)))), id="in a cell"),
    pytest.param(
        text("{%p for y in xs %}") + listed(5, "{{ y }}") + text("{%p endfor %}"), id="in a loop"
    ),
    pytest.param(listed(3), id="of a list that is not drawn"),
    pytest.param(
        f"<w:sdt><w:sdtContent>{listed(5)}</w:sdtContent></w:sdt>", id="in a content control"
    ),
]


@pytest.mark.parametrize("body", BODIES)
def test_a_number_that_leads_nowhere_goes(body):
    data = file(body + listed(1, "kept"))
    (note,) = taken_out(data)
    assert "a list number that the file does not define" in note
    assert "choose the list again in Word" in note
    report = a_template(data).render({"x": "a", "xs": ["a", "b"]})
    assert numbers(report) == ["1"]
    assert "kept" in paragraphs(report)
    assert [f for f in check_package(report) if f.rule == "numbering"] == []


def test_where_no_list_is_defined_all_numbers_go():
    empty = re.sub(r"(<w:numbering[^>]*>).*(</w:numbering>)", r"\1\2", NUMBERING)
    data = file(listed(1), **{"word/numbering.xml": empty})
    assert len(taken_out(data)) == 1
    assert numbers(a_template(data).render({})) == []


@pytest.mark.parametrize("style", ["L", "L2"])
def test_a_style_does_not_number_in_its_place(style):
    """Word prints no number there, and shall print none when the dead one is gone."""
    assert numbers(a_template(file(listed(5, "x", style))).render({})) == ["0"]


@pytest.mark.parametrize("number", ["0", "1", "{{ n }}"])
def test_what_leads_somewhere_stays(number):
    data = file(listed(number))
    assert taken_out(data) == []
    assert numbers(a_template(data).render({"n": 1})) == [number if number in "01" else "1"]


def test_old_properties_of_a_tracked_change_go_without_a_note():
    old = (
        '<w:pPrChange w:id="9" w:author="A"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
        "</w:pPrChange>"
    )
    data = file(f"<w:p><w:pPr>{old}</w:pPr>{run('x')}</w:p>")
    assert taken_out(data) == []
    assert b'w:numId w:val="5"' not in opened(data).parts["word/document.xml"]


def test_a_number_written_with_noughts_is_the_same_list():
    assert taken_out(file(listed("01"))) == []


def test_many_styles_and_many_lists_that_are_gone_take_their_share():
    """The styles are gone through once: it took minutes where each paragraph did so anew."""
    each = '<w:style w:type="paragraph" w:styleId="s{0}"><w:basedOn w:val="s{1}"/></w:style>'
    styles = "".join(each.format(n, n + 1) for n in range(2_000))
    begun = time.process_time()
    changed = {"word/styles.xml": STYLES.replace("</w:styles>", f"{styles}</w:styles>")}
    assert taken_out(file(listed(5, style="s0") * 2_000, **changed))
    assert time.process_time() - begun < 5

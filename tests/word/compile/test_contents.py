"""Contents lists: what a loop prints is left to Word, all else stays as it was."""

from __future__ import annotations

import re

import pytest
from ooxml.gated import opened, taken_out
from ooxml.minimal import PARTS, a_report, run, text
from ooxml.rendered import a_template, paragraphs, parts_of

from docgen.word.audit.rules import check_package

STYLES = PARTS["word/styles.xml"].replace(
    "</w:styles>",
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
)
NAMES = {"xs": ["a", "b"], "unit": "Prøveby", "no": False}


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _list(*entries: str, last: str = "") -> str:
    """Return a contents list; `last` stands in the paragraph of its end."""
    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    first, *more = [f'<w:hyperlink w:anchor="_Toc{n}">{run(e)}</w:hyperlink>'
                    for n, e in enumerate(entries)]  # fmt: skip
    rest = "".join(f"<w:p>{entry}</w:p>" for entry in more)
    end = run(last) if last else ""
    return (
        f"<w:p>{_mark('begin')}{code}{_mark('separate')}{first}</w:p>{rest}"
        f"<w:p>{end}{_mark('end')}</w:p>"
    )


def _heading(words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{run(words)}</w:p>'


def _looped(words: str) -> str:
    return text("{%p for x in xs %}") + _heading(words) + text("{%p endfor %}")


def _asks(report: bytes) -> bool:
    return b'<w:updateFields w:val="true"/>' in parts_of(report)["word/settings.xml"]


def _file(body: str) -> bytes:
    return a_report(body, changed={"word/styles.xml": STYLES})


@pytest.mark.parametrize(
    ("contents", "left"),
    [
        (_list("{{ x }}"), ["", ""]),
        (_list("first", "{{ x }}", "third"), ["first", "third", ""]),
        (_list("{{ x }}", "second"), ["", "second", ""]),
        (_list("first", last="{{ x.name | upper }}"), ["first", ""]),
        (_list("{{ unit }}", "{% if x %}b{% endif %}"), ["Prøveby", ""]),
    ],
)
def test_an_entry_with_a_tag_of_a_loop_is_left_to_word(contents, left):
    data = _file(contents + _looped("{{ x }}"))
    assert len(taken_out(data)) == 1
    report = a_template(data).render(NAMES)
    assert paragraphs(report) == [*left, "a", "b"]
    assert _asks(report)
    assert check_package(report) == []
    marks = re.findall(rb'fldCharType="(\w+)"', parts_of(report)["word/document.xml"])
    assert marks == [b"begin", b"separate", b"end"]


def test_a_list_of_plain_entries_stays_and_word_is_not_asked():
    data = _file(_list("one", "{{ unit }}") + _heading("one") + _heading("{{ unit }}"))
    assert taken_out(data) == []
    report = a_template(data).render(NAMES)
    assert paragraphs(report) == ["one", "Prøveby", "", "one", "Prøveby"]
    assert not _asks(report)


@pytest.mark.parametrize("block", ["for x in xs", "if no"])
def test_word_is_asked_when_a_heading_stands_in_a_block(block):
    body = _list("one") + text(f"{{%p {block} %}}") + _heading("one")
    report = a_template(_file(body + text(f"{{%p end{block.split()[0]} %}}"))).render(NAMES)
    assert _asks(report)


def test_a_name_of_a_loop_in_another_name_is_another():
    data = _file(_list("{{ unit.x }}") + _looped("{{ x }}"))
    assert taken_out(data) == []


def test_no_list_no_question():
    assert b"updateFields" not in opened(_file(_looped("{{ x }}"))).parts["word/settings.xml"]

"""A tag in hidden text is an error, whether it is hidden by itself or by a style."""

from __future__ import annotations

import pytest
from ooxml.minimal import run, text

from docgen.check.lint.rules import hidden_tag
from tests.lintsubjects import a_subject, found

STYLE = (
    '<w:style w:type="character" w:styleId="Quiet"><w:name w:val="Quiet"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def hidden(words: str, look: str = "<w:vanish/>") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


TAG = "{{ unit.name }}"


@pytest.mark.parametrize(
    ("runs", "typed"),
    [
        pytest.param([hidden(TAG)], TAG, id="the whole tag"),
        pytest.param([run("{{ unit."), hidden("name }}")], TAG, id="the end of it"),
        pytest.param([run("a "), hidden("{%p if purpose %}")], "{%p if purpose %}", id="a block"),
        pytest.param([hidden(TAG, '<w:rStyle w:val="Quiet"/>')], TAG, id="by a style"),
        pytest.param([run(TAG), hidden("{{ purpose }}")], "{{ purpose }}", id="the second"),
    ],
)
def test_a_hidden_tag_is_told(runs, typed):
    subject = a_subject(text("x") + paragraph(*runs), styles=STYLE)
    assert found(hidden_tag, subject) == [
        (f"'{typed}' is hidden text, which no page shows; take Hidden away", "paragraph 2")
    ]


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param([run(TAG)], id="a tag that shows"),
        pytest.param([run(TAG), hidden("a note")], id="a hidden note beside it"),
        pytest.param([hidden("a"), run(TAG), hidden("b")], id="around it"),
        pytest.param([hidden(TAG, '<w:vanish w:val="0"/>')], id="hidden that is switched off"),
    ],
)
def test_what_a_page_shows_is_no_fault(runs):
    assert found(hidden_tag, a_subject(paragraph(*runs), styles=STYLE)) == []


def test_a_paragraph_is_told_once_and_each_paragraph_is():
    body = paragraph(hidden(TAG), hidden(TAG)) + paragraph(hidden("{{ purpose }}"))
    assert [where for _, where in found(hidden_tag, a_subject(body))] == [
        "paragraph 1",
        "paragraph 2",
    ]

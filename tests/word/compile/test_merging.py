"""Paragraphs are put together where a tag says so: `{%-` with the last, `-%}` with the next."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, row, run, table, text
from ooxml.tagged import shown, tagged

from docgen.word.compile.merging import merge_paragraphs
from docgen.word.compile.xml import W


def merged(body: str) -> tuple[str, list[int]]:
    """Return a body after that, and how many tags each paragraph holds."""
    part = tagged(body)
    left = merge_paragraphs(part.holders)
    for paragraph, tags in left:
        assert all(tag.element in paragraph.iter() for tag in tags)
    return shown(part.root, part.found), [len(tags) for _, tags in left]


def para(*runs: str) -> str:
    return f"<w:p>{''.join(map(run, runs))}</w:p>"


@pytest.mark.parametrize(
    ("body", "written"),
    [
        pytest.param(text("a") + text("{%- if b %}c"), para("a", "[if b]c"),
                     id="with the one before"),
        pytest.param(text("a{% if b -%}") + text("c"), para("a[if b]", "c"), id="with the next"),
        pytest.param(text("a") + text("{%- if b -%}") + text("c"), para("a", "[if b]", "c"),
                     id="with both"),
        pytest.param(text("a") + text("{{- b }}"), para("a", "[b]"), id="a value"),
        pytest.param(text("{%- if a %}b"), para("[if a]b"), id="nothing before"),
        pytest.param(text("b{% if a -%}"), para("b[if a]"), id="nothing behind"),
        pytest.param(text("a") + text("x {%- if b %}c"), para("a") + para("x[if b]c"),
                     id="behind words the blanks go"),
        pytest.param(text("a{% if b -%} x") + text("c"), para("a[if b]x") + para("c"),
                     id="before words the blanks go"),
        pytest.param(text("a") + text(" {%- if b %}c"), para("a", "[if b]c"), id="behind blanks"),
        pytest.param(text("a") + text("{% if b %}c"), para("a") + para("[if b]c"),
                     id="without a sign"),
    ],
)  # fmt: skip
def test_paragraphs_are_put_together_where_a_tag_says_so(body, written):
    assert merged(body)[0] == written


def test_the_first_paragraph_gives_the_look():
    first = "<w:pPr><w:keepNext/></w:pPr>"
    body = (
        f"<w:p>{first}{run('a')}</w:p><w:p><w:pPr><w:keepLines/></w:pPr>{run('{%- if b %}')}</w:p>"
    )
    assert merged(body)[0] == f"<w:p>{first}{run('a')}{run('[if b]')}</w:p>"


def test_runs_keep_their_looks():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>c</w:t></w:r>"
    assert bold in merged(text("a") + f"<w:p>{run('{%- if b %}')}{bold}</w:p>")[0]


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        (text("{{ a }}") + text("{%- if b %}"), [2]),
        (text("{{ a }}{% if b -%}") + text("{{ c }}"), [3]),
        (text("{{ a }}") + text("x") + text("{%- if b %}"), [1, 1]),
        (text("{{ a }}") + text("{{ b }}"), [1, 1]),
        (text("{{ a -}}") + text("{{ b -}}") + text("{{ c }}"), [3]),
        (text("{{ a }}") + text("{{- b }}") + text("{{- c }}"), [3]),
    ],
)
def test_tags_are_those_of_the_paragraph_that_is_left(body, tags):
    assert merged(body)[1] == tags


def test_what_owns_its_paragraph_is_not_put_together_with_another():
    body = text("{%p if a %}") + text("{%- if b %}c") + text("{%p endif %}")
    assert merged(body)[0].count("<w:p>") == 3
    body = text("c{% if b -%}") + text("{%p if a %}")
    assert merged(body)[0].count("<w:p>") == 2


def test_the_sign_of_a_tag_for_a_paragraph_means_nothing():
    assert merged(text("a") + text("{%-p if b %}"))[0].count("<w:p>") == 2


def test_a_table_is_no_paragraph():
    body = table(row(cell(text("a")))) + text("{%- if b %}c")
    assert merged(body)[0].count("<w:p>") == 2


def test_cells_are_not_left():
    body = table(row(cell(text("a")), cell(text("{%- if b %}c"))), columns=2)
    assert merged(body)[0].count("<w:p>") == 2


def test_a_paragraph_that_ends_a_section_ends_there():
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('a')}</w:p>"
    assert merged(section + text("{%- if b %}c"))[0].count("<w:p>") == 2


def test_without_signs_nothing_is_looked_at():
    part = tagged(text("a") + text("{{ b }}"))
    assert merge_paragraphs(part.holders) is part.holders


def test_words_of_all_paragraphs_stay_in_their_order():
    body = "".join(map(text, ["a", "{{- b -}}", "c", "{% if d -%}", "e"]))
    part = tagged(body)
    merge_paragraphs(part.holders)
    texts = "".join(node.text or "" for node in part.root.iter(f"{W}t"))
    for tag in part.found.tags:
        texts = texts.replace(tag.marker, f"[{tag.body}]")
    assert texts == "a[b]c[if d]e"

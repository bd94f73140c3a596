"""The source of a part: literal XML, and each tag on a line of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import run, text
from ooxml.tagged import tagged

from docgen.word.compile.emit import declared, tag_source, write_source, writer_of
from docgen.word.compile.hoist import lift_tags
from docgen.word.compile.tags import Tag

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SITE = {"form": "inline", "rpr": "", "opens": False, "closes": False}


def body_of(source: str) -> str:
    return source.partition("<w:body>")[2].partition("</w:body>")[0]


def test_a_tag_is_written_between_signs_that_no_document_holds():
    assert tag_source(Tag(0, "var", "", "a", "")) == "\ufdd4 a\n\ufdd5"
    assert tag_source(Tag(0, "block", "tr", "if a", "")) == "\ufdd2 if a\n\ufdd3"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        pytest.param(["{{ a }}"], ["a"], id="one"),
        pytest.param(["{{ a }} {% if b %}c{% endif %}"], ["a", "if b", "endif"], id="several"),
        pytest.param(["{{ a }}", "{{ b }}"], ["a", "b"], id="of several paragraphs"),
        pytest.param(["{{ a }}{# no #}{{ b }}"], ["a", "b"], id="a comment is none"),
        pytest.param(["none"], [], id="none"),
    ],
)
def test_the_number_of_a_line_is_the_number_of_its_tag(words, lines):
    part = tagged("".join(map(text, words)))
    source = write_source(part.root, part.found)
    assert [tag.body for tag in source.order] == lines
    assert source.text.startswith(DECLARATION)
    assert source.text.count("\n") == len(lines)
    assert [line.split()[1] for line in source.tag_lines()] == [line.split()[0] for line in lines]
    for number, body in enumerate(lines, 1):
        before = source.text.split("\n")[:number]
        assert before[-1].endswith(f" {body}")


def test_tags_that_own_an_element_stand_in_its_place():
    part = tagged(text("{%p if a %}") + text("x") + text("{%p endif %}"))
    lift_tags(part.holders, part.found)
    source = write_source(part.root, part.found)
    assert body_of(source.text) == f"\ufdd2 if a\n\ufdd3{text('x')}\ufdd2 endif\n\ufdd3"


def test_a_text_of_several_lines_does_not_move_the_lines():
    part = tagged("<w:p><w:r><w:t>a\nb\n{{ c }}</w:t></w:r></w:p>")
    source = write_source(part.root, part.found)
    assert source.text.count("\n") == 1
    assert "a b " in source.text


def test_a_part_has_its_declaration():
    root = tagged(text("x")).root
    assert declared(root).startswith(f"{DECLARATION}<w:document ")


# Runs that a value opens and closes itself.


def with_site(body: str, **site: object) -> tuple[str, dict[str, object]]:
    part = tagged(body)
    part.found.tags[0].site = {**SITE, **site}
    source = write_source(part.root, part.found)
    return body_of(source.text), part.found.tags[0].site


VALUE = "\ufdd4 a\n\ufdd5"


@pytest.mark.parametrize(
    ("body", "left", "opens", "closes"),
    [
        pytest.param(run("{{ a }}"), VALUE, True, True, id="alone in its run"),
        pytest.param(run("x {{ a }}"), f'<w:r><w:t xml:space="preserve">x {VALUE}', False, True,
                     id="behind words"),
        pytest.param(run("{{ a }} x"), f"{VALUE} x</w:t></w:r>", True, False, id="before words"),
        pytest.param(run("x {{ a }} y"),
                     f'<w:r><w:t xml:space="preserve">x {VALUE} y</w:t></w:r>', False, False,
                     id="between words"),
        pytest.param("<w:r><w:t>{{ a }}</w:t><w:tab/></w:r>", f"{VALUE}</w:t><w:tab/></w:r>", True,
                     False, id="before a tab"),
    ],
)  # fmt: skip
def test_parts_of_a_run_that_hold_no_text_are_left_to_the_value(body, left, opens, closes):
    written, site = with_site(f"<w:p>{body}</w:p>")
    assert written == f"<w:p>{left}</w:p>"
    assert (site["opens"], site["closes"]) == (opens, closes)


def test_the_properties_of_the_run_are_the_values_too():
    bold = "<w:rPr><w:b/></w:rPr>"
    body = f"<w:p><w:r>{bold}<w:t>{{{{ a }}}}</w:t></w:r></w:p>"
    assert with_site(body, rpr=bold)[0] == f"<w:p>{VALUE}</w:p>"
    other = "<w:rPr><w:i/></w:rPr>"
    written, site = with_site(body, rpr=other)
    assert bold in written
    assert not site["opens"]


def test_a_value_that_owns_its_paragraph_opens_no_run():
    written, site = with_site(f"<w:p>{run('{{ a }}')}</w:p>", form="alone")
    assert "<w:r>" in written
    assert not site["opens"]


# Writers.


@pytest.mark.parametrize(
    ("kind", "body", "level", "location", "typed", "writer"),
    [
        ("var", "a", "", "text", False, "_dg_text"),
        ("var", "a", "", "text", True, "_dg_soft_text"),
        ("var", "a", "", "attr", True, "_dg_soft_attr"),
        ("var", "a", "", "code", False, "_dg_code"),
        ("var", "2", "", "columns", True, "_dg_columns"),
        ("var", "2", "", "raw", True, "_dg_raw"),
        ("var", "a", "p", "xml", True, "_dg_p"),
        ("var", "a", "r", "xml", False, "_dg_r"),
        ("var", "a", "", "xml", True, ""),
        ("block", "if a", "", "text", True, ""),
        ("block", "endfor", "", "text", True, ""),
        ("block", "for x in y", "", "text", True, "_dg_soft_text"),
        ("block", "call m()", "", "text", False, "_dg_text"),
        ("block", "for x in y", "tr", "xml", True, "_dg_tr"),
        ("comment", "call", "p", "text", True, ""),
    ],
)
def test_what_a_tag_prints_is_written_by_the_function_of_its_place(
    kind, body, level, location, typed, writer
):
    tag = Tag(7, kind, level, body, "", location)
    assert writer_of(tag, typed=typed) == writer
    tag.site = {"form": "inline"}
    assert writer_of(tag, typed=typed) == "_dg_s7"


PIECES = st.sampled_from(["{{ a }}", "{{ b.c }}", "{# no #}", "words", " & æ", "}"])


@settings(max_examples=15)
@given(st.lists(PIECES, min_size=1))
def test_all_words_and_tags_are_in_the_source_in_their_order(pieces):
    part = tagged(text("x" + "".join(pieces).replace("&", "&amp;")))
    source = write_source(part.root, part.found)
    left = body_of(source.text)
    for tag in source.order:
        assert tag_source(tag) in left
        left = left.replace(tag_source(tag), tag.typed, 1)
    kept = "".join(piece for piece in pieces if not piece.startswith("{#"))
    assert left.replace(' xml:space="preserve"', "") == text("x" + kept.replace("&", "&amp;"))

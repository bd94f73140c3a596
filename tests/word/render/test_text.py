"""The text of a value: what is a paragraph and a bullet, and what of it may stand in XML."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.word.render.text import (
    FORBIDDEN,
    ForbiddenCharacterError,
    blocks_of,
    canonical,
    encoded,
    escape_attribute,
    escape_plain,
    escape_text,
    escape_unchecked,
    line_writer,
    list_blocks,
    text_blocks,
)

TEXTS = ["", "a", "a & b < c > d", "a\nb\tc\r\nd\re", "ø – 中 \U0001f600 \x85\u2028", "&amp;", "\n"]
SIGNS = [*map(chr, range(0x100)), "\u2028", "\ud7ff", "\ud800", "\udfff", "\ue000", "\ufffd"]
SIGNS += ["\ufffe", "\uffff", "\U00010000"]
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
BULLETS = "-•–·▪◦‣\uf0b7\uf0a7"
ANY = st.text("aø <&>\"'\n\u2028\x85\u200f\U0001f600", max_size=12)
WORDS = st.text(st.sampled_from("aøÅ-•> 9:"), min_size=1, max_size=8).map(str.strip)


def inside(xml: str) -> str:
    """Return what a reader sees of the content of a w:t."""
    root = etree.fromstring(f"<w:r xmlns:w='w'><w:t>{xml}</w:t></w:r>")
    marks = {"{w}br": "\n", "{w}tab": "\t"}
    return "".join(marks.get(node.tag, node.text or "") for node in root.iter())


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("Enhed Ø", "Enhed Ø", id="words"),
        pytest.param("<&>", "&lt;&amp;&gt;", id="signs of XML"),
        pytest.param("&lt;", "&amp;lt;", id="what looks like an entity"),
        pytest.param("\"'", "\"'", id="quotes, which a text may hold"),
        pytest.param("a\nb", f"a{BREAK}b", id="a line break"),
        pytest.param("a\r\nb", f"a{BREAK}b", id="one of Windows"),
        pytest.param("a\rb", f"a{BREAK}b", id="one of an old Mac"),
        pytest.param("a\tb", f"a{TAB}b", id="a tab"),
        pytest.param("<\n\t>", f"&lt;{BREAK}{TAB}&gt;", id="all at once"),
    ],
)
def test_a_text_is_escaped_with_breaks_and_tabs_of_word(given, written):
    assert escape_text(given) == written


@given(st.text("aø<&>\"'\n\t \u2028\U0001f600", max_size=20))
def test_a_reader_sees_the_text_that_was_given(text):
    assert inside(escape_text(text)) == text


@pytest.mark.parametrize("said", TEXTS)
def test_what_is_looked_at_as_a_whole_is_written_as_if_it_were_looked_at_alone(said):
    assert escape_unchecked(said) == escape_text(said)


@pytest.mark.parametrize("write", [escape_text, escape_plain, escape_attribute])
@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "\uffff"])
def test_what_no_xml_may_hold_is_refused_wherever_it_is_written(write, sign):
    with pytest.raises(ForbiddenCharacterError, match="which no Word file may hold"):
        write(f"a{sign}b")


def test_a_part_is_refused_for_what_a_value_is_refused_for():
    for sign in SIGNS:
        for part in (f"a{sign}", f"{sign}中"):
            if FORBIDDEN.search(part):
                with pytest.raises(ForbiddenCharacterError):
                    encoded(part)
            else:
                assert encoded(part) == part.encode()


def test_what_is_forbidden_is_what_the_parser_refuses():
    for sign in SIGNS:
        try:
            etree.fromstring(f"<x>&#{ord(sign)};</x>")
        except etree.XMLSyntaxError:
            assert FORBIDDEN.search(sign), hex(ord(sign))
        else:
            assert not FORBIDDEN.search(sign), hex(ord(sign))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        pytest.param("R&D <1>", "R&amp;D &lt;1&gt;", id="signs of XML"),
        pytest.param("two\nlines", "two lines", id="lines become one"),
        pytest.param("a\r\nb\u2028c\x85d", "a b c d", id="whatever parts them"),
        pytest.param("a\n", "a", id="a break at the end"),
        pytest.param("<\n&", "&lt; &amp;", id="signs in lines"),
        pytest.param("a \u200f b", "a \u200f b", id="signs that nobody sees"),
    ],
)
def test_outside_paragraphs_a_text_stands_on_one_line(given, written):
    assert escape_plain(given) == escape_attribute(given) == written


@given(ANY)
def test_an_attribute_says_what_it_was_given(text):
    said = etree.fromstring(f'<x a="{escape_attribute(text)}"/>').get("a")
    assert said == " ".join(text.splitlines()) if not text.isprintable() else said == text


def test_an_attribute_keeps_its_quotes():
    assert escape_attribute('a "b"') == "a &quot;b&quot;"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("one", [(False, "one")], id="one paragraph"),
        pytest.param("a\n\nb", [(False, "a"), (False, "b")], id="a blank line parts two"),
        pytest.param("a\n \t\n\n  b", [(False, "a"), (False, "b")], id="lines of blanks do too"),
        pytest.param("a\nb", [(False, "a\nb")], id="a line break stays within"),
        pytest.param("a \n b", [(False, "a\n b")], id="the blanks at the end of a line go"),
        pytest.param("- a\n- b", [(True, "a"), (True, "b")], id="a bullet on each line"),
        pytest.param("in:\n- a\n- b", [(False, "in:"), (True, "a"), (True, "b")],
                     id="bullets right below their words"),
        pytest.param("- a\n  b", [(True, "a\nb")], id="a bullet of two lines"),
        pytest.param("- a\n\nb", [(True, "a"), (False, "b")], id="words behind a bullet"),
        pytest.param("  - a", [(True, "a")], id="a bullet that is moved in"),
        pytest.param("-a", [(False, "-a")], id="no bullet without a blank"),
        pytest.param("-5 og -6", [(False, "-5 og -6")], id="a number"),
        pytest.param("-\u00a0a", [(True, "a")], id="a blank that does not break"),
        pytest.param("-\ta", [(True, "a")], id="a tab, as Word puts one"),
        pytest.param("- \n- a", [(True, "a")], id="a bullet without a word is none"),
        pytest.param("a - b", [(False, "a - b")], id="a dash within"),
        pytest.param("\n\n", [], id="breaks alone"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_blank_lines_part_paragraphs_and_dashes_begin_bullets(text, blocks):
    assert blocks_of(text) == blocks
    assert text_blocks(text) == blocks


@pytest.mark.parametrize("sign", BULLETS)
def test_every_sign_that_people_and_word_use_begins_a_bullet(sign):
    assert text_blocks(f"{sign} a") == blocks_of(f"{sign}\ta") == [(True, "a")]


@given(st.text("ab- •\n\t", max_size=25))
def test_the_short_way_reads_as_the_long_one(text):
    assert text_blocks(text) == (blocks_of(text) if text.strip() else [])


@pytest.mark.parametrize(
    ("value", "blocks"),
    [(None, []), ("", []), ("  \n", []), (5, [(False, "5")]), (" a ", [(False, "a")])],
)
def test_what_is_absent_has_no_paragraph_and_what_is_no_text_has_its_own(value, blocks):
    assert text_blocks(value) == blocks


@given(st.lists(st.tuples(st.booleans(), WORDS.filter(lambda w: w and w[0] not in BULLETS))))
@settings(max_examples=60)
def test_the_canonical_text_is_read_as_the_blocks_that_it_was_made_of(blocks):
    text = canonical(blocks)
    assert blocks_of(text) == blocks
    assert canonical(blocks_of(text)) == text


def test_however_a_text_is_typed_its_canonical_form_is_the_same():
    typed = ["a\n- b\n- c", "a\n\n- b\n\n- c\n", "  a  \n• b\n• c", "a\n \n\n–\tb\n-   c"]
    assert {canonical(blocks_of(text)) for text in typed} == {"a\n\n- b\n\n- c"}


@pytest.mark.parametrize(
    ("value", "blocks"),
    [
        pytest.param(None, [], id="no list"),
        pytest.param([], [], id="an empty one"),
        pytest.param(["", "  "], [], id="entries without a word"),
        pytest.param(["a"], [(False, "a")], id="one entry is a plain paragraph"),
        pytest.param(["a", " b "], [(True, "a"), (True, "b")], id="several are bullets"),
        pytest.param(["a", ""], [(False, "a")], id="one entry and an empty one"),
        pytest.param("a", [(False, "a")], id="a text is its only entry"),
        pytest.param((1, 2), [(True, "1"), (True, "2")], id="numbers"),
    ],
)
def test_a_list_is_a_paragraph_or_bullets(value, blocks):
    assert list_blocks(value) == blocks


DAY = date(2026, 3, 27)
FILTERS = {
    "date": lambda day: f"d{day:%d}",
    "dates": lambda days: "+".join(f"{day:%d}" for day in days),
    "joined": " og ".join,
    "number": lambda number: f"n{number}",
}


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        pytest.param("date", DAY, "d27", id="a date"),
        pytest.param("dates", [DAY, DAY], "27+27", id="dates"),
        pytest.param("list", ["a", "b"], "a og b", id="a list"),
        pytest.param("number", 0, "n0", id="a nought is a number"),
        pytest.param("line", " a ", "a", id="a line"),
        pytest.param("score", 4, "4", id="a score"),
        pytest.param("text", "a\nb ", "a\nb", id="a text"),
    ],
)
def test_a_value_is_written_in_one_place_by_the_filter_of_its_kind(kind, value, text):
    assert line_writer(kind, FILTERS)(value) == text


@pytest.mark.parametrize("kind", ["date", "dates", "list", "number"])
@pytest.mark.parametrize("value", [None, "", [], ()])
def test_what_is_absent_asks_no_filter(kind, value):
    assert line_writer(kind, FILTERS)(value) == ""


@pytest.mark.parametrize("kind", ["line", "score", "text"])
def test_what_is_absent_prints_nothing(kind):
    assert line_writer(kind, FILTERS)(None) == line_writer(kind, FILTERS)(" ") == ""


def test_without_filters_lists_have_commas_and_the_rest_its_own_text():
    assert line_writer("list", {})(["a", 2]) == "a, 2"
    assert line_writer("dates", {})([DAY]) == "2026-03-27"
    assert line_writer("dates", {})(None) == line_writer("date", {})(None) == ""
    assert line_writer("date", {})(DAY) == "2026-03-27"

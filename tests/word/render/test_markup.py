"""What brings XML along is told from what only looks like it, and held against its place."""

from __future__ import annotations

import pytest
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from docgen.bounds.templates import MOST_VALUE
from docgen.word.render.budget import Budget, HesitationError, LimitError, spending
from docgen.word.render.markup import (
    Captured,
    MarkupError,
    brings_markup,
    brought,
    carries_content,
    changed_text,
    fitted,
    joined,
    refuse_address,
    text_of,
    without_tags,
)
from docgen.word.render.text import ForbiddenCharacterError, escape_text

RUN = "<w:r><w:t>a</w:t></w:r>"
PARAGRAPH = f"<w:p>{RUN}</w:p>"
CELL = f"<w:tc>{PARAGRAPH}</w:tc>"
ROW = f"<w:tr>{CELL}</w:tr>"
TABLE = f"<w:tbl>{ROW}</w:tbl>"
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class Pretends:
    """Calls itself markup, and is a stranger."""

    def __html__(self) -> str:
        return "<b>bold</b>"

    def __str__(self) -> str:
        return "bold"


class Nameless:
    """Has no text of its own."""


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        pytest.param("a &lt; b &amp; c &quot;d&quot; &gt;", 'a < b & c "d" >', id="entities"),
        pytest.param("&amp;lt;", "&lt;", id="an entity that was written as a text"),
        pytest.param(RUN, "a", id="a run"),
        pytest.param(PARAGRAPH * 2, "a\na\n", id="paragraphs"),
        pytest.param(f"a{BREAK}b", "a\nb", id="a break"),
        pytest.param("<w:r><w:cr/></w:r>", "\n", id="one of another sort"),
        pytest.param(f"a{TAB}b", "a\tb", id="a tab"),
        pytest.param("<w:tabs><w:x/></w:tabs>", "", id="no tab at all"),
        pytest.param("plain", "plain", id="nothing but text"),
    ],
)
def test_what_a_block_wrote_is_its_text_and_prints_its_xml(xml, text):
    captured = Captured(xml)
    assert captured == text
    assert captured.__html__() == xml


@given(st.text('a<&>"\n\tø', max_size=12))
def test_a_text_that_was_captured_is_the_text(text):
    assert Captured(escape_text(text)) == text


@pytest.mark.parametrize(
    ("value", "brings"),
    [
        pytest.param(Captured(RUN), True, id="what a block wrote"),
        pytest.param(RichText("a"), True, id="a rich text"),
        pytest.param(RichTextParagraph("a"), True, id="a rich paragraph"),
        pytest.param(Listing("a"), True, id="a listing"),
        pytest.param(Markup("<b>"), False, id="a text for the web"),
        pytest.param(Pretends(), False, id="a stranger that calls itself markup"),
        pytest.param("<w:p/>", False, id="a text"),
        pytest.param(None, False, id="nothing"),
        pytest.param(4, False, id="a number"),
    ],
)
def test_only_what_docgen_and_docxtpl_made_brings_xml(value, brings):
    assert brings_markup(value) is brings
    assert brings_markup(value) is brings, "and the same when asked again"


def test_a_child_of_a_rich_text_is_one():
    class Own(RichText):
        """A caller's rich text."""

    assert brings_markup(Own("a"))


@pytest.mark.parametrize(
    ("value", "carries"),
    [
        (Captured('<w:hyperlink r:id="x">'), False),
        (RichText("a"), False),
        (RichText("a", url_id="rId7"), True),
        (InlineImage(None, "a.png"), True),
    ],
    ids=["what a block wrote", "a rich text", "one with a link", "a picture"],
)
def test_a_value_that_needs_other_parts_is_known(value, carries):
    assert carries_content(value) is carries


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("a", "a", id="a text"),
        pytest.param(4, "4", id="a score"),
        pytest.param(True, "True", id="a truth"),
        pytest.param(None, "None", id="nothing"),
        pytest.param(Markup("R&amp;D"), "R&D", id="a text for the web says what it means"),
        pytest.param(Pretends(), "bold", id="a stranger"),
        pytest.param([1, "a"], "[1, 'a']", id="a list"),
        pytest.param("looks at 0x1234", "looks at 0x1234", id="words that look like an address"),
    ],
)
def test_every_value_has_its_text(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize("value", [Nameless(), [Nameless()], iter([]), len])
def test_what_has_another_text_each_time_is_refused_with_a_way_out(value):
    if value is len:
        assert text_of(value) == str(len)
        return
    with pytest.raises(TypeError, match=r"the value has no text of its own; print one of its"):
        text_of(value)


def test_a_list_whose_text_would_be_huge_is_refused_before_it_is_made():
    inner: list[object] = ["a" * 1000] * 100
    with pytest.raises(LimitError, match="a text grows beyond 1,000,000"):
        text_of([inner] * 20)


@pytest.mark.parametrize("text", ["<a at 0x7f12>", "[<b.C object at 0xABCDEF01>]"])
def test_where_an_object_lies_in_memory_is_told_by_what_it_is_of(text):
    with pytest.raises(TypeError, match=r"^the entry has no text"):
        refuse_address(text, "the entry")


@pytest.mark.parametrize("text", ["at 0x7f12", "<a at 0x7>", "<a> at 0x7f12>", "a < b at 0x12>"])
def test_other_texts_stay(text):
    assert refuse_address(text, "the entry") == text


FITS = {"text": "a", "r": RUN, "p": PARAGRAPH, "tr": ROW, "tc": CELL}


@pytest.mark.parametrize("place", FITS)
def test_what_fits_its_place_stays_as_it_is(place):
    assert fitted(FITS[place], place) == FITS[place]
    assert brought(Captured(FITS[place]), place) == FITS[place]
    assert fitted("", place) == ""


@pytest.mark.parametrize(
    ("place", "xml", "says"),
    [
        ("text", RUN, r"inside a text; write the tag as \{\{r"),
        ("text", PARAGRAPH, r"inside a text; write the tag as \{\{r"),
        ("text", "</w:t></w:r></w:p>" + PARAGRAPH + "<w:p><w:r><w:t>x", None),
        ("r", PARAGRAPH, "stands where runs do"),
        ("r", "a", "stands where runs do"),
        ("r", f"<w:r>{PARAGRAPH}</w:r>", "stands where text does"),
        ("r", "<w:r>a</w:r>", "stands where text does"),
        ("p", RUN, "stands where paragraphs do"),
        ("p", ROW, "stands where paragraphs do"),
        ("p", "a", "stands where paragraphs do"),
        ("tr", CELL, "stands where table rows do"),
        ("tr", PARAGRAPH, "stands where table rows do"),
        ("tr", TABLE, "stands where table rows do"),
        ("tr", f"<w:tr>{PARAGRAPH}</w:tr>", "stands where table cells do"),
        ("tc", ROW, "stands where table cells do"),
        ("tc", "a", "stands where table cells do"),
    ],
)
def test_what_does_not_fit_its_place_is_refused(place, xml, says):
    if says is None:
        assert fitted(xml, place) == xml
        return
    with pytest.raises(MarkupError, match=says):
        fitted(xml, place)


@pytest.mark.parametrize("xml", ["<w:r>", "</w:r>", "a & b", "<w:r><w:t>a</w:r></w:t>"])
def test_what_is_not_well_formed_is_refused_with_a_way_out(xml):
    with pytest.raises(MarkupError, match="not well-formed; make it with docxtpl's RichText"):
        fitted(xml, "r")


@pytest.mark.parametrize(("place", "xml"), [("p", PARAGRAPH), ("tr", ROW), ("tc", CELL)])
def test_blanks_between_elements_are_no_text(place, xml):
    assert fitted(f" {xml}\n  {xml} ", place) == f" {xml}\n  {xml} "


@pytest.mark.parametrize(
    ("place", "xml", "written"),
    [
        pytest.param("text", "a\nb\tc", f"a{BREAK}b{TAB}c", id="in a text"),
        pytest.param("r", "<w:r><w:t>a\r\nb</w:t></w:r>",
                     f"<w:r><w:t>a{BREAK}b</w:t></w:r>", id="in a run's text"),
        pytest.param("r", '<w:r><w:t xml:space="preserve">\t</w:t></w:r>',
                     f'<w:r><w:t xml:space="preserve">{TAB}</w:t></w:r>', id="one that keeps"),
        pytest.param("r", f"{RUN}\n{RUN}", f"{RUN}\n{RUN}", id="between runs it is nothing"),
        pytest.param("p", "<w:p>\n<w:r><w:t>a</w:t></w:r></w:p>",
                     "<w:p>\n<w:r><w:t>a</w:t></w:r></w:p>", id="nor in front of one"),
    ],
)  # fmt: skip
def test_line_breaks_and_tabs_in_texts_become_those_of_word(place, xml, written):
    assert fitted(xml, place) == written


def test_text_as_a_template_wrote_it_needs_no_look():
    assert fitted("a & b", "text", plain=True) == "a & b"
    with pytest.raises(MarkupError):
        fitted("a & b", "text")


def test_the_properties_of_a_rich_text_are_put_in_order():
    xml = "<w:r><w:rPr><w:i/><w:b/></w:rPr><w:t>a</w:t></w:r>"
    assert brought(RichText("a", italic=True), "r").startswith("<w:r><w:rPr><w:i/>")
    assert fitted(xml, "r") == "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>a</w:t></w:r>"
    assert fitted(xml, "r", plain=True) == xml


def test_what_begins_paragraphs_in_docxtpls_texts_is_no_fault_of_form():
    assert fitted("<w:r><w:t>a\ab\fc</w:t></w:r>", "r") == "<w:r><w:t>a\ab\fc</w:t></w:r>"


def test_what_no_file_may_hold_is_refused():
    with pytest.raises(ForbiddenCharacterError, match="control characters"):
        brought(Captured("a\x01b"), "text")


def test_what_carries_word_content_is_left_to_the_careful_way():
    with pytest.raises(HesitationError):
        brought(RichText("a", url_id="rId1"), "r")


def test_values_that_are_joined_are_a_text_and_their_letters_are_counted():
    budget = Budget()
    with spending(budget):
        before = budget.letters
        assert joined(("a & ", 1, None)) == "a & 1None"
        assert before - budget.letters == len("a & 1None")


def test_xml_that_one_of_them_brings_stays_and_the_rest_is_escaped():
    found = joined(("R&D ", Captured(BREAK), 4))
    assert type(found) is Captured
    assert found.__html__() == f"R&amp;D {BREAK}4"
    assert found == "R&D \n4"


def test_what_is_joined_may_be_as_long_as_a_value_and_no_longer():
    assert len(joined(("a" * (MOST_VALUE - 1), "b"))) == MOST_VALUE
    with pytest.raises(LimitError, match="a text grows beyond"):
        joined(("a" * MOST_VALUE, "b"))


@pytest.mark.parametrize(
    ("xml", "changed"),
    [
        pytest.param("a &lt; b", "A &lt; B", id="a text"),
        pytest.param(RUN, "<w:r><w:t>A</w:t></w:r>", id="a run"),
        pytest.param(RUN * 2, "<w:r><w:t>A</w:t></w:r>" * 2, id="two"),
        pytest.param(f"x{RUN}", "X<w:r><w:t>A</w:t></w:r>", id="the end of one and another"),
        pytest.param("<w:r><w:tabs>q</w:tabs></w:r>", "<w:r><w:tabs>q</w:tabs></w:r>",
                     id="what is no text"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_a_filter_changes_the_texts_and_leaves_the_markup(xml, changed):
    assert changed_text(xml, str.upper, letterwise=True) == changed


def test_what_a_filter_makes_is_escaped():
    assert changed_text("a", lambda text: f"<{text}>", letterwise=False) == "&lt;a&gt;"
    assert changed_text("a", len, letterwise=False) == "1"


def test_around_several_texts_only_a_filter_of_letters_can_be_meant():
    with pytest.raises(MarkupError, match="put it into the tags of the values"):
        changed_text(RUN * 2, len, letterwise=False)
    assert changed_text(RUN, len, letterwise=False) == "<w:r><w:t>1</w:t></w:r>"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a <b>c</b>  d", "a c d"),
        ("a <!-- b > c --> d", "a d"),
        ("5 < 6", "5 < 6"),
        ("<a", "<a"),
        ("a<!-- never ends", "a<!-- never ends"),
        ("<>", ""),
        (" a\n b ", "a b"),
        (4, "4"),
        ("", ""),
    ],
)
def test_tags_of_a_web_page_are_left_out(value, text):
    assert without_tags(value) == text


@given(st.text("<>!- ab", max_size=20))
def test_no_letter_outside_tags_is_lost(text):
    found = without_tags(text)
    assert found == " ".join(found.split())
    assert without_tags(text.replace("<", "")) == " ".join(text.replace("<", "").split())

"""Stretches of a part: which paragraphs lie in them, which lie in each other."""

from __future__ import annotations

import pytest
from lxml import etree

from docgen.word.readback.story import Paragraph, Span, Story

NODE = etree.Element("x")


def a_story(*atoms: tuple[int, str | None]) -> Story:
    """Return a story of these atoms: number of the paragraph, its text; None where it begins."""
    story = Story("word/document.xml", NODE, "accept")
    for number, text in atoms:
        if number == len(story.paragraphs):
            story.paragraphs.append(Paragraph(NODE))
        if text is not None:
            story.paragraphs[number].texts.append(text)
    story.atoms += atoms
    return story


def lines(story: Story, start: int, end: int) -> list[tuple[int, str, bool]]:
    return [(story.paragraphs.index(paragraph), text, whole)
            for paragraph, text, whole in story.lines(start, end)]  # fmt: skip


TWO = a_story((0, None), (0, "Label: "), (0, "one"), (1, None), (1, "two"))


def test_a_paragraph_reads_as_all_its_pieces():
    assert [paragraph.text for paragraph in TWO.paragraphs] == ["Label: one", "two"]
    assert Paragraph(NODE).text == ""


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(0, 5, [(0, "Label: one", True), (1, "two", True)], id="all"),
        pytest.param(2, 3, [(0, "one", False)], id="a piece of a paragraph"),
        pytest.param(2, 5, [(0, "one", False), (1, "two", True)], id="from within one"),
        pytest.param(3, 5, [(1, "two", True)], id="a whole paragraph"),
        pytest.param(4, 5, [(1, "two", False)], id="the text of one"),
        pytest.param(2, 4, [(0, "one", False)], id="up to the beginning of the next"),
        pytest.param(1, 5, [(0, "Label: one", True), (1, "two", True)],
                     id="several, moved into the first of them"),
        pytest.param(1, 3, [(0, "Label: one", False)], id="one alone is not moved"),
        pytest.param(2, 2, [], id="nothing"),
    ],
)  # fmt: skip
def test_a_stretch_holds_these_paragraphs(start, end, found):
    assert lines(TWO, start, end) == found


def test_an_empty_paragraph_at_the_end_is_one_where_nothing_of_it_follows():
    story = a_story((0, None), (0, "one"), (1, None))
    assert lines(story, 0, 3) == [(0, "one", True), (1, "", True)]
    more = a_story((0, None), (0, "one"), (1, None), (1, "behind"))
    assert lines(more, 0, 3) == [(0, "one", True)]


def test_an_empty_paragraph_alone_is_one():
    story = a_story((0, None), (1, None), (1, "behind"))
    assert lines(story, 1, 2) == [(1, "", True)]


def test_a_text_box_within_a_paragraph_parts_its_pieces_not_its_line():
    story = a_story((0, None), (0, "a"), (1, None), (1, "box"), (0, "b"))
    assert lines(story, 0, 5) == [(0, "ab", True), (1, "box", True)]


def span(start: int, end: int, opened: int = 0, closed: int = 0) -> Span:
    return Span(NODE, "x", start, end, (), opened, closed)


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        pytest.param(span(0, 5), span(1, 2), True, id="within"),
        pytest.param(span(0, 5), span(0, 5), True, id="the same text"),
        pytest.param(span(1, 5), span(0, 2), False, id="begins before"),
        pytest.param(span(0, 5), span(3, 6), False, id="ends behind"),
        pytest.param(span(0, 5, 2, 3), span(1, 2, 1, 4), True, id="text decides, not borders"),
        pytest.param(span(3, 3, 1, 4), span(3, 3, 2, 3), True, id="without text the borders do"),
        pytest.param(span(3, 3, 2, 3), span(3, 3, 1, 4), False, id="turned round"),
        pytest.param(span(0, 5, 1, 2), span(5, 5, 3, 4), False, id="an empty one behind"),
        pytest.param(span(0, 5, 1, 4), span(5, 5, 2, 3), True, id="an empty one at its end"),
    ],
)
def test_a_stretch_lies_in_another(outer, inner, holds):
    assert outer.holds(inner) is holds


def test_two_stretches_are_never_the_same_thing():
    assert span(0, 1) != span(0, 1)
    assert Paragraph(NODE) != Paragraph(NODE)


@pytest.mark.parametrize(
    ("start", "end", "controls", "found"),
    [
        pytest.param(0, 5, (), ["a picture", "a note"], id="each once"),
        pytest.param(2, 3, (), ["a note"], id="of the stretch alone"),
        pytest.param(0, 1, (), [], id="none before the first"),
        pytest.param(2, 4, (), ["a note"], id="not what stands at its end"),
        pytest.param(2, 4, (NODE,), ["a note", "a picture"], id="unless its control holds it"),
    ],
)
def test_what_is_not_carried_is_told_of_its_stretch(start, end, controls, found):
    story = a_story((0, None))
    story.extras += [(1, "a picture", ()), (2, "a note", ()), (4, "a picture", (NODE,))]
    assert story.extras_in(start, end, controls) == found

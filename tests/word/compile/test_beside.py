"""What stands beside a value in its paragraph and is no text stays with the value."""

from __future__ import annotations

import pytest
from ooxml.minimal import bookmark, run, text
from ooxml.tagged import Tagged, root_of, shown, tagged, tidy

from docgen.word.compile.beside import (
    frame,
    put_at_end,
    surroundings,
    take_before,
    take_behind,
)
from docgen.word.compile.xml import fragment

PICTURE = "<w:r><w:drawing/></w:r>"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
MARK = bookmark("Start", 1) + bookmark("End", 1)


def a_part(*content: str, properties: str = "") -> Tagged:
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return tagged(f"<w:p>{properties}{inside}</w:p>")


def around(*content: str) -> tuple[bool, bool, bool]:
    part = a_part(*content)
    return tuple(surroundings(part.holders[0][0], part.found.tags[0]))


ALONE, LAST, SENTENCE = (True, True, False), (False, True, False), (False, False, False)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(["{{ a }}"], ALONE, id="nothing"),
        pytest.param(["\u2003{{ a }} "], ALONE, id="blanks"),
        pytest.param([" ", "{{ a }}", " "], ALONE, id="blanks in other runs"),
        pytest.param(["x {{ a }}"], LAST, id="words before"),
        pytest.param(["x", "{{ a }}"], LAST, id="words before, in another run"),
        pytest.param(["{{ a }} x"], SENTENCE, id="words behind"),
        pytest.param(["{{ a }}", "x"], SENTENCE, id="words behind, in another run"),
        pytest.param(["{{ a }}", "<w:r><w:noBreakHyphen/></w:r>"], SENTENCE, id="a hyphen behind"),
        pytest.param(["{{ a }}", "{{ b }}"], SENTENCE, id="another tag behind"),
        pytest.param([PICTURE, "{{ a }}"], (True, True, True), id="a picture before"),
        pytest.param(["{{ a }}", NOTE], (True, True, True), id="a note behind"),
        pytest.param([MARK, "{{ a }}"], (True, True, True), id="a bookmark"),
        pytest.param(["<w:r><w:br/></w:r>", "{{ a }}"], (True, True, True), id="a break"),
        pytest.param(["x", PICTURE, "{{ a }}"], LAST, id="words and a picture before"),
        pytest.param(["x {{ a }}", PICTURE], (False, True, True), id="a label, a picture behind"),
        pytest.param(["<w:proofErr w:type='spellStart'/>", "{{ a }}"], ALONE,
                     id="Word's own marks"),
        pytest.param(["<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "{{ a }}"],
                     (True, True, True), id="deleted words, which a reader may take back"),
        pytest.param(["<w:del/>", "{{ a }}"], ALONE, id="an empty change"),
        pytest.param(["<w:ins>" + run("x") + "</w:ins>", "{{ a }}"], LAST, id="words in a change"),
        pytest.param(["<w:hyperlink>" + run("{{ a }}") + "</w:hyperlink>"], SENTENCE,
                     id="in a link"),
        pytest.param(["<w:ins>" + run("{{ a }}") + "</w:ins>"], SENTENCE, id="in a change"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_value(content, expected):
    assert around(*content) == expected


def test_a_tag_without_an_element_is_in_a_sentence():
    part = a_part("{{ a }}")
    part.found.tags[0].element = None
    assert tuple(surroundings(part.holders[0][0], part.found.tags[0])) == SENTENCE


def taken(nodes) -> str:
    holder = root_of("<w:x/>")[0][0]
    holder.extend(nodes)
    inside = tidy(fragment(holder)).removeprefix("<w:x>").removesuffix("</w:x>")
    return inside.replace(' xml:space="preserve"', "").replace("<w:x/>", "")


@pytest.mark.parametrize(
    ("inside", "before", "behind"),
    [
        pytest.param("<w:r><w:t>{{ a }}</w:t></w:r>", "", "", id="nothing"),
        pytest.param(PICTURE + run("{{ a }}") + NOTE, PICTURE, NOTE, id="other runs"),
        pytest.param("<w:r><w:t>x {{ a }} y</w:t></w:r>", run("x "), run(" y"), id="words"),
        pytest.param("<w:r><w:rPr><w:b/></w:rPr><w:br/><w:t>{{ a }}</w:t><w:tab/></w:r>",
                     "<w:r><w:rPr><w:b/></w:rPr><w:br/></w:r>",
                     "<w:r><w:rPr><w:b/></w:rPr><w:tab/></w:r>", id="of its own run"),
        pytest.param('<w:r w:rsidR="1"><w:t>{{ a }}x</w:t></w:r>', "",
                     '<w:r w:rsidR="1"><w:t>x</w:t></w:r>', id="with the attributes of its run"),
        pytest.param("<w:pPr><w:keepNext/></w:pPr>" + MARK + run("{{ a }}"), MARK, "",
                     id="no properties"),
    ],
)  # fmt: skip
def test_what_stands_on_each_side_is_taken_in_its_order(inside, before, behind):
    for take, expected in ((take_before, before), (take_behind, behind)):
        part = tagged(f"<w:p>{inside}</w:p>")
        assert taken(take(part.found.tags[0])) == expected


@pytest.mark.parametrize("take", [take_before, take_behind])
def test_beside_a_tag_without_an_element_stands_nothing(take):
    part = a_part("{{ a }}")
    part.found.tags[0].element = None
    assert take(part.found.tags[0]) == []


def framed(*content: str, properties: str = "") -> str:
    part = a_part(*content, properties=properties)
    tag = part.found.tags[0]
    frame(part.holders[0][0], tag, part.found)
    assert tag.element is None
    own = part.found.tags[1:]
    assert all(one.ours and one.place == tag.place for one in own)
    return shown(part.root, part.found)


@pytest.mark.parametrize(
    ("content", "guard"),
    [
        ([PICTURE, "{{ a }}"], "_dg_with_content"),
        ([MARK, "{{ a }}"], "_dg_with_marks"),
        (["{{ a }}", MARK], "_dg_with_marks"),
        ([MARK, "{{ a }}", NOTE], "_dg_with_content"),
        (["<w:r><w:br/></w:r>", "{{ a }}"], "_dg_with_content"),
    ],
)
def test_a_value_is_framed_by_what_stands_beside_it(content, guard):
    written = framed(*content)
    assert written.startswith(f"[filter {guard}]<w:p>")
    assert written.endswith("[a][endfilter]")
    for piece in content:
        if piece.startswith("<"):
            assert written.count(piece) == 1


def test_the_frame_keeps_the_properties_and_the_order():
    ppr = "<w:pPr><w:keepNext/></w:pPr>"
    written = framed(PICTURE, "{{ a }}", NOTE, properties=ppr)
    paragraph, _, rest = written.partition("</w:p>")
    assert ppr in paragraph
    assert paragraph.index(PICTURE) < paragraph.index(NOTE)
    assert rest.endswith("[a][endfilter]")


def test_what_stands_behind_a_label_is_put_at_the_end():
    part = a_part("Label: {{ a }}", NOTE)
    paragraph = part.holders[0][0]
    behind = take_behind(part.found.tags[0])
    put_at_end(paragraph, behind, part.found)
    written = shown(part.root, part.found)
    assert written.startswith("[filter _dg_with_end]" + text("Label: [a]"))
    assert written.endswith(NOTE + "[endfilter]")

"""Tags on the joined text of a paragraph: found however Word split them, then whole in one text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import run, text
from ooxml.tagged import root_of, shown, tagged, told

from docgen.bounds.templates import MOST_LETTERS_IN_TAG, MOST_TAGS, MOST_TAGS_IN_PARAGRAPH
from docgen.word.compile import tags
from docgen.word.compile.marks import numbers_in
from docgen.word.compile.tags import TagList, find_plain_tags, find_tags, item_text, text_items
from docgen.word.compile.xml import W


def para(*content: str) -> str:
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{inside}</w:p>"


def one_tag(body: str) -> tags.Tag:
    found = tagged(text(body)).found
    assert found.problems == []
    (tag,) = found.tags
    return tag


def letters(text_: str) -> tuple[str, TagList]:
    found = TagList("t.docx", "word/document.xml")
    return find_plain_tags(text_, "here", "attr", found), found


# What a tag says.


@pytest.mark.parametrize(
    ("typed", "kind", "level", "body"),
    [
        pytest.param("{{ a }}", "var", "", "a", id="a value"),
        pytest.param("{{a}}", "var", "", "a", id="without blanks"),
        pytest.param("{%p if a %}", "block", "p", "if a", id="for a paragraph"),
        pytest.param("{%tr  for x in y %}", "block", "tr", "for x in y", id="for a row"),
        pytest.param("{%tc endfor %}", "block", "tc", "endfor", id="for a cell"),
        pytest.param("{{r a }}", "var", "r", "a", id="for a run"),
        pytest.param("{{ r }}", "var", "", "r", id="a name that looks like a level"),
        pytest.param("{{ p.x }}", "var", "", "p.x", id="a record of that name"),
        pytest.param("{{p\na }}", "var", "p", "a", id="a break behind the level"),
        pytest.param("{#p note #}", "comment", "p", "note", id="a comment for a paragraph"),
        pytest.param("{{ a\u00a0|upper }}", "var", "", "a |upper", id="a blank of Word"),
        pytest.param("{{ a\u2028+ b }}", "var", "", "a + b", id="a line's end of Unicode"),
        pytest.param("{{ “a” }}", "var", "", '"a"', id="round quotes"),
        pytest.param("{# “a” #}", "comment", "", "“a”", id="but in a comment"),
    ],
)
def test_a_tag_has_its_kind_its_level_and_what_it_says(typed, kind, level, body):
    tag = one_tag(typed.replace("\n", "</w:t><w:br/><w:t>"))
    assert (tag.kind, tag.level, tag.body) == (kind, level, body)


@pytest.mark.parametrize(
    ("typed", "body", "joins"),
    [
        pytest.param("{%- if a -%}", "if a", (True, True), id="on both sides"),
        pytest.param("{%- if a %}", "if a", (True, False), id="before"),
        pytest.param("{% if a -%}", "if a", (False, True), id="behind"),
        pytest.param("{%+ if a +%}", "if a", (False, False), id="a plus does nothing"),
        pytest.param("{{- a -}}", "a", (True, True), id="at a value"),
        pytest.param("{{ -a }}", "-a", (False, False), id="a minus of the sum"),
        pytest.param("{# a -#}", "a -", (False, True), id="a comment keeps its own"),
    ],
)
def test_signs_at_the_braces_join_paragraphs_and_are_no_part_of_the_tag(typed, body, joins):
    tag = one_tag(typed)
    assert (tag.body, tag.joins) == (body, joins)


@pytest.mark.parametrize(
    ("typed", "keyword", "silent"),
    [
        ("{% for x in y %}", "for", False),
        ("{%p endfor %}", "endfor", False),
        ("{{ for_all }}", "", False),
        ("{% %}", "", False),
        ("{# if #}", "", True),
        ("{#p note #}", "", False),
        ("{% cellbg x %}", "cellbg", False),
    ],
)
def test_a_block_has_a_keyword_and_a_comment_beside_text_leaves_nothing(typed, keyword, silent):
    tag = one_tag(typed)
    assert (tag.keyword, tag.silent) == (keyword, silent)


def test_raw_blocks_leave_nothing_but_what_they_hold():
    found = tagged(text("{% raw %}{{ a }}{% endraw %}"))
    assert [tag.silent for tag in found.found.tags] == [True, True]
    assert found.holders[0][1] == [], "nothing of it is a tag that stands somewhere"
    assert shown(found.root, found.found) == text("{{ a }}")


def test_a_tag_is_quoted_as_its_author_typed_it():
    assert one_tag("{{a|upper}}").printed == "{{a|upper}}"
    assert one_tag("{{ “a” }}").printed == "{{ “a” }}"
    long = one_tag("{{ " + "a" * 400 + " }}").printed
    assert long.startswith("{{ aaa")
    assert len(long) < 200


def test_a_tag_of_ours_is_quoted_as_nothing_and_one_that_comes_of_another_as_itself():
    found = TagList("t.docx")
    assert found.add_own("block", "filter x", "", "xml").printed == ""
    assert found.add("block", "endif", "here", level="tr").printed == "{%tr  endif %}"
    assert found.add("var", "a", "here").printed == "{{ a }}"
    assert [tag.number for tag in found.tags] == [0, 1, 2]
    assert [tag.ours for tag in found.tags] == [True, False, False]


# Where they stand.


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(["{{ a }}"], id="in one run"),
        pytest.param(["{", "{ a }", "}"], id="split at each brace"),
        pytest.param(["{{ ", "<w:proofErr w:type='spellStart'/>", "a", " }}"], id="marked wrong"),
        pytest.param(["{{", "<w:r><w:tab/></w:r>", "a }}"], id="a tab inside"),
        pytest.param(["<w:hyperlink><w:r><w:t>{{ a }}</w:t></w:r></w:hyperlink>"], id="a link"),
        pytest.param(["<w:smartTag><w:r><w:t>{{ a }}</w:t></w:r></w:smartTag>"], id="deep down"),
    ],
)
def test_a_tag_stands_whole_in_one_text_wherever_word_split_it(content):
    found = tagged(para("x ", *content, " y"))
    assert found.found.problems == []
    (tag,) = found.holders[0][1]
    assert tag.element.text == tag.marker
    whole = "".join(item_text(item) for item in text_items(found.holders[0][0]))
    assert whole == f"x {tag.marker} y"


def test_several_tags_in_one_text_have_their_markers_in_order():
    found = tagged(para("a {{ b }}{{ c }} d {", "{ e }} f"))
    texts = [item.text for item in found.root.iter(f"{W}t")]
    assert [numbers_in(one) for one in texts] == [[0, 1, 2], []]
    assert texts[1] == " f"
    assert [tag.body for tag in found.found.tags] == ["b", "c", "e"]


def test_a_break_between_tags_stays_and_one_inside_a_tag_goes():
    found = tagged(para("{{ a }}", "<w:r><w:br/></w:r>", "{{ b", "<w:r><w:br/></w:r>", " }}"))
    assert sum(1 for _ in found.root.iter(f"{W}br")) == 1
    assert [t.text for t in found.root.iter(f"{W}t")] == ["\ufdd00\ufdd1", "\ufdd01\ufdd1", ""]
    assert [tag.body for tag in found.found.tags] == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        "<w:del w:id='1'><w:r><w:delText>{{ a }}</w:delText></w:r></w:del>",
        "<w:pPr><w:rPr/></w:pPr>",
        "<w:r><w:rPr><w:b/></w:rPr></w:r>",
        "<w:r><w:pict><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:pict></w:r>",
        "<w:moveFrom w:id='1'><w:r><w:t>{{ a }}</w:t></w:r></w:moveFrom>",
    ],
)
def test_what_is_not_printed_holds_no_tag_of_its_paragraph(content):
    paragraph = root_of(f"<w:p>{content}{run('x')}</w:p>")[0][0]
    found = TagList("t.docx")
    assert find_tags(paragraph, "here", found) == []
    assert [item_text(item) for item in text_items(paragraph)] == ["x"]


def test_breaks_count_as_the_signs_they_stand_for():
    content = "<w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:t/></w:r>"
    paragraph = root_of(f"<w:p>{content}</w:p>")[0][0]
    assert [item_text(item) for item in text_items(paragraph)] == ["a", "\t", "\n", "\n", "-", ""]


def test_the_texts_to_look_at_may_be_named():
    paragraph = root_of(para("{{ a }}", "{{ b }}"))[0][0]
    items = list(text_items(paragraph))[1:]
    found = TagList("t.docx")
    (tag,) = find_tags(paragraph, "here", found, items)
    assert (tag.body, items[0].text) == ("b", tag.marker)
    assert next(text_items(paragraph)).text == "{{ a }}"


def test_a_place_says_what_stands_beside_the_tag():
    found = tagged(text("Dear {{ a }}, welcome to {{ b }}")).found
    assert [tag.place for tag in found.tags] == [
        'paragraph 1, behind "Dear", before ", welcome to"',
        'paragraph 1, behind ", welcome to"',
    ]


def test_what_stands_for_braces_becomes_braces_once_looked_at():
    found = tagged(text("{_{ a }_} {{ b }}"))
    assert shown(found.root, found.found) == text("{{ a }} [b]")
    assert found.found.unescaped
    assert not tagged(text("{{ b }} and c")).found.unescaped


# Tracked changes.


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        pytest.param(["{{ a", "<w:ins w:id='1'><w:r><w:t>b</w:t></w:r></w:ins>", " }}"], True,
                     id="a part is new"),
        pytest.param(["{{ a", "<w:del w:id='1'><w:r><w:delText>b</w:delText></w:r></w:del>",
                      " }}"], True, id="a part is gone"),
        pytest.param([("<w:ins w:id='1'><w:r><w:t>{{ a</w:t></w:r><w:r><w:t> }}</w:t></w:r>"
                      "</w:ins>")], True, id="split and new as a whole"),
        pytest.param(["<w:ins w:id='1'><w:r><w:t>{{ a }}</w:t></w:r></w:ins>"], False,
                     id="new as a whole, in one text"),
        pytest.param(["<w:ins w:id='1'><w:r><w:t>x</w:t></w:r></w:ins>", "{{ a", " }}"], False,
                     id="a change before it"),
        pytest.param(["{{ a", " }}", "<w:del w:id='1'><w:r/></w:del>"], False,
                     id="a change behind it"),
    ],
)  # fmt: skip
def test_a_tag_with_tracked_changes_inside_is_refused(content, refused):
    found = tagged(para(*content)).found
    assert [rule for rule, _ in told(found)] == ["tracked-change"] * refused
    if refused:
        assert "accept or reject them in Word" in found.problems[0].message


# Limits.


def test_a_paragraph_with_too_many_tags_is_told_once_and_left_alone():
    found = tagged(text("{{ a }}" * (MOST_TAGS_IN_PARAGRAPH + 1)))
    assert told(found.found) == [("limit", "paragraph 1")]
    assert found.found.tags == []
    assert tagged(text("{{ a }}" * MOST_TAGS_IN_PARAGRAPH)).found.problems == []


def test_a_template_with_too_many_tags_is_told_once(monkeypatch):
    monkeypatch.setattr(tags, "MOST_TAGS", 3)
    found = tagged(text("{{ a }}" * 3) + text("{{ b }}") + text("{{ c }}")).found
    assert told(found) == [("limit", "paragraph 2")]
    assert "at most 3 tags; part it into several" in found.problems[0].message
    assert [tag.body for tag in found.tags] == ["a"] * 3


def test_the_tags_of_parts_before_count_too():
    found = TagList("t.docx", before=MOST_TAGS)
    assert find_plain_tags("{{ a }}", "here", "attr", found) == "{{ a }}"
    assert told(found) == [("limit", "here")]
    assert found.full


def test_a_tag_that_is_too_long_is_told_with_the_limit():
    found = tagged(text("{{ " + "a" * MOST_LETTERS_IN_TAG + " }}")).found
    assert told(found) == [("limit", "paragraph 1")]
    assert f"{MOST_LETTERS_IN_TAG:,}" in found.problems[0].message


# Plain texts.


@pytest.mark.parametrize(
    ("typed", "left", "bodies"),
    [
        pytest.param("a {{ b }} c", "a \ufdd00\ufdd1 c", ["b"], id="a value"),
        pytest.param("{{ a }}{{ b }}", "\ufdd00\ufdd1\ufdd01\ufdd1", ["a", "b"], id="two"),
        pytest.param("a{# b #}c", "ac", ["b"], id="a comment"),
        pytest.param("{_{ a }_}", "{{ a }}", [], id="braces that are meant"),
        pytest.param("nothing", "nothing", [], id="no tag"),
        pytest.param("", "", [], id="no text"),
    ],
)
def test_a_plain_text_gets_markers_and_its_location(typed, left, bodies):
    text_, found = letters(typed)
    assert text_ == left
    assert [tag.body for tag in found.tags] == bodies
    assert {tag.location for tag in found.tags} <= {"attr"}
    assert {tag.place for tag in found.tags} <= {"here"}


def test_half_a_tag_in_a_plain_text_is_text_but_a_raw_block_without_end_is_a_fault():
    assert letters("a {{ b")[1].problems == []
    assert told(letters("{% raw %} {{ b")[1]) == [("broken-tag", "here")]
    assert told(tagged(text("{{ a }} {{ b")).found) == [("broken-tag", "paragraph 1")]


# The list.


def test_faults_stop_a_template_and_warnings_do_not():
    found = TagList("t.docx")
    found.fault("block", "paragraph 1", "a; b")
    found.warn("habit", "paragraph 2", "c; d")
    assert [(p.rule, p.severity, p.where) for p in found.problems] == [
        ("block", "error", "paragraph 1")
    ]
    assert [(p.rule, p.severity, p.file) for p in found.notes] == [("habit", "warning", "t.docx")]


PIECES = st.sampled_from(["{{ a }}", "{% if b %}", "{# c #}", "{%p endif %}", "ord", " ", "æ & b"])


@settings(max_examples=30)
@given(st.lists(PIECES, min_size=1, max_size=6), st.lists(st.integers(1, 40), max_size=6))
def test_however_a_text_is_split_the_same_tags_are_found_and_all_words_kept(pieces, cuts):
    whole = "".join(pieces)
    edges = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    runs = [whole[a:b].replace("&", "&amp;") for a, b in itertools.pairwise(edges)]
    split, plain = tagged(para(*runs)), tagged(para(whole.replace("&", "&amp;")))
    assert split.found.problems == plain.found.problems == []
    assert [tag.typed for tag in split.found.tags] == [p for p in pieces if p.startswith("{")]
    for one in (split, plain):
        texts = "".join(t.text or "" for t in one.root.iter(f"{W}t"))
        marked = [p for p in pieces if p.startswith("{") and not p.startswith("{#")]
        assert len(numbers_in(texts)) == len(marked)
        left = texts
        for tag in one.found.tags:
            left = left.replace(tag.marker, "")
        assert left == "".join(p for p in pieces if not p.startswith("{"))

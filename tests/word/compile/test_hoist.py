"""Tags for paragraphs, rows and cells take the place of what they stand in; run tags split runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import bookmark, cell, control, drawing, row, run, table, text
from ooxml.tagged import Tagged, shown, standing, tagged, tidy, told

from docgen.word.compile.hoist import drop_commented, lift_tags
from docgen.word.compile.xml import W


def lifted(body: str) -> tuple[str, Tagged]:
    part = tagged(body)
    lift_tags(part.holders, part.found)
    return shown(part.root, part.found), part


def faults(body: str) -> list[str]:
    part = lifted(body)[1]
    assert {rule for rule, _ in told(part.found)} <= {"tag-level", "text-beside-tag", "broken-tag"}
    return [f"{p.where.split(',')[0]}: {p.message}" for p in part.found.problems]


def para(*content: str) -> str:
    return f"<w:p>{''.join(c if c.startswith('<') else run(c) for c in content)}</w:p>"


# In the place of what they stand for.


@pytest.mark.parametrize(
    ("body", "left"),
    [
        pytest.param(text("{%p if a %}") + text("x"), f"[if a]{text('x')}", id="a paragraph"),
        pytest.param(text("{%p if a %}{%p if b %}"), "[if a][if b]", id="two of one paragraph"),
        pytest.param(text("{{p a }}"), "[a]", id="a value of whole paragraphs"),
        pytest.param(text(" {%p if a %}\t"), "[if a]", id="with blanks around"),
        pytest.param(text("{%p if a %}{#p no #}"), "[if a]", id="with a comment"),
        pytest.param(text("a {% if b %}c"), text("a [if b]c"), id="none of a level"),
        pytest.param(control(text("{%p if a %}")),
                     control("[if a]"), id="in a control"),
        pytest.param("<w:p><w:pPr><w:keepNext/></w:pPr>" + run("{%p if a %}") + "</w:p>", "[if a]",
                     id="with properties of its own"),
    ],
)  # fmt: skip
def test_a_tag_for_a_paragraph_stands_in_its_place(body, left):
    written, part = lifted(body)
    assert (written, told(part.found)) == (left, [])
    for tag in part.found.tags:
        if tag.level == "p":
            assert (tag.element, tag.location) == (None, "xml")


def in_table(body: str) -> str:
    written, part = lifted(body)
    assert told(part.found) == []
    return written.partition("</w:tblGrid>")[2].removesuffix("</w:tbl>")


def test_a_tag_for_a_row_stands_in_the_place_of_the_row():
    inner = row(cell(text("{{ x }}")))
    body = table(row(cell(text("{%tr for x in y %}"))), inner, row(cell(text("{%tr endfor %}"))))
    assert in_table(body) == tidy(f"[for x in y]{inner.replace('{{ x }}', '[x]')}[endfor]")


def test_tags_in_several_cells_of_a_row_stand_for_the_row_once_each():
    body = table(row(cell(text("{%tr if a %}")), cell(text("{%tr if b %}"))), columns=2)
    assert in_table(body) == "[if a][if b]"


def test_a_tag_for_a_cell_stands_in_the_place_of_the_cell():
    cells = [cell(text(words)) for words in ("{%tc for x in y %}", "{{ x }}", "{%tc endfor %}")]
    inner = cells[1].replace("{{ x }}", "[x]")
    assert in_table(table(row(*cells), columns=3)) == tidy(
        f"<w:tr>[for x in y]{inner}[endfor]</w:tr>"
    )


def test_a_tag_of_an_inner_table_stands_for_a_row_of_that_table():
    inner = table(row(cell(text("{%tr if a %}"))))
    written = in_table(table(row(cell(inner + "<w:p/>"))))
    assert written.count("<w:tr>") == 1
    assert written.count("[if a]") == 1


# What would be lost.


@pytest.mark.parametrize(
    ("body", "what"),
    [
        pytest.param(text("words {%p if a %}"), "'words'", id="words"),
        pytest.param(text("{{ v }}{%p if a %}"), "another tag", id="a value"),
        pytest.param(drawing(1).replace("</w:p>", run("{%p if a %}") + "</w:p>"),
                     "a picture or shape",
                     id="a picture"),
        pytest.param(text("x" * 90 + "{%p if a %}"), "'" + "x" * 40 + "'", id="many words"),
        pytest.param(table(row(cell(text("{%tr if a %}")), cell(text("lost"))), columns=2),
                     "'lost'",
                     id="words of another cell"),
        pytest.param(table(row(cell(text("{%tc if a %}") + text("lost")))), "'lost'",
                     id="words of another paragraph"),
        pytest.param(table(row(cell(text("{%tr if a %}") + table(row(cell(text("in"))))
                                    + "<w:p/>"))),
                     "'in'", id="words of an inner table"),
    ],
)  # fmt: skip
def test_nothing_beside_a_tag_is_lost(body, what):
    before = tagged(body)
    (fault,) = faults(body)
    assert f"so {what} beside it would be lost; give the tag a " in fault
    written, part = lifted(body)
    assert written == shown(before.root, before.found), "what is refused is left as it is"
    assert told(part.found)[0][0] == "text-beside-tag"


@pytest.mark.parametrize(
    ("level", "holder"), [("p", "paragraph"), ("tr", "table row"), ("tc", "table cell")]
)
def test_a_fault_says_what_the_tag_would_replace(level, holder):
    body = table(row(cell(text(f"a {{%{level} if b %}}"))))
    (fault,) = faults(body)
    assert f"{{%{level} if b %}} replaces its whole {holder}" in fault
    assert fault.endswith(f"give the tag a {holder} of its own")


def test_a_mark_of_a_comment_goes_with_its_tag():
    body = para("{%p if a %}", '<w:r><w:commentReference w:id="1"/></w:r>')
    assert lifted(body)[0] == "[if a]"


# Marks and breaks stay.


def test_bookmarks_stay_on_their_side_of_the_tag():
    start, end = bookmark("Start", 1), bookmark("End", 1)
    assert lifted(para(start, "{%p if a %}", end))[0] == f"{start}[if a]{end}"
    assert lifted(para(start, end, "{%p if a %}"))[0] == f"{start}{end}[if a]"
    assert lifted(para("{%p if a %}", start, end))[0] == f"[if a]{start}{end}"


def test_marks_of_comments_do_not_stay():
    body = para('<w:commentRangeStart w:id="1"/>', "{%p if a %}", '<w:commentRangeEnd w:id="1"/>')
    assert lifted(body)[0] == "[if a]"


@pytest.mark.parametrize("kind", ["page", "column"])
@pytest.mark.parametrize("before", [True, False])
def test_a_page_break_beside_a_tag_stands_in_a_paragraph_of_its_own(kind, before):
    br = f'<w:r><w:br w:type="{kind}"/></w:r>'
    pieces = [br, "{%p if a %}"] if before else ["{%p if a %}", br]
    own = f"<w:p>{br}</w:p>"
    assert lifted(para(*pieces))[0] == (f"{own}[if a]" if before else f"[if a]{own}")


def test_the_paragraph_of_a_break_looks_as_the_one_it_stood_in():
    ppr = "<w:pPr><w:keepNext/></w:pPr>"
    body = f'<w:p>{ppr}<w:r><w:br w:type="page"/></w:r>{run("{%p if a %}")}</w:p>'
    assert lifted(body)[0] == f'<w:p>{ppr}<w:r><w:br w:type="page"/></w:r></w:p>[if a]'


def test_a_page_break_in_a_row_that_goes_is_refused():
    br = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    (fault,) = faults(table(row(cell(text("{%tr if a %}") + br))))
    assert "replaces its whole table row" in fault


# Where there is no row.


@pytest.mark.parametrize(("level", "what"), [("tr", "table row"), ("tc", "table cell")])
def test_a_tag_that_stands_in_no_row_or_cell_is_told(level, what):
    (fault,) = faults(text(f"{{%{level} if a %}}"))
    assert fault == (
        f"paragraph 1: {{%{level} if a %}} does not stand in a {what}; move it into one, or take "
        "its level away"
    )


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        pytest.param(["if a", "endif"], 1, id="with its end"),
        pytest.param(["if a", "elif b", "else", "endif"], 1, id="with its branches"),
        pytest.param(["for x in y", "if x", "endif", "endfor"], 2, id="with another in it"),
        pytest.param(["if a", "endif", "if b", "endif"], 2, id="and another behind"),
        pytest.param(["endif"], 1, id="an end alone"),
        pytest.param(["if a", "endfor"], 2, id="with the end of another"),
    ],
)
def test_a_block_outside_any_row_is_told_once(tags, count):
    assert len(faults("".join(text(f"{{%tr {tag} %}}") for tag in tags))) == count


def test_a_tag_in_a_text_outside_a_run_is_told():
    (fault,) = faults("<w:p><w:t>{{ a }}</w:t></w:p>")
    assert fault == "paragraph 1: {{ a }} stands in a text outside a run; type the tag anew in Word"


# Runs.

BOLD = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        pytest.param("<w:t>{{r a }}</w:t>", "<w:r>{}<w:t/></w:r>[a]<w:r>{}</w:r>", id="alone"),
        pytest.param("<w:t>x {{r a }} y</w:t>",
                     "<w:r>{}<w:t>x </w:t></w:r>[a]<w:r>{}<w:t> y</w:t></w:r>", id="between words"),
        pytest.param("<w:t>{{r a }}</w:t><w:tab/><w:t>y</w:t>",
                     "<w:r>{}<w:t/></w:r>[a]<w:r>{}<w:tab/><w:t>y</w:t></w:r>",
                     id="before other things of its run"),
        pytest.param("<w:t>{{r a }}{{r b }}</w:t>",
                     "<w:r>{}<w:t/></w:r>[a]<w:r>{}<w:t/></w:r>[b]<w:r>{}</w:r>", id="two"),
        pytest.param("<w:t>{{r a }} {{ b }}</w:t>",
                     "<w:r>{}<w:t/></w:r>[a]<w:r>{}<w:t> [b]</w:t></w:r>", id="before a value"),
        pytest.param("<w:t>{{ b }}{{r a }}</w:t>",
                     "<w:r>{}<w:t>[b]</w:t></w:r>[a]<w:r>{}</w:r>", id="behind a value"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("look", ["", BOLD])
def test_a_tag_for_a_run_parts_its_run_and_both_halves_look_alike(inside, left, look):
    written, part = lifted(f"<w:p><w:r>{look}{inside}</w:r></w:p>")
    closed = left.replace("{}", look).replace("<w:r></w:r>", "<w:r/>")
    assert written == f"<w:p>{closed}</w:p>"
    for tag in part.found.tags:
        if tag.level == "r":
            assert (tag.element, tag.location) == (None, "xml")
        else:
            assert tag.marker in tag.element.text, "a tag knows the text that it stands in now"


def test_attributes_of_a_parted_run_are_those_of_both_halves():
    part = tagged('<w:p><w:r w:rsidR="00AB"><w:t>a{{r b }}c</w:t></w:r></w:p>')
    lift_tags(part.holders, part.found)
    assert [r.get(f"{W}rsidR") for r in part.root.iter(f"{W}r")] == ["00AB", "00AB"]


# Comments that stand for something.


def dropped(body: str) -> tuple[str, Tagged, int]:
    part = tagged(body)
    left = drop_commented(part.holders, part.found)
    return shown(part.root, part.found), part, len(left)


def test_a_comment_for_a_paragraph_takes_it_out_with_all_its_tags():
    written, part, left = dropped(text("{#p no #} words {{ a }}") + text("{{ b }}"))
    assert (written, left) == (text("[b]"), 1)
    assert [(tag.element is None, tag.location) for tag in part.found.tags] == [
        (True, "xml"),
        (True, "xml"),
        (False, "text"),
    ]


def test_a_comment_beside_text_takes_nothing_out():
    assert dropped(text("a {# no #}b"))[0] == text("a b")


def test_a_comment_for_a_row_takes_the_row():
    body = table(row(cell(text("{#tr no #}"))), row(cell(text("x"))))
    written, _, left = dropped(body)
    assert (written.count("<w:tr>"), left) == (1, 0)


def test_a_comment_for_a_cell_takes_the_cell_and_its_row_ends_earlier():
    written = dropped(table(row(cell(text("{#tc no #}")), cell(text("x"))), columns=2))[0]
    assert written.count("<w:tc>") == 1
    assert '<w:gridAfter w:val="1"/>' in written


def test_a_row_that_loses_its_only_cell_goes_with_it():
    body = table(row(cell(text("{#tc no #}{{ a }}"))), row(cell(text("x"))))
    written, part, left = dropped(body)
    assert (written.count("<w:tr>"), left) == (1, 0)
    assert all(tag.element is None for tag in part.found.tags)


def test_a_comment_for_a_row_outside_a_table_takes_nothing():
    assert dropped(text("{#tr no #}x"))[2] == 1


PIECES = ["{%p if a %}", "{%p endif %}", "words", "{{ b }}", "{{p c }}", "{{r d }}"]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_tags_and_words_stay_in_their_order(pieces):
    written, part = lifted("".join(map(text, pieces)))
    assert told(part.found) == []
    assert standing(part.root, part.found) == [tag.body for tag in part.found.tags]
    assert written.count("words") == pieces.count("words")
    assert sum(1 for _ in part.root.iter(f"{W}p")) == sum("p " not in p[:4] for p in pieces)

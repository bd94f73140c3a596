"""What leads nowhere: styles, lists, bookmarks, fields and drawings that do not match."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import NAMESPACES, PARTS, a_report, bookmark, drawing, field, text

from docgen.word.audit.problems import problems_of
from docgen.word.audit.references import RULES
from docgen.word.audit.rules import check_package


def found(body: str) -> list[tuple[str, str]]:
    """Return rule and place of each finding in a body."""
    return [
        (one.rule, one.where.removeprefix("word/document.xml").removeprefix(", "))
        for one in check_package(a_report(body))
    ]


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        pytest.param(
            '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p>',
            "style",
            "paragraph 1",
            id="a style that is not defined",
        ),
        pytest.param(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr></w:p>',
            "numbering",
            "paragraph 1",
            id="a list numbering that is not defined",
        ),
        pytest.param(
            f"<w:p>{bookmark('Start', 1)}</w:p>",
            "bookmark",
            "paragraph 1",
            id="a bookmark that does not end",
        ),
        pytest.param(
            f"<w:p>{bookmark('End', 1)}</w:p>",
            "bookmark",
            "paragraph 1",
            id="a bookmark that does not begin",
        ),
        pytest.param(
            f"<w:p>{bookmark('Start', 1)}{bookmark('End', 1)}"
            f"{bookmark('Start', 1, 'dg_2')}{bookmark('End', 1)}</w:p>",
            "bookmark",
            "paragraph 1",
            id="two bookmarks with one id",
        ),
        pytest.param(
            f"<w:p>{bookmark('Start', 1)}{bookmark('End', 1)}</w:p>"
            f"<w:p>{bookmark('Start', 2)}{bookmark('End', 2)}</w:p>",
            "bookmark",
            "paragraph 2",
            id="two bookmarks with one name",
        ),
        pytest.param(field("begin"), "field", "paragraph 1", id="a field that does not end"),
        pytest.param(
            text() + field("end"), "field", "paragraph 2", id="a field that does not begin"
        ),
        pytest.param(
            field("begin", "separate", "separate", "end"),
            "field",
            "paragraph 1",
            id="a field with two separate marks",
        ),
        pytest.param(
            drawing(4) + drawing(4), "drawing-id", "paragraph 2", id="two drawings with one id"
        ),
    ],
)
def test_what_does_not_match_is_found_in_its_place(body, rule, place):
    assert found(body) == [(rule, place)]


def messages(data: bytes) -> list[str]:
    return [one.message for one in problems_of(data, RULES, "x.docx")]


def header(content: str) -> str:
    return f"<w:hdr {NAMESPACES}>{content}</w:hdr>"


@pytest.mark.parametrize("use", ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"])
def test_every_use_of_a_style_is_held_against_the_styles(use):
    assert found(f'<w:p><w:{use} w:val="Normal"/></w:p>') == []
    (problem,) = check_package(a_report(f'<w:p><w:{use} w:val="Går ikke"/></w:p>'))
    assert problem.message == "the style 'Går ikke' is not defined"


def test_without_any_styles_no_style_is_defined():
    parts = {"word/styles.xml": f"<w:nothing {NAMESPACES}/>"}
    body = '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
    assert "the style 'Normal' is not defined" in messages(a_report(body, changed=parts))


def test_parts_of_another_folder_have_styles_of_their_own():
    use = '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr></w:p>'
    own = PARTS["word/styles.xml"].replace('"Normal"', '"Own"')
    added = [("word/glossary/document.xml", header(use)), ("word/glossary/styles.xml", own)]
    assert not any("style" in said for said in messages(a_report(added=added)))
    assert "the style 'Own' is not defined" in messages(a_report(use, added=added))


def test_where_a_folder_has_no_styles_they_are_not_missed():
    use = '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr></w:p>'
    assert not any("style" in said for said in messages(a_report(added=[("x/a.xml", header(use))])))


def test_a_list_is_defined_beside_its_part():
    use = '<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:p>'
    numbers = PARTS["word/numbering.xml"].replace('<w:num w:numId="1">', '<w:num w:numId="7">')
    assert messages(a_report(use)) == ["the list numbering 7 is not defined"]
    assert messages(a_report(use, changed={"word/numbering.xml": numbers})) == []
    gone = {"word/numbering.xml": f"<w:nothing {NAMESPACES}/>"}
    assert messages(a_report(use, changed=gone)) == ["the list numbering 7 is not defined"]
    assert messages(a_report(use.replace("7", "0"), changed=gone)) == [], "0 takes it out"


START, END = bookmark("Start", 1), bookmark("End", 1)


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        pytest.param(START, ["the bookmark 'dg_1' (id 1) does not end"], id="no end"),
        pytest.param(END, ["a bookmark ends (id 1) that does not begin"], id="no start"),
        pytest.param(START + END * 2, ["a bookmark ends (id 1) that does not begin"],
                     id="two ends"),
        pytest.param(END + START, ["a bookmark ends (id 1) that does not begin",
                                   "the bookmark 'dg_1' (id 1) does not end"], id="turned round"),
        pytest.param(START + END + bookmark("Start", 1, "b") + END,
                     ["two bookmarks have the id 1"], id="an id again"),
        pytest.param(START + bookmark("Start", 1, "b") + END, ["two bookmarks have the id 1"],
                     id="an id within"),
        pytest.param(START + END + bookmark("Start", 2) + bookmark("End", 2),
                     ["two bookmarks have the name 'dg_1'"], id="a name again"),
        pytest.param(START + bookmark("Start", 2, "b") + END + bookmark("End", 2), [],
                     id="bookmarks that overlap"),
    ],
)  # fmt: skip
def test_a_bookmark_begins_and_ends_once(marks, said):
    assert messages(a_report(f"<w:p>{marks}</w:p>")) == said


def test_names_of_bookmarks_are_the_files_and_ids_are_a_parts():
    whole = f"<w:p>{START}{END}</w:p>"
    said = messages(a_report(whole, added=[("word/header1.xml", header(whole))]))
    assert said == ["two bookmarks have the name 'dg_1'"]


@given(st.lists(st.sampled_from("bse"), max_size=8))
@settings(max_examples=20)
def test_fields_match_as_brackets_do(letters):
    """A plain re-statement of the rule: brackets with at most one bar in each."""
    marks = {"b": "begin", "s": "separate", "e": "end"}
    bars: list[int] = []
    sound = True
    for letter in letters:
        if letter == "b":
            bars.append(0)
        elif not bars:
            sound = False
        elif letter == "s":
            bars[-1] += 1
            sound = sound and bars[-1] == 1
        else:
            bars.pop()
    body = field(*(marks[letter] for letter in letters))
    assert (found(body) == []) == (sound and not bars)


def test_each_fault_of_a_field_has_its_words():
    assert messages(a_report(field("separate") + field("begin", "separate", "separate"))) == [
        "a field has its 'separate' mark before it begins",
        "a field has two 'separate' marks",
        "a field begins and does not end",
    ]


def test_the_ids_of_drawings_are_a_parts():
    assert found(drawing(1) + drawing(2)) == []
    assert found(drawing(1) * 3) == [("drawing-id", "paragraph 2"), ("drawing-id", "paragraph 3")]
    other = [("word/header1.xml", header(drawing(1)))]
    assert messages(a_report(text() + drawing(1), added=other)) == []


def test_every_rule_has_a_planted_defect():
    here = Path(__file__).read_text(encoding="utf-8").split("def test_every_rule")[0]
    assert [rule for rule in RULES if f'"{rule}"' not in here] == []

"""Content controls: each fault of ids, content and place is found, with the control's name."""

from __future__ import annotations

from pathlib import Path

import pytest
from ooxml.minimal import NAMESPACES, a_report, cell, control, row, run, table, text

from docgen.word.audit.controls import RULES
from docgen.word.audit.problems import problems_of
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
            control(text()) + control(text()),
            "control-id",
            "",
            id="two content controls with one id",
        ),
        pytest.param(
            control(text(), identity="x"), "control-id", "", id="a control id that is no number"
        ),
        pytest.param(
            "<w:sdt><w:sdtPr/></w:sdt>", "control-content", "", id="a control without content"
        ),
        pytest.param(control(""), "control-content", "", id="a control with empty content"),
        pytest.param(
            f"<w:p>{control(control(run(), identity=2), properties='<w:text/>')}</w:p>",
            "control-plain",
            "paragraph 1",
            id="a control in a plain text control",
        ),
        pytest.param(
            control(text() + text(), properties="<w:text/>"),
            "control-plain",
            "",
            id="two paragraphs in a plain text control",
        ),
        pytest.param(
            control(text(), properties=f'<w:tag w:val="{"t" * 65}"/>'),
            "control-name",
            "",
            id="a tag of more than 64 characters",
        ),
        pytest.param(
            control(text(), properties=f'<w:alias w:val="{"t" * 65}"/>'),
            "control-name",
            "",
            id="a title of more than 64 characters",
        ),
        pytest.param(
            f"<w:p>{control(text())}</w:p>",
            "control-place",
            "paragraph 1",
            id="a block control in a paragraph",
        ),
        pytest.param(control(run()), "control-place", "", id="a run in a control of the body"),
        pytest.param(
            table(row(control(text()), cell())),
            "control-place",
            "table 1, row 1",
            id="a paragraph in a control of a row",
        ),
        pytest.param(
            table(control(cell()), row(cell())),
            "control-place",
            "table 1",
            id="a cell in a control of a table",
        ),
    ],
)
def test_a_fault_of_a_control_is_found_in_its_place(body, rule, place):
    assert found(body) == [(rule, place)]


TAG = '<w:tag w:val="unit.name"/>'
ALIAS = '<w:alias w:val="Enhed"/>'


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        pytest.param(TAG + ALIAS, "'unit.name'", id="its tag, best of all"),
        pytest.param(ALIAS + TAG, "'unit.name'", id="wherever it stands"),
        pytest.param(ALIAS, "'Enhed'", id="its title"),
        pytest.param("", "'7'", id="its id"),
    ],
)
def test_a_control_is_named_as_a_person_finds_it(properties, name):
    (problem,) = check_package(a_report(control("", properties=properties, identity=7)))
    assert problem.message == f"the content control {name} has no content"


@pytest.mark.parametrize("control", ["<w:sdt/>", "<w:sdt><w:sdtPr/></w:sdt>"])
def test_a_control_that_says_nothing_has_no_name(control):
    (problem,) = check_package(a_report(control))
    assert problem.message == "the content control without a name has no content"


@pytest.mark.parametrize("identity", ["1", "-1", "2147483647", "-2147483648", ""])
def test_any_number_may_be_an_id(identity):
    assert found(control(text(), identity=identity)) == []


@pytest.mark.parametrize("identity", ["x", "1.0", "12345678901", "--1", " 1"])
def test_what_is_no_number_is_no_id(identity):
    assert found(control(text(), identity=identity)) == [("control-id", "")]


def test_ids_are_the_files_and_not_a_parts():
    header = f"<w:hdr {NAMESPACES}>{control(text())}</w:hdr>"
    data = a_report(control(text()), added=[("word/header1.xml", header)])
    problems = problems_of(data, RULES, "a.docx")
    assert [(one.rule, one.where) for one in problems] == [("control-id", "word/header1.xml")]
    assert problems[0].message == "two content controls have the id 1"


def test_three_with_one_id_are_two_findings():
    assert found(control(text()) * 3) == [("control-id", "")] * 2


def test_controls_without_an_id_are_not_the_same():
    assert found("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>" * 2) == []


@pytest.mark.parametrize("kind", ["text", "date", "dropDownList", "comboBox"])
def test_a_plain_control_holds_one_paragraph_and_no_control(kind):
    properties = f"<w:{kind}/>"
    assert found(control(text(), properties=properties)) == []
    assert found(control(text() * 2, properties=properties)) == [("control-plain", "")]
    inner = f"<w:p>{control(run(), identity=2)}</w:p>"
    assert found(control(inner, properties=properties)) == [("control-plain", "")]


def test_a_rich_control_holds_what_it_likes():
    inner = f"<w:p>{control(run(), identity=2)}</w:p>"
    assert found(control(text() * 2 + inner, properties="<w:richText/>")) == []


@pytest.mark.parametrize("kind", ["tag", "alias"])
def test_a_name_of_64_letters_is_the_longest(kind):
    assert found(control(text(), properties=f'<w:{kind} w:val="{"ø" * 64}"/>')) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('<w:bookmarkStart w:id="1" w:name="a"/><w:p/><w:bookmarkEnd w:id="1"/>',
                     id="bookmarks"),
        pytest.param("<w:commentRangeStart/><w:p/><w:commentRangeEnd/>", id="ranges of comments"),
        pytest.param("<w:ins/><w:p/><w:proofErr/>", id="tracked changes and spelling"),
        pytest.param('<w:p/><x:own xmlns:x="urn:x"/>', id="what is not Word's"),
        pytest.param(table(row(cell())), id="a table"),
    ],
)  # fmt: skip
def test_marks_may_stand_in_any_control(content):
    assert found(control(content)) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<w:p>{control(run())}</w:p>", id="runs in a paragraph"),
        pytest.param(f"<w:p><w:hyperlink>{control(run())}</w:hyperlink></w:p>", id="in a link"),
        pytest.param(table(row(cell(control(text())))), id="paragraphs in a cell"),
        pytest.param(table(row(control(cell()))), id="a cell in a row"),
        pytest.param(table(control(row(cell()))), id="a row in a table"),
        pytest.param(f"<w:p>{control(control(run(), identity=2))}</w:p>", id="control in control"),
    ],
)
def test_a_control_holds_what_may_stand_where_it_stands(body):
    assert found(body) == []


def test_only_the_first_that_does_not_fit_is_told_of_a_control():
    (problem,) = check_package(a_report(control(run() * 2, properties=TAG)))
    assert problem.message == "the content control 'unit.name' of a block holds w:r"


def test_every_rule_has_a_planted_defect():
    here = Path(__file__).read_text(encoding="utf-8").split("def test_every_rule")[0]
    assert [rule for rule in RULES if f'"{rule}"' not in here] == []

"""Our own rules for Word files: each finds its planted defect and names the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from ooxml.minimal import (
    NAMESPACES,
    PARTS,
    a_report,
    bookmark,
    cell,
    control,
    drawing,
    field,
    row,
    run,
    table,
    text,
)

from docgen.word.audit import controls, references
from docgen.word.audit.rules import RULES, check_package

SOUND = (
    text()
    + table(row(cell(), cell()), row(cell(text(), '<w:gridSpan w:val="2"/>')), columns=2)
    + f"<w:p>{bookmark('Start', 1)}{bookmark('End', 1)}</w:p>"
    + f"<w:p>{control(run(), properties='<w:text/>')}</w:p>"
    + control(text() + text("y"), identity=2)
    + table(control(row(control(cell(control(text(), identity=5)), identity=4)), identity=3))
    + field("begin", "separate", "begin", "end", "end")
    + drawing(1)
    + drawing(2)
    + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    + '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'
)


def _found(data: bytes) -> list[tuple[str, str]]:
    return [(problem.rule, problem.where) for problem in check_package(data)]


def test_a_sound_file_has_no_findings():
    assert check_package(a_report(SOUND)) == []


@pytest.mark.parametrize(
    ("body", "rule", "place"),
    [
        pytest.param("<w:p>loose</w:p>", "bare-text", "paragraph 1", id="text outside a run"),
        pytest.param("<w:p><w:t>x</w:t></w:p>", "bare-text", "paragraph 1", id="w:t outside a run"),
        pytest.param(f"<w:p>{run()}tail</w:p>", "bare-text", "paragraph 1", id="text after a run"),
        pytest.param(
            "<w:p><w:p/></w:p>", "nested-paragraph", "paragraph 2", id="a paragraph in a paragraph"
        ),
        pytest.param(
            table(row(cell(""))), "cell", "table 1, row 1, cell 1", id="a cell without a paragraph"
        ),
        pytest.param(
            table(row(cell(), cell(text() + table(row(cell())))), columns=2),
            "cell",
            "table 1, row 1, cell 2",
            id="a cell that ends in a table",
        ),
        pytest.param(
            table(row(cell(control(table(row(cell())))))),
            "cell",
            "table 1, row 1, cell 1",
            id="a cell that ends in a control that ends in a table",
        ),
        pytest.param(
            table(row(cell()), "<w:tr/>"), "row", "table 1, row 2", id="a row without a cell"
        ),
        pytest.param(
            table(row(cell(), cell()), row(cell()), columns=2),
            "grid",
            "table 1, row 2",
            id="a row that is shorter than the grid",
        ),
        pytest.param(
            table(row(cell(properties='<w:gridSpan w:val="3"/>')), columns=2),
            "grid",
            "table 1, row 1",
            id="a row that is longer than the grid",
        ),
        pytest.param(
            table(row(cell(properties='<w:gridSpan w:val="two"/>'))),
            "grid",
            "table 1, row 1",
            id="a cell that spans by no number",
        ),
        pytest.param(table(row(cell()), columns=0), "grid", "table 1", id="a table without a grid"),
        pytest.param(
            '<w:p><w:hyperlink r:id="rId9"/></w:p>',
            "relation",
            "paragraph 1",
            id="a relationship that is not defined",
        ),
    ],
)
def test_a_defect_of_the_body_is_found_in_its_place(body, rule, place):
    where = f"word/document.xml, {place}" if place else "word/document.xml"
    assert _found(a_report(body)) == [(rule, where)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"no zip at all", ("no-zip", ""), id="bytes that are no archive"),
        pytest.param(
            a_report(changed={"word/styles.xml": "<w:styles>"}),
            ("xml", "word/styles.xml"),
            id="XML that cannot be read",
        ),
        pytest.param(
            a_report(changed={"word/document.xml": f"<!DOCTYPE x><w:document {NAMESPACES}/>"}),
            ("xml", "word/document.xml"),
            id="a DOCTYPE",
        ),
        pytest.param(
            a_report(added=[("word/Notes.txt", "x")]),
            ("content-type", "word/Notes.txt"),
            id="a part without a content type",
        ),
        pytest.param(
            a_report(changed={"[Content_Types].xml": "<broken"}),
            ("content-type", "[Content_Types].xml"),
            id="no list of content types",
        ),
        pytest.param(
            a_report(
                changed={
                    "_rels/.rels": PARTS["_rels/.rels"].replace("document.xml", "gone.xml"),
                }
            ),
            ("relation", "_rels/.rels"),
            id="a related part that is missing",
        ),
        pytest.param(
            a_report(
                changed={
                    "word/document.xml": f'<w:document {NAMESPACES} mc:Ignorable="w14"><w:body/>'
                    "</w:document>"
                }
            ),
            ("ignorable", "word/document.xml"),
            id="an ignorable prefix that is not declared",
        ),
        pytest.param(
            a_report(
                changed={
                    "word/styles.xml": PARTS["word/styles.xml"].replace(
                        '<w:name w:val="Normal"/>',
                        '<w:name w:val="Normal"/><w:basedOn w:val="Gone"/>',
                    )
                }
            ),
            ("style", "word/styles.xml, style Normal"),
            id="a style based on one that is not defined",
        ),
    ],
)
def test_a_defect_of_the_package_is_found(data, expected):
    assert expected in _found(data)


@pytest.mark.parametrize("between", ["<!-- a remark -->", "<?an instruction?>"])
@pytest.mark.parametrize("part", sorted(PARTS))
def test_remarks_and_instructions_between_elements_are_no_defect(part, between):
    root, end, rest = PARTS[part].partition(">")
    filled = root + end + rest.replace("<", f"{between}<")
    assert check_package(a_report(SOUND, changed={part: filled})) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")  # the defect itself
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("word/styles.xml", id="twice the same name"),
        pytest.param("WORD/styles.xml", id="names that differ only in case"),
    ],
)
def test_a_part_twice_in_the_archive_is_found(name):
    data = a_report(added=[(name, PARTS["word/styles.xml"])])
    assert ("duplicate-entry", "word/styles.xml") in _found(data)


def test_a_place_inside_a_nested_table_is_counted_in_that_table():
    inner = table(row(cell()), row(cell("")))
    body = table(row(cell(inner + text())))
    assert _found(a_report(body)) == [("cell", "word/document.xml, table 2, row 2, cell 1")]


def test_the_faults_carry_the_name_of_the_file():
    (problem,) = check_package(a_report("<w:p>loose</w:p>"), "rapport ø.docx")
    assert str(problem) == (
        "rapport ø.docx: word/document.xml, paragraph 1: "
        "the text 'loose' stands outside a run [bare-text]"
    )


def test_every_rule_has_a_planted_defect():
    here = Path(__file__).read_text(encoding="utf-8")
    named = {rule for rule in RULES if f'"{rule}"' in here.split("def test_every_rule")[0]}
    elsewhere = {"order", *controls.RULES, *references.RULES}  # have tests of their own
    assert set(RULES) == named | elsewhere

"""What the gate finds in one Word file: faults that stop it, notes on what was taken out."""

from __future__ import annotations

import pytest

from docgen.errors import TemplateError
from docgen.model.tongue import chosen
from docgen.word.compile.findings import MOST_ALIKE, Findings, called
from docgen.word.compile.policy import Rule
from docgen.word.compile.rulebook import content_type

REFUSED = Rule("a thing", "refuse", "it is bad", "remove it in Word", "thing")
OUT = Rule("another thing", "out", "nobody needs it")
KEPT = Rule("a good thing", "keep", "it is good")


def there() -> str:
    return "paragraph 1"


def faults(findings: Findings) -> list[tuple[str, str, str]]:
    with pytest.raises(TemplateError) as caught:
        findings.notes()
    assert all(problem.file == "t.docx" for problem in caught.value.problems)
    return [(problem.rule, problem.where, problem.message) for problem in caught.value.problems]


@pytest.fixture
def findings() -> Findings:
    return Findings("t.docx")


# Names of parts.


@pytest.mark.parametrize(
    ("part", "kind", "name"),
    [
        ("word/document.xml", "", "the text"),
        ("word/header2.xml", "", "header 2"),
        ("word/footnotes.xml", "", "footnotes"),
        ("word/settings.xml", "word:settings+xml", "settings"),
        ("word/odd.xml", "word:settings+xml", "settings"),
        ("word/glossary/document.xml", "word:document.glossary+xml", "building blocks"),
        ("word/charts/chart3.xml", "office:drawingml.chart+xml", "chart 3"),
        ("word/charts/chart.xml", "office:drawingml.chart+xml", "word/charts/chart.xml"),
        ("word/odd.bin", "", "word/odd.bin"),
        ("docProps/core.xml", "package:core-properties+xml", "properties"),
        ("word/header2.xml", "word:settings+xml", "header 2"),
    ],
)
def test_a_part_is_called_as_a_person_calls_it(part, kind, name):
    assert called(part, content_type(kind) if kind else "") == name


# What is refused.


def test_a_fault_has_its_reason_its_way_out_and_its_place(findings):
    findings.apply(REFUSED, there)
    assert faults(findings) == [
        ("thing", "paragraph 1", "holds a thing: it is bad; remove it in Word")
    ]


@pytest.mark.parametrize(
    ("detail", "shown"),
    [
        pytest.param("DDE  x\n y", "a thing (DDE x y): ", id="on one line"),
        pytest.param("x" * 150, f"a thing ({'x' * 100}...): ", id="cut"),
        pytest.param("", "a thing: ", id="nothing"),
        pytest.param(" ", "a thing: ", id="blanks"),
    ],
)
def test_what_the_file_says_is_shown(findings, detail, shown):
    findings.apply(REFUSED, there, detail)
    assert f"holds {shown}" in faults(findings)[0][2]


def test_what_the_name_of_the_thing_says_already_is_not_said_again(findings):
    findings.apply(REFUSED._replace(what="a document (altChunk)"), there, "ALTCHUNK")
    assert "holds a document (altChunk): " in faults(findings)[0][2]


def test_of_one_thing_the_nearest_place_is_told(findings):
    findings.apply(REFUSED, lambda: "word/x.bin", near=0)
    findings.apply(REFUSED, lambda: "relations", near=1)
    findings.apply(REFUSED, there, near=2)
    findings.apply(REFUSED, lambda: "paragraph 2", near=2)
    assert [where for _, where, _ in faults(findings)] == ["paragraph 1", "paragraph 2"]


def test_each_sort_of_thing_has_its_own_nearest_place(findings):
    findings.apply(REFUSED, there, near=2)
    findings.apply(REFUSED._replace(what="one more"), lambda: "word/x.bin", near=0)
    assert [where for _, where, _ in faults(findings)] == ["paragraph 1", "word/x.bin"]


def test_the_same_fault_is_told_once(findings):
    for _ in range(3):
        findings.refuse("broken-xml", "settings", "holds broken XML")
    assert faults(findings) == [("broken-xml", "settings", "holds broken XML")]


def test_of_very_many_faults_the_first_are_told(findings):
    for number in range(MOST_ALIKE + 5):
        findings.apply(REFUSED, lambda number=number: f"paragraph {number}")
    assert len(faults(findings)) == MOST_ALIKE


def test_with_a_fault_no_notes_are_given(findings):
    findings.apply(OUT, there)
    findings.apply(REFUSED, there)
    assert [rule for rule, _, _ in faults(findings)] == ["thing"]


# What is taken out.


def test_a_note_says_what_was_taken_out_and_why(findings):
    findings.apply(OUT, there, "x")
    (note,) = findings.notes()
    assert (note.rule, note.severity, note.where) == ("taken-out", "note", "paragraph 1")
    assert note.message == "taken out: another thing (x); nobody needs it"


def test_the_same_note_is_given_once(findings):
    findings.apply(OUT, there)
    findings.apply(OUT, there)
    assert len(findings.notes()) == 1


@pytest.mark.parametrize("more", [0, 1, 7])
def test_of_many_notes_the_first_are_given_and_the_rest_counted(findings, more):
    for number in range(MOST_ALIKE + more):
        findings.apply(OUT, lambda number=number: f"paragraph {number}")
    notes = findings.notes()
    assert len(notes) == MOST_ALIKE + bool(more)
    if more:
        assert notes[-1].message == f"and {more} more: another thing"
        assert (notes[-1].severity, notes[-1].rule) == ("note", "taken-out")


def test_a_place_is_not_looked_for_where_nothing_is_told(findings):
    findings.apply(KEPT, lambda: pytest.fail("no place is needed"))
    assert findings.notes() == ()


def test_what_stays_is_known_too(findings):
    assert not findings.knows(KEPT)
    findings.apply(KEPT, there)
    assert findings.knows(KEPT)
    assert not findings.knows(OUT)


def test_nothing_found_is_nothing_told(findings):
    assert findings.notes() == ()


def test_findings_speak_the_language_of_who_asks(findings):
    macros = Rule("macros", "refuse", "they are a program", "save it as .docx without macros")
    with chosen("da"):
        findings.apply(macros, there)
    assert "makroer" in faults(findings)[0][2]

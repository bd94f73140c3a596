"""What a rule looks at: the paragraphs with tags, and where a finding stands in Word."""

from __future__ import annotations

import pytest
from ooxml.minimal import a_report, cell, row, table, text

from docgen.check.lint.subject import LintFinding, Subject
from docgen.word.audit.package import Package, W
from tests.lintsubjects import PACK, a_subject

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"


def paragraph_of(subject: Subject, number: int):
    return [*subject.package.trees[BODY].iter(f"{W}p")][number]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        pytest.param(text("x"), [], id="no brace"),
        pytest.param(text("{{ unit.name }}"), ["{{ unit.name }}"], id="a tag"),
        pytest.param(text("a { b"), ["a { b"], id="a brace"),
        pytest.param(text("[[x]]"), ["[[x]]"], id="a bracket"),
        pytest.param(text("\uff5b x"), ["\uff5b x"], id="a wide brace"),
        pytest.param(table(row(cell(text("{{ a }}")), cell(text("b"))), columns=2), ["{{ a }}"],
                     id="in a cell"),
        pytest.param("<w:p><w:r><w:t>{{ a</w:t><w:tab/><w:t>}}</w:t></w:r></w:p>", ["{{ a\t}}"],
                     id="with a tab in it"),
    ],
)  # fmt: skip
def test_paragraphs_that_may_hold_a_tag_are_looked_at(body, texts):
    assert [one.text for one in a_subject(body).tagged] == texts


def test_a_paragraph_has_its_tags_and_its_texts_with_their_places():
    runs = "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in ("a {{ u", "nit.name }} ", "b"))
    (one,) = a_subject(f"<w:p>{runs}</w:p>").tagged
    assert [(span.start, span.end, span.kind) for span in one.spans] == [(2, 17, "var")]
    assert [(begin, end) for _, begin, end in one.items] == [(0, 6), (6, 18), (18, 19)]
    assert "".join(one.text[begin:end] for _, begin, end in one.items) == one.text
    assert one.part == BODY


def test_comments_and_prompts_of_fields_are_not_read():
    added = (
        ("word/comments.xml", f'<w:comments xmlns:w="{MAIN}">{text("{{ a }}")}</w:comments>'),
        (
            "word/glossary/document.xml",
            f'<w:glossaryDocument xmlns:w="{MAIN}">{text("{{ b }}")}</w:glossaryDocument>',
        ),
        ("word/header1.xml", f'<w:hdr xmlns:w="{MAIN}">{text("{{ c }}")}</w:hdr>'),
    )
    subject = a_subject(text("{{ d }}"), added=added)
    assert {one.text for one in subject.tagged} == {"{{ c }}", "{{ d }}"}
    assert {part for part, _ in subject.stories()} == {BODY, "word/header1.xml"}


@pytest.mark.parametrize(
    ("number", "where"),
    [(0, "paragraph 1"), (1, "table 1, row 1, cell 1"), (2, "table 1, row 1, cell 2"),
     (3, "paragraph 4")],
)  # fmt: skip
def test_a_finding_stands_where_its_paragraph_does(number, where):
    body = text("a") + table(row(cell(text("b")), cell(text("c"))), columns=2) + text("d")
    subject = a_subject(body)
    paragraph = paragraph_of(subject, number)
    assert subject.where(LintFinding(BODY, paragraph, "")) == where
    assert subject.where(LintFinding(BODY, paragraph.find(f"{W}r"), "")) == where


def test_what_holds_paragraphs_stands_at_its_first():
    subject = a_subject(text("a") + table(row(cell(text("b")))))
    (found,) = subject.package.trees[BODY].iter(f"{W}tr")
    assert subject.where(LintFinding(BODY, found, "")) == "table 1, row 1, cell 1"


def test_a_finding_of_a_style_names_it():
    more = '<w:style w:styleId="X"><w:name w:val="Quiet note"/><w:rPr><w:b/></w:rPr></w:style>'
    subject = a_subject(styles=more)
    (style,) = subject.package.trees["word/styles.xml"].iterfind(f"{W}style[last()]")
    bold = next(style.iter(f"{W}b"))
    assert subject.where(LintFinding("word/styles.xml", style, "")) == "style Quiet note"
    assert subject.where(LintFinding("word/styles.xml", bold, "")) == "style Quiet note"


def test_a_finding_of_a_part_as_a_whole_names_the_part():
    subject = a_subject()
    whole = subject.where(LintFinding("docProps/core.xml", None, ""))
    assert whole
    assert subject.where(LintFinding("word/none.xml", paragraph_of(subject, 0), ""))


def test_places_lead_back_to_their_paragraphs():
    subject = a_subject(text("a") + table(row(cell(text("b") + text("c")))) + text("d"))
    places = subject.paragraphs_by_place()
    assert {name for name, _ in places.values()} == {BODY}
    for place, (name, paragraph) in places.items():
        assert subject.where(LintFinding(name, paragraph, "")) == place
    assert {"paragraph 1", "table 1, row 1, cell 1", "paragraph 4"} == set(places)


@pytest.mark.parametrize(
    ("body", "styles", "hides"),
    [
        (text("a"), "", False),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p>", "", True),
        (text("a"), '<w:style w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>', True),
    ],
)
def test_a_part_may_hide_text_by_itself_or_by_a_style(body, styles, hides):
    assert a_subject(body, styles=styles).hides(BODY) is hides


def test_another_judge_shares_what_was_read():
    whole = Subject("t.docx", Package.read(a_report(text("{{ a }}"))))
    one = whole.judged({}, PACK, PACK.documents["report"])
    other = whole.judged(None, None, None)
    assert one.tagged is other.tagged is whole.tagged
    assert (one.pack, one.fields, one.document) == (PACK, {}, PACK.documents["report"])
    assert (other.pack, other.fields, other.document, other.prints) == (None, None, None, None)
    assert whole.pack is None

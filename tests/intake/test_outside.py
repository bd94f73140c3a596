"""Lines that somebody typed beside the fields of a form; the form's own are none of them."""

from __future__ import annotations

from functools import cache

import pytest

from docgen.document.blankform import make_form
from docgen.errors import TemplateError
from docgen.intake import outside
from docgen.intake.outside import strange_lines
from docgen.model import Pack
from docgen.packs.load import load_pack
from docgen.word.readback.fields import open_edited
from tests.wordedits import NAMESPACE, added, control, document, edited, paragraph

DK = load_pack("dk")
FIXED = DK.labels["criteria.comment"]
FIELD_OF_WORD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>siden</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@cache
def blank() -> bytes:
    return make_form(DK, "report")


def strange(*body: str, pack: Pack = DK) -> list[tuple[str, str]]:
    """Return what is strange in a Word file of that body."""
    return list(strange_lines(open_edited(document("".join(body)), "a.docx"), pack))


@pytest.fixture
def no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pack's own forms print is not known: its texts alone are."""
    monkeypatch.setattr(outside, "_fixed", lambda *_: frozenset())


def test_a_blank_form_has_none():
    assert list(strange_lines(open_edited(blank(), "a.docx"), DK)) == []


def test_a_line_typed_into_a_form_is_one_with_its_place():
    typed = paragraph("Skrevet  ved\tsiden af")
    data = edited(blank(), lambda xml: xml.replace("<w:body>", f"<w:body>{typed}", 1))
    found = list(strange_lines(open_edited(data, "a.docx"), DK))
    assert found == [("Skrevet ved siden af", "paragraph 1")]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param([paragraph("Et ord")], ["Et ord"], id="a line"),
        pytest.param([paragraph("A"), paragraph("B")], ["A", "B"], id="two"),
        pytest.param([paragraph("delt", " i ", "tre")], ["delt i tre"], id="runs of one line"),
        pytest.param([paragraph(control("svar", "purpose"))], [], id="what a field holds"),
        pytest.param([paragraph("ved", control("svar", "purpose"), "siden")], ["vedsiden"],
                     id="text around a field"),
        pytest.param([paragraph(control("svar", "Kunde"))], [], id="in another program's control"),
        pytest.param([paragraph("  "), paragraph("- …")], [], id="blanks and signs"),
        pytest.param([paragraph(FIELD_OF_WORD)], [], id="what Word works out"),
        pytest.param([paragraph(f"{FIXED}:")], [], id="a label of the pack"),
        pytest.param([paragraph(f"{FIXED}: godt")], [f"{FIXED}: godt"], id="words behind a label"),
        pytest.param([paragraph(DK.criteria[0].description.upper())], [], id="a description"),
        pytest.param([paragraph(f"12. {DK.criteria[0].name} 2026")], [], id="numbers and a name"),
        pytest.param([paragraph(DK.levels[0].legend)], [], id="a legend"),
        pytest.param([paragraph(DK.sections[0].label)], [], id="a section"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_form")
def test_what_the_pack_does_not_print_is_strange(body, lines):
    assert [text for text, _ in strange(*body)] == lines


@pytest.mark.usefixtures("no_form")
def test_short_texts_of_a_pack_do_not_eat_what_somebody_typed():
    """`Ja` may be a text of a pack: it is no reason to drop a sentence with a ja in it."""
    assert strange(paragraph("ja"), pack=DK._replace(texts={"yes": "ja"})) == [
        ("ja", "paragraph 1")
    ]
    pack = DK._replace(texts={"long": "i alt ti", "longer": "i alt tidligere"})
    assert strange(paragraph("I alt tidligere"), pack=pack) == []


def test_a_line_of_another_document_of_the_pack_is_none():
    """A meeting's form copied behind a report's: both are the pack's."""
    other = next(d.name for d in DK.documents.values() if d.needs_review and d.name != "report")
    known = outside._fixed(DK, other)
    assert known
    assert list(strange_lines(open_edited(make_form(DK, other), "a.docx"), DK)) == []


def test_a_broken_template_makes_every_line_strange_and_stops_nobody(monkeypatch):
    def broken(*_):
        raise TemplateError([])

    monkeypatch.setattr(outside, "make_form", broken)
    monkeypatch.setattr(outside._known, "of", lambda *given: given[-1]())
    assert outside._fixed(DK, "report") == frozenset()
    assert [text for text, _ in strange(paragraph("Et ord"))] == ["Et ord"]


@pytest.mark.usefixtures("no_form")
def test_the_number_of_a_note_is_not_its_text():
    """LibreOffice writes it there, again at each save."""
    notes = f"<w:footnote w:id='2'>{paragraph('1 2 ', 'Min note')}</w:footnote>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = f"<w:footnotes xmlns:w='{NAMESPACE}'>{notes}</w:footnotes>"
    data = added(document(paragraph("1 2 ord")), "word/footnotes.xml", part, kind, relation)
    found = list(strange_lines(open_edited(data, "a.docx"), DK))
    assert [text for text, _ in found] == ["1 2 ord", "Min note"]

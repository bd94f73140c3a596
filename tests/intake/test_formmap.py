"""The map of a form comes out of the pack's own blank form: labels, sentences, criteria, a list."""

from __future__ import annotations

import pytest

from docgen.errors import DocgenError
from docgen.intake import formmap
from docgen.intake.folded import bare_letters
from docgen.intake.formmap import Anchor, FormMap, map_of
from docgen.model import Pack
from docgen.packs.load import load_pack, pack_codes
from docgen.report import REPORT
from tests.wordedits import control, document, paragraph
from tests.wordlines import table

PACKS = {code: load_pack(code) for code in pack_codes()}
FI = PACKS["fi-sv"]
ONE, TWO = FI.criteria[:2]
PROMPT = FI.texts["placeholder"]


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch):
    """Return a function that maps a blank form of that body."""

    def made(*body: str, pack: Pack = FI) -> FormMap:
        data = document("".join(body))
        monkeypatch.setattr(formmap, "make_form", lambda *_: data)
        return formmap._map_of(pack)

    return made


def field(tag: str) -> str:
    return control(PROMPT, tag)


def asked(anchor: Anchor) -> list[str]:
    return [target.path for target in anchor.targets]


def shown(found: FormMap) -> list[tuple[str, list[str]]]:
    """Return each anchor's text and paths."""
    return [(anchor.text, asked(anchor)) for anchor in found.anchors]


# --- labels -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "anchors"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([paragraph("Namn: ", field("unit.name"))], [("Namn:", ["unit.name"])],
                     id="a field behind its label"),
        pytest.param([paragraph("Namn:"), paragraph(field("unit.name"))],
                     [("Namn:", ["unit.name"])], id="below it"),
        pytest.param([paragraph("Rubrik"), paragraph("Namn:"), paragraph(field("unit.name"))],
                     [("Rubrik", []), ("Namn:", ["unit.name"])], id="a heading above"),
        pytest.param(
            [paragraph("Till:"), *(paragraph(field(f"recipients.k{n}")) for n in (1, 2))],
            [("Till:", ["recipients.k1", "recipients.k2"])], id="a field an entry"),
        pytest.param([paragraph("Namn:", field("unit.name"), "\t", field("unit.nothing"))],
                     [], id="what no form asks for is text behind a field"),
        pytest.param([paragraph(field("unit.name")), paragraph("Rubrik")], [("Rubrik", [])],
                     id="a field before any label"),
        pytest.param([paragraph(" - "), paragraph("")], [], id="signs and blanks"),
        pytest.param([paragraph("Kund: ", control("X", "Customer"))], [("Kund: X", [])],
                     id="another program's control is text"),
    ],
)  # fmt: skip
def test_a_fixed_text_has_the_fields_behind_it_up_to_the_next(mapped, body, anchors):
    assert shown(mapped(*body)) == anchors


@pytest.mark.parametrize(
    ("text", "is_label"),
    [("Namn:", True), ("Hur? ", True), ("Namn", False), ("Namn.", False), ("", False)],
)
def test_a_label_ends_with_a_colon_or_a_question(text, is_label):
    assert Anchor(text).is_label is is_label


def test_a_criterion_begins_with_its_first_field_and_its_texts_are_fixed(mapped):
    body = []
    for c in (ONE, TWO):
        body += [paragraph(f"{c.printed} {c.name}"), paragraph(c.description)]
        body += [paragraph("Omdöme: ", field(f"criteria.{c.id}.comment"))]
        body += [paragraph("Råd: ", field(f"criteria.{c.id}.recommendation"))]
    found = mapped(*body)
    assert shown(found) == [
        step
        for c in (ONE, TWO)
        for step in (
            (c.name, []),
            ("Omdöme:", [f"criteria.{c.id}.comment"]),
            ("Råd:", [f"criteria.{c.id}.recommendation"]),
        )
    ]
    assert [anchor.criterion for anchor in found.anchors] == [ONE.id, "", "", TWO.id, "", ""]
    assert bare_letters(ONE.description) in found.fixed


def test_a_criterions_name_alone_is_no_fixed_line(mapped):
    """A report's line that says no more than a name may be what somebody wrote."""
    found = mapped(paragraph(ONE.name), paragraph("Omdöme: ", field(f"criteria.{ONE.id}.comment")))
    assert bare_letters(ONE.name) not in found.fixed
    assert bare_letters(f"{ONE.printed} {ONE.name}") in found.fixed
    assert bare_letters("Omdöme:") in found.fixed


def test_the_table_of_criteria_is_left_to_its_columns(mapped):
    found = mapped(
        paragraph("Namn: ", field("unit.name")),
        table(
            ["KRITERIUM", "OMDÖME"],
            [ONE.name, paragraph(field(f"criteria.{ONE.id}.comment"))],
        ),
    )
    assert shown(found) == [("Namn:", ["unit.name"])]
    assert "omdome" not in found.fixed


def test_a_table_of_something_else_is_read_as_lines(mapped):
    found = mapped(table(["Namn:", paragraph(field("unit.name"))]))
    assert shown(found) == [("Namn:", ["unit.name"])]


def test_the_list_of_scores_has_one_label_and_is_no_anchor(mapped):
    rows = [
        paragraph(f"{c.short_name}\tPoäng: ", field(f"criteria.{c.id}.points")) for c in (ONE, TWO)
    ]
    found = mapped(paragraph("Sammanfattning"), *rows)
    assert found.list_label == "Poäng:"
    assert shown(found) == [("Sammanfattning", [])]
    assert mapped(paragraph("Sammanfattning")).list_label == ""


# --- sentences --------------------------------------------------------------------------------


def test_a_sentence_with_values_is_a_pattern(mapped):
    found = mapped(
        paragraph("Besöket hos ", field("unit.name"), " gjordes ", field("review.dates"), ".")
    )
    (pattern,) = found.patterns
    assert [target.path for target in pattern.targets] == ["unit.name", "review.dates"]
    match = pattern.regex.search("Först. BESÖKET hos  Enhet\nA gjordes 10.3.2026. Sist.")
    assert match is not None
    assert match.groups() == ("Enhet\nA", "10.3.2026")
    assert found.anchors == ()


def test_each_sentence_of_a_paragraph_is_one_of_its_own(mapped):
    found = mapped(
        paragraph("Vi var hos ", field("unit.name"), " då. Där var ", field("purpose"), " med.")
    )
    assert [[target.path for target in one.targets] for one in found.patterns] == [
        ["unit.name"],
        ["purpose"],
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("Vi, N, var hos A. Alt var vel.", "A", id="another sentence behind it"),
        pytest.param(
            "Vi, N, var hos psyk. afd. i Sundby. Alt", "psyk. afd. i Sundby", id="shortened"
        ),
        pytest.param("Vi, N, var hos A den 10.3.2026.", "A den 10.3.2026", id="a date"),
        pytest.param("Vi, N, var hos A.", "A", id="nothing behind it"),
    ],
)
def test_a_full_stop_within_a_value_does_not_end_it(mapped, text, value):
    fields = paragraph("Vi, ", field("unit.name"), ", var hos ", field("unit.partners"), ".")
    (pattern,) = mapped(fields).patterns
    match = pattern.regex.search(text)
    assert match is not None
    assert match.groups() == ("N", value)


def test_a_value_at_a_sentences_end_goes_to_the_end_of_the_line(mapped):
    found = mapped(paragraph("Vi var hos ", field("unit.name"), " hela ", field("purpose")))
    match = found.patterns[0].regex.search("Vi var hos A hela dagen. Och natten.")
    assert match is not None
    assert match.groups() == ("A", "dagen. Och natten.")


def test_signs_of_a_sentence_are_themselves(mapped):
    found = mapped(paragraph("(Poäng ", field("result.total"), " av 125?) [ja]"))
    regex = found.patterns[0].regex
    assert regex.search("Se (Poäng 88 av 125?) [ja].") is not None
    assert regex.search("(Poäng 88 av 12) [ja]") is None


def test_reviewers_behind_a_sentence_are_the_signatures(mapped):
    found = mapped(
        paragraph("Slutord"),
        paragraph(field("summary.conclusion")),
        paragraph("Det ger ", field("result.total"), " poäng."),
        paragraph(field("reviewers.k1.name")),
        paragraph(field("reviewers.k2.name")),
    )
    (anchor,) = found.anchors
    assert asked(anchor) == ["summary.conclusion"]
    assert [target.path for target in anchor.late] == ["reviewers.k1.name", "reviewers.k2.name"]


def test_behind_no_sentence_reviewers_stand_behind_their_label(mapped):
    found = mapped(paragraph("Bedömare:"), paragraph(field("reviewers.k1.name")))
    (anchor,) = found.anchors
    assert (asked(anchor), anchor.late) == (["reviewers.k1.name"], ())


# --- the packs' own ---------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["dk", "fi-sv"])
def test_the_map_of_a_packs_form_knows_its_values(code):
    pack = PACKS[code]
    found = map_of(pack)
    assert map_of(pack) is found
    paths = {target.path for anchor in found.anchors for target in (*anchor.targets, *anchor.late)}
    paths |= {target.path for pattern in found.patterns for target in pattern.targets}
    assert {"unit.name", "reviewers.k1.name"} <= paths
    begun = [anchor.criterion for anchor in found.anchors if anchor.criterion]
    assert begun in ([], [criterion.id for criterion in pack.criteria])
    assert all(bare_letters(text) == text for text in found.fixed)


def test_a_pack_without_a_report_has_none():
    bare = PACKS["dk"]._replace(documents={})
    with pytest.raises(DocgenError, match=REPORT):
        map_of(bare)

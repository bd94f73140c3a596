"""How each printed value stands in its paragraph: alone, behind a label or in its sentence."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, control, row, run, table, text
from ooxml.tagged import Tagged, shown, tagged

from docgen.model import Field
from docgen.word.compile.placing import place_values
from docgen.word.compile.styles import Styles

STYLES = Styles({"list bullet": "LB"}, {"LB": "list bullet"}, "")
LONG, LINE = Field("text", "purpose", "Purpose"), Field("line", "unit.name")


def placed(body: str, *fields: Field | None) -> Tagged:
    """Give the tags of a body, in their order, these fields."""
    part = tagged(body)
    printed = {n: one for n, one in enumerate(fields) if one is not None}
    place_values(part.found, printed, STYLES)
    return part


def form_of(body: str, field: Field) -> str | None:
    site = placed(body, field).found.tags[0].site
    return None if site is None else site["form"]


def para(*content: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{properties}{inside}</w:p>"


PICTURE = "<w:r><w:drawing/></w:r>"


@pytest.mark.parametrize(
    ("body", "long", "line"),
    [
        pytest.param(text("{{ a }}"), "alone", "alone", id="alone in its paragraph"),
        pytest.param(text("  {{ a }} "), "alone", "alone", id="with blanks"),
        pytest.param(para("{{ a", " }}"), "alone", "alone", id="in several runs"),
        pytest.param(text("Label: {{ a }}"), "tail", "inline", id="behind a label"),
        pytest.param(para("Label: ", "{{ a }}"), "tail", "inline", id="in a run of its own"),
        pytest.param(text("{{ b }} {{ a }}").replace("{{ b }}", "x"), "tail", "inline",
                     id="behind a word"),
        pytest.param(text("{{ a }}."), "inline", "inline", id="before a sign"),
        pytest.param(text("of {{ a }} and"), "inline", "inline", id="in a sentence"),
        pytest.param(para(PICTURE, "{{ a }}"), "alone", "inline", id="behind a picture"),
        pytest.param(para("{{ a }}", PICTURE), "alone", "inline", id="before a picture"),
        pytest.param(para("Label: {{ a }}", PICTURE), "tail", "inline", id="a label and a picture"),
        pytest.param("<w:p><w:hyperlink>" + run("{{ a }}") + "</w:hyperlink></w:p>", "inline",
                     "inline", id="in a link"),
        pytest.param(para("{{ a }}", properties="<w:pPr><w:sectPr/></w:pPr>"), "alone", "inline",
                     id="where a section ends"),
    ],
)  # fmt: skip
def test_a_value_stands_as_its_place_and_its_kind_ask(body, long, line):
    assert form_of(body, LONG) == long
    assert form_of(body, LINE) == line


@pytest.mark.parametrize(
    ("field", "form"),
    [
        pytest.param(Field("value"), None, id="printed as it is"),
        pytest.param(Field("bool"), None, id="yes or no"),
        pytest.param(Field("value", "unit.name"), "inline", id="a value of the review"),
        pytest.param(Field("bool", form_path="x"), "inline", id="one that a form asks for"),
        pytest.param(Field("number"), "inline", id="a number"),
        pytest.param(Field("list", "x"), "tail", id="a list"),
        pytest.param(Field("date", "x"), "inline", id="a date"),
    ],
)
def test_what_needs_a_site_behind_a_label(field, form):
    assert form_of(text("Label: {{ a }}"), field) == form


def test_what_prints_no_field_or_stands_in_an_attribute_has_no_site():
    part = placed(text("{{ a }} {{ b }}"), None, LINE)
    assert part.found.tags[0].site is None
    part = tagged(text("{{ a }}"))
    part.found.tags[0].location = "attr"
    place_values(part.found, {0: LINE}, STYLES)
    assert part.found.tags[0].site is None


# What becomes of the paragraph.


def test_a_value_alone_takes_the_place_of_its_paragraph():
    part = placed(para("{{ a }}", properties="<w:pPr><w:keepNext/></w:pPr>") + text("b"), LONG)
    assert shown(part.root, part.found) == "[a]" + text("b")
    assert part.found.tags[0].element is None
    assert part.found.tags[0].site["ppr"] == "<w:pPr><w:keepNext/></w:pPr>"


def test_a_value_in_its_sentence_stays_there():
    body = text("of {{ a }} and")
    part = placed(body, LONG)
    assert shown(part.root, part.found) == text("of [a] and")


def test_a_value_behind_its_label_writes_the_end_and_the_beginning_of_the_paragraph():
    part = placed(text("Label: {{ a }}"), LONG)
    assert shown(part.root, part.found) == "<w:p>[a]<w:r><w:t>Label: </w:t></w:r>[a]</w:p>"
    first, second = part.found.tags
    assert (first.site["form"], second.site["form"]) == ("tail", "head")
    assert second.site["more"] == "<w:pPr><w:keepNext/></w:pPr>", "the label stays with the value"
    assert second.site["key"] == first.site["key"]


def test_a_label_that_is_kept_with_the_next_needs_no_second_tag():
    part = placed(para("Label: {{ a }}", properties="<w:pPr><w:keepNext/></w:pPr>"), LONG)
    assert len(part.found.tags) == 1


def test_a_run_that_holds_nothing_any_more_goes():
    part = placed(para("Label: ", "{{ a }}"), LONG)
    assert shown(part.root, part.found) == "<w:p>[a]<w:r><w:t>Label: </w:t></w:r>[a]</w:p>"


def test_what_nobody_sees_behind_a_value_goes():
    part = placed(para("Label: {{ a }}", "<w:proofErr w:type='spellEnd'/>", " "), LONG)
    assert shown(part.root, part.found) == "<w:p>[a]<w:r><w:t>Label: </w:t></w:r>[a]</w:p>"


def test_content_behind_a_label_and_its_value_is_put_at_the_end_of_the_value():
    part = placed(para("Label: {{ a }}", PICTURE), LONG)
    written = shown(part.root, part.found)
    assert written.startswith("[filter _dg_with_end]<w:p>")
    assert written.endswith(f"{PICTURE}[endfilter]")


def test_content_beside_a_value_alone_stands_around_it():
    written = shown(*placed(para(PICTURE, "{{ a }}"), LONG)[:2])
    assert written.startswith("[filter _dg_with_content]<w:p>")
    assert written.endswith("[endfilter]")
    assert written.count(PICTURE) == 1
    assert written.count("[a]") == 1


# What a site says.


def test_a_site_knows_its_field_and_its_place():
    part = tagged(text("x") + text("Dear {{ a }}!"))
    part.found.before = 10
    place_values(part.found, {0: Field("line", "unit.name", "Unit", short=True)}, STYLES)
    site = part.found.tags[0].site
    assert (site["kind"], site["path"], site["label"], site["short"]) == (
        "line", "unit.name", "Unit", True,
    )  # fmt: skip
    assert (site["place"], site["key"], site["told"]) == (10, "word/document.xml 0", False)
    assert (site["opens"], site["closes"], site["in_run"]) == (False, False, False)


def test_a_site_looks_as_its_run_and_its_paragraph():
    bold = "<w:rPr><w:b/></w:rPr>"
    body = f'<w:p><w:pPr><w:pStyle w:val="X"/></w:pPr><w:r>{bold}<w:t>{{{{ a }}}}</w:t></w:r></w:p>'
    site = placed(body, LONG).found.tags[0].site
    assert site["rpr"] == bold
    assert site["ppr"] == site["more"] == '<w:pPr><w:pStyle w:val="X"/></w:pPr>'
    assert site["bullet"] == '<w:pPr><w:pStyle w:val="LB"/></w:pPr>'
    assert site["mark"] == ""


def test_without_a_style_of_bullets_a_bullet_has_a_mark():
    part = tagged(text("{{ a }}"))
    place_values(part.found, {0: LONG}, Styles())
    site = part.found.tags[0].site
    assert (site["mark"], site["bullet"]) == ("• ", site["more"])


@pytest.mark.parametrize(
    ("field", "tail"),
    [
        (Field("line", "unit.name"), ""),
        (Field("line", "reviewers.*.name"), ".name"),
        (Field("score", "", form_path="criteria.*.score"), ".score"),
        (Field("line"), ""),
    ],
)
def test_the_path_within_a_record(field, tail):
    assert placed(text("x {{ a }}"), field).found.tags[0].site["tail"] == tail


@pytest.mark.parametrize(("kind", "choices"), [("choice", ("a", "4")), ("score", ()), ("line", ())])
def test_only_a_choice_offers_words(kind, choices):
    field = Field(kind, "x", choices=("a", 4))
    assert placed(text("x {{ a }}"), field).found.tags[0].site["choices"] == choices


@pytest.mark.parametrize(
    ("body", "keep"),
    [
        pytest.param(table(row(cell(text("{{ a }}")))), True, id="the only one of a cell"),
        pytest.param(table(row(cell(text("x") + text("{{ a }}")))), False, id="not the only one"),
        pytest.param(table(row(cell(text("{{ a }}") + text("x")))), False, id="not the last one"),
        pytest.param(text("{{ a }}"), False, id="of the body"),
        pytest.param("<w:hdr>" + text("{{ a }}") + "</w:hdr>", True, id="of a header"),
    ],
)
def test_the_only_paragraph_of_a_cell_is_kept_for_an_empty_value(body, keep):
    assert placed(body, LONG).found.tags[0].site["keep"] is keep


# Where no control fits.


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(control(text("{{ a }}")), id="in a control"),
        pytest.param("<w:p><w:fldSimple>" + run("x {{ a }}") + "</w:fldSimple></w:p>",
                     id="in a field"),
        pytest.param("<mc:Fallback>" + text("{{ a }}") + "</mc:Fallback>", id="in a fallback copy"),
        pytest.param(para("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "{{ a }}",
                          "<w:r><w:fldChar w:fldCharType='end'/></w:r>"), id="in a complex field"),
        pytest.param(para("{{ a }}", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"),
                     id="beside half a field"),
        pytest.param(para("<w:r><w:fldChar w:fldCharType='end'/></w:r>", "{{ a }}"),
                     id="behind half a field"),
    ],
)  # fmt: skip
def test_where_no_control_fits_a_value_has_no_path_and_is_printed_plainly(body):
    site = placed(body, Field("line", "unit.name", form_path="unit.name")).found.tags[0].site
    assert site["path"] == ""
    assert site["form_path"] == ""


def test_beside_a_whole_field_a_control_fits():
    field = "".join(f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "end"))
    assert placed(para("x", field, "{{ a }}"), LINE).found.tags[0].site["path"] == "unit.name"


def test_a_form_asks_for_a_derived_value_wherever_it_stands():
    field = Field("total", "", form=True, form_path="total")
    site = placed(control(text("{{ a }}")), field).found.tags[0].site
    assert (site["form_path"], site["asked_in_form"]) == ("total", True)

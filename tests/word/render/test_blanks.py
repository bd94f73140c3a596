"""Empty fields of a blank form: each asks for its value, where it will stand."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from ooxml.minimal import NAMESPACES
from ooxml.rendered import W, a_slot

from docgen.word.render.anchors import tag_of
from docgen.word.render.blanks import PLACEHOLDER, SHORT, STYLE, blank_control, make_blank
from docgen.word.render.controls import LAST_IN_CELL, Wording
from docgen.word.render.state import State

WORDING = Wording(
    "da-DK", "d. MMMM yyyy", "Skriv her & nu", ("A & B", "C"), "score", (1, 2, 3, 4, 5)
)
PPR = '<w:pPr><w:pStyle w:val="Own"/></w:pPr>'
MORE = '<w:pPr><w:pStyle w:val="More"/></w:pPr>'
RPR = "<w:rPr><w:b/></w:rPr>"
END = '<w:bookmarkEnd w:id="1"/>'
LOOKS = {"ppr": PPR, "more": MORE, "rpr": RPR, "form_path": "unit.name", "path": "unit.name"}


def written(value: object = "", record: str = "", state: State | None = None, **spec: object):
    """Return what stands at a site of a blank form."""
    slot = a_slot(**{**LOOKS, **spec})
    return make_blank(slot, WORDING)(value, record, state or State())


def tree(xml: str, around: str = "w:body"):
    return etree.fromstring(f"<{around} {NAMESPACES}>{xml}</{around}>")


def tags(xml: str) -> list[str]:
    return re.findall(r'<w:tag w:val="([^"]*)"', xml)


def body_of(form: str, xml: str) -> str:
    """Return what was written with what the template has around it."""
    return {"tail": f"<w:p>{xml}", "inline": f"<w:p><w:r><w:t>{xml}</w:t></w:r></w:p>"}.get(
        form, xml
    )


@pytest.mark.parametrize("form", ["alone", "tail", "inline"])
@pytest.mark.parametrize("kind", ["line", "text", "list", "score", "date", "choice", "criterion"])
@pytest.mark.parametrize("value", ["", ["a", "b"], []], ids=["none", "two", "an empty list"])
def test_whatever_is_asked_for_the_document_stays_well_formed(form, kind, value):
    root = tree(body_of(form, written(value, form=form, kind=kind)))
    assert {node.tag for node in root} == {f"{W}p"} or kind in ("text", "list")
    controls = list(root.iter(f"{W}sdt"))
    assert len(controls) == (
        2 if kind == "list" and value == ["a", "b"] and form != "inline" else 1
    )
    assert "Skriv her & nu" in "".join(root.itertext()) or kind == "score"


def test_a_field_has_its_path_its_label_and_its_placeholder():
    root = tree(written(form="alone", label="Enhed & sted"))
    properties = next(root.iter(f"{W}sdtPr"))
    found = {node.tag.removeprefix(W): node.get(f"{W}val") for node in properties}
    assert found["tag"] == "unit.name"
    assert found["alias"] == "Enhed & sted"
    assert "showingPlcHdr" in found
    assert next(properties.iter(f"{W}docPart")).get(f"{W}val") == PLACEHOLDER
    (style,) = root.iter(f"{W}rStyle")
    assert style.get(f"{W}val") == STYLE
    assert properties.find(f"{W}rPr/{W}b") is not None, "what is typed looks as the template says"


def test_without_a_label_the_path_is_the_name_and_a_long_one_is_cut_to_what_word_takes():
    assert '<w:alias w:val="unit.name"/>' in written(form="alone")
    long = "x" * 70
    assert f'<w:alias w:val="{"x" * 64}"/>' in written(form="alone", label=long)
    assert tags(written(form="alone", form_path=long)) == [tag_of(long)] != [long]


@pytest.mark.parametrize(
    ("kind", "entry", "says"),
    [
        ("score", SHORT, "score"),
        ("total", SHORT, "score"),
        ("line", PLACEHOLDER, "Skriv her &amp; nu"),
        ("text", PLACEHOLDER, "Skriv her &amp; nu"),
    ],
)
def test_scores_and_totals_stand_in_narrow_columns(kind, entry, says):
    xml = written(form="alone", kind=kind)
    assert f'<w:docPart w:val="{entry}"/>' in xml
    assert f'xml:space="preserve">{says}</w:t>' in xml


def test_without_a_short_placeholder_the_long_one_stands_there_too():
    field = blank_control(a_slot(kind="score"), "a", 1, WORDING._replace(short=""))
    assert f'<w:docPart w:val="{PLACEHOLDER}"/>' in field


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        ("score", '<w:dropDownList><w:listItem w:value="1"/>'),
        ("criterion", '<w:dropDownList><w:listItem w:value="A &amp; B"/>'),
        ("choice", '<w:dropDownList><w:listItem w:value="ja"/>'),
        ("date", '<w:dateFormat w:val="d. MMMM yyyy"/><w:lid w:val="da-DK"/>'),
        ("line", '<w:text w:multiLine="1"/>'),
    ],
)
def test_a_field_offers_what_its_value_may_be(kind, holds):
    assert holds in written(form="alone", kind=kind, choices=("ja", "nej"))


def test_a_record_is_asked_by_the_path_that_is_its_own():
    xml = written("", "criteria.disclosure", form="alone", tail=".comment", form_path="*")
    assert tags(xml) == ["criteria.disclosure.comment"]


@pytest.mark.parametrize(
    ("short", "kind", "starts"),
    [
        (False, "text", f"<w:p>{MORE}"),
        (True, "text", f"<w:p>{PPR}"),
        (False, "line", f"<w:p>{PPR}"),
    ],
)
def test_a_label_stays_with_what_stands_below_it(short, kind, starts):
    assert written(form="head", kind=kind, short=short) == starts


def test_a_text_stands_below_its_label_where_enter_makes_a_paragraph_in_it():
    xml = written(form="tail", kind="text")
    assert xml.startswith("</w:p><w:bookmarkStart")
    assert f"<w:sdtContent><w:p>{MORE}<w:r>" in xml
    assert "<w:text" not in xml, "a control of paragraphs may hold any"
    assert not xml.endswith(LAST_IN_CELL)


def test_a_text_of_its_own_has_the_properties_of_its_paragraph_and_a_cell_ends_in_another():
    assert f"<w:sdtContent><w:p>{PPR}<w:r>" in written(form="alone", kind="text")
    assert written(form="alone", kind="text", keep=True).endswith(f"</w:sdt>{END}{LAST_IN_CELL}")


def test_what_is_asked_on_one_line_stays_beside_its_label():
    xml = written(form="tail", kind="text", short=True)
    assert xml.startswith("<w:bookmarkStart")
    assert xml.endswith("</w:p>")
    assert xml.count("<w:p>") == 0


@pytest.mark.parametrize(("form", "start"), [("alone", f"<w:p>{PPR}"), ("tail", "</w:p>")])
def test_a_list_has_a_field_for_each_of_its_entries(form, start):
    xml = written(["", "", ""], form=form, kind="list", form_path="recipients")
    assert tags(xml) == ["recipients.k1", "recipients.k2", "recipients.k3"]
    assert xml.startswith(start)
    assert xml.count(f"<w:p>{PPR if form == 'alone' else MORE}") == 3


def test_a_list_without_entries_has_its_first_and_a_list_of_one_is_asked_as_a_whole():
    assert tags(written([], form="alone", kind="list")) == ["unit.name.k1"]
    assert tags(written([""], form="alone", kind="list")) == ["unit.name"]


@pytest.mark.parametrize(
    ("opens", "closes", "start", "end"),
    [
        (False, False, "</w:t></w:r><w:bookmarkStart", '<w:t xml:space="preserve">'),
        (True, False, "<w:bookmarkStart", '<w:t xml:space="preserve">'),
        (False, True, "</w:t></w:r><w:bookmarkStart", '<w:bookmarkEnd w:id="1"/>'),
        (True, True, "<w:bookmarkStart", '<w:bookmarkEnd w:id="1"/>'),
    ],
)
def test_a_field_in_a_sentence_ends_the_run_and_begins_another(opens, closes, start, end):
    xml = written(opens=opens, closes=closes)
    assert xml.startswith(start)
    assert xml.endswith(end)
    assert "<w:p>" not in xml


def test_each_field_has_an_id_of_its_own_that_no_other_has():
    state = State({1, 3})
    for path in ("a", "b", "c"):
        written(form="alone", form_path=path, state=state)
    assert len(set(state.ids)) == 3
    assert not {1, 3} & set(state.ids)


def test_the_same_form_has_the_same_ids_each_time():
    assert written(["", ""], form="alone", kind="list") == written(
        ["", ""], form="alone", kind="list"
    )

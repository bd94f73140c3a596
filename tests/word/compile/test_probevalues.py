"""Values that are known again in a report: one of each kind for each tag, and how it prints."""

from __future__ import annotations

import re

import pytest

from docgen.word.compile.probevalues import leading_number, printed, value_for, word
from docgen.word.compile.tags import Tag
from docgen.word.render.controls import Wording
from docgen.word.render.sites import Slot, make_site
from docgen.word.render.state import State

WORDING = Wording("da-DK", "d.M.yyyy", "Skriv her", short="…")
KINDS = ("text", "line", "list", "date", "dates", "number", "score", "total", "choice", "value")


def a_tag(number: int = 3, kind: str = "line", **changes: object) -> Tag:
    slot = Slot(
        form="inline", kind=kind, ppr="", more="", bullet="", mark="", rpr="", keep=False,
        in_run=False, opens=False, closes=False, key=f"word/document.xml {number}", place=number,
        path="unit.name", tail="", label="", asked_in_form=False, choices=(), form_path="",
        short=False, told=False,
    )  # fmt: skip
    tag = Tag(number, "var", "", "a", "paragraph 1")
    tag.site = Slot(**{**slot, **changes})
    return tag


def plain_tag(location: str = "text", level: str = "") -> Tag:
    return Tag(3, "var", level, "a", "", location)


def test_a_word_is_known_by_its_tag_and_its_round():
    assert word(plain_tag(), 2) == "Prb3x2"
    assert len({word(a_tag(n), turn) for n in range(5) for turn in range(3)}) == 15


def test_the_beginning_of_a_paragraph_is_known_by_the_tag_of_its_value():
    second = a_tag(9, form="head")
    second.site["key"] = "word/document.xml 4"
    assert leading_number(second) == 4
    assert leading_number(plain_tag()) == 3


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", ["", "Prb3x1", "Prb3x1a\n\nPrb3x1b\n\n- Prb3x1c"]),
        ("line", ["", "Prb3x1", "Prb3x1"]),
        ("choice", ["", "Prb3x1", "Prb3x1"]),
        ("list", [[], ["Prb3x10"], ["Prb3x10", "Prb3x11"]]),
        ("number", [None, 1013, 1013]),
        ("score", [None, 1013, 1013]),
        ("date", ["", "2001-01-14", "2001-01-14"]),
        ("dates", [[], ["2001-01-14"], ["2001-01-14", "2001-01-14"]]),
    ],
)
def test_a_value_of_each_kind_holds_nothing_one_or_several(kind, values):
    tag = a_tag(kind=kind, form="alone")
    assert [value_for(tag, 1, size) for size in range(3)] == values


def test_a_text_in_a_sentence_has_no_breaks_of_its_own():
    assert value_for(a_tag(kind="text"), 0, 2) == "Prb3x0a Prb3x0b"
    assert "\n" in value_for(a_tag(kind="text", form="tail"), 0, 2)


@pytest.mark.parametrize(
    ("location", "value"),
    [("text", "Prb3x0"), ("address", "https://Prb3x0"), ("attr", "AABBCC"), ("columns", 1),
     ("code", "Prb3x0")],
)  # fmt: skip
def test_a_value_without_a_field_fits_its_place(location, value):
    assert value_for(plain_tag(location), 0, 1) == value


@pytest.mark.parametrize("level", ["p", "r", "tr", "tc"])
def test_a_value_for_a_whole_element_is_one(level):
    value = value_for(plain_tag("xml", level), 0, 1)
    assert value.__html__().startswith(f"<w:{level}>")
    assert value.__html__().endswith(f"</w:{level}>")
    assert "Prb3x0" in value.__html__()


# What is printed.


@pytest.mark.parametrize(
    ("location", "text"),
    [("text", "v"), ("address", "v"), ("attr", ""), ("columns", ""), ("xml", "v")],
)
def test_a_value_in_an_attribute_prints_no_words(location, text):
    assert printed(plain_tag(location), "v", "plain", WORDING, {}) == text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["inline", "alone"])
@pytest.mark.parametrize("size", [0, 1, 2])
def test_what_is_told_is_what_the_site_prints(kind, form, size):
    tag = a_tag(kind=kind, form=form, path="")
    value = value_for(tag, 0, size)
    written = make_site(tag.site, {})(value, "", State())
    words = "".join(re.findall(r"<w:t[^>]*>([^<]*)", f"<w:t>{written}"))
    told = printed(tag, value, "plain", WORDING, {})
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", words)


def test_a_bullet_without_a_style_has_its_mark():
    tag = a_tag(kind="text", form="alone", mark="• ")
    assert printed(tag, "a\n\n- b", "plain", WORDING, {}) == "a• b"
    assert printed(a_tag(kind="text", form="alone"), "a\n\n- b", "plain", WORDING, {}) == "ab"


def test_the_beginning_of_a_paragraph_prints_nothing():
    assert printed(a_tag(form="head"), "v", "plain", WORDING, {}) == ""


@pytest.mark.parametrize(
    ("changes", "value", "text"),
    [
        pytest.param({}, "v", "Skriv her", id="a line"),
        pytest.param({"kind": "score"}, 4, "…", id="a score, in a narrow column"),
        pytest.param({"kind": "list", "form": "alone"}, ["a", "b"], "Skriv her" * 2, id="a list"),
        pytest.param({"kind": "list", "form": "alone"}, [], "Skriv her", id="an empty list"),
        pytest.param({"kind": "list"}, ["a", "b"], "Skriv her", id="a list in a sentence"),
        pytest.param({"path": "", "asked_in_form": True}, "v", "Skriv her", id="asked in forms"),
        pytest.param({"path": ""}, "v", "v", id="what no form asks for"),
    ],
)
def test_a_form_prints_prompts(changes, value, text):
    assert printed(a_tag(**changes), value, "form", WORDING, {}) == text


def test_without_a_short_prompt_narrow_columns_have_the_long_one():
    wording = WORDING._replace(short="")
    assert printed(a_tag(kind="score"), 4, "form", wording, {}) == "Skriv her"

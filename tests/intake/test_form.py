"""The fields of a filled form, each read as the value of its kind, or told with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.intake.folded import Prompts
from docgen.intake.form import Said, Taken, read_fields, read_value
from docgen.intake.paths import Target
from docgen.intake.typed import Statement
from docgen.packs.load import load_pack, pack_codes
from tests.wordedits import control, paragraph
from tests.wordlines import a_line, opened, said, told

PACKS = [load_pack(code) for code in pack_codes()]
FI = load_pack("fi-sv")
PROMPTS = Prompts(PACKS)
PROMPT = FI.texts["placeholder"]
DK_SHORT = next(filter(None, (pack.texts.get("placeholder_short") for pack in PACKS)))
CRITERION = FI.criteria[6]


def read(*texts: str, path: str = "purpose", kind: str = "text", **more: Any) -> Taken:
    """Return what one field came to that says those paragraphs."""
    taken = said(FI, {})
    lines = [a_line(text, f"paragraph {number}") for number, text in enumerate(texts, 1)]
    read_value(lines, Target(path, kind, **more), taken, "paragraph 1")
    return taken


@pytest.mark.parametrize(
    ("texts", "target", "value"),
    [
        pytest.param(["A", "B"], {}, "A\n\nB", id="a text of two paragraphs"),
        pytest.param(["A\nB"], {}, "A\nB", id="a break in a text stays"),
        pytest.param(["A\nB"], {"short": True}, "A B", id="a text on one line has none"),
        pytest.param(["A", "B"], {"short": True}, "A\n\nB", id="unless it has two paragraphs"),
        pytest.param([" A\n B "], {"kind": "line"}, "A B", id="a line"),
        pytest.param(["A", "B"], {"kind": "key"}, "A B", id="a kind without a reader is a line"),
        pytest.param(["A", "B"], {"kind": "list"}, ["A", "B"], id="a list"),
        pytest.param(["A, B"], {"kind": "list", "short": True}, ["A", "B"], id="on one line"),
        pytest.param(["A, B"], {"kind": "list"}, ["A, B"], id="a comma in an entry"),
        pytest.param(["A\n \nB"], {"kind": "list", "is_entry": True}, ["A", "B"],
                     id="breaks in a plain text control"),
        pytest.param(["A\nB"], {"kind": "list"}, ["A\nB"], id="breaks in an entry stay"),
        pytest.param([" 4 "], {"kind": "score"}, 4, id="a score"),
        pytest.param(["2."], {"kind": "number"}, 2, id="a number"),
        pytest.param(["27.3.2026"], {"kind": "date"}, "2026-03-27", id="a date"),
        pytest.param(["10.-11.3.2026"], {"kind": "dates"}, ["2026-03-10", "2026-03-11"],
                     id="dates"),
        pytest.param(["7"], {"kind": "criterion"}, CRITERION.id, id="a criterion by its number"),
        pytest.param([CRITERION.name.upper()], {"kind": "criterion"}, CRITERION.id, id="its name"),
        pytest.param(["88, lysande"], {"kind": "statement"}, Statement(88, "lysande"),
                     id="points and level"),
        pytest.param([FI.texts["kind_self"]], {"kind": "choice", "path": "review.kind"}, "self",
                     id="a choice by the pack's word"),
        pytest.param(["BEGGE"], {"kind": "choice", "path": "extra.way", "choices": ("Begge", "X")},
                     "Begge", id="a choice of the pack's own"),
    ],
)  # fmt: skip
def test_a_text_is_read_as_the_value_of_its_kind(texts, target, value):
    taken = read(*texts, **target)
    (path,) = taken.values
    assert taken.values[path] == [Said(value, "paragraph 1")]
    assert taken.problems == []


@pytest.mark.parametrize(
    ("texts", "target", "rule", "words"),
    [
        pytest.param(["4,5"], {"kind": "score"}, "number",
                     "a whole number belongs here, there are no half points; found '4,5'",
                     id="half a point"),
        pytest.param(["fyra"], {"kind": "number"}, "number",
                     "a whole number belongs here; found 'fyra'", id="a number in words"),
        pytest.param(["i mars"], {"kind": "date"}, "no-date",
                     "no date can be read from 'i mars'; write it like 2026-03-27", id="a month"),
        pytest.param(["i mars", "2026"], {"kind": "dates"}, "no-date", r"'i mars\n2026'",
                     id="two paragraphs without a date"),
        pytest.param(["x"], {"kind": "choice", "path": "review.kind"}, "unknown-value",
                     FI.texts["kind_self"], id="no kind of review"),
        pytest.param(["Beg"], {"kind": "choice", "path": "extra.way", "choices": ("Begge",)},
                     "unknown-value", "found 'Beg'; did you mean 'Begge'?", id="no own choice"),
        pytest.param([f"9. {CRITERION.name}"], {"kind": "criterion"}, "unknown-value",
                     f"did you mean '{CRITERION.printed} {CRITERION.short_name}",
                     id="number and name of two criteria"),
        pytest.param(["88 eller 89"], {"kind": "statement"}, "number",
                     "two numbers stand in '88 eller 89'; write the total and its level",
                     id="two totals"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_where_it_stands(texts, target, rule, words):
    taken = read(*texts, **target)
    assert told(taken) == [(rule, "error", "paragraph 1")]
    assert words in taken.problems[0].message
    assert taken.values == {}
    assert taken.unread == {target.get("path", "purpose")}
    assert taken.strays == []


def test_of_an_old_report_what_cannot_be_read_is_listed_whole_and_a_warning():
    taken = said(FI, {}, lenient=True)
    lines = [a_line("fyra", "paragraph 1"), a_line("fem", "paragraph 2")]
    read_value(lines, Target("purpose", "number"), taken, "table 1")
    assert told(taken) == [("number", "warning", "paragraph 1")]
    assert taken.strays == [("fyra\nfem", "table 1")]


def test_a_long_text_is_told_shortly():
    taken = read("ord " * 100, kind="number")
    assert len(taken.problems[0].message) < 120


@pytest.mark.parametrize(
    ("text", "name", "initials"),
    [
        ("N. Navnesen (NN)", "N. Navnesen", "NN"),
        ("Navn (abcd)", "Navn", "abcd"),
        ("Navn (ØÅ)", "Navn", "ØÅ"),
        ("Navn (fem bogstaver)", "Navn (fem bogstaver)", None),
        ("Navn (a_b)", "Navn (a_b)", None),
        ("(NN)", "(NN)", None),
        ("Navn, leder", "Navn, leder", None),
    ],
)
def test_a_reviewers_initials_stand_in_brackets(text, name, initials):
    taken = read(text, path="reviewers.k1.name", kind="line")
    assert taken.values["reviewers.k1.name"][0].value == name
    found = taken.values.get("reviewers.k1.initials")
    assert (found[0].value if found else None) == initials


def test_initials_are_those_of_reviewers_alone():
    taken = read("Enhed (AB)", path="unit.name", kind="line")
    assert taken.values["unit.name"][0].value == "Enhed (AB)"
    assert list(taken.values) == ["unit.name"]


def test_the_points_of_a_criterion_are_its_score_once_more():
    taken = said(FI, {})
    for key, text in (("score", "4"), ("points", "5")):
        target = Target(f"criteria.{CRITERION.id}.{key}", "score")
        read_value([a_line(text)], target, taken, "")
    assert [one.value for one in taken.values[f"criteria.{CRITERION.id}.score"]] == [4, 5]
    assert len(taken.values) == 1


def test_a_need_that_was_copied_in_word_is_another_need():
    taken = said(FI, {})
    for text in ("A", "B", "C"):
        target = Target("development.k1.recommendation", "text")
        read_value([a_line(text)], target, taken, "")
    assert [path.split(".")[1] for path in taken.values] == ["k1", "k1+2", "k1+3"]
    assert [one[0].value for one in taken.values.values()] == ["A", "B", "C"]


def test_a_line_of_a_need_that_was_not_read_counts_for_the_next_one():
    taken = said(FI, {})
    target = Target("development.k1.name", "criterion")
    read_value([a_line("noget andet")], target, taken, "")
    read_value([a_line("7")], target, taken, "")
    assert taken.unread == {"development.k1.name"}
    assert list(taken.values) == ["development.k1+2.name"]


def test_values_are_kept_in_the_order_of_the_text_with_their_places():
    taken = said(FI, {})
    taken.say("purpose", "B", "paragraph 4")
    taken.say("unit.name", "A", "paragraph 5")
    taken.say("purpose", "C", "paragraph 6")
    assert list(taken.values) == ["purpose", "unit.name"]
    assert taken.place_of("purpose") == "paragraph 4"
    assert taken.place_of("recipients") == ""


@pytest.mark.parametrize(
    ("lenient", "warning", "severity"),
    [(False, False, "error"), (False, True, "warning"), (True, False, "warning")],
)
def test_a_fault_is_a_warning_where_nobody_fills_in_the_file_again(lenient, warning, severity):
    taken = said(FI, {}, lenient=lenient)
    taken.fault("number", "message", "paragraph 3", warning=warning)
    assert told(taken) == [("number", severity, "paragraph 3")]
    assert taken.problems[0].file == Path("form.docx")


# --- fields ---------------------------------------------------------------------------------------


def taken_of(*body: str) -> Taken:
    return read_fields(opened(*body), FI, PROMPTS, Path("form.docx"))


def test_each_field_says_the_value_of_its_tag():
    taken = taken_of(
        paragraph("Namn: ", control("Enhet A", "unit.name")),
        paragraph("4 ", control("4", f"criteria.{CRITERION.id}.score")),
        paragraph(control("X", "Customer")),
        paragraph("ord"),
    )
    assert {path: [one.value for one in said] for path, said in taken.values.items()} == {
        "unit.name": ["Enhet A"],
        f"criteria.{CRITERION.id}.score": [4],
    }
    assert taken.problems == []


@pytest.mark.parametrize("text", ["", "   ", PROMPT, PROMPT.upper(), DK_SHORT])
def test_an_empty_field_says_nothing(text):
    taken = taken_of(paragraph(control(text or " ", "purpose")))
    assert (taken.values, taken.problems) == ({}, [])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(control(f"{PROMPT} Bra.", "purpose"), id="in the same paragraph"),
        pytest.param(
            control(paragraph(PROMPT) + paragraph("Bra."), "purpose"), id="in one of its own"
        ),
    ],
)
def test_a_prompt_beside_the_text_is_told_and_nothing_is_taken(body):
    body = body if "<w:p>" in body else paragraph(body)
    taken = taken_of(body)
    assert told(taken) == [("prompt", "error", "paragraph 1")]
    assert "the form's prompt still stands beside the text" in taken.problems[0].message
    assert "delete the prompt" in taken.problems[0].message
    assert taken.values == {}


def test_a_picture_in_a_field_is_told_and_its_text_is_taken():
    picture = "<w:r><w:drawing/></w:r>"
    taken = taken_of(paragraph(control(f"<w:r><w:t>Bra.</w:t></w:r>{picture}", "purpose")))
    assert taken.values["purpose"][0].value == "Bra."
    assert told(taken) == [("not-taken", "warning", "paragraph 1")]
    assert "holds a picture, which a review cannot hold; it is not taken" in str(taken.problems[0])


@given(st.lists(st.text("aåÖ 1:-(", min_size=1, max_size=8).filter(str.strip), max_size=4))
@settings(max_examples=30)
def test_no_word_of_a_text_is_lost(texts):
    taken = read(*texts) if texts else said(FI, {})
    found = "".join(one.value for ones in taken.values.values() for one in ones)
    bare = str.maketrans("", "", " -\n")
    assert found.translate(bare) == "".join(texts).translate(bare)

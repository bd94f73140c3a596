"""Typed values: paragraphs, bullets and breaks, alone, behind a label, in a sentence, in cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml.minimal import PARTS, a_report, cell, row, run, table, text
from ooxml.rendered import a_template, cells, paragraphs, parts_of, styles

from docgen.model import Field, Items
from docgen.word.render.text import blocks_of
from tests.builders import examples

STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/></w:style>'
NAMES = {"ListBullet": "List Bullet", "ListContinue": "List Continue", "Cell": "Cell Text",
         "CellBullet": "Cell Text Bullet"}  # fmt: skip
STYLED = {
    "word/styles.xml": PARTS["word/styles.xml"].replace(
        "</w:styles>", "".join(STYLE.format(*pair) for pair in NAMES.items()) + "</w:styles>"
    )
}
FIELDS = {
    "note": Field("text", "note"),
    "names": Field("list", "names"),
    "name": Field("line", "name"),
    "day": Field("date", "day"),
    "days": Field("dates", "days"),
    "score": Field("score", "score"),
    "mean": Field("number", "mean"),
    "label": Field("value"),
    "rows": Items({"note": Field("text", "rows.*.note")}),
}
EMPTY = {"note": "", "names": [], "name": "", "day": "", "days": [], "score": None, "mean": None,
         "label": "", "rows": []}  # fmt: skip
LONG = "First\nline two\n\nSecond\n\n- one\n- two\n  more\n\nLast & <end>"
FILTERS = {"date": lambda v: f"<{v}>", "dates": lambda v: "+".join(v), "number": lambda v: f"~{v}",
           "joined": lambda v: " / ".join(v)}  # fmt: skip


def styled(words, style=""):
    """Return a paragraph of that style."""
    return text(words).replace("<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>', 1)


def rendered(body, filters=None, **names):
    """Return the report of a body that prints typed values."""
    template = a_template(a_report(body, changed=STYLED), fields=FIELDS, filters=filters)
    return template.render({**EMPTY, **names})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("one", [("", "one")], id="one line"),
        pytest.param("a\nb", [("", "a\nb")], id="a line break"),
        pytest.param("a\n\n\nb", [("", "a"), ("", "b")], id="two paragraphs"),
        pytest.param("- a\n- b", [("ListBullet", "a"), ("ListBullet", "b")], id="bullets"),
        pytest.param("x:\n- a", [("", "x:"), ("ListBullet", "a")], id="bullets behind a line"),
        pytest.param("- a\nb", [("ListBullet", "a\nb")], id="a second line in a bullet"),
        pytest.param("\n a \n", [("", "a")], id="blanks around"),
        pytest.param("5 - 3\n-x", [("", "5 - 3\n-x")], id="a hyphen that is no bullet"),
        pytest.param("", [], id="an empty value leaves nothing"),
        pytest.param(
            LONG,
            [("", "First\nline two"), ("", "Second"), ("ListBullet", "one"),
             ("ListBullet", "two\nmore"), ("", "Last & <end>")],
            id="all together",
        ),
    ],
)  # fmt: skip
def test_a_text_alone_becomes_paragraphs(value, expected):
    assert styles(rendered(text("{{ note }}"), note=value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("one", ["Label: one"], id="one line stands beside it"),
        pytest.param("a\n\nb", ["Label: ", "a", "b"], id="several paragraphs stand below it"),
        pytest.param("- a\n- b", ["Label: ", "a", "b"], id="bullets below it"),
        pytest.param("", ["Label: "], id="an empty value leaves the label"),
    ],
)
def test_a_text_behind_a_label_begins_beside_it(value, expected):
    assert paragraphs(rendered(text("Label: {{ note }}"), note=value)) == expected


def test_a_text_in_a_sentence_stays_there():
    report = rendered(text("<{{ note }}>".replace("<", "&lt;")), note="a\n\nb\n- c")
    assert paragraphs(report) == ["<a\n\nb\n- c>"]


def test_a_cell_has_its_own_bullet_style_and_never_loses_its_paragraph():
    body = table(row(cell(styled("{{ note }}", "Cell"))))
    assert styles(rendered(body, note="a\n- b")) == [("Cell", "a"), ("CellBullet", "b")]
    assert styles(rendered(body, note="")) == [("Cell", "")]


def test_two_values_in_a_cell_that_may_both_be_empty_leave_a_paragraph():
    body = table(row(cell(text("{{ note }}") + text("{{ name }}"))))
    assert cells(rendered(body)) == [[[""]]]
    assert cells(rendered(body, note="a")) == [[["a"]]]
    assert cells(rendered(body, name="b")) == [[["b"]]]


def test_a_value_in_a_list_goes_on_without_a_second_bullet():
    report = rendered(styled("{{ note }}", "ListBullet"), note="a\n\nb")
    assert styles(report) == [("ListBullet", "a"), ("ListContinue", "b")]


@pytest.mark.parametrize(
    ("body", "value", "expected"),
    [
        pytest.param("{{ names }}", ["a"], [("", "a")], id="one entry is a plain paragraph"),
        pytest.param("{{ names }}", ["a", "b"], [("ListBullet", "a"), ("ListBullet", "b")],
                     id="several are bullets"),
        pytest.param("L: {{ names }}", ["a"], [("", "L: a")], id="one stands on the label's line"),
        pytest.param("L: {{ names }}", ["a", "b"],
                     [("", "L: "), ("ListBullet", "a"), ("ListBullet", "b")],
                     id="several stand below the label"),
        pytest.param("{{ names }}.", ["a", "b"], [("", "a / b.")], id="in a sentence they join"),
        pytest.param("{{ names }}", [], [], id="an empty list leaves nothing"),
        pytest.param("{{ names }}", ["a", " "], [("", "a")], id="an empty entry leaves nothing"),
    ],
)  # fmt: skip
def test_a_list_prints_by_the_room_it_has(body, value, expected):
    assert styles(rendered(text(body), FILTERS, names=value)) == expected


@pytest.mark.parametrize(
    ("body", "names", "expected"),
    [
        pytest.param("on {{ day }}.", {"day": "2026-03-10"}, ["on <2026-03-10>."], id="a date"),
        pytest.param("{{ days }}", {"days": ["a", "b"]}, ["a+b"], id="dates"),
        pytest.param("{{ mean }}", {"mean": 4.04}, ["~4.04"], id="a number"),
        pytest.param("{{ score }}", {"score": 4}, ["4"], id="a score"),
        pytest.param("{{ label }}", {"label": "x"}, ["x"], id="wording of the pack"),
        pytest.param("a {{ score }}{{ mean }}{{ day }}b", {}, ["a b"], id="absent ones in a row"),
        pytest.param("{{ day }}", {}, [], id="an absent date leaves no paragraph"),
        pytest.param("{{ label }}", {}, [], id="absent wording leaves no paragraph"),
    ],
)
def test_a_value_prints_by_its_type(body, names, expected):
    assert paragraphs(rendered(text(body), FILTERS, **names)) == expected


def test_what_is_printed_below_a_value_in_a_loop_keeps_its_order():
    body = text("{%p for r in rows %}") + text("Note: {{ r.note }}") + text("{%p endfor %}")
    report = rendered(body + text("end"), rows=[{"note": "a\n\nb"}, {"note": ""}, {"note": "c"}])
    assert paragraphs(report) == ["Note: ", "a", "b", "Note: ", "Note: c", "end"]


@pytest.mark.parametrize("label", ["Label: ", "Label:", "Label:   "])
def test_the_blank_between_label_and_value_is_the_authors(label):
    for runs in (run(f"{label}{{{{ note }}}}"), run(label) + run("{{ note }}")):
        body = f"<w:p>{runs}</w:p>".replace("<w:t>", '<w:t xml:space="preserve">')
        assert paragraphs(rendered(body, note="one")) == [f"{label}one"]


@pytest.mark.parametrize("kept", ["", "<w:pPr><w:keepNext/></w:pPr>"])
def test_a_label_stays_with_a_value_below_it_but_the_paragraphs_may_part(kept):
    body = text("L: {{ note }}").replace("<w:p>", f"<w:p>{kept}", 1)
    xml = parts_of(rendered(body, note="a\n\nb\n\nc"))["word/document.xml"]
    assert xml.count(b"<w:keepNext/>") == 1
    xml = parts_of(rendered(body, note="a"))["word/document.xml"]
    assert xml.count(b"<w:keepNext/>") == bool(kept)


def test_without_a_bullet_style_the_text_shows_its_bullets():
    report = a_template(text("{{ note }}"), fields=FIELDS).render({**EMPTY, "note": "- a"})
    assert paragraphs(report) == ["• a"]


@settings(derandomize=True, deadline=None, max_examples=examples(200))
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])
               | st.sampled_from("\n- ")))  # fmt: skip
def test_no_letter_of_a_text_is_ever_lost(value):
    letters = "".join(value.split()).replace("-", "").replace("•", "")
    printed = "".join(block for _, block in blocks_of(value))
    assert "".join(printed.split()).replace("-", "").replace("•", "") == letters


def test_hostile_texts_leave_a_sound_file(assert_sound):
    body = table(row(cell(styled("{{ note }}", "Cell"))), row(cell(text("L: {{ note }}"))))
    hostile = "A" * 300 + "\n\n- <&>\n" + "\t".join("ab") + "\n\n\n]]>&amp;{{ x }}{% if %}"
    assert_sound(rendered(body + text("{{ names }}"), note=hostile, names=[hostile, "<b>"]))

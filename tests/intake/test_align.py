"""The lines of an old report find their label by the form's order, what fits nowhere is kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.intake.align import Aligned, align, behind
from docgen.intake.folded import bare_letters
from docgen.intake.formmap import Anchor, FormMap
from docgen.intake.paths import Target
from docgen.packs.load import load_pack
from docgen.word.readback.fields import Line
from tests.wordlines import a_line

FI = load_pack("fi-sv")
ONE, TWO = FI.criteria[:2]
SENTENCE = "Denna mening står i varje formulär och hör inte till något svar."


def label(text: str, *paths: str) -> Anchor:
    return Anchor(text, tuple(Target(path, "text") for path in paths))


def of_criterion(criterion: object) -> list[Anchor]:
    name, id_ = criterion.name, criterion.id  # type: ignore[attr-defined]
    scores, comments = f"criteria.{id_}.score", f"criteria.{id_}.comment"
    return [Anchor(name, criterion=id_), label("Poäng:", scores), label("Kommentarer:", comments)]


SIGNED = Anchor("Slutord", (Target("summary.conclusion", "text"),),
                late=(Target("reviewers.k1.name", "line"),))  # fmt: skip
ANCHORS = (
    label("Enhet:", "unit.name"),
    label("Syftet är:", "purpose"),
    label("Beskrivning av tjänsten:", "summary.description"),
    Anchor("Utvecklingsbehov"),
    label("Kriterium:", "development.k1.name"),
    label("Råd:", "development.k1.recommendation"),
    label("Styrkor i tjänsten", "summary.strengths"),
    *of_criterion(ONE),
    *of_criterion(TWO),
    Anchor("Sammanfattning av poängen"),
)
FORM = FormMap(ANCHORS, (), frozenset({bare_letters(SENTENCE), "kort"}), "Poäng:")


def aligned(*texts: str | Line, anchors: Sequence[Anchor] = ANCHORS) -> Aligned:
    lines = [text if isinstance(text, Line) else a_line(text) for text in texts]
    return align(lines, FORM._replace(anchors=tuple(anchors)), FI)


def filled(found: Aligned) -> list[tuple[str, list[str]]]:
    """Return each label with the texts behind it."""
    return [(one.anchor.text, [line.text for line in one.lines]) for one in found.filled]


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(["Enhet: Norr"], [("Enhet:", ["Norr"])], id="behind it on the line"),
        pytest.param(["Enhet:", "Norr"], [("Enhet:", ["Norr"])], id="below it"),
        pytest.param(["Syftet är: A", "B", "C"], [("Syftet är:", ["A", "B", "C"])], id="several"),
        pytest.param(["- ENHET :  Norr"], [("Enhet:", ["Norr"])], id="a sign, capitals, a blank"),
        pytest.param(["Enhet: A", "Syftet är: B"], [("Enhet:", ["A"]), ("Syftet är:", ["B"])],
                     id="two"),
        pytest.param(["Syftet är: B", "Enhet: A"], [("Syftet är:", ["B", "Enhet: A"])],
                     id="a label that came before is text"),
        pytest.param(["Enhet: A", "Se Syftet är: B"], [("Enhet:", ["A", "Se Syftet är: B"])],
                     id="a label inside a text is text"),
        pytest.param(["Enheten är bra"], [], id="a longer word is no label"),
        pytest.param(["Enhet A"], [], id="a label needs its colon"),
        pytest.param(["Enhet:"], [("Enhet:", [])], id="nothing behind it"),
        pytest.param(["Styrkor i tjänsten", "A"], [("Styrkor i tjänsten", ["A"])],
                     id="a heading with a value"),
        pytest.param(["Styrkor i tjänsten: A"], [("Styrkor i tjänsten", ["A"])],
                     id="a heading parted by a colon"),
        pytest.param(["Styrkor i tjänsten\t3"], [("Styrkor i tjänsten", ["3"])],
                     id="by a tab"),
        pytest.param(["Styrkor i tjänsten är många"], [], id="a heading that goes on is text"),
        pytest.param(["Styrkor i tjänsten 3"], [("Styrkor i tjänsten", ["3"])],
                     id="a number behind a heading is its value"),
    ],
)  # fmt: skip
def test_text_stands_behind_the_label_that_came_last(lines, wanted):
    assert filled(aligned(*lines)) == wanted


def test_text_before_the_first_label_belongs_nowhere():
    found = aligned("Fritt ord", "Enhet: A")
    assert texts(found.strays) == ["Fritt ord"]
    assert filled(found) == [("Enhet:", ["A"])]


def test_blank_lines_are_nothing_and_a_text_keeps_its_bullets():
    point = a_line("punkt", bullet=True, depth=1)
    found = aligned("", "  \t", "Syftet är: A", point)
    first, second = found.filled[0].lines
    assert second == point
    assert (first.text, first.whole, first.bullet) == ("A", False, False)


def test_a_short_label_is_not_known_where_one_before_it_is_missing():
    """It may be a word of the text: `Råd:` before any need."""
    assert filled(aligned("Enhet: A", "Råd: B")) == [("Enhet:", ["A", "Råd: B"])]
    assert filled(aligned("Enhet: A", "Beskrivning av tjänsten: B")) == [
        ("Enhet:", ["A"]),
        ("Beskrivning av tjänsten:", ["B"]),
    ]


def test_a_heading_ends_the_text_before_it():
    found = aligned("Beskrivning av tjänsten: A", "Utvecklingsbehov", "Fritt ord")
    assert filled(found) == [("Beskrivning av tjänsten:", ["A"])]
    assert texts(found.strays) == ["Fritt ord"]


def test_a_heading_with_words_behind_it_is_text():
    found = aligned("Beskrivning av tjänsten: A", "Utvecklingsbehov finns")
    assert filled(found) == [("Beskrivning av tjänsten:", ["A", "Utvecklingsbehov finns"])]


def test_the_lines_of_a_need_come_again_for_each_need():
    found = aligned(
        "Kriterium: A",
        "Råd: B",
        "Kriterium: C",
        "Råd: D",
        "Kriterium: E",
    )
    assert [text for _, (text,) in filled(found)] == ["A", "B", "C", "D", "E"]


def test_a_long_fixed_sentence_is_nothing_and_a_short_one_only_outside_a_value():
    found = aligned("kort", "Syftet är: A", SENTENCE.upper(), "kort")
    assert filled(found) == [("Syftet är:", ["A", "kort"])]
    assert found.strays == []


# --- criteria -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(a_line(f"{ONE.printed} {ONE.name}"), id="number and name"),
        pytest.param(a_line(f"({ONE.number}) {ONE.name.upper()}:"), id="the number in brackets"),
        pytest.param(a_line(f"{ONE.number}: {ONE.short_name}."), id="the short name"),
        pytest.param(a_line(ONE.name, numbered=True), id="counted by Word"),
        pytest.param(a_line(f"{ONE.printed} {ONE.name}: {ONE.description}"), id="a description"),
    ],
)
def test_a_criterion_begins_with_its_number_and_name(line):
    found = aligned(line, "Poäng: 4")
    assert [one.anchor.targets[0].path for one in found.filled] == [f"criteria.{ONE.id}.score"]
    assert (texts(found.filled[0].lines), found.strays) == (["4"], [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ONE.name, id="a name without a number"),
        pytest.param(f"{TWO.number + 5}. {ONE.name}", id="another's number"),
        pytest.param(f"{ONE.printed} Något annat", id="another name"),
        pytest.param(f"{ONE.printed} {ONE.name} fungerar väl hos alla här", id="a sentence"),
    ],
)
def test_anything_else_begins_none(text):
    assert texts(aligned(text).strays) == [text]


def test_the_next_criterion_alone_may_begin():
    found = aligned(f"{TWO.printed} {TWO.name}", f"{ONE.printed} {ONE.name}", "Kommentarer: A")
    assert [one.anchor.targets[0].path for one in found.filled] == [f"criteria.{ONE.id}.comment"]
    assert texts(found.strays) == [f"{TWO.printed} {TWO.name}"]


def test_a_label_of_the_criterion_before_is_its_own_again_behind_the_next():
    lines = [
        f"{ONE.printed} {ONE.name}",
        "Kommentarer: A",
        f"{TWO.printed} {TWO.name}",
        "Kommentarer: B",
    ]
    found = aligned(*lines)
    assert [one.anchor.targets[0].path.split(".")[1] for one in found.filled] == [ONE.id, TWO.id]


def test_a_criterions_description_is_nothing_and_other_words_are_kept():
    edition = " ".join(ONE.description.split()[1:])
    found = aligned(f"{ONE.printed} {ONE.name}", edition, "Egna ord om saken", "Poäng: 4")
    assert texts(found.strays) == ["Egna ord om saken"]


def test_words_behind_a_criterions_name_are_kept():
    found = aligned(f"{ONE.printed} {ONE.name}: klart godkänt")
    assert texts(found.strays) == ["klart godkänt"]


def test_behind_the_criteria_stands_the_list_of_scores():
    found = aligned(
        f"{ONE.printed} {ONE.name}",
        "Kommentarer: A",
        f"{TWO.printed} {TWO.name}",
        "Kommentarer: B",
        "Sammanfattning av poängen",
        f"{ONE.short_name}\tPoäng: 4",
    )
    assert texts(found.listed) == [f"{ONE.short_name}\tPoäng: 4"]
    assert found.strays == []


def test_without_a_list_what_stands_behind_the_criteria_belongs_nowhere():
    form = FORM._replace(list_label="", anchors=(Anchor("Sammanfattning av poängen"),))
    found = align([a_line("Sammanfattning av poängen"), a_line("A")], form, FI)
    assert (texts(found.listed), texts(found.strays)) == ([], ["A"])


# --- signatures -----------------------------------------------------------------------------------


def test_a_line_to_sign_on_is_kept_where_names_stand():
    rule = "_" * 20
    found = aligned("Slutord: A", "N. N.", rule, "B", anchors=[SIGNED])
    assert filled(found) == [("Slutord", ["A", "N. N.", rule, "B"])]
    assert filled(aligned("Enhet: A", rule)) == [("Enhet:", ["A"])]
    assert aligned(rule).strays == []


# --- what stands behind a text --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fixed", "rest"),
    [
        pytest.param("Namn: A", "Namn:", ": A", id="the sign of a label stays"),
        pytest.param("Namn", "Namn", "", id="nothing behind it"),
        pytest.param("NAMN", "Namn:", "", id="without its sign"),
        pytest.param("N a-m n X", "Namn", " X", id="blanks and hyphens between"),
        pytest.param("Poång: 4", "Poäng:", ": 4", id="another accent"),
        pytest.param("Namnet", "Namn", None, id="a longer word"),
        pytest.param("Nam", "Namn", None, id="a shorter one"),
        pytest.param("Ort", "Namn", None, id="another"),
        pytest.param("Namn (ort): A", "Namn (ort):", ": A", id="a closing bracket is the label's"),
        pytest.param("Namn (ort : A", "Namn (ort):", ": A", id="one that somebody lost"),
        pytest.param("Namn", "", None, id="no fixed text"),
        pytest.param("Namn", "?!", None, id="a fixed text of signs"),
        pytest.param("", "Namn", None, id="no text"),
        pytest.param("\ufb01n: A", "fin:", ": A", id="a letter that is two"),
    ],
)
def test_what_stands_behind_a_fixed_text(text, fixed, rest):
    found = behind(text, fixed)
    assert (None if found is None else found.lstrip()) == (None if rest is None else rest.lstrip())


WORDS = st.text("aåÄ b-é", min_size=1, max_size=8).filter(bare_letters)


@given(WORDS, st.sampled_from([": x", " ", "", ".\ty"]))
@settings(max_examples=40)
def test_a_text_that_begins_with_the_fixed_one_has_the_rest_behind_it(fixed, rest):
    found = behind(f"{fixed}{rest}", fixed)
    assert found is not None
    assert bare_letters(found) == bare_letters(rest)


@given(st.lists(st.sampled_from(
    ["Enhet: A", "Syftet är: B", "Fritt ord", "- punkt", "Kriterium: C",
     f"{ONE.printed} {ONE.name}",
     "Poäng: 4", "Kommentarer:", "ett svar", "Utvecklingsbehov"]), max_size=12))  # fmt: skip
@settings(max_examples=25)
def test_no_word_is_lost_and_none_stands_twice(lines):
    found = aligned(*lines)
    kept = [line.text for one in found.filled for line in one.lines]
    kept += texts(found.strays) + texts(found.listed)
    for word in ("Fritt ord", "- punkt", "ett svar"):
        assert kept.count(word) == lines.count(word)
    for letter in "ABC":
        assert sum(text.endswith(letter) for text in kept) == sum(
            line.endswith(f": {letter}") for line in lines
        )

"""What looks wrong in a text: each rule by itself, on a text as it is typed in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.check.texts import (
    RULES,
    Facts,
    TypedText,
    control_character,
    hand_wrapped,
    other_unit,
    placeholder,
    wrong_level,
    wrong_total,
)
from docgen.packs.load import load_pack
from docgen.yamlfile.tree import Spot
from tests.checkfacts import facts_of

DK = load_pack("dk")
LINE = "Teamet arbejder tæt sammen med behandlerne og deltager i konferencen"
assert 60 <= len(LINE) <= 100


def typed(raw: str, path: str = "purpose", value: str | None = None) -> TypedText:
    spot = Spot(1, 1, 0, len(raw), "block", raw)
    return TypedText(
        Path("a.yaml"), tuple(path.split(".")), spot, raw if value is None else value, raw
    )


def found(rule, text: TypedText, facts: Facts | None = None) -> list[tuple[int, str]]:
    """Return offset and message of what a rule finds."""
    return [(one.offset, one.message) for one in rule(text, facts or facts_of(DK, 4))]


@pytest.mark.parametrize(
    ("raw", "offsets"),
    [
        ("TODO", [0]),
        ("skriv todo her", [6]),
        ("xx og XXX", [0, 6]),
        ("hvad???", []),
        ("hvad ???", [5]),
        ("xX", [0]),
        ("maxx xxl x ??", []),
        ("TODOS", []),
        ("", []),
    ],
)
def test_a_placeholder_is_found_where_it_stands(raw, offsets):
    assert [offset for offset, _ in found(placeholder, typed(raw))] == offsets


def test_a_placeholder_is_told_by_its_beginning():
    ((_, message),) = found(placeholder, typed("x" * 99))
    assert message == "'xxxxxxxxxx' is left in the text; write what belongs there"


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1f", "\ufffe"])
def test_a_character_that_no_word_file_holds_is_told_by_its_number(sign):
    ((offset, message),) = found(control_character, typed("raw", value=f"a{sign}b{sign}"))
    assert (offset, f"U+{ord(sign):04X}" in message) == (0, True)
    assert "double the backslash before it" in message


@pytest.mark.parametrize("value", ["", "a\tb\n", "æøå €", "\u200b"])
def test_other_signs_are_no_fault(value):
    assert found(control_character, typed("raw", value=value)) == []


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        pytest.param([LINE] * 3, 0, id="three long lines"),
        pytest.param([LINE] * 5, 0, id="five"),
        pytest.param(["kort", LINE, LINE, LINE], 1, id="behind a short one"),
        pytest.param([LINE, LINE], None, id="two"),
        pytest.param([LINE, LINE, "kort", LINE, LINE], None, id="a short one between"),
        pytest.param([f"- {LINE}"] * 3, None, id="bullets"),
        pytest.param([f"- {LINE}", LINE, LINE], 0, id="a bullet that goes on"),
        pytest.param(["x" * 101] * 3, None, id="lines longer than anybody breaks"),
        pytest.param(["x" * 59] * 3, None, id="lines that are short"),
        pytest.param(["x" * 60, "x" * 100, "x" * 60], 0, id="the borders"),
    ],
)
def test_a_paragraph_broken_by_hand_is_told_at_its_first_line(lines, at):
    raw = "|\n" + "".join(f"  {line}\n" for line in lines)
    offsets = [offset for offset, _ in found(hand_wrapped, typed(raw))]
    start = 2 + sum(len(line) + 3 for line in lines[:at]) + 2 if at is not None else None
    assert offsets == ([] if at is None else [start])


def test_only_a_text_that_keeps_its_lines_can_be_broken_so():
    for mark in (">", "", '"'):
        assert found(hand_wrapped, typed(mark + f"\n  {LINE}" * 3)) == []


def test_another_unit_is_told_but_where_units_may_be_named():
    facts = facts_of(DK, 4, units=[("b", "Enhed Bjerg")])
    ((offset, message),) = found(other_unit, typed("Hos Enhed Bjerg går det"), facts)
    assert (offset, message) == (4, "names another unit, Enhed Bjerg; this is Enhed A")
    for path in ("unit.partners", "area.ips_team", "recipients.0"):
        assert found(other_unit, typed("Enhed Bjerg", path), facts) == []
    assert found(other_unit, typed("Enhed A"), facts) == []


# --- totals and levels, 25 times a 4: 100 points ---------------------------------------------


@pytest.mark.parametrize(
    ("raw", "points"),
    [
        ("Total score = 98", [98]),
        ("total score: 98", [98]),
        ("Den totale score er 98.", []),
        ("i alt 98 point", [98]),
        ("98/125 og 97 af 125", [98, 97]),
        ("total score = 98 og 98 point", [98, 98]),
        ("98 %", []),
        ("98,5 point", []),
        ("i 2098 point", []),
        ("7 point", []),
        ("24 point", []),
        ("126 point", []),
        ("100 point, 125 point", []),
        ("115 point og 114 point", []),
        ("uden tal", []),
    ],
)
def test_a_total_that_the_scores_do_not_make_is_told_where_it_stands(raw, points):
    told = found(wrong_total, typed(raw))
    assert [int(message.split()[3].strip(",")) for _, message in told] == points
    assert all(raw[offset:].startswith(str(n)) for (offset, _), n in zip(told, points, strict=True))
    assert all("the scores add up to 100" in message for _, message in told)


def test_while_a_score_is_missing_and_of_the_last_review_no_total_is_wrong():
    text = typed("Total score = 98")
    assert found(wrong_total, text, facts_of(DK, 4, missing=("caseload_size",))) == []
    assert found(wrong_total, text, facts_of(DK, 4, previous=98)) == []
    assert len(found(wrong_total, text, facts_of(DK, 4, previous=97))) == 1


@pytest.mark.parametrize("code", ["dk", "fi-sv", "no", "se"])
def test_the_words_for_a_total_are_the_packs(code):
    pack = load_pack(code)
    facts = facts_of(pack, 4)
    assert facts.total_words
    for word in facts.total_words:
        assert found(wrong_total, typed(f"{word}: 98"), facts)
        assert found(wrong_total, typed(f"{word}: 100"), facts) == []
    for word in facts.point_words:
        assert found(wrong_total, typed(f"98 {word}"), facts)


@given(st.integers(25, 125))
@settings(max_examples=40)
def test_every_total_that_the_text_may_not_say_is_told(points):
    facts = facts_of(DK, 4)
    edges = {edge for one in DK.levels for edge in (one.points, one.points - 1)}
    highest = {one.highest for one in facts.result.sections}
    own = {one.points for one in facts.result.sections}
    known = points in {100, 125} | edges | highest | own
    assert bool(found(wrong_total, typed(f"{points}/125"), facts)) is not known


def test_another_level_is_told_with_the_one_that_is_reached():
    reached, other = DK.level_of(100).label, DK.levels[-1].label
    ((offset, message),) = found(wrong_level, typed(f"Det er {other.upper()} nu"))
    assert offset == 7
    assert f"100 points are {reached!r}; mend the text or a score" in message
    assert found(wrong_level, typed(f"Det er {reached.upper()}")) == []


@pytest.mark.parametrize("path", ["criteria.x.comment", "previous.level", "development.0.name"])
def test_of_one_criterion_and_of_the_last_review_a_level_may_be_said(path):
    assert found(wrong_level, typed(DK.levels[-1].label, path)) == []


def test_the_level_of_the_last_review_may_be_said_and_without_one_nothing_is_known():
    label = DK.levels[-1].label
    assert found(wrong_level, typed(label), facts_of(DK, 4, previous=30, level=label)) == []
    assert found(wrong_level, typed(label), facts_of(DK, 4, missing=("caseload_size",))) == []


def test_a_level_over_two_lines_is_one():
    words = DK.levels[0].label.split()
    assert len(found(wrong_level, typed("\n  ".join(words)))) == 1


def test_what_cannot_be_is_no_level_and_a_longer_word_none():
    assert found(wrong_level, typed(f"x{DK.levels[-1].label}x")) == []


@given(st.text("ab x?TODO98/125 .\n", max_size=40), st.sampled_from(RULES))
@settings(max_examples=40)
def test_what_is_found_lies_in_the_text(raw, rule):
    for offset, message in found(rule, typed(raw)):
        assert 0 <= offset < len(raw)
        assert message

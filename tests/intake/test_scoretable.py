"""Tables of criteria: columns by their heads, rows by a criterion's name, the rest listed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.intake.folded import Prompts
from docgen.intake.form import Taken
from docgen.intake.scoretable import find_tables, read_tables
from docgen.packs.load import load_pack
from tests.wordedits import paragraph
from tests.wordlines import cell, opened, said, table, told

DK = load_pack("dk")
ONE, TWO, THREE = DK.criteria[:3]
PROMPTS = Prompts([DK])
ITEM, COMMENT, ADVICE, SCORE = (
    DK.texts[f"column_{key}"] for key in ("item", "comment", "recommendation", "score")
)
HEADS = [ITEM, COMMENT, ADVICE, SCORE]


def read(*body: str) -> Taken:
    """Return what the tables of a file came to."""
    taken = said(DK, {}, lenient=True)
    read_tables(find_tables(opened(*body), DK), PROMPTS, taken)
    return taken


def values(taken: Taken) -> dict[str, object]:
    """Return what was said once, by path."""
    assert all(len(ones) == 1 for ones in taken.values.values())
    return {path: ones[0].value for path, ones in taken.values.items()}


def of(criterion: object, comment: str, advice: str, score: int) -> dict[str, object]:
    base = f"criteria.{criterion.id}"  # type: ignore[attr-defined]
    return {f"{base}.comment": comment, f"{base}.recommendation": advice, f"{base}.score": score}


FIRST = [ONE.name, "A", "B", "4"]
"""The row of the first criterion."""


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEADS, FIRST], id="heads and a row"),
        pytest.param([FIRST, HEADS], id="heads at the end"),
        pytest.param([["", "", "", ""], HEADS, FIRST, HEADS], id="heads twice and an empty row"),
        pytest.param([HEADS, [DK.sections[0].label, "", "", ""], FIRST], id="a section's row"),
        pytest.param([HEADS, [DK.sections[0].label] * 4, FIRST], id="a section in each cell"),
        pytest.param([HEADS, [cell(DK.sections[0].label, 4)], FIRST], id="in one wide cell"),
        pytest.param([[head.lower() + ": \n" for head in HEADS], FIRST], id="small letters"),
        pytest.param([HEADS, [f"3) {ONE.name.upper()}", *FIRST[1:]]], id="a number before it"),
        pytest.param([HEADS, [ONE.short_name, *FIRST[1:]]], id="its short name"),
        pytest.param([HEADS, [ONE.name[:4] + "-\n" + ONE.name[4:], *FIRST[1:]]], id="broken"),
        pytest.param([HEADS, [ONE.name + "x", *FIRST[1:]]], id="a slip in the name"),
        pytest.param([[ITEM, SCORE, COMMENT, ADVICE], [ONE.name, "4", "A", "B"]], id="reordered"),
        pytest.param([[cell(ITEM, 2), *HEADS[1:]], [cell(ONE.name, 2), *FIRST[1:]]], id="wide"),
    ],
)
def test_a_row_says_the_values_of_its_criterion(rows):
    taken = read(table(*rows))
    assert values(taken) == of(ONE, "A", "B", 4)
    assert (taken.problems, taken.strays) == ([], [])


def test_rows_and_tables_go_on():
    taken = read(
        table(HEADS, FIRST),
        paragraph("ord"),
        table([TWO.name, "C", "D", "5"]),
        table([THREE.name, "E"]),
    )
    assert values(taken) == of(ONE, "A", "B", 4) | of(TWO, "C", "D", 5)


def test_a_table_without_heads_before_any_is_none():
    found = find_tables(opened(table(FIRST), paragraph("ord")), DK)
    assert (found.rows, found.paragraphs, found.strays) == ([], set(), [])


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param([ITEM, COMMENT, "", ""], id="two heads"),
        pytest.param(["", COMMENT, ADVICE, SCORE], id="without the name's"),
    ],
)
def test_too_few_heads_are_none(heads):
    assert find_tables(opened(table(heads, FIRST)), DK).rows == []


def test_what_stands_in_the_tables_is_not_read_again():
    file = opened(paragraph("før"), table(HEADS, FIRST), paragraph("efter"))
    found = find_tables(file, DK)
    texts = [p.text for p in file.stories()[0].paragraphs if p.element not in found.paragraphs]
    assert texts == ["før", "efter"]
    assert len(found.rows) == 1


def test_a_row_without_a_name_goes_on_with_the_one_above():
    taken = read(table(HEADS, [*FIRST[:3], ""], ["", "C", "", "4"]))
    assert values(taken) == of(ONE, "A\n\nC", "B", 4)


def test_a_row_without_a_name_below_no_criterion_is_listed():
    taken = read(table(HEADS, ["", "C", "", "4"], FIRST))
    assert [text for text, _ in taken.strays] == ["C", "4"]
    assert values(taken) == of(ONE, "A", "B", 4)
    assert taken.problems == []


def test_a_criterion_comes_once_and_its_second_row_is_listed():
    taken = read(table(HEADS, FIRST, [ONE.name, "C", "D", "5"]))
    assert values(taken) == of(ONE, "A", "B", 4)
    assert [rule for rule, *_ in told(taken)] == ["unknown-value"]
    assert [text for text, _ in taken.strays] == [ONE.name, "C", "D", "5"]


def test_a_row_of_no_criterion_is_told_and_listed_whole():
    name = "Noget helt andet"
    taken = read(table(HEADS, [name, "A", "B", "4"]))
    assert taken.values == {}
    assert told(taken) == [("unknown-value", "warning", "table 1, row 2, cell 1")]
    assert "no criterion is called" in taken.problems[0].message
    assert "the row is listed and not taken" in taken.problems[0].message
    assert [text for text, _ in taken.strays] == [name, "A", "B", "4"]


def test_a_name_like_two_criteria_is_neither():
    pair = [ONE._replace(name="Kontakt med team A", short_name="Kontakt med team A"),
            TWO._replace(name="Kontakt med team B", short_name="Kontakt med team B")]  # fmt: skip
    section = DK.sections[0]._replace(criteria=tuple(pair))
    pack = DK._replace(sections=(section,))
    taken = said(pack, {}, lenient=True)
    file = opened(table(HEADS, ["Kontakt med team", "A", "B", "4"]))
    read_tables(find_tables(file, pack), PROMPTS, taken)
    assert taken.values == {}
    assert [rule for rule, *_ in told(taken)] == ["unknown-value"]


def test_words_below_a_criterions_name_are_listed():
    taken = read(table(HEADS, [f"{ONE.name}\nvigtigt i år", *FIRST[1:]]))
    assert values(taken) == of(ONE, "A", "B", 4)
    assert [text for text, _ in taken.strays] == ["vigtigt i år"]


def test_words_behind_a_name_that_is_known_all_the_same_are_listed_with_it():
    name = f"{ONE.name}{'z' * (len(ONE.name) // 3)}"
    taken = read(table(HEADS, [name, *FIRST[1:]]))
    assert values(taken) == of(ONE, "A", "B", 4)
    assert [text for text, _ in taken.strays] == [name]


def test_text_in_a_column_without_a_head_is_listed():
    taken = read(table([*HEADS, "Note", ""], [*FIRST, "se bilag", ""]))
    assert values(taken) == of(ONE, "A", "B", 4)
    assert [text for text, _ in taken.strays] == ["Note", "se bilag"]


def test_the_total_is_read_wherever_it_stands_in_its_row():
    taken = read(table(HEADS, [DK.texts["total"], "", "", "88"]))
    assert values(taken) == {"result.total": 88}
    taken = read(table(HEADS, [DK.texts["total"], "", "", "otte"]))
    assert [rule for rule, *_ in told(taken)] == ["number"]
    assert taken.strays == [("otte", "table 1, row 2, cell 4")]


def test_prompts_are_nothing():
    prompt = DK.texts["placeholder"]
    taken = read(table(HEADS, [ONE.name, prompt, f"B\n{prompt}", prompt]))
    assert values(taken) == {f"criteria.{ONE.id}.recommendation": "B"}


def test_a_score_that_cannot_be_read_is_told_and_listed():
    taken = read(table(HEADS, [ONE.name, "A", "", "4,5"]))
    assert told(taken) == [("number", "warning", "table 1, row 2, cell 4")]
    assert taken.strays == [("4,5", "table 1, row 2, cell 4")]


def test_a_table_in_a_cell_is_text_of_that_cell():
    inner = table(["inde", "i"])
    taken = read(table(HEADS, [ONE.name, cell(f"{inner}{paragraph('A')}"), "B", "4"]))
    assert values(taken) == of(ONE, "inde\n\ni\n\nA", "B", 4)


WORD = st.sampled_from(["", "ord", "to ord", "4"])


@given(st.lists(st.tuples(st.sampled_from([ONE.name, "", "andet"]), WORD, WORD), max_size=3))
@settings(max_examples=12)
def test_no_word_of_a_table_is_lost(rows):
    taken = read(table(HEADS, *([name, one, two, ""] for name, one, two in rows)))
    kept = " ".join(str(one.value) for ones in taken.values.values() for one in ones)
    kept += " ".join(text for text, _ in taken.strays)
    for word in ("andet", "ord", "4"):
        assert kept.count(word) == sum(text.count(word) for cells in rows for text in cells)

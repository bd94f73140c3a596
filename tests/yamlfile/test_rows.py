"""A broken text read row by row: what is surely wrong, and the row as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.review.shape import KEYS
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.rows import Rows


def read(*rows: str) -> Rows:
    return Rows(list(rows), "f.yaml", KEYS)


def told(found: Rows) -> list[tuple[str, int, str]]:
    """Return rule, line and the message's beginning of each fault."""
    return [
        (one.rule, one.line, one.message)
        for number in sorted(found.mended)
        for one in found.mended[number].problems
    ]


@pytest.mark.parametrize(
    ("rows", "line", "meant", "says"),
    [
        pytest.param(["\tscore: 4"], 1, "  score: 4", "a tab stands at the beginning", id="tab"),
        pytest.param(["unit:", " \u00a0name: A"], 2, "  name: A", "a no-break space stands",
                     id="a no-break space"),
        pytest.param(["score:4"], 1, "score: 4", "a blank is missing behind the colon",
                     id="no blank behind the colon"),
        pytest.param(["score 4"], 1, "score: 4", "'score 4' is no key", id="no colon"),
        pytest.param(["comment |", "  a"], 1, "comment: |", "'comment |' is no key",
                     id="no colon before a bar"),
        pytest.param(["score:\t4"], 1, "score: 4", "a tab stands here", id="a tab behind it"),
        pytest.param(["score:\u00a04"], 1, "score: 4", "a no-break space stands behind",
                     id="a no-break space behind it"),
        pytest.param(["comment: Godt: fint"], 1, "comment: 'Godt: fint'",
                     "a colon stands inside", id="a colon in a text"),
        pytest.param(["comment: @leder"], 1, "comment: '@leder'", "a text cannot begin with @",
                     id="a sign"),
        pytest.param(["comment: \"a\" siger 'b'"], 1, "comment: '\"a\" siger ''b'''",
                     "the text goes on behind the second", id="a quote within"),
        pytest.param(["comment: [x] y"], 1, "comment: '[x] y'", "a text cannot begin with [",
                     id="a bracket"),
        pytest.param(["comment: - flere"], 1, "comment: '- flere'", "a text on the line of its",
                     id="a bullet on the line of its key"),
        pytest.param(["score: ?"], 1, "score:", "? is no value", id="a sign for no value"),
        pytest.param(["comment: |", "  a", "b c"], 3, "  b c", "the text under | has to stand",
                     id="a text that is not indented"),
        pytest.param(["  # \t", "\t# note"], 2, "  # note", "a tab stands at the beginning",
                     id="a comment behind a tab"),
    ],
)  # fmt: skip
def test_what_is_surely_wrong_is_told_and_read_as_it_was_meant(rows, line, meant, says):
    found = read(*rows)
    assert found.rows[line - 1].rstrip() == meant
    ((rule, at, message),) = told(found)
    assert at == line
    assert message.startswith(says)
    assert rule == ("tab" if "tab" in says else "yaml")


SOUND = [
    "pack: dk",
    "unit: {name: A}",
    "summary:",
    '  strengths: "en: to',
    '    tre"',
    "  conclusion: |",
    "    Note:uden blank, score:4",
    "",
    "      - længere inde: ja",
    "recipients: [a,",
    "  b]",
    "development:",
    "- criterion: disclosure",
    "  recommendation: |",
    "    @leder",
    "purpose: 12:30 og R&D",
    "response: &x y",
    "  # note: a",
]


@pytest.mark.parametrize("count", [1, 2, 5, 9, 11, 15, 16, len(SOUND)])
def test_what_yaml_allows_is_left_alone(count):
    found = read(*SOUND[:count])
    assert found.mended == {}
    assert found.rows == SOUND[:count]


def test_a_value_that_is_not_known_is_lost_and_nothing_is_put_in_its_place():
    found = read("score: -").mended[0]
    assert (found.lost, found.said) == (True, None)
    assert read("nothing_known: -").mended == {}


def test_what_a_person_would_write_is_said_where_it_is_sure():
    assert read("comment: Godt: fint").mended[0].said == ("comment: |", "  Godt: fint")
    assert read("score:4").mended[0].said == ("score: 4",)
    assert read("comment: > 80 %").mended[0].said is None, "which may be meant in two ways"
    assert read("comment: 'aldrig").mended[0].said is None


def test_a_key_that_slipped_stands_in_the_column_of_its_like():
    rows = ["criteria:", "  a:", "    score: 1", "    comment: x", "  b:", "     score: 2",
            "    comment: y", "  c:", "    score: 3"]  # fmt: skip
    found = read(*rows)
    assert found.rows[5] == "    score: 2"
    ((_, line, message),) = told(found)
    assert line == 6
    assert message.startswith("`score` begins in column 6, its like in column 5")


def test_a_text_that_goes_on_below_its_key_is_one_value():
    found = read("comment: Første: linje", "  anden linje", "purpose: x")
    assert parse_yaml("\n".join(found.rows), "f.yaml") == {
        "comment": "Første: linje anden linje", "purpose": "x",
    }  # fmt: skip
    assert len(told(found)) == 1


def test_of_a_text_that_is_not_indented_one_fault_is_told_for_all_its_rows():
    found = read("comment: |", "en", "to", "tre", "purpose: x")
    assert found.rows == ["comment: |", "  en", "  to", "  tre", "purpose: x"]
    assert len(told(found)) == 1


def test_an_entry_of_a_list_that_is_a_text_is_quoted_whole():
    found = read("recipients:", "- Leder: Navn: A", "- x")
    assert found.rows == ["recipients:", "- 'Leder: Navn: A'", "- x"]
    assert read("recipients:", "- Leder: Navn").mended == {}, "which YAML takes"


def test_a_fault_has_the_path_of_its_row():
    found = read("criteria:", "  disclosure:", "    comment: Godt: fint")
    (problem,) = found.mended[2].problems
    assert problem.where == "criteria.disclosure.comment"
    assert (problem.line, problem.column) == (3, 14)


ROWS = st.lists(
    st.sampled_from([*SOUND, "\tscore: 4", "score:4", "comment: a: b", "comment: @x", "score: ?",
                     "comment: 'x", "b c", "  \u00a0name: A", "score 4"]), max_size=10,
)  # fmt: skip


@given(ROWS)
@settings(max_examples=80)
def test_whatever_stands_there_there_are_as_many_rows_and_no_word_is_lost(rows):
    found = read(*rows)
    assert len(found.rows) == len(rows)
    for number, (before, after) in enumerate(zip(rows, found.rows, strict=True)):
        if number not in found.mended:
            assert after == before
        elif not found.mended[number].lost:
            letters = "".join(filter(str.isalnum, before))
            assert letters == "".join(filter(str.isalnum, after))
    again = Rows(found.rows, "f.yaml", KEYS)
    assert len(again.rows) == len(rows)

"""A text that ends at ` #` is a fault; a comment behind one word is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.review.cut import cut_texts

FILE = Path("data/enhed ø.yaml")


def cut(text: str) -> list[tuple[int, int, str]]:
    """Return line, column and path of each text that is cut."""
    found = list(cut_texts(text, FILE))
    assert {(one.rule, one.file, one.severity) for one in found} <= {
        ("cut-by-hash", str(FILE), "error"), ("cut-by-hash", FILE, "error"),
    }  # fmt: skip
    return [(one.line, one.column, one.where) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("purpose: set i uge #3\n", [(1, 19, "purpose")], id="words before it"),
        pytest.param("purpose: set i uge # 3\n", [(1, 19, "purpose")], id="a blank behind it"),
        pytest.param("unit: {name: Team #3\n  }\n", [(1, 18, "unit.name")], id="it touches"),
        pytest.param("unit:\n  name: Team #3\n", [(2, 13, "unit.name")], id="on its own line"),
        pytest.param("recipients:\n- a b #c\n", [(2, 6, "recipients[0]")], id="in a list"),
        pytest.param("extra:\n  own: a b # c\n", [(2, 11, "extra.own")], id="a pack's own value"),
        pytest.param("purpose: a b # c\nresponse: d e #f\n",
                     [(1, 13, "purpose"), (2, 14, "response")], id="two of them"),
    ],
)  # fmt: skip
def test_what_follows_would_be_lost(text, found):
    assert cut(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("purpose: word # a comment\n", id="one word and a comment"),
        pytest.param("unit:\n  name: Team   # its name\n", id="in a mapping"),
        pytest.param("recipients:\n- a   # first\n", id="in a list"),
        pytest.param('purpose: "a b # c"\n', id="in quotes"),
        pytest.param("purpose: 'a b' # c\n", id="behind quotes"),
        pytest.param("purpose: |\n  a b # c\n", id="under a bar"),
        pytest.param("purpose: a b#c\n", id="no blank before it"),
        pytest.param("# a b # c\npurpose: a b\n", id="a comment line"),
        pytest.param("review: {number: 4} # a b\n", id="behind a bracket"),
        pytest.param("criteria:\n  a:\n    score: 4 5 # c\n", id="what is no text"),
        pytest.param("nothing: a b # c\n", id="what no review has"),
        pytest.param("purpose: # empty\n", id="an empty value"),
        pytest.param("", id="nothing"),
    ],
)
def test_anything_else_stays(text):
    assert cut(text) == []


def test_it_is_told_with_a_way_out():
    (problem,) = cut_texts("purpose: a b # c\n", FILE)
    assert problem.message == (
        "the text ends before ` #`, what follows is a comment; if not, put the text under |"
    )


def test_a_text_over_several_lines_is_told_where_it_begins():
    assert cut("purpose: a b\n  c d # e\n") == [(1, 10, "purpose")]

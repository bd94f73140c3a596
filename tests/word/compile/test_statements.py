"""The statements that a block tag makes, held against what the rest of the language knows."""

from __future__ import annotations

import pytest
from ooxml.tagged import sandbox

from docgen.word.compile import statements
from docgen.word.compile.environment import BLOCK

COMPLETE = {
    "for": "for a in b", "if": "if a", "macro": "macro m()", "call": "call m()",
    "filter": "filter upper", "with": "with a = 1", "set": "set a",
}  # fmt: skip


@pytest.mark.parametrize("word", statements.OPENERS)
def test_whatever_opens_a_block_has_an_end_that_closes_it(word):
    assert f"end{word}" in statements.STATEMENTS
    source = f"{BLOCK[0]} {COMPLETE[word]} {BLOCK[1]}x{BLOCK[0]} end{word} {BLOCK[1]}"
    assert sandbox().parse(source).body


def test_what_parts_a_block_names_the_blocks_it_parts():
    for openers in statements.MIDDLES.values():
        assert set(openers) <= set(statements.OPENERS)
    assert set(statements.MIDDLES) <= set(statements.STATEMENTS)


def test_words_for_cells_are_no_statements_of_jinja():
    assert set(statements.CELL_WORDS).isdisjoint(statements.STATEMENTS)


def test_no_word_stands_twice():
    words = (*statements.STATEMENTS, *statements.CELL_WORDS)
    assert len(words) == len(set(words))

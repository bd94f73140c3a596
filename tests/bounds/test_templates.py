"""The numbers of templates: consistent, told in docs/security.md, and far above what is real."""

from __future__ import annotations

import re

import pytest
from builders import ROOT

from docgen.bounds import templates
from docgen.bounds.templates import (
    MOST_BLOCKS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_LETTERS_IN_PARAGRAPH,
    MOST_LETTERS_IN_TAG,
    MOST_LOOPS,
    MOST_ROUNDS,
    MOST_STEPS,
    MOST_TAGS,
    MOST_TAGS_IN_PARAGRAPH,
    MOST_VALUE,
)

NUMBERS = {name: value for name, value in vars(templates).items() if name.isupper()}


def test_all_are_numbers_above_zero() -> None:
    assert len(NUMBERS) > 15
    assert all(isinstance(value, int | float) and value > 0 for value in NUMBERS.values())


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        pytest.param(MOST_TAGS_IN_PARAGRAPH, MOST_TAGS, id="tags of a paragraph, of a template"),
        pytest.param(MOST_LETTERS_IN_TAG, MOST_LETTERS_IN_PARAGRAPH, id="a tag, its paragraph"),
        pytest.param(MOST_LOOPS, MOST_BLOCKS, id="loops are blocks"),
        pytest.param(MOST_ROUNDS, MOST_VALUE, id="what is repeated is a value"),
        pytest.param(MOST_VALUE, MOST_LETTERS, id="a value is printed"),
        pytest.param(MOST_ROUNDS, MOST_STEPS, id="a loop takes steps"),
    ],
)
def test_a_part_is_smaller_than_the_whole(part: int, whole: int) -> None:
    assert part < whole


def test_what_others_set_is_kept_to() -> None:
    """Word takes 63 columns, Python 20 loops within each other, of which some are ours."""
    assert MOST_COLUMNS == 63
    nested = "".join(f"{' ' * depth}for n in []:\n" for depth in range(MOST_LOOPS))
    compile(f"{nested}{' ' * MOST_LOOPS}pass\n", "loops", "exec")


@pytest.mark.parametrize("name", sorted(name for name in NUMBERS if name.startswith("MOST_")))
def test_the_page_on_security_tells_it(name: str) -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    told = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\d|\d", page)}
    told |= {int(number) * 1_000_000 for number in re.findall(r"(\d+) million", page)}
    assert int(NUMBERS[name]) in told

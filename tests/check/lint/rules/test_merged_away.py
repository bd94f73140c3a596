"""Text in a cell that is merged away is an error; the first of merged cells is shown."""

from __future__ import annotations

import pytest
from ooxml.minimal import cell, row, table, text

from docgen.check.lint.rules import merged_away
from tests.lintsubjects import a_subject, found


def merged(words: str, merge: str) -> str:
    return table(row(cell(text("a"))), row(cell(text(words), merge)))


@pytest.mark.parametrize(
    "merge",
    [
        "<w:vMerge/>",
        '<w:vMerge w:val="continue"/>',
        "<w:hMerge/>",
        '<w:hMerge w:val="continue"/>',
    ],
)
def test_text_that_no_page_shows_is_told(merge):
    ((message, where),) = found(merged_away, a_subject(merged("{{ purpose }}", merge)))
    assert message.startswith("'{{ purpose }}' stands in a cell that is merged away, and no page")
    assert message.endswith("move it into the cell that is shown")
    assert where == "table 1, row 2, cell 1"


def test_words_are_lost_as_tags_are():
    assert len(found(merged_away, a_subject(merged("words", "<w:vMerge/>")))) == 1


@pytest.mark.parametrize(
    ("words", "merge"),
    [
        pytest.param("a", "", id="a cell by itself"),
        pytest.param("a", '<w:vMerge w:val="restart"/>', id="the first of merged ones"),
        pytest.param("a", '<w:hMerge w:val="restart"/>', id="the first in a row"),
        pytest.param("", "<w:vMerge/>", id="an empty one"),
        pytest.param("  ", "<w:vMerge/>", id="one of blanks"),
    ],
)
def test_what_is_shown_or_empty_is_no_fault(words, merge):
    assert found(merged_away, a_subject(merged(words, merge))) == []


def test_each_such_cell_is_told():
    rows = [row(cell(text(word), "<w:vMerge/>")) for word in "abc"]
    assert len(found(merged_away, a_subject(table(*rows)))) == 3

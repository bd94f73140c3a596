"""The guide as a page: each name once, in tables that Markdown and Word take."""

from __future__ import annotations

import io

import pytest
from docx import Document

from docgen.document.guide import JINJA_FILTERS, FilterRow, Group, Guide, Row
from docgen.document.guidepage import as_markdown, as_word
from docgen.model.tongue import chosen

NAME = Row("{{ unit.name }}", "Enhed", "one line", "[Enhed]", ("report", "overview"), "unit.name")
ODD = Row("{{ a|b }}", "to\nlinjer | streg", "text", "", ())
GUIDE = Guide(
    "Names for templates: Danmark (dk)",
    (
        Group("unit", "", (NAME,)),
        Group("reviewers", "{%p for r in reviewers %} ... {%p endfor %}", (ODD,)),
        Group("texts", "By their keys", (NAME, ODD)),
    ),
    (FilterRow("{{ x | date }}", "27. marts 2026"),),
)


@pytest.fixture(scope="module")
def page() -> str:
    return as_markdown(GUIDE)


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(as_word(GUIDE)))


def test_the_page_has_its_title_and_a_part_for_each_group(page):
    heads = [line for line in page.splitlines() if line.startswith("#")]
    title = "# Names for templates: Danmark (dk)"
    assert heads == [title, "## unit", "## reviewers", "## texts", "## Filters"]
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


def test_a_row_has_tag_label_kind_example_and_documents(page):
    assert "| `{{ unit.name }}` | Enhed | one line | [Enhed] | report, overview |" in page
    assert "| `{{ x \\| date }}` | 27. marts 2026 |" in page


def test_what_would_end_a_cell_is_escaped(page):
    (line, _) = [line for line in page.splitlines() if "linjer" in line]
    assert line == "| `{{ a\\|b }}` | to linjer \\| streg | text |  |  |"


def test_every_row_of_a_table_has_as_many_cells_as_its_head(page):
    rows = [line.replace("\\|", "") for line in page.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {6, 3}


def test_how_records_are_printed_is_code_and_other_words_are_words(page):
    assert "`{%p for r in reviewers %} ... {%p endfor %}`" in page
    assert "\nBy their keys\n" in page


def test_jinjas_own_filters_are_named(page, word):
    for text in (page, "\n".join(one.text for one in word.paragraphs)):
        assert all(name in text for name in JINJA_FILTERS)


def test_the_word_file_says_the_same(word):
    heads = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    assert heads == ["unit", "reviewers", "texts", "Filters"]
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in word.tables]
    assert [len(table) for table in tables] == [2, 2, 3, 2]
    assert tables[0][1] == ["{{ unit.name }}", "Enhed", "one line", "[Enhed]", "report, overview"]
    assert tables[1][1][0] == "{{ a|b }}", "a tag to copy from"
    assert tables[3][1] == ["{{ x | date }}", "27. marts 2026"]


def test_the_heads_are_in_the_readers_language():
    with chosen("da"):
        danish = as_markdown(GUIDE)
    assert "| Label |" not in danish
    assert "`{{ unit.name }}`" in danish


def test_a_guide_without_a_name_is_a_page_all_the_same():
    empty = Guide("Nothing", (), ())
    assert as_markdown(empty).startswith("# Nothing\n")
    assert len(Document(io.BytesIO(as_word(empty))).tables) == 1

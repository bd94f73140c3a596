"""docs/security.md gives the limits as they are."""

import pytest
from builders import ROOT

from docgen.bounds import templates

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("tags of a template; of a paragraph", ["MOST_TAGS", "MOST_TAGS_IN_PARAGRAPH"]),
        (
            "letters of a paragraph with a tag; of a tag",
            ["MOST_LETTERS_IN_PARAGRAPH", "MOST_LETTERS_IN_TAG"],
        ),
        ("expressions, blocks, loops", ["MOST_DEPTH", "MOST_BLOCKS", "MOST_LOOPS"]),
        ("columns of a table", ["MOST_COLUMNS"]),
        ("digits that a template counts with", ["MOST_DIGITS"]),
        ("numbers of a `range()`", ["MOST_ROUNDS"]),
        ("letters or entries of a value", ["MOST_VALUE"]),
        ("letters of XML", ["MOST_LETTERS"]),
        ("steps of a rendering", ["MOST_STEPS"]),
    ],
)
def test_each_limit_of_templates_is_on_the_page(row, names):
    (line,) = [line for line in PAGE.splitlines() if line.startswith(f"| {row}")]
    numbers = line.split("|")[2].replace(";", "").split()
    assert [number.rstrip(",") for number in numbers] == [
        f"{getattr(templates, name):,}" for name in names
    ]

"""Tables as CSV that a spreadsheet shows as it stands: no cell of it is a formula."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f]*[=+\-@＝＋－＠]")
"""How a cell begins that a spreadsheet takes for a formula, blanks before it or not."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def print_csv(rows: Iterable[Sequence[object]]) -> None:
    """Print rows, the first of them the names of the columns.

    A byte order mark goes before them: without it Excel takes UTF-8 for another encoding.
    """
    print("\ufeff", end="")
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerows([*map(safe_cell, row)] for row in rows)


def safe_cell(value: object) -> object:
    """Return a value for a cell; a text that begins like a formula gets an apostrophe in front."""
    if not isinstance(value, str) or not _FORMULA.match(value):
        return value
    return value if _NUMBER.fullmatch(value) else f"'{value}"

"""No cell of a CSV is a formula to the spreadsheet that opens it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from builders import review_text
from commands import docgen
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli.csvtable import print_csv, safe_cell

FORMULAS = [
    *("=1+1", "+1,@SUM(1)", "-cmd|'/C calc'!A0", "@SUM(A1)"),
    *("=", "-", "+", "-1-1", "+45 12 34"),
]
BEFORE = ["", " ", "   ", "\t", "\r", "\n", "\u00a0", " \t "]
NUMBERS = ["-5", "+3", "-1,5", "2.5", "-1e5", "0", "2026-03-10", "7"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("formula", FORMULAS)
def test_what_begins_like_a_formula_gets_an_apostrophe(before, formula):
    assert safe_cell(before + formula) == f"'{before}{formula}"


@pytest.mark.parametrize("sign", "＝＋－＠")
def test_so_does_a_wide_sign(sign):
    assert safe_cell(f"{sign}1") == f"'{sign}1"


@pytest.mark.parametrize("before", ["\t", "\r", "\n"])
def test_so_does_a_tab_or_line_end_before_a_word(before):
    assert safe_cell(f"{before}word") == f"'{before}word"


@pytest.mark.parametrize("value", [*NUMBERS, "Enhed A", "a=b", "", "'x", "1+1", 5, -5, 2.5, None])
def test_numbers_and_words_stay(value):
    assert safe_cell(value) == value


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    cell = str(safe_cell(text)).lstrip("\n \t")
    assert not cell or cell[0] not in "=@" or cell.startswith("'")


def test_names_of_columns_are_cells_too(capsys):
    print_csv([["=x", "y"], ["a", "=b"]])
    assert [*csv.reader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff")))] == [
        ["'=x", "y"],
        ["a", "'=b"],
    ]


def test_docgen_score_prints_no_formula(tmp_path):
    hostile = {"id": "=1+1", "unit": "'+1,@SUM(1)'", "dates": "=cmd|'/C calc'!A0"}
    import yaml

    data = yaml.safe_load(review_text(unit=hostile["unit"]))
    data["id"] = hostile["id"]
    data["review"]["report_date"] = "2026-03-27"
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    run = docgen(tmp_path, "score", "a.json", "--format", "csv")
    rows = [*csv.reader(io.StringIO(run.stdout.removeprefix("\ufeff")))]
    assert rows[1][:2] == ["'=1+1", "'+1,@SUM(1)"]
    assert all(cell[:1] not in "=+@" for row in rows for cell in row if cell)

"""The scores of many reviews as a workbook: the same values as in the CSV, and no formula."""

import io
import re
import zipfile

import pytest
from scored import score_reviews

from docgen.cli.app import main
from docgen.cli.score import cells
from docgen.cli.scoresheet import workbook_of
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from docgen.scoring.score import csv_columns
from tests.builders import SAMPLES, write_review


def scored(*paths):
    return map(cells, score_reviews([str(path) for path in paths], find_library()))


def sheet(data, number=1):
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_each_review_is_a_row_and_each_score_a_number():
    columns = csv_columns([load_pack("dk")])
    xml = sheet(workbook_of(scored(*SAMPLES), columns, find_library()))
    rows = re.findall(r"<row .*?</row>", xml, re.DOTALL)
    assert len(rows) == len(SAMPLES) + 1
    assert all(len(re.findall("<v>[1-5]</v>", row)) >= 25 for row in rows[1:])
    assert "<autoFilter" in xml
    assert "<pane " in xml


def test_the_levels_have_a_sheet_that_says_what_their_colours_mean():
    xml = sheet(workbook_of(scored(*SAMPLES), csv_columns([load_pack("dk")]), find_library()), 2)
    for level in load_pack("dk").levels:
        assert level.label in xml


def test_a_name_that_looks_like_a_formula_stays_a_text(tmp_path):
    file = write_review(tmp_path / "a.yaml", unit="=1+1")
    xml = sheet(workbook_of(scored(file), csv_columns([load_pack("dk")]), find_library()))
    assert "=1+1" in xml
    assert "<f>" not in xml


def test_the_same_scores_make_the_same_bytes_and_none_an_empty_table():
    columns = csv_columns([load_pack("dk")])
    assert workbook_of(scored(*SAMPLES), columns, find_library()) == workbook_of(
        scored(*SAMPLES), columns, find_library()
    )
    assert len(re.findall("<row ", sheet(workbook_of([], columns, find_library())))) == 1


@pytest.mark.parametrize("out", [[], ["-o", "scores.csv"]], ids=["no file", "another kind"])
def test_a_workbook_wants_a_name(tmp_path, monkeypatch, capsys, out):
    monkeypatch.chdir(tmp_path)
    write_review(tmp_path / "a.yaml")
    with pytest.raises(SystemExit) as ended:
        main(["score", "a.yaml", "--format", "xlsx", *out])
    assert ended.value.code == 2
    assert "-o scores.xlsx" in capsys.readouterr().err


def test_the_command_writes_the_file_and_names_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    write_review(tmp_path / "a.yaml")
    with pytest.raises(SystemExit) as ended:
        main(["score", "a.yaml", "--format", "xlsx", "-o", "løn.xlsx"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.strip() == "løn.xlsx"
    assert (tmp_path / "løn.xlsx").read_bytes()[:2] == b"PK"

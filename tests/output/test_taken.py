"""Which edited reports were taken into their reviews, and where the edited files go."""

from __future__ import annotations

import pytest
from builders import ONE_EACH
from wordedits import report

from docgen.batch.export import CopyOptions, prepare_export
from docgen.batch.status import find_status
from docgen.output.manifest import FOLDER
from docgen.output.taken import keep_edited, output_folder, remember_taken, was_taken
from docgen.roundtrip.finding import reports_and_review

DIGEST = "0123456789abcdef" * 4


@pytest.fixture
def out(tmp_path):
    (tmp_path / "out" / FOLDER).mkdir(parents=True)
    return tmp_path / "out"


def test_a_report_lies_in_the_output_folder_above_it(out):
    assert output_folder(out / "dk" / "a.docx") == out
    assert output_folder(out / "a.docx") == out


def test_a_file_elsewhere_lies_in_none(out):
    assert output_folder(out.parent / "a.docx") is None
    assert output_folder(out.joinpath(*"abcdef", "a.docx")) is None, "not for ever"


def test_what_was_taken_is_remembered_once(out):
    assert not was_taken(out, DIGEST)
    remember_taken(out, DIGEST)
    remember_taken(out, DIGEST)
    assert was_taken(out, DIGEST)
    assert not was_taken(out, DIGEST[::-1])
    assert (out / FOLDER / "taken").read_text(encoding="ascii") == f"{DIGEST}\n"


def test_a_list_that_cannot_be_read_knows_nothing(out):
    (out / FOLDER / "taken").write_bytes(b"\xff\xfe")
    assert not was_taken(out, DIGEST)


def test_an_edited_file_is_kept_below_edited_under_a_name_of_its_own(out):
    kept = keep_edited(out / "dk" / "a.docx", b"edited", out, DIGEST)
    assert kept == out / "edited" / "dk" / "a-01234567.docx"
    assert kept.read_bytes() == b"edited"


def test_the_same_bytes_are_kept_once_and_nothing_is_replaced(out):
    kept = keep_edited(out / "a.docx", b"edited", out, DIGEST)
    assert keep_edited(out / "a.docx", b"edited", out, DIGEST) == kept
    assert kept.read_bytes() == b"edited"


@pytest.mark.parametrize("apart", ["sent", "edited", "internal", "dk/internal"])
def test_copies_and_sheets_are_no_reports_for_any_command(apart, tmp_path):
    out = tmp_path / "out"
    (out / apart).mkdir(parents=True)
    for name in (f"{apart}/x.docx", "a.docx"):
        (out / name).write_bytes(report(ONE_EACH[0]))
    assert reports_and_review([out])[0] == [out / "a.docx"]
    assert [path for path, _ in prepare_export([out], CopyOptions()).reports] == [out / "a.docx"]
    assert [one.report for one in find_status([out])] == [out / "a.docx"]

"""How a report stands to its review: not made, up to date, behind, edited, both."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import write_review

from docgen.history.cache import HistoryCache
from docgen.output.manifest import ManifestEntry
from docgen.packs.library import find_library
from docgen.report import make_report
from docgen.web import reportstate
from docgen.web.facts import read_facts
from docgen.web.reportstate import Reports

SHELF = find_library(None)


class Desk:
    """A review, and the report that may be made of it."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self.file = write_review(folder / "a.yaml")
        self.report = self.out / "a.docx"

    def make(self, **how: bool) -> None:
        make_report(self.file, self.out, library=SHELF, **how)

    @property
    def state(self) -> str:
        read, review = read_facts(self.file, SHELF)
        reports = Reports(self.out, SHELF, HistoryCache())
        return reports.state(self.report, read, review)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_report_that_is_not_there_is_not_made(desk: Desk) -> None:
    assert desk.state == "none"
    desk.make()
    desk.report.unlink()
    assert desk.state == "none"


def test_a_new_report_is_up_to_date_until_the_review_says_something_else(desk: Desk) -> None:
    desk.make()
    assert desk.state == "current"
    before = desk.file.read_bytes()
    write_review(desk.file, score=5)
    assert desk.state == "behind"
    desk.file.write_bytes(before)
    assert desk.state == "current"


def test_what_changes_nothing_printed_leaves_it_up_to_date(desk: Desk) -> None:
    desk.make()
    desk.file.write_bytes(b"# a remark\n" + desk.file.read_bytes())
    assert desk.state == "current"


def test_a_default_is_a_part_of_the_review(desk: Desk) -> None:
    desk.make()
    shared = desk.file.with_name("_shared.yaml")
    shared.write_text("unit: {place: Nordby}\n", encoding="utf-8")
    assert desk.state == "behind"


def test_an_edited_report_is_edited_and_both_where_the_review_changed(desk: Desk) -> None:
    desk.make()
    desk.report.write_bytes(b"edited")
    assert desk.state == "edited"
    write_review(desk.file, score=5)
    assert desk.state == "both"


def test_a_file_that_docgen_never_made_is_somebody_s(desk: Desk) -> None:
    desk.out.mkdir()
    desk.report.write_bytes(b"mine")
    assert desk.state == "edited"


def test_a_draft_is_held_against_a_draft(desk: Desk) -> None:
    write_review(desk.file, without=("disclosure",))
    desk.make(draft=True)
    assert desk.state == "current"
    write_review(desk.file)
    assert desk.state == "behind"


def test_where_a_score_is_gone_the_final_report_is_behind(desk: Desk) -> None:
    desk.make()
    write_review(desk.file, without=("disclosure",))
    assert desk.state == "behind"


def test_where_too_much_is_wrong_it_is_behind(desk: Desk) -> None:
    desk.make()
    reports = Reports(desk.out, SHELF, HistoryCache())
    assert reports._context(None, draft=False) == ""


# --- is it ours ------------------------------------------------------------------------------


def entry(digest: str = "d", before: str = "", stamp: str = "") -> ManifestEntry:
    return ManifestEntry("a.docx", digest, before, stamp=stamp)


ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"
"""The digest of b"one"."""


@pytest.mark.parametrize(
    ("known", "ours"),
    [
        pytest.param(entry(ONE), True, id="as it was written"),
        pytest.param(entry("d", ONE), True, id="a run was killed before it was replaced"),
        pytest.param(entry("d"), False, id="something else"),
    ],
)
def test_a_report_is_ours_by_what_it_holds(
    tmp_path: Path, known: ManifestEntry, ours: bool
) -> None:
    (tmp_path / "a.docx").write_bytes(b"one")
    assert reportstate._is_ours(tmp_path / "a.docx", known) is ours
    assert reportstate._is_ours(tmp_path / "a.docx", known) is ours  # as it is remembered


def test_one_that_looks_as_it_did_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(b"one")
    monkeypatch.setattr(reportstate, "stamp_at", lambda _: "stamp")
    monkeypatch.setattr(reportstate, "read_bytes", lambda _: 1 / 0)
    assert reportstate._is_ours(tmp_path / "a.docx", entry(stamp="stamp"))
    with pytest.raises(ZeroDivisionError):
        reportstate._is_ours(tmp_path / "a.docx", entry(stamp="another"))


def test_where_there_are_no_stamps_it_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / "a.docx"
    monkeypatch.setattr(reportstate, "stamp_at", lambda _: "")
    report.write_bytes(b"one")
    assert reportstate._is_ours(report, entry(ONE))
    report.write_bytes(b"two")
    os.utime(report, (1, 1))
    assert not reportstate._is_ours(report, entry(ONE))

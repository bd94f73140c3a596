"""Reports made from the page: put where render puts them, handed out, opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import controls_in, write_review

from docgen.errors import DocgenError, InvalidDataError, KeptFileError, UsageError
from docgen.model.tongue import chosen
from docgen.output.pdf import Office
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes
from docgen.report import make_report
from docgen.web import making
from docgen.web.folder import Reviews
from docgen.web.making import (
    as_pdf,
    documents_of,
    make,
    office_or_none,
    open_in_word,
    planned,
    rendered,
)

SHELF = find_library(None)
NAME = "dk/a.yaml"


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    write_review(tmp_path / NAME)
    return Reviews(tmp_path, SHELF)


def file_of(reviews: Reviews) -> Path:
    return reviews.folder / NAME


def test_a_report_is_the_one_that_render_makes(reviews: Reviews, tmp_path: Path) -> None:
    made = make(reviews, NAME, file_of(reviews), "report")
    assert made == (reviews.out / "dk" / "a.docx", True, False)
    other = make_report(file_of(reviews), tmp_path / "other")
    assert made.path.read_bytes() == other.read_bytes()
    assert not make(reviews, NAME, file_of(reviews), "report").new


def test_another_document_stands_beside_it(reviews: Reviews) -> None:
    made = make(reviews, NAME, file_of(reviews), "overview")
    assert made.path == reviews.out / "dk" / "a-overview.docx"


def test_what_was_edited_in_word_stays(reviews: Reviews) -> None:
    path = make(reviews, NAME, file_of(reviews), "report").path
    path.write_bytes(b"edited")
    with pytest.raises(KeptFileError, match=r"a\.docx"):
        make(reviews, NAME, file_of(reviews), "report")
    assert path.read_bytes() == b"edited"


@pytest.mark.parametrize(
    ("status", "without", "draft"),
    [
        ("final", (), False),
        ("final", ("disclosure",), True),
        ("draft", (), True),
        ("draft", ("disclosure",), True),
    ],
)
def test_where_scores_are_missing_it_is_a_draft(
    reviews: Reviews, status: str, without: tuple[str, ...], draft: bool
) -> None:
    write_review(file_of(reviews), status=status, without=without)
    report, is_draft = planned(reviews, file_of(reviews), "report")
    assert is_draft is draft
    assert ("draft" in report.fingerprint.options) is draft


def test_other_faults_are_told(reviews: Reviews) -> None:
    people = "reviewers: [{name: R, initials: KN}]\ngeneral_comments: 'KN: A.'"
    write_review(file_of(reviews), head=people)
    with pytest.raises(InvalidDataError, match="KN"):
        planned(reviews, file_of(reviews), "report")
    write_review(file_of(reviews))
    with pytest.raises(UsageError, match="has no document 'odd'"):
        planned(reviews, file_of(reviews), "odd")


def test_a_document_is_handed_out_and_put_nowhere(reviews: Reviews, tmp_path: Path) -> None:
    data, name = rendered(reviews, file_of(reviews), "report", plain=True)
    assert name == "a.docx"
    (tmp_path / "plain.docx").write_bytes(data)
    assert controls_in(tmp_path / "plain.docx") == 0
    data, _ = rendered(reviews, file_of(reviews), "report", plain=False)
    (tmp_path / "whole.docx").write_bytes(data)
    assert controls_in(tmp_path / "whole.docx") > 0
    assert not reviews.out.exists()


# --- PDF -------------------------------------------------------------------------------------


class Makes(Office):
    """A LibreOffice that makes this of every file."""

    answer: Any = b"%PDF"

    def make_pdfs(self, files: Any, *_: Any, **__: Any) -> list[Any]:
        assert [file.read_bytes() for file in files] == [b"PK"]
        return [self.answer]


def test_a_pdf_is_made_by_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "find_office", lambda: Makes(("x",)))
    assert as_pdf(b"PK") == b"%PDF"
    monkeypatch.setattr(Makes, "answer", "it did not end")
    with pytest.raises(DocgenError, match="it did not end"):
        as_pdf(b"PK")


def test_without_libreoffice_that_is_told_or_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Office:
        raise UsageError("LibreOffice is not found")

    monkeypatch.setattr(making, "find_office", missing)
    assert office_or_none() is None
    with pytest.raises(UsageError, match="LibreOffice"):
        as_pdf(b"PK")
    office = Makes(("x",))
    monkeypatch.setattr(making, "find_office", lambda: office)
    assert office_or_none() is office


# --- documents, Word -------------------------------------------------------------------------


@pytest.mark.parametrize("code", pack_codes(SHELF))
def test_documents_of_a_pack_are_those_made_of_a_review(code: str) -> None:
    pack = load_pack(code, library=SHELF)
    found = dict(documents_of(pack))
    assert list(found) == [one.name for one in pack.documents.values() if one.needs_review]
    assert found["report"] == "Report"
    with chosen("sv"):
        assert dict(documents_of(pack))["report"] != "Report"


def test_a_document_of_somebody_s_own_is_called_by_its_name() -> None:
    pack = load_pack("dk", library=SHELF)
    own = pack.documents["report"]._replace(name="brev")
    pack = pack._replace(documents={"brev": own})
    assert documents_of(pack) == [("brev", "brev")]


@pytest.mark.parametrize(("platform", "program"), [("linux", "xdg-open"), ("darwin", "open")])
def test_a_report_is_opened_by_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, program: str
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    report = tmp_path / "a ø.docx"
    with pytest.raises(UsageError, match=r"a ø\.docx: is not made yet"):
        open_in_word(report)
    report.touch()
    open_in_word(report)
    assert started == [[program, str(report)]]


def test_on_windows_the_program_of_word_files_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.startfile", opened.append, raising=False)
    (tmp_path / "a.docx").touch()
    open_in_word(tmp_path / "a.docx")
    assert opened == [tmp_path / "a.docx"]


def test_where_nothing_opens_it_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError("xdg-open")

    monkeypatch.setattr(subprocess, "Popen", missing)
    (tmp_path / "a.docx").touch()
    with pytest.raises(UsageError, match=r"a\.docx: nothing opens it here; open it in Word"):
        open_in_word(tmp_path / "a.docx")

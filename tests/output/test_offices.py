"""LibreOffice kept alive: many files at once, a start for many, and one that hangs costs itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from docgen.output import offices
from docgen.output.offices import Offices, offices_for
from docgen.output.pdf import Office, find_office

TALKS = """
import pathlib, sys, time, urllib.parse
words = sys.argv[1:]
log = pathlib.Path(LOG)
path = lambda url: pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(url).path))
profile = path(next(word for word in words if "UserInstallation" in word).partition("=")[2])
if "--convert-to" in words:
    log.open("a").write("call\\n")
    folder = pathlib.Path(words[words.index("--outdir") + 1])
    for word in words:
        if word.endswith(".docx"):
            body = b"%PDF-1.6 old " + pathlib.Path(word).read_bytes() + b"%%EOF"
            folder.joinpath(pathlib.Path(word).stem + ".pdf").write_bytes(body)
elif "--terminate_after_init" in words:
    (profile / "user" / "basic" / "Standard").mkdir(parents=True)
elif SERVES:
    assert "Serve" in (profile / "user" / "basic" / "Standard" / "Docgen.xba").read_text()
    log.open("a").write("life\\n")
    jobs, number = path(words[-1].split('"')[1]), 0
    (jobs / "ready").touch()
    while not (jobs / "stop").exists():
        job = jobs / str(number)
        if not job.with_suffix(".docx").exists():
            time.sleep(0.01)
            continue
        text = job.with_suffix(".docx").read_bytes()
        number += 1
        if text == b"hangs":
            time.sleep(60)
        if text == b"falls":
            mark = log.with_name("fell")
            if not mark.exists():
                mark.touch()
                sys.exit(3)
        if text == b"bad":
            job.with_suffix(".failed").write_text("General Error.\\n")
            continue
        job.with_suffix(".made").write_bytes(b"%PDF-1.6 " + text + b"%%EOF")
        job.with_suffix(".made").replace(job.with_suffix(".pdf"))
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the program notes its lives and its calls."""
    return tmp_path / "log"


def pretend(log: Path, *, serves: bool = True) -> Office:
    """Return a program that behaves like LibreOffice."""
    program = log.with_name("soffice.py")
    head = f"LOG = {str(log)!r}\nSERVES = {serves}\n"
    program.write_text(head + TALKS, encoding="utf-8")
    return Office((sys.executable, str(program)), start_seconds=20, file_seconds=1.5)


def files(folder: Path, *contents: str) -> list[Path]:
    found = []
    for number, content in enumerate(contents):
        found.append(folder / f"rapport ø {number}.docx")
        found[-1].write_bytes(content.encode())
    return found


def lives(log: Path) -> list[str]:
    return log.read_text("utf-8").split()


def test_many_files_take_one_life_each(tmp_path: Path, log: Path) -> None:
    reports = files(tmp_path, *map(str, range(12)))
    with Offices(pretend(log), 2) as many:
        made = many.make_pdfs(reports[:6]) + many.make_pdfs(reports[6:])
    assert made == [f"%PDF-1.6 {number}%%EOF".encode() for number in range(12)]
    assert lives(log) in (["life"], ["life", "life"])


@pytest.mark.parametrize(
    ("kind", "found", "count"),
    [
        ("hangs", "it did not end within 1.5 seconds", 2),
        ("bad", "General Error.", 1),
        ("falls", b"%PDF-1.6 falls%%EOF", 2),
    ],
)
def test_one_that_goes_wrong_costs_no_other(
    tmp_path: Path, log: Path, kind: str, found: str | bytes, count: int
) -> None:
    with Offices(pretend(log), 1) as one:
        made = one.make_pdfs(files(tmp_path, "a", kind, "b"))
    assert made == [b"%PDF-1.6 a%%EOF", found, b"%PDF-1.6 b%%EOF"]
    assert lives(log) == ["life"] * count


def test_it_is_started_anew_after_so_many_files(
    tmp_path: Path, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offices, "FILES_A_LIFE", 2)
    with Offices(pretend(log), 1) as one:
        assert len(one.make_pdfs(files(tmp_path, *"abcde"))) == 5
    assert lives(log) == ["life"] * 3


def test_one_that_runs_no_macro_makes_them_in_one_call(tmp_path: Path, log: Path) -> None:
    with Offices(pretend(log, serves=False), 2) as many:
        made = many.make_pdfs(files(tmp_path, *"abc"))
    assert made == [f"%PDF-1.6 old {name}%%EOF".encode() for name in "abc"]
    assert lives(log) == ["call"]


@pytest.mark.parametrize(
    ("count", "jobs", "expected"), [(6, 8, 1), (10, 8, 2), (1000, 2, 2), (1000, 99, 8)]
)
def test_as_many_as_pay(count: int, jobs: int, expected: int) -> None:
    assert offices_for(count, jobs) == expected


@pytest.mark.usefixtures("office")
def test_the_real_one_makes_tagged_pdfs(tmp_path: Path) -> None:
    from docx import Document

    reports = []
    for number in range(3):
        document = Document()
        document.add_heading(f"Rapport {number}", 1)
        document.save(str(tmp_path / f"{number}.docx"))
        reports.append(tmp_path / f"{number}.docx")
    with Offices(find_office(), 1) as one:
        made = one.make_pdfs(reports)
    assert all(isinstance(pdf, bytes) and b"/MarkInfo" in pdf for pdf in made)

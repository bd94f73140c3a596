"""`docgen render --pdf`: a tagged PDF of each report, and one clear line where there is none."""

from __future__ import annotations

import json
import re
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run as run_program
from typing import Any

import pytest
from builders import files_of, write_review
from ooxml.reading import poppler
from templatekinds import made

from docgen.cli import app as cli
from docgen.errors import UsageError
from docgen.output import pdf
from docgen.output.pdf import Office, find_office, usual_places
from docgen.word.template import load_template
from docgen.yamlfile.parse import read_yaml

TALKS = """
import pathlib, sys
words = sys.argv[1:]
folder = pathlib.Path(words[words.index("--outdir") + 1])
files = [pathlib.Path(word) for word in words if word.endswith(".docx")]
pathlib.Path(CALLS).open("a").write(f"{len(files)}\\n")
for file in files:
    if MISSES(file, len(files)):
        print("warning", "source file could not be loaded", sep="\\n", file=sys.stderr)
    else:
        body = b"%PDF-1.6 " + file.read_bytes() + TAIL
        folder.joinpath(file.stem + ".pdf").write_bytes(body)
"""
Pretend = Callable[..., Office]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def pretend(tmp_path: Path) -> Pretend:
    """Return a function that makes a program which behaves like LibreOffice, or in another way."""

    def make(misses: str = "False", tail: bytes = b"%%EOF\n", code: str = TALKS) -> Office:
        program = tmp_path / "soffice.py"
        head = f"CALLS = {str(tmp_path / 'calls')!r}\nTAIL = {tail!r}\n"
        head += f"MISSES = lambda file, many: {misses}\n"
        program.write_text(head + code, encoding="utf-8")
        return Office((sys.executable, str(program)), start_seconds=20, file_seconds=1)

    return make


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Three files in folders of their own, two of them with one name."""
    files = [tmp_path / name for name in ("a/rapport ø.docx", "b/rapport ø.docx", "b/c.docx")]
    for number, file in enumerate(files):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(str(number).encode())
    return files


@pytest.fixture
def no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, of which none may be left."""
    folder = tmp_path / "temporary ø"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def calls(folder: Path) -> list[int]:
    """Return how many files each call of the program got."""
    return [int(line) for line in (folder / "calls").read_text(encoding="utf-8").split()]


# --- LibreOffice -----------------------------------------------------------------------------


def test_many_files_are_one_call(
    pretend: Pretend, reports: list[Path], tmp_path: Path, no_rest: Path
) -> None:
    made = pretend().make_pdfs(reports)
    assert made == [b"%PDF-1.6 0%%EOF\n", b"%PDF-1.6 1%%EOF\n", b"%PDF-1.6 2%%EOF\n"]
    assert calls(tmp_path) == [3]
    assert list(no_rest.iterdir()) == []


@pytest.mark.parametrize(
    ("misses", "found", "counts"),
    [
        pytest.param(
            "file.read_bytes() == b'1'",
            ["pdf", "source file could not be loaded", "pdf"],
            [3, 1],
            id="a file that cannot be converted costs no other",
        ),
        pytest.param(
            "file.read_bytes() != b'0' and many > 1",
            ["pdf", "pdf", "pdf"],
            [3, 1, 1],
            id="what a call left out is tried once more by itself",
        ),
    ],
)
def test_a_file_is_missing(
    pretend: Pretend,
    reports: list[Path],
    tmp_path: Path,
    misses: str,
    found: list[str],
    counts: list[int],
) -> None:
    made = pretend(misses).make_pdfs(reports)
    assert ["pdf" if isinstance(one, bytes) else one for one in made] == found
    assert calls(tmp_path) == counts


def test_half_a_pdf_is_none(pretend: Pretend, reports: list[Path]) -> None:
    assert pretend(tail=b"").make_pdfs(reports[:1]) == ["it ended with code 0"]


STUCK = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import socket, threading; "
    "line = socket.create_connection(('127.0.0.1', PORT)); threading.Event().wait()"])
"""


def test_a_program_that_does_not_end_is_stopped_with_all_it_started(
    pretend: Pretend, reports: list[Path], no_rest: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = STUCK.replace("PORT", str(server.getsockname()[1]))
        office = pretend(code=code)._replace(start_seconds=1, file_seconds=0)
        assert office.make_pdfs(reports) == ["it did not end within 1 seconds"] * 3
        server.settimeout(10)
        with server.accept()[0] as line:
            line.settimeout(10)
            assert line.recv(1) == b""  # the one at the other end is gone
    assert list(no_rest.iterdir()) == []


def test_a_program_that_cannot_be_started_is_named(reports: list[Path], tmp_path: Path) -> None:
    (why,) = Office((str(tmp_path / "gone"),)).make_pdfs(reports[:1])
    assert isinstance(why, str)
    assert why.startswith(f"{tmp_path / 'gone'} cannot be started (")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program with a blank in its path."""
    path = tmp_path / "Program Files" / ("soffice.exe" if sys.platform == "win32" else "soffice")
    path.parent.mkdir()
    path.write_bytes(b"#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_libreoffice_is_found(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Office((str(program),))
    assert find_office({"DOCGEN_SOFFICE": str(program), "PATH": ""}) == found
    assert find_office({"PATH": str(program.parent)}) == found
    monkeypatch.setattr(pdf, "usual_places", lambda *_: [program])
    assert find_office({"PATH": ""}) == found


@pytest.mark.parametrize(
    ("platform", "environment", "place"),
    [
        pytest.param(
            "win32",
            {"PROGRAMFILES": "C:/Program Files"},
            "C:/Program Files/LibreOffice/program/soffice.com",
            id="Windows",
        ),
        pytest.param(
            "darwin",
            {"HOME": "/Benutzer/ø"},
            "/Benutzer/ø/Applications/LibreOffice.app/Contents/MacOS/soffice",
            id="macOS",
        ),
        pytest.param("linux", {}, "/usr/lib/libreoffice/program/soffice", id="Linux"),
    ],
)
def test_usual_places(platform: str, environment: dict[str, str], place: str) -> None:
    assert place in [path.as_posix() for path in usual_places(platform, environment)]


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        pytest.param({"PATH": ""}, "install it, or name its soffice program", id="nowhere"),
        pytest.param({"DOCGEN_SOFFICE": "/gone/x"}, "DOCGEN_SOFFICE: /gone/x", id="a wrong name"),
    ],
)
def test_libreoffice_is_missing(
    environment: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "usual_places", lambda *_: [])
    with pytest.raises(UsageError, match=words):
        find_office(environment)


# --- docgen render --pdf ---------------------------------------------------------------------


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a call of `docgen render` in a folder with two reviews."""
    monkeypatch.chdir(tmp_path)
    write_review(tmp_path / "data" / "dk" / "a.yaml")
    write_review(tmp_path / "data" / "se" / "a.yaml", pack="se")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as exit_:
            cli.main(["render", *arguments])
        out, err = capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return exit_.value.code, out, err

    return call


@pytest.fixture
def office(pretend: Pretend, monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Put the pretended program into the place of LibreOffice."""

    def use(*arguments: str) -> Office:
        made = pretend(*arguments)
        monkeypatch.setattr(pdf, "find_office", lambda: made)
        return made

    use()
    return use


FILES = ["dk/a.docx", "dk/a.pdf", "se/a.docx", "se/a.pdf"]


def test_a_pdf_stands_beside_each_report(
    run: Run, office: Pretend, tmp_path: Path, no_rest: Path
) -> None:
    del office
    code, out, err = run("data", "--pdf")
    assert code == 0
    assert [Path(line).as_posix() for line in out.split()] == [
        f"out/{name}" for name in (*FILES[::2], *FILES[1::2])
    ]
    assert err.split("\n")[0].split() == ["done", "4"]
    assert files_of(tmp_path / "out") == FILES
    assert calls(tmp_path) == [2]
    assert list(no_rest.iterdir()) == []


@pytest.mark.parametrize("options", [[], ["--plain"], ["--jobs", "1"]])
def test_the_pdf_is_that_of_the_plain_form(
    run: Run, office: Pretend, tmp_path: Path, options: list[str]
) -> None:
    del office
    run("data/dk", "--plain", "-o", "plain")
    run("data/dk", "--pdf", *options)
    made = (tmp_path / "out" / "a.pdf").read_bytes()
    plain = (tmp_path / "plain" / "a.docx").read_bytes()
    assert made == b"%PDF-1.6 " + plain + b"%%EOF\n"
    assert (plain == (tmp_path / "out" / "a.docx").read_bytes()) is ("--plain" in options)


def test_reviews_of_one_file_have_a_pdf_each(run: Run, office: Pretend, tmp_path: Path) -> None:
    del office
    data = read_yaml(tmp_path / "data" / "dk" / "a.yaml")
    lines = [json.dumps(data | {"id": name}) for name in ("x", "y")]
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("all.jsonl", "--pdf")[0] == 0
    assert files_of(tmp_path / "out") == ["x.docx", "x.pdf", "y.docx", "y.pdf"]


def test_what_is_unchanged_is_not_converted_again(
    run: Run, office: Pretend, tmp_path: Path
) -> None:
    del office
    run("data", "--pdf")
    code, out, err = run("data", "--pdf")
    assert (code, len(out.split())) == (0, 4)
    assert "unchanged  4" in err
    write_review(tmp_path / "data" / "dk" / "a.yaml", score=3)
    assert "to make    2" in run("data", "--pdf", "--dry-run")[2]
    assert run("data", "--pdf")[0] == 0
    (tmp_path / "out" / "se" / "a.pdf").unlink()
    assert run("data", "--pdf")[0] == 0
    assert calls(tmp_path) == [2, 1, 1]
    assert files_of(tmp_path / "out") == FILES


@pytest.mark.parametrize("force", [False, True])
def test_a_pdf_of_somebody_else_stays(
    run: Run, office: Pretend, tmp_path: Path, force: bool
) -> None:
    del office
    own = tmp_path / "out" / "a.pdf"
    own.parent.mkdir()
    own.write_bytes(b"theirs")
    code, _, err = run("data/dk", "--pdf", *(["--force"] if force else []))
    assert (code, own.read_bytes() == b"theirs") == ((0, False) if force else (1, True))
    assert ("a.pdf: was not made by docgen" in err) is not force


def test_a_report_that_is_kept_gets_no_pdf(run: Run, office: Pretend, tmp_path: Path) -> None:
    """The edited report and the PDF would differ."""
    del office
    run("data/dk")
    with (tmp_path / "out" / "a.docx").open("ab") as report:
        report.write(b"edited")
    write_review(tmp_path / "data" / "dk" / "a.yaml", score=3)
    assert run("data/dk", "--pdf")[0] == 1
    assert files_of(tmp_path / "out") == ["a.docx"]


def test_a_conversion_that_fails_is_exit_code_1_and_the_report_stays(
    run: Run, office: Pretend, tmp_path: Path, no_rest: Path
) -> None:
    office("True")
    code, out, err = run("data/dk", "--pdf")
    assert (code, out.split()) == (1, [str(Path("out", "a.docx"))])
    (line,) = err.splitlines()
    assert "a.pdf: LibreOffice made no PDF (source file could not be loaded)" in line
    assert files_of(tmp_path / "out") == ["a.docx"]
    assert list(no_rest.iterdir()) == []


def test_fail_fast_makes_no_pdf_behind_a_report_that_failed(
    run: Run, office: Pretend, tmp_path: Path
) -> None:
    del office
    write_review(tmp_path / "data" / "se" / "a.yaml", pack="se", without=("disclosure",))
    assert run("data", "--pdf", "--fail-fast")[0] == 1
    assert files_of(tmp_path / "out") == ["dk/a.docx"]


def test_without_libreoffice_nothing_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", str(tmp_path / "gone"))
    code, out, err = run("data", "--pdf")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "name LibreOffice's soffice" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.libreoffice
def test_a_real_pdf_is_tagged_and_names_language_and_title(run: Run, tmp_path: Path) -> None:
    assert run("data/dk", "--pdf")[0] == 0
    made = tmp_path / "out" / "a.pdf"
    told = run_program(
        ["pdfinfo", str(made)], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    assert re.search(r"^Title: +\S", told, re.MULTILINE)
    content = made.read_bytes()
    assert b"/Lang(da-DK)" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content


def with_contents(path: Path) -> Path:
    """Write a report with two headings and a contents list that nobody has updated."""
    path.write_bytes(load_template(made("contents")).render({"chapters": CHAPTERS}))
    return path


CHAPTERS = [{"title": "Alpha", "text": "one"}, {"title": "Beta", "text": "two"}]


def test_contents_lists_are_made_anew_in_pdfs(office: Any, tmp_path: Path) -> None:
    plain = tmp_path / "plain.docx"
    plain.write_bytes(made("letter"))
    files = [with_contents(tmp_path / "rapport \u00f8.docx"), plain]
    listed, other = find_office().make_pdfs(files)
    assert isinstance(listed, bytes)
    assert isinstance(other, bytes)
    (tmp_path / "a.pdf").write_bytes(listed)
    text = poppler("pdftotext", "-layout", str(tmp_path / "a.pdf"), "-")
    assert re.search(r"Alpha\s*\.+\s*1\n", text)
    assert re.search(r"Beta\s*\.+\s*1\n", text)
    assert b"pdfuaid" in listed
    assert office is not None


def test_where_no_macro_runs_the_list_is_printed_as_it_stands(
    pretend: Pretend, tmp_path: Path
) -> None:
    file = with_contents(tmp_path / "a.docx")
    (pdf_bytes,) = pretend().make_pdfs([file])
    assert isinstance(pdf_bytes, bytes)
    assert pdf_bytes.startswith(b"%PDF-1.6 PK")

"""The command line: exit codes, one line for each fault, results on stdout and talk on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT, files_of, write_review
from commands import Run, one_line

import docgen
from docgen.cli import app as cli


def program(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m docgen` as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, env=environment, check=False, **options
    )


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"docgen {docgen.__version__}\n", "")


def test_the_version_is_that_of_the_distribution() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{docgen.__version__}"\n' in text


def test_help_names_every_command(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for name in cli.COMMANDS:
        assert (f"\n  {name} " in out) == (name not in cli.UNLISTED)
    assert "..." not in out.split("Commands:")[1]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_has_help_and_takes_packs(run: Run, name: str) -> None:
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "--packs DIR" in out or name == "explain"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param([], "Usage: docgen", id="no command"),
        pytest.param(["rendr"], "No such command 'rendr'", id="a command there is not"),
        pytest.param(["render"], "Missing argument", id="no path"),
        pytest.param(["render", "a.yaml", "--jobs", "0"], "--jobs", id="no process"),
        pytest.param(["score", "a.yaml", "--format", "xml"], "xml", id="a format there is not"),
        pytest.param(["new", "dk"], "Missing option", id="nowhere to write to"),
        pytest.param(
            ["schema", "fi-se"], "no pack 'fi-se'; did you mean 'fi-sv'?", id="an unknown pack"
        ),
        pytest.param(["new", "xx", "-o", "a.yaml"], "no pack 'xx'", id="a new review of no pack"),
        pytest.param(["packs", "--packs", "none"], "none: is not there", id="no folder of packs"),
        pytest.param(["render", "a.yaml"], "a.yaml: is not there", id="render: a missing file"),
        pytest.param(["check", "a.yaml"], "a.yaml: is not there", id="check: a missing file"),
        pytest.param(["score", "a.yaml"], "a.yaml: is not there", id="score: a missing file"),
        pytest.param(["check", "x" * 5000], "x...: is not there", id="check: too long a name"),
        pytest.param(["check", ""], "an empty text is no path", id="check: an empty variable"),
        pytest.param(["render", "*.yaml"], "*.yaml: matches no review", id="an empty pattern"),
        pytest.param(["render", "."], ".: holds no review", id="render: an empty folder"),
        pytest.param(["check", "."], "there is no review in this folder", id="check: likewise"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str], text: str) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert out == ""
    assert text in err
    assert "Traceback" not in err


def test_ctrl_c_is_exit_code_130_and_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("docgen.packs.load.pack_codes", interrupted)
    code, out, err = run("packs")
    assert (code, out) == (130, "")
    one_line(err, "stopped")


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    """As in `docgen schema dk | head -1`."""
    command = [sys.executable, "-m", "docgen", "schema", "dk"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == b""
    process.wait()


def test_output_is_utf8_whatever_the_system_says(tmp_path: Path) -> None:
    write_review(tmp_path / "blåbær.yaml", unit="Ærø")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "docgen", "score", "blåbær.yaml"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=True)
    assert "Ærø  [blåbær]" in done.stdout.decode("utf-8")


def loaded_by_render(folder: Path, cache: Path) -> tuple[set[str], set[str]]:
    """Return the modules of docgen, and all others by their first name, that a report takes."""
    script = (
        "import sys, atexit, json\n"
        "before = {*sys.modules}\n"
        "atexit.register(lambda: print(json.dumps([*{*sys.modules} - before])))\n"
        "from docgen.cli import main\n"
        "main(['render', 'a.yaml'])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DOCGEN_CACHE": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True, cwd=folder, env=environment, check=True, text=True,
    )  # fmt: skip
    report, loaded = done.stdout.splitlines()
    assert report == str(Path("out", "a.docx"))
    ours = {name for name in json.loads(loaded) if name.partition(".")[0] == "docgen"}
    return ours, {name.partition(".")[0] for name in json.loads(loaded)}


HEAVY = {
    *("typer", "pydantic", "rich", "lxml", "docx", "docxtpl", "jinja2", "babel", "jsonschema_rs"),
    *("multiprocessing", "asyncio", "threading", "sqlite3", "dataclasses", "inspect", "difflib"),
    *("email", "socket", "random", "tempfile", "shutil", "subprocess", "logging", "glob", "locale"),
}


"""Each of them takes a part of a start that can be seen, some more than the whole report."""


MOST_OF_OURS = 109


"""Modules of docgen's own that a report takes: each is a third of a millisecond."""


NOT_NEEDED = {
    *(
        "docgen.model.sentences",
        "docgen.packs.file",
        "docgen.packs.scale",
        "docgen.review.jsonfile",
    ),
    *("docgen.intake.load", "docgen.history.index", "docgen.history.ofunit", "docgen.batch.pool"),
    *("docgen.packs.checked", "docgen.scoring.evidenceschema", "docgen.document.fields"),
    *(f"docgen.word.render.{name}" for name in ("blanks", "copies", "beside", "grid", "links")),
}


"""Modules for what a plain report has not: a message, a fault, a form, copies, other files."""


def test_a_cached_report_needs_no_heavy_module(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    for unit in ("Enhed A", "Enhed B", "Enhed B"):  # the first one makes what is kept
        write_review(tmp_path / "a.yaml", unit=unit)
        ours, others = loaded_by_render(tmp_path, tmp_path / "cache")
        if unit == "Enhed B":
            assert HEAVY.isdisjoint(others)
            assert NOT_NEEDED.isdisjoint(ours)
        (tmp_path / "out" / "a.docx").unlink()
    assert "yaml" not in others, "a review that was read before takes no parser"
    assert len(ours) <= MOST_OF_OURS


def test_a_list_of_paths_comes_by_standard_input(tmp_path: Path) -> None:
    for name in ("a", "ø b"):
        write_review(tmp_path / f"{name}.yaml")
    done = program("render", "-", cwd=tmp_path, input="a.yaml\r\n\nø b.yaml\n".encode())
    assert done.returncode == 0
    assert files_of(tmp_path / "out") == ["a.docx", "ø b.docx"]

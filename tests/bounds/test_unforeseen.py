"""Whatever goes wrong over one file is a fault of that file: told in one line, stopping nobody."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from builders import files_of, review_text, write_review

from docgen.bounds.unforeseen import faults_of
from docgen.errors import ReadError, UnforeseenError

BROKEN = "Enhed Itu"
"""The unit over whose review docgen stumbles here."""
STUMBLES = {
    "a fault of ours": "ValueError('never met')",
    "too deep": "RecursionError('maximum recursion depth exceeded')",
    "no memory": "MemoryError()",
    "a number too large": "OverflowError('int too large')",
    "two lines": "KeyError('one\\ntwo')",
}
_STUMBLE = """
import sys
from docgen.review import build

sound = build.build_review

def stumble(*args, **kwargs):
    if {broken!r} in repr(args):
        raise {error}
    return sound(*args, **kwargs)

build.build_review = stumble  # before anybody else imports it
from docgen.cli.app import main

if __name__ == "__main__":
    main()
"""


def _run(tmp_path: Path, *argv: str, error: str = "ValueError('never met')", **env: str):
    """Run the command line with a docgen that stumbles over the review of one unit."""
    script = tmp_path / "stumbling.py"
    script.write_text(_STUMBLE.format(broken=BROKEN, error=error), encoding="utf-8")
    import os

    return subprocess.run(
        [sys.executable, str(script), *argv],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, **env},
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    """Return a folder of three reviews; docgen stumbles over the second."""
    write_review(tmp_path / "in" / "a.yaml", unit="Enhed A")
    write_review(tmp_path / "in" / "b.yaml", unit=BROKEN)
    write_review(tmp_path / "in" / "c.yaml", unit="Enhed C")
    return tmp_path


@pytest.mark.parametrize("error", STUMBLES.values(), ids=STUMBLES)
def test_what_nobody_foresaw_is_one_line_of_that_file(error):
    with pytest.raises(UnforeseenError) as caught, faults_of("b.yaml", 7):
        raise eval(error)
    told = str(caught.value)
    assert told.startswith("b.yaml:7: docgen met something it was not written for (")
    assert "please report this" in told
    assert "\n" not in told
    assert caught.value.exit_code == 1


def test_the_innermost_place_in_docgen_is_told():
    from docgen.model import telling

    with pytest.raises(UnforeseenError, match=r"docgen\.model\.telling, line \d+"), faults_of("x"):
        telling.shortened(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("passes", [KeyboardInterrupt, SystemExit, BrokenPipeError, GeneratorExit])
def test_what_ends_a_program_passes(passes):
    with pytest.raises(passes), faults_of("x"):
        raise passes


def test_our_own_errors_pass_as_they_are():
    with pytest.raises(ReadError), faults_of("x"):
        raise ReadError("y", "is gone")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]], ids=["one process", "two processes"])
def test_render_makes_the_neighbours_reports(folder, jobs):
    run = _run(folder, "render", "in", "-o", "out", *jobs)
    assert run.returncode == 1
    assert files_of(folder / "out") == ["a.docx", "c.docx"]
    assert "Traceback" not in run.stderr
    assert len(re.findall(r"b\.yaml: docgen met something", run.stderr)) == 1
    assert "1 x unforeseen" in run.stderr


def test_check_tells_it_and_checks_the_neighbours(folder):
    run = _run(folder, "check", "in", "--format", "json")
    rows = json.loads(run.stdout)
    assert run.returncode == 1
    rows = [row for row in rows if row["severity"] == "error"]
    assert [Path(row["file"]).name for row in rows] == ["b.yaml"]
    assert rows[0]["rule"] == "unforeseen"


def test_score_scores_the_neighbours(folder):
    run = _run(folder, "score", "in", "--format", "json")
    assert [row["review"] for row in json.loads(run.stdout)] == ["a", "c"]
    assert run.returncode == 1
    assert "b.yaml: docgen met something" in run.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "score", "render"])
def test_a_line_of_many_is_told_with_its_number(tmp_path, command):
    import yaml

    rows = [
        yaml.safe_load(review_text(unit=unit, head=f"id: {name}"))
        for name, unit in (("a", "Enhed A"), ("b", BROKEN), ("c", "Enhed C"))
    ]
    text = "".join(json.dumps(row, default=str) + "\n" for row in rows)
    (tmp_path / "many.jsonl").write_text(text, encoding="utf-8")
    run = _run(tmp_path, command, "many.jsonl")
    assert run.returncode == 1
    assert "many.jsonl:2: docgen met something" in run.stdout + run.stderr
    assert (run.stdout + run.stderr).count("docgen met something") == 1


def test_at_the_top_it_is_one_line_too(tmp_path):
    write_review(tmp_path / "b.yaml", unit=BROKEN)
    script = tmp_path / "top.py"
    script.write_text(
        "import docgen.cli.rendering as r\n"
        "def stumble(*a, **k): raise ZeroDivisionError('at the top')\n"
        "r.render = stumble\nfrom docgen.cli.app import main\nmain(['render', 'b.yaml'])\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, encoding="utf-8", cwd=tmp_path
    )
    assert run.returncode == 1
    assert "please report" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_debugging_shows_the_traceback(folder):
    run = _run(folder, "check", "in", DOCGEN_DEBUG="1")
    assert run.returncode == 1
    assert "Traceback" in run.stderr
    assert "ValueError: never met" in run.stderr


BROKEN_TEXTS = {
    "an escape beyond Unicode": 'general_comments: "\\U00110000"',
    "an escape beyond a number": 'general_comments: "\\UFFFFFFFF"',
    "half a character": 'general_comments: "\\ud800"',
    "a pack of 300 letters": f"pack: {'a' * 300}",
    "a pack of 5000 letters": f"pack: {'a' * 5000}",
    "a pack with NUL": 'pack: "d\\0k"',
    "an endless anchor": "general_comments: &a [*a]",
    "a number of 5000 digits": f"previous: {{total: {'9' * 5000}}}",
    "a directive of nobody": "%YAML 9999999999999999999999.1\n---",
}


@pytest.mark.parametrize("broken", BROKEN_TEXTS.values(), ids=BROKEN_TEXTS)
def test_a_broken_neighbour_fails_no_sound_review(tmp_path, broken):
    from docgen.batch.run import make_reports
    from docgen.check.run import check_paths

    good = write_review(tmp_path / "good.yaml")
    for name, head in (("bad.yaml", True), ("late.yaml", False)):
        text = review_text(unit="Enhed A" if not head else "Enhed B")
        whole = f"{broken}\n{text}" if head else f"{text}\n{broken}\n"
        (tmp_path / name).write_text(whole, encoding="utf-8")
    assert [p for p in check_paths([good]) if p.severity == "error"] == []
    faulty = {Path(p.file).name for p in check_paths([tmp_path]) if p.severity == "error"}
    assert faulty == {"bad.yaml", "late.yaml"}
    made = {Path(o.source).name: o.state for o in make_reports([tmp_path], tmp_path / "out")}
    assert made == {"bad.yaml": "failed", "good.yaml": "done", "late.yaml": "failed"}

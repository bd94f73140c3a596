"""The command line: exit codes, one line for each fault, results on stdout and talk on stderr."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, files_of, review_text, write_review
from commands import docgen as in_folder

import docgen
from docgen.batch.outcome import Outcome
from docgen.cli import app as cli
from docgen.cli.quick import plain_render
from docgen.cli.tally import Tally
from docgen.model import Problem

Answer = tuple[int, str, str]
Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a call of the command line in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: str | Path) -> Answer:
        with pytest.raises(SystemExit) as exit_:
            cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = exit_.value.code
        assert isinstance(code, int)
        return code, out, err

    return call


def program(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m docgen` as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, env=environment, check=False, **options
    )


def one_line(text: str, *parts: str) -> None:
    """Assert that `text` is one plain line with all `parts`."""
    assert "Traceback" not in text
    assert len(text.splitlines()) == 1, text
    for part in parts:
        assert part in text


# --- docgen itself ---------------------------------------------------------------------------


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
    *("docgen.yamlfile.reader", "docgen.scoring.evidenceschema", "docgen.document.fields"),
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


# --- render ----------------------------------------------------------------------------------


def test_render_prints_the_report_it_made(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    assert run("render", "a.yaml") == (0, f"{Path('out', 'a.docx')}\n", "")
    assert zipfile.ZipFile(tmp_path / "out" / "a.docx").testzip() is None


def test_render_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    run("render", "a.yaml")
    before = (tmp_path / "out" / "a.docx").stat().st_mtime_ns
    assert run("render", "a.yaml")[0] == 0
    assert (tmp_path / "out" / "a.docx").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            review_text(pack="fi-se"),
            ["a.yaml:1:7: pack: no pack 'fi-se'; did you mean 'fi-sv'?"],
            id="an unknown pack in a review",
        ),
        pytest.param(
            review_text().replace("caseload_size:", "caseload_sise:"),
            ["a.yaml:8:3", "caseload_size"], id="an unknown criterion",
        ),
        pytest.param(
            review_text().replace("report_date", "report_dato"),
            ["a.yaml:6:3", "did you mean 'report_date'?"],
            id="a misspelt key",
        ),
        pytest.param(
            review_text(head="recipients: {a: b}"), ["a.yaml:2", "recipients", "list"],
            id="a mapping where a list belongs",
        ),
        pytest.param("", ["a.yaml:1:1", "empty"], id="an empty file"),
        pytest.param("pack: [dk\n", ["a.yaml:"], id="no YAML"),
        pytest.param(
            review_text(without=("disclosure",)),
            ["a.yaml", "no score for criterion 13 (Åbenhed om sygdom)", "status: draft", "--draft"],
            id="a final report without a score",
        ),
    ],
)  # fmt: skip
def test_a_faulty_review_is_exit_code_1_and_leaves_nothing(
    run: Run, tmp_path: Path, text: str, parts: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    for part in parts:
        assert part in err.splitlines()[0]
    assert files_of(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("score", ["0", "6", "4.5"])
def test_a_score_out_of_range_is_one_line(run: Run, tmp_path: Path, score: str) -> None:
    text = review_text().replace("score: 4", f"score: {score}", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml:", "criteria.caseload_size.score", score)


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        pytest.param([], "draft", 0, id="status: draft"),
        pytest.param(["--draft"], "final", 0, id="--draft"),
        pytest.param([], "final", 1, id="neither"),
    ],
)
def test_a_draft_may_lack_scores(
    run: Run, tmp_path: Path, arguments: list[str], status: str, code: int
) -> None:
    write_review(tmp_path / "a.yaml", status=status, without=("disclosure",))
    assert run("render", "a.yaml", *arguments)[0] == code


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(b"no zip", "report.docx", id="a template that is no zip"),
        pytest.param("{{ unit.nmae }}", "there is no 'unit.nmae'", id="a name there is not"),
        pytest.param("{{ unit.name }", "report.docx", id="a broken tag"),
        pytest.param(None, "report.docx: is missing", id="a template that is not there"),
    ],
)
def test_a_broken_template_is_exit_code_1(
    run: Run, tmp_path: Path, content: bytes | str | None, text: str
) -> None:
    for name in ("pack.yaml", "criteria.yaml"):
        source = ROOT / "templates" / "dk" / name
        target = tmp_path / "packs" / "my" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text_of = source.read_text(encoding="utf-8").replace("code: dk", "code: my")
        target.write_text(text_of, encoding="utf-8")
    template = tmp_path / "packs" / "my" / "report.docx"
    if isinstance(content, bytes):
        template.write_bytes(content)
    elif content:
        template.write_bytes(a_template(content))
    write_review(tmp_path / "a.yaml", pack="my")
    code, out, err = run("render", "a.yaml", "--packs", "packs")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml", text)
    assert not list((tmp_path / "out").glob("*.docx"))


def a_template(text: str) -> bytes:
    """Return the Danish template with another text in place of the purpose."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(ROOT / "templates" / "dk" / "report.docx") as source,
        zipfile.ZipFile(data, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"{{ purpose }}", text.encode())
            target.writestr(name, part)
    return data.getvalue()


def test_an_edited_report_is_kept_and_force_replaces_it(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    run("render", "a.yaml")
    report = tmp_path / "out" / "a.docx"
    report.write_bytes(b"edited")
    code, out, err = run("render", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml", "a.docx: was edited since", "--force")
    assert report.read_bytes() == b"edited"
    assert run("render", "a.yaml", "--force")[0] == 0
    assert report.read_bytes() != b"edited"


def test_an_output_folder_that_is_a_file_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "-o", "a.yaml")
    assert (code, out) == (2, "")
    one_line(err, "a.yaml: is a file, not a folder", "-o")


@pytest.mark.parametrize(
    ("document", "code", "reports"),
    [
        pytest.param("overview", 0, ["a-overview.docx"], id="another document has a suffix"),
        pytest.param("all", 0, ["a-overview.docx", "a.docx"], id="all documents"),
        pytest.param("overviw", 2, [], id="a document that no pack has"),
    ],
)
def test_documents(run: Run, tmp_path: Path, document: str, code: int, reports: list[str]) -> None:
    write_review(tmp_path / "a.yaml")
    found, _, err = run("render", "a.yaml", "-d", document)
    assert found == code
    assert files_of(tmp_path / "out") == reports
    if code:
        one_line(err, "no document 'overviw'; did you mean 'overview'?")


def test_many_end_in_a_table_that_gives_the_reasons(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write_review(tmp_path / "data" / f"{name}.yaml")
    (tmp_path / "data" / "b.yaml").write_text("", encoding="utf-8")
    run("render", "data/a.yaml")
    (tmp_path / "out" / "c.docx").write_bytes(b"mine")
    code, out, err = run("render", "data")
    assert code == 1
    assert out == f"{Path('out', 'a.docx')}\n"
    bad = Path("data", "b.yaml")
    assert [line for line in err.splitlines() if line.startswith(str(bad))]
    stays = "was not made by docgen, so it stays; --force replaces it, or rename it to keep both"
    assert err.splitlines()[-6:] == [
        "done       0",
        "unchanged  1",
        "kept       1",
        f"           1 x {stays} ({Path('data', 'c.yaml')})",
        "failed     1",
        f"           1 x no-mapping ({bad})",
    ]


def test_what_many_reviews_have_in_common_is_told_once_in_full(run: Run, tmp_path: Path) -> None:
    (tmp_path / "_shared.yaml").write_text("purpos: x\n", encoding="utf-8")
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml")
    code, _, err = run("render", "a.yaml", "b.yaml")
    first, second, *_ = err.splitlines()
    assert code == 1
    assert first.startswith("a.yaml: _shared.yaml:1:1: purpos: unknown key")
    assert second == "b.yaml: not made, for the reason told of a.yaml"


def test_a_note_on_reviews_of_one_id_is_told_once() -> None:
    note = Problem("same-date", "the review x has the same date", "a.yaml", severity="warning")
    told = Tally().complaints(Outcome("a.yaml", "done", Path("a.docx"), notes=(note, note)))
    assert told == ["a.yaml: warning: the review x has the same date [same-date]"]


def test_a_missing_file_among_others_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "b.yaml")
    assert (code, out) == (1, f"{Path('out', 'a.docx')}\n")
    assert "b.yaml: is not there" in err


def test_a_list_of_paths_comes_by_standard_input(tmp_path: Path) -> None:
    for name in ("a", "ø b"):
        write_review(tmp_path / f"{name}.yaml")
    done = program("render", "-", cwd=tmp_path, input="a.yaml\r\n\nø b.yaml\n".encode())
    assert done.returncode == 0
    assert files_of(tmp_path / "out") == ["a.docx", "ø b.docx"]


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml")
    code, out, err = run("render", "a.yaml", "b.yaml", "--dry-run")
    assert code == 0
    assert out.split() == [str(Path("out", "a.docx")), str(Path("out", "b.docx"))]
    assert "to make    2" in err
    assert not (tmp_path / "out").exists()


# --- check, score ----------------------------------------------------------------------------


def test_many_reviews_that_would_make_one_file_are_told_on_a_page(run: Run, tmp_path: Path) -> None:
    for number in range(80):
        write_review(tmp_path / f"r{number:02}.yaml", head="id: same")
    code, out, err = run("render", ".")
    lines = err.splitlines()
    assert (code, out) == (1, "")
    assert f"{Path('out/same.docx')}: would be made of r00.yaml and of 79 others" in lines[0]
    assert lines[1] == "r01.yaml: not made, for the reason told of r00.yaml"
    assert lines[60].startswith("... and 20 more of this kind")
    assert sum("would be made" in line for line in lines[61:]) == 1
    assert len(lines) < 70


def test_check_prints_every_fault_with_its_place(run: Run, tmp_path: Path) -> None:
    text = review_text().replace("score: 4", "score: 9", 1).replace("report_date", "report_dato")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("check", "a.yaml")
    assert code == 1
    assert [line.split(": ")[0] for line in out.splitlines()][:2] == ["a.yaml:6:3", "a.yaml:11:12"]
    assert err.endswith("0 warnings\n")


def test_check_passes_warnings(run: Run, tmp_path: Path) -> None:
    text = review_text().replace("    recommendation: Gem det.\n", "", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("check", "a.yaml")
    assert code == 0
    assert "warning: " in out
    assert err == "0 faults, 2 warnings\n"


def test_check_as_json(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", without=("disclosure",))
    code, out, _ = run("check", "a.yaml", "--format", "json")
    assert code == 1
    rows = json.loads(out)
    assert [row["rule"] for row in rows if row["severity"] == "error"] == ["missing-score"]
    assert set(rows[0]) == {
        "rule", "message", "file", "line", "column", "where", "severity", "fix",
        "fingerprint",
    }  # fmt: skip


def test_a_broken_pack_is_told_once_and_named_from_here(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_review(tmp_path / f"{name}.yaml", pack="my")
    pack = tmp_path / "templates" / "my" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    pack.write_text("code: [\n", encoding="utf-8")
    criteria = ROOT / "templates" / "dk" / "criteria.yaml"
    (pack.parent / "criteria.yaml").write_bytes(criteria.read_bytes())
    place = f"{Path('templates', 'my', 'pack.yaml')}:1:7: "
    code, out, _ = run("check", "a.yaml", "b.yaml", "templates")
    assert (code, [place in line for line in out.splitlines()]) == (1, [True])
    code, out, err = run("score", "a.yaml", "b.yaml")
    assert (code, out) == (1, "")
    one_line(err, place)


def test_a_title_that_prints_nothing_known_is_told(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "dk" / "pack.yaml"
    pack.parent.mkdir(parents=True)
    text = (ROOT / "templates" / "dk" / "pack.yaml").read_text(encoding="utf-8")
    pack.write_text(text.replace("{{ unit.printed }}", "{{ unit.printed"), encoding="utf-8")
    write_review(tmp_path / "a.yaml")
    code, out, err = run("render", "a.yaml", "--packs", "packs")
    assert (code, out) == (1, "")
    one_line(err, "pack.yaml: documents.report.title: ", "prints names like {{ unit.printed }}")


def test_check_a_missing_file_among_others_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    code, out, _ = run("check", "a.yaml", "b.yaml")
    assert code == 1
    assert "b.yaml: " in out


def test_score_prints_a_table(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", unit="Blåbær")
    code, out, err = run("score", "a.yaml")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Blåbær  [a]  Danmark, final"
    assert lines[2:4] == ["PERSONALE  12 of 15", "   1  Case load                              4"]
    assert "Total         100 of 125 (mean 4.00)" in lines
    assert "Level         God IPS fidelity" in lines
    assert lines[-1] == "Next review   2027-03-27"


def test_score_of_a_draft_gives_the_range(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", status="draft", without=("disclosure", "agency_focus"))
    _, out, _ = run("score", "a.yaml")
    assert "Total so far  92 of 125 (23 of 25 criteria have a score)" in out
    assert "Range         94 to 102" in out
    assert "Level         open" in out


def test_score_shows_the_proposal_where_it_differs(run: Run, tmp_path: Path) -> None:
    text = review_text().replace(
        "    comment", "    evidence: {clients: 19, specialists: 4}\n    comment", 1
    )
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run("score", "a.yaml")
    line = next(line for line in out.splitlines() if "Case load" in line)
    assert "4  proposed 5: 19 / 4 = 4.75" in line
    assert " (*) the form prints no anchor for this score; the limits are those of IPS-25" in out


def test_score_names_the_earlier_review(run: Run, tmp_path: Path) -> None:
    for year in (2025, 2026):
        text = review_text(score=3 + year % 2).replace("2026", str(year))
        (tmp_path / f"a-{year}.yaml").write_text(text, encoding="utf-8")
    _, out, _ = run("score", "a-2026.yaml")
    assert "Earlier       2025-03-27, 100 points, God IPS fidelity  [a-2025]" in out


def test_score_as_json_has_a_row_for_each_sound_review(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "data" / "a.yaml")
    write_review(tmp_path / "data" / "c.yaml", score=5)
    (tmp_path / "data" / "b.yaml").write_text("", encoding="utf-8")
    code, out, err = run("score", "data", "--format", "json")
    assert code == 1
    rows = json.loads(out)
    assert [(row["review"], row["total"]) for row in rows] == [("a", 100), ("c", 125)]
    assert all(len(row["criteria"]) == 25 for row in rows)
    one_line(err, str(Path("data", "b.yaml")))


def test_score_of_a_faulty_review_prints_no_empty_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("pack: dk\n", encoding="utf-8")
    code, out, err = run("score", "a.yaml")
    assert (code, out) == (1, "")
    one_line(err, "a.yaml:1:1: ", "unit is missing")


def test_score_as_csv(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml", unit='"Enhed, A"')
    code, out, _ = run("score", "a.yaml", "--format", "csv")
    head, row = out.splitlines()
    assert code == 0
    assert head.startswith("\ufeffid,unit,dates,kind,status,caseload_size,")
    assert row.startswith('a,"Enhed, A",')
    assert row.endswith(",100,God IPS fidelity")


# --- packs, schema ---------------------------------------------------------------------------


def test_packs_shows_which_file_is_used(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("packs")
    assert code == 0
    own = ROOT / "templates"
    assert f"        -d overview  {own / 'base' / 'overview.docx'}" in out.splitlines()
    pack = tmp_path / "packs" / "dk"
    pack.mkdir(parents=True)
    for name in ("pack.yaml", "criteria.yaml"):
        (pack / name).write_bytes((own / "dk" / name).read_bytes())
    _, out, _ = run("packs", "--packs", "packs")
    assert f"        {pack}" in out.splitlines()
    assert f"        -d report    {own / 'dk' / 'report.docx'}" in out.splitlines()


def test_a_document_that_needs_no_review_is_written_once_by_form(run: Run) -> None:
    _, out, _ = run("packs")
    [line] = [line for line in out.splitlines() if "-d procedure" in line and "needs no" in line]
    assert "docgen form no -d procedure" in line
    assert "needs no" not in out.replace(line, "")
    code, _, err = run("render", str(ROOT / "data/no"), "-d", "procedure", "-o", "out")
    assert code == 2
    one_line(err, "write it once: docgen form no -d procedure -o procedure.docx")
    assert not Path("out").exists()
    assert run("form", "no", "-d", "procedure", "-o", "procedure.docx")[0] == 0
    assert Path("procedure.docx").is_file()


def test_packs_tells_of_a_broken_pack_and_lists_the_others(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "dk"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("code: dk\n", encoding="utf-8")
    code, out, err = run("packs", "--packs", "packs")
    assert code == 1
    assert str(Path("dk", "pack.yaml")) in err
    assert "Traceback" not in err
    assert out.startswith("fi-sv")


def test_schema_goes_to_stdout_or_to_a_file(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("schema", "dk")
    assert code == 0
    assert out == (ROOT / "schemas" / "review.dk.schema.json").read_text(encoding="utf-8")
    assert run("schema", "dk", "-o", "x/s.json") == (0, f"{Path('x', 's.json')}\n", "")
    assert (tmp_path / "x" / "s.json").read_text(encoding="utf-8") == out
    assert run("schema", "dk", "-o", "x/s.json")[0] == 0


def test_schema_replaces_only_a_schema(run: Run, tmp_path: Path) -> None:
    review = write_review(tmp_path / "a.yaml")
    before = review.read_bytes()
    code, _, err = run("schema", "dk", "-o", "a.yaml")
    assert code == 2
    one_line(err, "a.yaml: is there already and is no JSON Schema")
    assert review.read_bytes() == before


# --- init, new -------------------------------------------------------------------------------


def test_init_makes_a_folder_to_work_in(run: Run) -> None:
    code, out, err = run("init", "min mappe")
    assert code == 0
    assert str(Path("min mappe", "templates", "dk", "pack.yaml")) in out.splitlines()
    assert 'cd "min mappe"\n  docgen new ' in err
    code, out, err = run("init", "min mappe")
    assert (code, out) == (0, "")
    one_line(err, "everything is there already")


def test_init_of_a_file_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    code, out, err = run("init", "a")
    assert (code, out) == (2, "")
    one_line(err, "a: is a file")


def test_new_check_render_follow_each_other(run: Run) -> None:
    code, out, err = run("new", "dk", "--unit", "Ærø", "-o", "data/ærø.yaml")
    assert code == 0
    assert out.splitlines()[0] == str(Path("data", "ærø.yaml"))
    assert "docgen check" in err
    assert run("check", "data")[0] == 0
    assert run("render", "data") == (0, f"{Path('out', 'ærø.docx')}\n", "")


def test_new_never_replaces_a_file(run: Run, tmp_path: Path) -> None:
    review = write_review(tmp_path / "a.yaml")
    before = review.read_bytes()
    code, out, err = run("new", "dk", "-o", "a.yaml")
    assert (code, out) == (2, "")
    one_line(err, "a.yaml: is there already and stays")
    assert review.read_bytes() == before


# --- score --fill, score --ratings -----------------------------------------------------------


def with_evidence(**changes: object) -> str:
    """Return a review whose first criterion has evidence that proposes 5."""
    text = review_text(**changes)  # type: ignore[arg-type]
    return text.replace(
        "    comment", "    evidence: {clients: 19, specialists: 4}\n    comment", 1
    )


def test_fill_writes_the_proposal_where_the_score_is_absent(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    before = with_evidence(status="draft", without=("caseload_size", "disclosure"))
    file.write_bytes(before.encode())
    code, out, err = run("score", "a.yaml", "--fill")
    assert code == 0
    assert "Total so far  97 of 125" in out
    one_line(err, "a.yaml: proposed scores written: caseload_size")
    added = set(file.read_text(encoding="utf-8").splitlines()) - set(before.splitlines())
    assert [line.strip() for line in added] == ["score: 5  # proposed"]
    assert run("score", "a.yaml", "--fill")[2] == ""


def test_fill_leaves_scores_that_are_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(with_evidence().encode())
    before = file.read_bytes()
    assert run("score", "a.yaml", "--fill")[0] == 0
    assert file.read_bytes() == before


OPEN = "    evidence: {contacts_per_week: 6}\n    comment: Set.\n"
"""What leaves the score of criterion 17 between 2 and 5."""


def with_open_facts(**changes: object) -> str:
    """Return a review whose evidence of criterion 17 leaves the score open."""
    before, head, after = review_text(**changes).partition("  job_development_contact:\n")  # type: ignore[arg-type]
    return before + head + after.replace("    comment: Set.\n", OPEN, 1)


def test_fill_leaves_ranges_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    text = with_open_facts(status="draft", without=("job_development_contact",))
    file.write_text(text, encoding="utf-8")
    code, out, err = run("score", "a.yaml", "--fill")
    assert (code, err) == (0, "")
    assert "proposed 2 to 5; state: " in " ".join(out.split())
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("score", "told"),
    [(1, True), (2, False), (4, False), (5, False)],
    ids=["below the range", "its lower end", "within", "its upper end"],
)
def test_check_asks_for_a_reason_outside_the_range_only(
    run: Run, tmp_path: Path, score: int, told: bool
) -> None:
    (tmp_path / "a.yaml").write_text(with_open_facts(score=score), encoding="utf-8")
    assert ("[no-reason]" in run("check", "a.yaml")[1]) == told


def test_json_says_what_is_open(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(with_open_facts(), encoding="utf-8")
    (row,) = json.loads(run("score", "a.yaml", "--format", "json")[1])
    keys = "id section number printed score previous proposal proposal_range why unknown warnings"
    assert [list(entry) for entry in row["criteria"]] == [keys.split()] * 25
    entry, other = row["criteria"][16], row["criteria"][0]
    assert (entry["proposal"], entry["proposal_range"]) == (None, [2, 5])
    assert entry["unknown"] == ["tracking_form", "form_review"]
    assert (other["proposal"], other["proposal_range"]) == (None, None)
    assert other["unknown"][0] == "clients"


def rated(tmp_path: Path, name: str, initials: str, score: int) -> None:
    reviewer = f"reviewers: [{{name: Reviewer {name}, initials: {initials}}}]"
    write_review(tmp_path / f"{name}.yaml", head=reviewer, score=score)


def test_ratings_of_two_reviewers_become_one_file(run: Run, tmp_path: Path) -> None:
    rated(tmp_path, "a", "R1", 4)
    rated(tmp_path, "b", "R2", 4)
    text = (tmp_path / "b.yaml").read_text(encoding="utf-8").replace("score: 4", "score: 2", 1)
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("score", "a.yaml", "b.yaml", "--ratings", "-o", "c.yaml")
    assert code == 0
    assert out.splitlines() == [
        " 1  R1 4  R2 2  Case load",
        "",
        "Same score        24 of 25 (96 %)",
        "At most 1 apart   24 of 25 (96 %)",
    ]
    assert "c.yaml: written" in err
    assert "ratings: {R1: 4, R2: 2}" in (tmp_path / "c.yaml").read_text(encoding="utf-8")


def test_ratings_of_a_criterion_that_no_pack_has_are_told_too(run: Run, tmp_path: Path) -> None:
    for name, score in (("a", 3), ("b", 5)):
        text = f"pack: dk\nunit: {{name: X}}\ncriteria:\n  odd: {{score: {score}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run(
        "score", "a.yaml", "b.yaml", "--ratings", "-o", "c.yaml", "--initials", "A,B"
    )
    assert code == 0
    assert out.splitlines()[0].split() == ["?", "A", "3", "B", "5", "odd"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(["a.yaml", "--ratings", "-o", "c.yaml"], "--ratings -o C.yaml", id="one file"),
        pytest.param(["a.yaml", "b.yaml", "--ratings"], "-o C.yaml", id="nowhere to write to"),
        pytest.param(["a.yaml", "b.yaml", "-o", "c.yaml"], "--ratings", id="-o without --ratings"),
        pytest.param(
            ["a.yaml", "b.yaml", "--ratings", "-o", "c.yaml", "--initials", "R1"],
            "--initials A,B", id="one reviewer's initials",
        ),
        pytest.param(
            ["a.yaml", "b.yaml", "--ratings", "-o", "a.yaml"], "a.yaml: is there already",
            id="an existing file",
        ),
    ],
)  # fmt: skip
def test_ratings_are_refused(run: Run, tmp_path: Path, arguments: list[str], text: str) -> None:
    for name, initials in (("a", "R1"), ("b", "R2")):
        rated(tmp_path, name, initials, 4)
    before = (tmp_path / "a.yaml").read_bytes()
    code, out, err = run("score", *arguments)
    assert (code, out) == (2, "")
    one_line(err, text)
    assert (tmp_path / "a.yaml").read_bytes() == before
    assert not (tmp_path / "c.yaml").exists()


# --- plain lines are read without typer ------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        pytest.param("render a.yaml", True, id="a file"),
        pytest.param("render a b -", True, id="several and standard input"),
        pytest.param("render a -d overview -o x", True, id="short options"),
        pytest.param("render --document all --out x a", True, id="long options in front"),
        pytest.param("render a --draft --plain --force --fail-fast --dry-run", True, id="flags"),
        pytest.param("render -o x a -o y", True, id="the last one counts"),
        pytest.param("render a --out=x", False, id="a value behind ="),
        pytest.param("render a -ox", False, id="a value without a blank"),
        pytest.param("render a -j 2 --shard 1/2", False, id="rare options"),
        pytest.param("render -- a -o", False, id="an end of options"),
    ],
)
def test_plain_lines_are_read_as_typer_reads_them(
    line: str, plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def render(*asked: object, pdf: bool = False, packs: Path | None = None) -> int:
        calls.append((*asked, pdf, packs))
        return 0

    # The importer first: imported later it would keep what stands in for `render` here for good.
    monkeypatch.setattr("docgen.cli.render.render", render)
    monkeypatch.setattr("docgen.cli.rendering.render", render)
    argv = line.split()
    assert (plain_render(argv) is not None) is plain
    for reader in (plain_render, lambda _: None):
        monkeypatch.setattr(cli, "plain_render", reader)
        with pytest.raises(SystemExit):
            cli.main(argv)
    assert len(calls) == 2
    assert calls[0] == calls[1]


@pytest.mark.parametrize("line", ["render", "render -o", "render a -d", "render -h", "score a"])
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain_render(line.split()) is None


# --- plain copies and blank forms ------------------------------------------------------------


def controls_in(report: Path) -> int:
    with zipfile.ZipFile(report) as package:
        return package.read("word/document.xml").count(b"<w:sdt>")


def test_a_plain_report_is_another_report_without_controls(run: Run, tmp_path: Path) -> None:
    write_review(tmp_path / "a.yaml")
    report = tmp_path / "out" / "a.docx"
    assert run("render", "a.yaml")[0] == 0
    assert controls_in(report)
    assert run("render", "a.yaml", "--plain")[0] == 0
    assert not controls_in(report)
    assert run("render", "a.yaml")[0] == 0
    assert controls_in(report)


def test_form_writes_a_blank_form_once(run: Run, tmp_path: Path) -> None:
    assert run("form", "fi-sv", "-o", "x/blankett.docx") == (
        0,
        f"{Path('x', 'blankett.docx')}\n",
        "",
    )
    form = tmp_path / "x" / "blankett.docx"
    assert controls_in(form) > 100
    before = form.read_bytes()
    form.write_bytes(b"mine")
    code, _, err = run("form", "fi-sv", "-o", "x/blankett.docx")
    assert code == 2
    one_line(err, "is there already and stays", "--force")
    assert run("form", "fi-sv", "-o", "x/blankett.docx", "--force")[0] == 0
    assert form.read_bytes() == before


def test_a_form_is_a_word_file_by_its_name(run: Run, tmp_path: Path) -> None:
    code, out, err = run("form", "dk", "-o", "form.pdf")
    assert (code, out) == (2, "")
    one_line(err, "form.pdf: the name of a form ends in .docx")
    assert not (tmp_path / "form.pdf").exists()


def test_form_of_a_document_there_is_not_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    code, out, err = run("form", "dk", "-d", "scale", "-o", "a.docx")
    assert (code, out) == (2, "")
    one_line(err, "has no document 'scale'")
    assert not (tmp_path / "a.docx").exists()


def test_score_says_what_to_know_of_the_units_other_reviews(run: Run, tmp_path: Path) -> None:
    dates = {"a": "2025-03-27", "b": "2025-03-27", "now": "2026-03-27", "later": "2027-03-27"}
    for name, date in dates.items():
        path = write_review(tmp_path / f"{name}.yaml")
        text = path.read_text(encoding="utf-8").replace("2026-03-27", date)
        path.write_text(text, encoding="utf-8")
    code, out, err = run("score", "now.yaml")
    assert code == 0
    notes = [line.split(maxsplit=1)[1] for line in out.splitlines() if line.startswith("Note ")]
    twins = "two earlier reviews have the date 2025-03-27: a and b; the second is taken"
    assert notes == [
        "the review later of the same unit is of 2027-03-27, later than this one",
        f"{twins}, unless `previous` is typed",
    ]
    assert err == ""


@pytest.mark.parametrize(
    "line",
    [
        "export s3://b/a.docx",
        "pull s3://b/a.docx",
        "status s3://b",
        "new dk -o s3://b/a.yaml",
        "new --from=s3://b/a.docx -o a.yaml",
        "form dk -o s3://b/f.docx",
        "init S3://b/i",
        "lint s3://b/t.docx",
        "check s3://b --fix",
        "score --fill s3://b",
        "score . --format xlsx -o s3://b/s.xlsx",
        "score . --format xlsx --out=s3://b/s.xlsx",
    ],
)
def test_an_address_is_refused_where_only_files_of_this_machine_are_taken(tmp_path, line):
    """Else it would be written into a folder `s3:` here, and be said to be there."""
    run = in_folder(tmp_path, *line.split())
    assert run.returncode == 2
    assert "takes files of this machine here, not s3://b" in run.stderr
    assert run.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []

"""`docgen pull` at the command line: the plan, the writing of it, what is refused in one line."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.builders import ROOT
from tests.commands import docgen
from tests.wordedits import edited, parts_of, report, without_store

DK = ROOT / "data/dk/fjordby-2023.yaml"
REVIEW = "data/fjordby-2023.yaml"
REPORT = "out/fjordby-2023.docx"


@pytest.fixture
def desk(tmp_path):
    """Return a folder with a review and its report, in which the date was changed."""
    shutil.copytree(DK.parent, tmp_path / "data")
    data = edited(report(DK), lambda xml: xml.replace("6. oktober 2023", "9. oktober 2023"))
    (tmp_path / "out").mkdir()
    (tmp_path / REPORT).write_bytes(data)
    return tmp_path


def test_the_plan_is_shown_and_done_where_nobody_can_be_asked(desk):
    ran = docgen(desk, "pull", REPORT)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "- 6. oktober 2023" in ran.stdout
    assert "+ 9. oktober 2023" in ran.stdout
    wanted = DK.read_bytes().replace(b"2023-10-06", b"2023-10-09")
    assert (desk / REVIEW).read_bytes() == wanted
    again = docgen(desk, "pull", REPORT)
    assert "nothing was changed" in again.stdout


def test_a_dry_run_shows_the_yaml_and_writes_nothing(desk):
    ran = docgen(desk, "pull", REPORT, REVIEW, "--dry-run")
    assert "+  report_date: 2023-10-09" in ran.stdout
    assert (desk / REVIEW).read_bytes() == DK.read_bytes()
    told = json.loads(docgen(desk, "pull", REPORT, "--dry-run", "--format", "json").stdout)
    change = told[0]["changes"][0]
    assert (change["path"], change["kind"], change["by"]) == ("review.report_date", "edit", None)


def test_a_saved_plan_is_done_exactly_or_not_at_all(desk):
    assert docgen(desk, "pull", REPORT, "--plan", "p.json").returncode == 0
    assert (desk / REVIEW).read_bytes() == DK.read_bytes()
    (desk / REVIEW).write_bytes(DK.read_bytes() + b"\n")
    moved = docgen(desk, "pull", REPORT, "--apply", "p.json")
    assert moved.returncode == 1
    assert "plan again" in moved.stderr
    (desk / REVIEW).write_bytes(DK.read_bytes())
    assert docgen(desk, "pull", REPORT, "--apply", "p.json").returncode == 0
    assert (desk / REVIEW).read_bytes() != DK.read_bytes()


def test_a_conflict_is_left_and_told_by_the_exit_code(desk):
    (desk / REVIEW).write_bytes(DK.read_bytes().replace(b"2023-10-06", b"2023-10-07"))
    before = (desk / REVIEW).read_bytes()
    ran = docgen(desk, "pull", REPORT)
    assert ran.returncode == 1
    assert "conflict" in ran.stdout
    assert (desk / REVIEW).read_bytes() == before
    assert docgen(desk, "pull", REPORT, "--theirs").returncode == 0
    assert b"2023-10-09" in (desk / REVIEW).read_bytes()


def test_a_folder_is_pulled_as_a_whole_without_words_own_marks(desk):
    (desk / "out" / "~$ordby-2022.docx").write_bytes(b"x")
    ran = docgen(desk, "pull", "out")
    assert ran.returncode == 0, ran.stderr


BAD = {
    "text": (b"text", "is no Word file"),
    "pdf": (b"%PDF-1.7", "is no Word file"),
    "old": (b"\xd0\xcf\x11\xe0", "is an old .doc file"),
    "zip": (b"PK\x03\x04", "broken zip"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_report_is_one_line(name, desk):
    data, message = BAD[name]
    (desk / REPORT).write_bytes(data)
    ran = docgen(desk, "pull", REPORT, REVIEW)
    assert ran.returncode == 1
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("out/none.docx",), "is not there"),
        ((REPORT, "data/fjordby-2022.yaml"), "not of fjordby-2022"),
        ((REPORT, "data/fjordby-2023.json"), "is no YAML"),
        (("data/fjordby-2023.yaml",), "no report is named"),
        ((REPORT, "--ours", "--theirs"), "the opposite"),
        ((REPORT, "--dry-run", "--conflicts", "c.docx"), "writes nothing"),
        ((REPORT, REPORT, "--conflicts", "c.docx"), "of one report"),
        ((REPORT, REPORT, "--plan", "p.json"), "of one report"),
    ],
    ids=str,
)
def test_what_cannot_be_pulled_is_one_line(argv, message, desk):
    ran = docgen(desk, "pull", *argv)
    assert ran.returncode in (1, 2)
    assert message in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_report_that_is_open_in_word_waits(desk):
    (desk / "out" / "~$ordby-2023.docx").write_bytes(b"x")
    ran = docgen(desk, "pull", REPORT)
    assert "unsaved text is not taken" in ran.stderr
    assert (desk / REVIEW).read_bytes() == DK.read_bytes()


def test_render_over_an_edited_report_waits_for_the_pull(tmp_path):
    shutil.copytree(DK.parent, tmp_path / "data")
    assert docgen(tmp_path, "render", "data", "-o", "out").returncode == 0
    file = tmp_path / REPORT
    file.write_bytes(edited(file.read_bytes(), lambda x: x.replace("6. oktober", "9. oktober")))
    data = file.read_bytes()
    kept = docgen(tmp_path, "render", "data", "-o", "out")
    assert kept.returncode == 1
    assert "docgen pull takes its edits first" in kept.stderr
    assert docgen(tmp_path, "pull", REPORT).returncode == 0
    again = docgen(tmp_path, "pull", REPORT)
    assert "already taken" in again.stderr
    assert docgen(tmp_path, "render", "data", "-o", "out").returncode == 0
    assert file.read_bytes() != data
    assert [one.read_bytes() for one in (tmp_path / "out/edited").iterdir()] == [data]
    assert "nothing was changed" in docgen(tmp_path, "pull", REPORT).stdout


def test_what_cannot_be_taken_keeps_the_report_until_it_is_given_up(tmp_path):
    shutil.copytree(DK.parent, tmp_path / "data")
    docgen(tmp_path, "render", "data", "-o", "out")
    file = tmp_path / REPORT
    heading = "Generelle kommentarer:"
    file.write_bytes(edited(file.read_bytes(), lambda x: x.replace(f">{heading}<", ">Nyt<")))
    assert docgen(tmp_path, "pull", REPORT).returncode == 0
    assert docgen(tmp_path, "render", "data", "-o", "out").returncode == 1
    assert docgen(tmp_path, "pull", REPORT, "--drop").returncode == 0
    assert docgen(tmp_path, "render", "data", "-o", "out").returncode == 0


@pytest.fixture
def two(tmp_path):
    """Return a folder with two reports, one of them edited, and a third that is broken."""
    shutil.copytree(DK.parent, tmp_path / "data")
    docgen(tmp_path, "render", "data", "-o", "out")
    file = tmp_path / REPORT
    file.write_bytes(edited(file.read_bytes(), lambda x: x.replace("6. oktober", "9. oktober")))
    (tmp_path / "out/broken.docx").write_bytes(b"text")
    return tmp_path


def test_many_reports_are_one_table(two):
    ran = docgen(two, "pull", "out")
    assert ran.returncode == 1
    assert [" ".join(line.split()) for line in ran.stdout.splitlines()] == [
        "taken left conflicts lost told report",
        "0 0 0 0 0 out/broken.docx (not read)",
        "0 0 0 0 0 out/fjordby-2022.docx",
        "1 0 0 0 0 out/fjordby-2023.docx",
        "1 0 0 0 0 3 reports",
    ]
    assert "out/broken.docx" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    (two / "out/broken.docx").unlink()
    again = docgen(two, "pull", "out")
    assert again.returncode == 0
    assert "out/fjordby-2023.docx  (already taken)" in again.stdout


def test_many_reports_as_json(two):
    told = json.loads(docgen(two, "pull", "out", "--dry-run", "--format", "json").stdout)
    assert [one["state"] for one in told] == ["not read", "read", "read"]
    assert [one["taken"] for one in told[1:]] == [0, 1]
    assert told[2]["changes"][0]["path"] == "review.report_date"
    assert (two / REVIEW).read_bytes() == DK.read_bytes()


def test_two_copies_of_one_report_in_one_command(tmp_path):
    shutil.copytree(DK.parent, tmp_path / "data")
    edits = {"a": ("6. oktober 2023", "9. oktober 2023"), "b": (">Fjordby Kommune<", ">Ny Fjord<")}
    for name, words in edits.items():
        data = edited(report(DK), lambda xml, words=words: xml.replace(*words))
        (tmp_path / f"{name}.docx").write_bytes(data)
    ran = docgen(tmp_path, "pull", "a.docx", "b.docx")
    assert (ran.returncode, ran.stderr) == (0, "")
    text = (tmp_path / REVIEW).read_text(encoding="utf-8")
    assert "report_date: 2023-10-09" in text
    assert "name: Ny Fjord" in text
    again = docgen(tmp_path, "pull", "a.docx", "b.docx")
    assert again.stdout.splitlines()[-1].split()[:3] == ["0", "0", "0"]


def test_a_copy_of_the_report_shows_its_conflicts(desk):
    (desk / REVIEW).write_bytes(DK.read_bytes().replace(b"2023-10-06", b"2023-10-07"))
    before = (desk / REVIEW).read_bytes()
    ran = docgen(desk, "pull", REPORT, "--conflicts", "both.docx")
    assert ran.returncode == 1
    assert "both.docx: 1 conflict," in ran.stderr
    assert b'w:author="review"' in parts_of((desk / "both.docx").read_bytes())["word/document.xml"]
    assert (desk / REVIEW).read_bytes() == before
    again = docgen(desk, "pull", REPORT, "--conflicts", "both.docx")
    assert "both.docx: is there already and stays" in again.stderr
    assert docgen(desk, "pull", REPORT, "--conflicts", REPORT).returncode == 1
    none = docgen(desk, "pull", REPORT, "--ours", "--conflicts", "none.docx")
    assert "no conflict to show" in none.stderr
    assert not (desk / "none.docx").exists()


def test_without_a_store_a_yes_is_needed(desk):
    (desk / REPORT).write_bytes(without_store((desk / REPORT).read_bytes()))
    unnamed = docgen(desk, "pull", REPORT)
    assert "name it: docgen pull REPORT.docx REVIEW.yaml" in unnamed.stderr
    ran = docgen(desk, "pull", REPORT, REVIEW)
    assert ran.returncode == 1
    assert "asked: " in ran.stdout
    assert (desk / REVIEW).read_bytes() == DK.read_bytes()
    assert docgen(desk, "pull", REPORT, REVIEW, "--yes").returncode == 0
    wanted = DK.read_bytes().replace(b"2023-10-06", b"2023-10-09")
    assert (desk / REVIEW).read_bytes() == wanted

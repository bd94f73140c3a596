"""Which Word files are linted, and by whose names: files, folders, codes, or what fits best."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ooxml.minimal import a_report, text

from docgen.check.lint.run import Judge
from docgen.check.lint.targets import Targets, targets_of
from docgen.errors import UnknownPackError, UsageError
from docgen.packs.library import Library, find_library
from tests.builders import ROOT


@pytest.fixture
def packs(tmp_path: Path) -> Library:
    """A library of a pack of one's own beside the bundled ones."""
    folder = tmp_path / "packs" / "mine"
    shutil.copytree(ROOT / "templates" / "dk", folder)
    file = folder / "pack.yaml"
    text_ = file.read_text(encoding="utf-8").replace("code: dk", "code: mine")
    file.write_text(text_, encoding="utf-8")
    return find_library(tmp_path / "packs")


def loose(folder: Path, words: str = "{{ unit.name }}", name: str = "a.docx") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(a_report(text(words)))
    return file


def judges(found: Targets) -> list[list[tuple[str, str]]]:
    """Return the codes and documents by which each file is judged; empty for any names."""
    return [
        [(j.pack.code if j.pack else "", j.document.name if j.document else "") for j in one.judges]
        for one in found.files
    ]


def test_a_packs_code_means_its_documents(packs):
    found = targets_of(["mine"], packs)
    assert found.problems == ()
    assert {one.path.name for one in found.files} >= {"report.docx"}
    assert all(codes[0][0] == "mine" for codes in judges(found))
    assert all(one.note == "" for one in found.files)


def test_a_packs_folder_and_its_yaml_mean_the_same(packs, tmp_path):
    folder = tmp_path / "packs" / "mine"
    by_folder = targets_of([str(folder)], packs)
    by_file = targets_of([str(folder / "pack.yaml")], packs)
    assert [one.path for one in by_folder.files] == [one.path for one in by_file.files]
    assert {one.path.resolve() for one in by_folder.files} == {
        one.path.resolve() for one in targets_of(["mine"], packs).files
    }
    assert judges(by_folder) == judges(by_file)


def test_what_is_wrong_in_a_packs_yaml_is_told_once(packs, tmp_path):
    file = tmp_path / "packs" / "mine" / "pack.yaml"
    file.write_text(file.read_text("utf-8").replace("language: da-DK", "langage: da-DK"), "utf-8")
    found = targets_of([str(file.parent), str(file), "mine"], packs, any_names=True)
    assert found.problems
    assert len(set(found.problems)) == len(found.problems)
    assert {Path(one.file).name for one in found.problems} == {"pack.yaml"}


def test_a_folder_means_the_word_files_in_it(tmp_path):
    files = {loose(tmp_path / "x", name=name) for name in ("a.docx", "b.docx")}
    found = targets_of([str(tmp_path / "x")], find_library(), any_names=True)
    assert {one.path for one in found.files} == files


def test_a_file_is_linted_once_however_often_it_is_named(tmp_path):
    file = loose(tmp_path / "x")
    found = targets_of([str(file), str(file.parent), str(file)], find_library(), any_names=True)
    assert [one.path for one in found.files] == [file]


def test_a_file_that_is_not_there_is_a_target_that_is_told_later(tmp_path):
    found = targets_of([str(tmp_path / "none.docx")], find_library())
    assert judges(found) == [[("", "")]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("d", "no Word file, no folder and no pack; "),
        ("dkk", "did you mean"),
        ("none.txt", "no Word file, no folder and no pack"),
    ],
)
def test_what_is_none_of_these_is_told(name, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        targets_of([name], find_library())
    assert str(caught.value).startswith(f"{name}: ")
    assert words in str(caught.value)


def test_a_folder_without_word_files_is_told(tmp_path):
    with pytest.raises(UsageError, match="no Word file stands in this folder"):
        targets_of([str(tmp_path)], find_library())


# --- by whose names -------------------------------------------------------------------------


def test_a_file_of_a_pack_is_judged_by_it(packs, tmp_path):
    found = targets_of([str(tmp_path / "packs" / "mine" / "report.docx")], packs)
    assert judges(found) == [[("mine", "report")]]


def test_a_loose_file_is_judged_by_the_pack_that_fits_it_best(tmp_path):
    file = loose(tmp_path)
    (one,) = targets_of([str(file)], find_library()).files
    (judge,) = one.judges
    assert judge.pack is not None
    assert one.note.startswith("no pack uses this file; it is judged by the names of pack ")
    assert f"pack {judge.pack.code} " in one.note


def test_a_file_that_cannot_be_opened_is_judged_by_nobody(tmp_path):
    file = tmp_path / "a.docx"
    file.write_bytes(b"no zip")
    (one,) = targets_of([str(file)], find_library()).files
    assert one.judges == (Judge(),)
    assert one.note == ""


def test_the_sheet_of_two_reviewers_is_judged_by_its_own_names(packs):
    sheet = ROOT / "templates" / "base" / "consensus.docx"
    (one,) = targets_of([str(sheet)], packs).files
    assert one.note == ""
    assert all(judge.names is not None for judge in one.judges)
    assert one.judges


def test_a_pack_that_is_asked_for_judges_every_file(packs, tmp_path):
    file = loose(tmp_path)
    assert judges(targets_of([str(file)], packs, pack="mine")) == [[("mine", "")]]
    own = tmp_path / "packs" / "mine" / "report.docx"
    assert judges(targets_of([str(own)], packs, pack="mine")) == [[("mine", "report")]]
    assert judges(targets_of([str(own)], packs, pack="no")) == [[("no", "")]]
    with pytest.raises(UnknownPackError):
        targets_of([str(file)], packs, pack="nowhere")


def test_any_names_go_before_all(packs, tmp_path):
    own = tmp_path / "packs" / "mine" / "report.docx"
    found = targets_of([str(own), "mine"], packs, pack="dk", any_names=True)
    assert {one.judges for one in found.files} == {(Judge(),)}


def test_without_packs_a_loose_file_is_judged_by_nobody(tmp_path):
    (one,) = targets_of([str(loose(tmp_path))], Library(())).files
    assert (one.judges, one.note) == ((Judge(),), "")

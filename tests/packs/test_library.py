"""Where packs and schemas are found."""

from pathlib import Path

import pytest

from docgen.errors import UsageError
from docgen.packs import library as resources
from docgen.packs.library import Library, bundled, find_library, schema_file


@pytest.fixture
def roots(tmp_path):
    """Two folders of packs: the first has its own dk/report.docx, the second whole packs."""
    first, second = tmp_path / "egne pakker ø", tmp_path / "bundled"
    for file in (
        first / "dk" / "report.docx",
        second / "dk" / "pack.yaml",
        second / "dk" / "report.docx",
        second / "se" / "pack.yaml",
        second / "base" / "overview.docx",
        tmp_path / "outside.docx",
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    return first, second


@pytest.mark.parametrize(
    ("relative", "root"),
    [
        pytest.param("dk/report.docx", 0, id="the first folder that has the file wins"),
        pytest.param("dk/pack.yaml", 1, id="what the first folder lacks comes from the next"),
        pytest.param("base/overview.docx", 1, id="base files are looked up like any other"),
    ],
)
def test_files_are_found_one_by_one(roots, relative, root):
    assert Library(roots).find(relative) == roots[root] / relative


@pytest.mark.parametrize(
    "relative",
    [
        pytest.param("dk/nowhere.docx", id="a file that is nowhere"),
        pytest.param("dk", id="a folder"),
        pytest.param("../outside.docx", id="a path out of the folder"),
        pytest.param("dk/../../outside.docx", id="a path out of the folder in the middle"),
        pytest.param("dk\\..\\..\\outside.docx", id="a path out of the folder on Windows"),
        pytest.param("/etc/hosts", id="an absolute path"),
        pytest.param("C:\\outside.docx", id="an absolute path on Windows"),
        pytest.param("C:outside.docx", id="a path on another drive"),
    ],
)
def test_nothing_is_found(roots, relative):
    assert Library(roots).find(relative) is None


def test_codes_are_the_folders_with_a_pack_file(roots):
    assert Library(roots).codes() == {"dk": roots[1] / "dk", "se": roots[1] / "se"}


def test_the_packs_of_the_project_are_the_last_resort(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert find_library().roots == (bundled() / "templates",)
    assert schema_file("pack").parent == bundled() / "schemas"


def test_a_templates_folder_here_comes_before_the_bundled_packs(roots, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    roots[1].rename(tmp_path / "templates")
    assert find_library().roots == (tmp_path / "templates", bundled() / "templates")


def test_a_templates_folder_without_a_pack_is_not_asked(tmp_path, monkeypatch):
    (tmp_path / "templates" / "web").mkdir(parents=True)
    (tmp_path / "templates" / "web" / "letter.docx").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert find_library().roots == (bundled() / "templates",)


@pytest.mark.parametrize("name", ["dk/report.docx", "base/overview.docx"])
def test_one_word_file_in_the_folder_of_a_pack_is_used(tmp_path, monkeypatch, name):
    own = tmp_path / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    assert find_library().find(name) == own


def test_the_folder_that_was_asked_for_comes_first(roots, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = Path(roots[0].name)
    assert find_library(asked).roots == (roots[0], bundled() / "templates")


def test_no_folder_is_asked_twice(monkeypatch):
    monkeypatch.chdir(bundled())
    assert find_library(Path("templates")).roots == (bundled() / "templates",)


def test_an_installed_docgen_carries_its_packs_inside(tmp_path, monkeypatch):
    installed = tmp_path / "docgen" / "_bundled"
    installed.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "docgen" / "packs" / "library.py"))
    bundled.cache_clear()
    try:
        assert bundled() == installed.resolve()
    finally:
        bundled.cache_clear()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("nowhere", "is not there; --packs takes a folder", id="a missing folder"),
        pytest.param("empty", "holds no pack; --packs takes a folder", id="a folder without packs"),
        pytest.param("outside.docx", "is a file; --packs takes a folder", id="a file"),
        pytest.param("bundled/dk", "--packs takes the folder above it", id="a pack itself"),
    ],
)
@pytest.mark.usefixtures("roots")
def test_a_wrong_folder_is_one_line_with_the_way_out(tmp_path, name, message):
    (tmp_path / "empty" / "dk").mkdir(parents=True)
    with pytest.raises(UsageError, match=message) as caught:
        find_library(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)

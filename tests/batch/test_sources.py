"""Which reviews a command line means: files, folders, patterns, a list; what is none is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.batch.sources import ReviewInput, expand, find_sources, refuse_missing
from docgen.errors import UsageError
from docgen.model.address import as_path
from tests.builders import write_review


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with three reviews in two folders."""
    for name in ("dk/a", "dk/b", "se/a"):
        write_review(tmp_path / "data" / f"{name}.yaml", pack=name[:2])
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        pytest.param(["dk/a.yaml"], [("dk/a.yaml", "")], id="a file goes right into OUT"),
        pytest.param(
            ["."], [("dk/a.yaml", "dk"), ("dk/b.yaml", "dk"), ("se/a.yaml", "se")],
            id="a folder is mirrored",
        ),
        pytest.param(
            ["dk"], [("dk/a.yaml", ""), ("dk/b.yaml", "")], id="a folder's own name is left out"
        ),
        pytest.param(
            ["**/a.yaml"], [("dk/a.yaml", "dk"), ("se/a.yaml", "se")],
            id="a pattern is mirrored from its fixed part on",
        ),
        pytest.param(["d*/*.yaml"], [("dk/a.yaml", "dk"), ("dk/b.yaml", "dk")], id="two stars"),
        pytest.param(["s*"], [("se/a.yaml", "se")], id="a pattern may match folders"),
        pytest.param(
            ["dk/a.yaml", "dk/../dk/a.yaml", "dk"], [("dk/a.yaml", ""), ("dk/b.yaml", "")],
            id="what is named twice is taken once",
        ),
        pytest.param(
            ["-"], [("se/a.yaml", ""), ("dk/a.yaml", ""), ("dk/b.yaml", "")],
            id="a list on standard input",
        ),
    ],
)  # fmt: skip
def test_sources(
    data: Path, paths: list[str], found: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data)
    sources, errors = find_sources(paths, stdin=["se/a.yaml\r\n", "  \n", "dk\n"])
    shown = [(Path(source.path).as_posix(), source.folder) for source in sources]
    assert shown == found
    assert errors == []


def test_a_name_with_brackets_is_a_file_and_no_pattern(tmp_path: Path) -> None:
    review = write_review(tmp_path / "enhet [1].yaml")
    assert find_sources([review])[0] == [ReviewInput(str(review))]


def test_a_pattern_leaves_out_what_is_no_review(data: Path) -> None:
    for name in ("_shared.yaml", ".hidden.yaml", "notes.txt", "b.docx"):
        (data / "dk" / name).write_text("", encoding="utf-8")
    sources, _ = find_sources([data / "dk" / "*"])
    assert [Path(source.path).name for source in sources] == ["a.yaml", "b.yaml"]


def test_a_path_without_reviews_is_an_error_beside_the_others(data: Path) -> None:
    (data / "empty").mkdir()
    paths = [data / "dk", data / "none.yaml", data / "empty", data / "*.json"]
    sources, errors = find_sources(paths)
    assert len(sources) == 2
    assert [error.message.split(" (")[0] for error in errors] == [
        "is not there",
        "holds no review",
        "matches no review",
    ]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        pytest.param([], "no review named", id="nothing"),
        pytest.param(["none.yaml"], "none.yaml: is not there", id="a missing file"),
        pytest.param(["a.yaml", "b.yaml"], "a.yaml: is not there; b.yaml: is", id="two of them"),
        pytest.param([""], "an empty text is no path", id="an empty variable of a shell"),
        pytest.param(["x" * 5000], r"^x{100}\.\.\.: is not there$", id="a text, no name"),
        pytest.param(["a\0b"], "is not there", id="a text that no name can hold"),
    ],
)
def test_no_review_at_all_is_wrong_usage(paths: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        find_sources(paths)


def test_a_review_on_standard_input_is_answered_with_what_belongs_there() -> None:
    with pytest.raises(UsageError, match=r"; - takes a list of paths, one a line$"):
        find_sources(["-"], ["pack: dk\n", "purpose: |\n", f"  {'Tekst ' * 100}\n"])


def test_expand_takes_patterns_and_standard_input_apart(data: Path) -> None:
    found = list(expand([str(data / "*"), "x.yaml", "-"], ["dk\n"]))
    assert found == [str(data / "dk"), str(data / "se"), "x.yaml", "dk"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ekvik2026.yaml", "ekvik-2026.yaml"), ("ekvik-2026.yml", "ekvik-2026.yaml"), ("nord", "")],
)
def test_a_file_that_is_not_there_is_told_with_the_near_one(typed, meant, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/ekvik-2026.yaml").write_text("pack: dk\n", encoding="utf-8")
    _, errors = find_sources(["data", f"data/{typed}"])
    way_out = f"; did you mean {Path('data', meant)}?" if meant else ""
    assert str(errors[0]) == f"{Path('data', typed)}: is not there{way_out}"


def names(found: list[ReviewInput]) -> list[tuple[str, str]]:
    return [(Path(one.path).name, one.folder) for one in found]


def test_word_forms_are_found_where_a_folder_has_no_reviews(tmp_path):
    for name in ("a.docx", "x/b.docx", "~$a.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert names(find_sources([tmp_path])[0]) == [("a.docx", ""), ("b.docx", "x")]
    write_review(tmp_path / "c.yaml")
    assert names(find_sources([tmp_path])[0]) == [("c.yaml", "")]


def test_a_pattern_of_word_files_finds_them_and_no_other_does(tmp_path):
    for name in ("a.docx", "b.yaml", "_c.yaml"):
        (tmp_path / name).write_bytes(b"")
    assert names(find_sources([f"{tmp_path}/*.docx"])[0]) == [("a.docx", "")]
    assert names(find_sources([f"{tmp_path}/*"])[0]) == [("b.yaml", "")]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param("gs://bucket/a.yaml", "docgen knows no stores but s3://; gs:// is none",
                     id="another store"),
        pytest.param("s3://bucket/a.docx", "Word files are read from a folder of this machine",
                     id="a Word file in a store"),
    ],
)  # fmt: skip
def test_what_is_in_a_store_and_is_none_is_told(path, words):
    with pytest.raises(UsageError) as caught:
        find_sources([path])
    assert words in str(caught.value)


def test_of_many_that_are_not_there_the_first_three_are_named():
    with pytest.raises(UsageError) as caught:
        find_sources([f"{letter}.yaml" for letter in "abcdef"])
    assert str(caught.value).count("is not there") == 3


def test_what_is_missing_is_refused_where_nothing_is_there(data):
    refuse_missing([str(data), "none"], piped=False)
    with pytest.raises(UsageError, match="x: is not there"):
        refuse_missing(["x"], piped=False)
    with pytest.raises(UsageError, match="- takes a list of paths, one a line"):
        refuse_missing(["x"], piped=True)


def test_an_address_is_kept_as_docgen_has_it_inside():
    assert [*expand(["s3://bucket/a.yaml"])] == [as_path("s3://bucket/a.yaml")]


def test_an_empty_list_on_standard_input_names_no_review():
    with pytest.raises(UsageError, match="no review named; give files, folders, patterns or -"):
        find_sources(["-"], ["\n", "  "])

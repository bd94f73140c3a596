"""The language of a review is its pack's, found also in a file that cannot be read."""

from __future__ import annotations

import zipfile

import pytest
from ooxml.minimal import NAMESPACES, a_report

from docgen.packs.library import Library, find_library
from docgen.review.spoken import (
    language_in,
    language_of_first,
    language_of_line,
    language_of_pack,
    language_of_word_file,
    read_spoken,
)

SHELF = find_library()
DANISH, SWEDISH = "da-DK", "sv-SE"


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file and returns it."""

    def writing(text: str | bytes, name: str = "a.yaml"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return writing


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("pack: dk\n", id="plain"),
        pytest.param("id: a\npack:   dk   # Danmark\n", id="below another key"),
        pytest.param("pack: 'dk'\n", id="in quotes"),
        pytest.param('{"id": "a", "pack": "dk"}', id="JSON"),
        pytest.param("{id: a, pack: dk}", id="in brackets"),
        pytest.param("pack: dk\nunit: [\n\t:", id="broken behind it"),
        pytest.param("a: 'never ends\npack: dk\n", id="broken before it"),
        pytest.param(b"\xef\xbb\xbfpack: dk\r\n", id="with a mark, as Windows has it"),
        pytest.param("pack: dk\n".encode("utf-16"), id="UTF-16"),
        pytest.param(b"pack: dk\nname: \xff\xfe\xe5\n", id="letters of another encoding"),
    ],
)
def test_the_pack_is_found_whatever_else_is_wrong(write, text):
    file = write(text)
    assert language_in(file, SHELF) == DANISH
    assert read_spoken(file, SHELF) == (DANISH, file.read_bytes())


@pytest.mark.parametrize(
    "text", ["", "unit: {name: A}\n", "packs: dk\n", "# pack: dk\n", "pack: xx\n", "pack:\n"]
)
def test_where_no_pack_is_named_there_is_no_language(write, text):
    assert language_in(write(text), SHELF) == ""


def test_defaults_above_name_it_where_the_review_does_not(write):
    write("pack: se\n", "x/_shared.yaml")
    file = write("unit: {name: A}\n", "x/a.yaml")
    assert language_in(file, SHELF) == read_spoken(file, SHELF)[0] == SWEDISH
    assert language_in(write("pack: dk\n", "x/b.yaml"), SHELF) == DANISH
    assert language_in(write("pack: xx\n", "x/c.yaml"), SHELF) == "", "its own name counts"


def test_a_file_that_is_not_there_speaks_as_its_defaults(write, tmp_path):
    write("pack: dk\n", "_shared.yaml")
    assert language_in(tmp_path / "gone.yaml", SHELF) == DANISH
    assert read_spoken(tmp_path / "gone.yaml", SHELF) == (DANISH, None)


def test_a_file_that_is_written_anew_is_looked_at_again(write):
    assert language_in(write("pack: dk\n"), SHELF) == DANISH
    assert language_in(write("pack: se\n# longer\n"), SHELF) == SWEDISH


def test_one_review_of_many_speaks_for_itself():
    assert language_of_line(b'{"id": "a", "pack": "se"}', SHELF) == SWEDISH
    assert language_of_line(b"{", SHELF) == ""


@pytest.mark.parametrize("code", SHELF.codes())
def test_every_pack_has_a_language(code):
    assert language_of_pack(code, SHELF)


def test_a_broken_pack_speaks_all_the_same(tmp_path):
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "pack.yaml").write_text("code: [\nlanguage: 'nb-NO'\n\t", "utf-8")
    assert language_of_pack("xx", Library((tmp_path,))) == "nb-NO"
    assert language_of_pack("yy", Library((tmp_path,))) == language_of_pack("", SHELF) == ""


def styled(*tags: str) -> bytes:
    marks = "".join(f'<w:lang w:val="{tag}" w:eastAsia="ja-JP"/>' for tag in tags)
    return a_report(changed={"word/styles.xml": f"<w:styles {NAMESPACES}>{marks}</w:styles>"})


@pytest.mark.parametrize(
    ("data", "language"),
    [
        pytest.param(styled("da-DK"), "da-DK", id="its styles say it"),
        pytest.param(styled("en-GB", "sv-FI", "sv-FI"), "sv-FI", id="most of them"),
        pytest.param(styled(), "", id="none of them"),
        pytest.param(b"no archive", "", id="no Word file"),
        pytest.param(b"", "", id="an empty file"),
        pytest.param(styled("da-DK")[:400], "", id="half of one"),
    ],
)
def test_a_word_file_speaks_as_its_styles_do(write, data, language):
    file = write(data, "a.docx")
    assert language_of_word_file(file) == language_in(file, SHELF) == language


def test_a_word_file_that_is_not_there_or_has_no_styles_says_nothing(tmp_path):
    assert language_of_word_file(tmp_path / "gone.docx") == ""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert language_of_word_file(tmp_path / "a.docx") == ""


def test_of_many_paths_the_first_that_speaks_counts(write, tmp_path):
    write("pack: se\n", "data/a.yaml")
    (tmp_path / "empty").mkdir()
    assert language_of_first([tmp_path / "empty", tmp_path / "data"], SHELF) == SWEDISH
    assert language_of_first([write("pack: dk\n", "b.yaml"), tmp_path / "data"], SHELF) == DANISH
    assert language_of_first([], SHELF) == ""
    assert language_of_first([tmp_path / "empty"], SHELF) == ""


def test_a_folder_of_a_pack_and_one_of_word_files_speak_too(write, tmp_path):
    assert language_of_first([SHELF.find("dk/pack.yaml").parent], SHELF) == DANISH
    write(styled("nb-NO"), "out/~$b.docx")
    write(styled("sv-FI"), "out/c.docx")
    assert language_of_first([tmp_path / "out"], SHELF) == "sv-FI"

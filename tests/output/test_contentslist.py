"""Contents lists: found in Word files, and the profile with the macro that makes them anew."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED

import pytest
from templatekinds import made

from docgen.output import contentslist
from docgen.output.contentslist import holds_contents_list, macro_call, write_profile
from docgen.output.officemacro import LIBRARY, MACRO, MODULE

BODY = "word/document.xml"
FIELD = '<w:p><w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r></w:p>'
SIMPLE = '<w:p><w:fldSimple w:instr="{}"/></w:p>'


def word_file(folder: Path, xml: str, name: str = BODY) -> Path:
    """Return a file that is as much of a Word file as is looked at."""
    path = folder / "rapport ø.docx"
    with zipfile.ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, f"<w:document>{xml}</w:document>")
    return path


@pytest.mark.parametrize(
    ("xml", "there"),
    [
        pytest.param(FIELD.format(r' TOC \o "1-3" '), True, id="a field in runs"),
        pytest.param(FIELD.format("TOC"), True, id="nothing but its name"),
        pytest.param(FIELD.format("\n  TOC"), True, id="behind a line break"),
        pytest.param(SIMPLE.format(r"TOC \h"), True, id="a simple field"),
        pytest.param(SIMPLE.format(r"  TOC \h"), True, id="a simple field behind blanks"),
        pytest.param(SIMPLE.format("PAGE") + FIELD.format("TOC"), True, id="behind another field"),
        pytest.param(FIELD.format("PAGE"), False, id="a page number"),
        pytest.param(FIELD.format("TOCX"), False, id="a name that begins so"),
        pytest.param(FIELD.format("PAGEREF _TOC1"), False, id="a page number of an entry"),
        pytest.param(SIMPLE.format(r"PAGEREF _TOC1 \h"), False, id="the same as a simple field"),
        pytest.param("<w:p><w:r><w:t>TOC</w:t></w:r></w:p>", False, id="a text of three letters"),
        pytest.param("", False, id="an empty body"),
    ],
)
def test_a_contents_list_is_told_from_other_fields(tmp_path: Path, xml: str, there: bool) -> None:
    assert holds_contents_list(word_file(tmp_path, xml)) is there


def test_templates_of_all_kinds_are_told_apart(tmp_path: Path) -> None:
    found = set()
    for name in ("contents", "pages", "bookmark", "letter"):
        (tmp_path / "a.docx").write_bytes(made(name))
        if holds_contents_list(tmp_path / "a.docx"):
            found.add(name)
    assert found == {"contents"}


def test_what_is_no_word_file_has_none(tmp_path: Path) -> None:
    assert holds_contents_list(tmp_path / "nothing.docx") is False
    assert holds_contents_list(tmp_path) is False
    (tmp_path / "a.docx").write_bytes(b"no zip")
    assert holds_contents_list(tmp_path / "a.docx") is False
    assert (
        holds_contents_list(word_file(tmp_path, FIELD.format("TOC"), "word/header1.xml")) is False
    )


def test_a_body_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = word_file(tmp_path, FIELD.format("TOC"))
    size = zipfile.ZipFile(file).getinfo(BODY).file_size
    monkeypatch.setattr(contentslist, "_LARGEST", size)
    assert holds_contents_list(file)
    monkeypatch.setattr(contentslist, "_LARGEST", size - 1)
    assert holds_contents_list(file) is False


def test_the_profile_holds_the_macro_and_names_it(tmp_path: Path) -> None:
    write_profile(tmp_path / "profil ø")
    user = tmp_path / "profil ø" / "user"
    files = {path.relative_to(user).as_posix() for path in user.rglob("*") if path.is_file()}
    assert files == {
        "registrymodifications.xcu",
        "basic/script.xlc",
        "basic/Standard/script.xlb",
        f"basic/Standard/{MODULE}.xba",
    }
    for name in files:
        ElementTree.parse(user / name)
    standard = user / "basic" / "Standard"
    assert (standard / f"{MODULE}.xba").read_text(encoding="utf-8") == MACRO
    assert (standard / "script.xlb").read_text(encoding="utf-8") == LIBRARY
    assert "ooSetupInstCompleted" in (user / "registrymodifications.xcu").read_text("utf-8")


def test_a_profile_is_written_over_an_older_one(tmp_path: Path) -> None:
    write_profile(tmp_path)
    module = tmp_path / "user" / "basic" / "Standard" / f"{MODULE}.xba"
    module.write_text("older", encoding="utf-8")
    write_profile(tmp_path)
    assert module.read_text(encoding="utf-8") == MACRO


@pytest.mark.parametrize(
    ("names", "numbers"),
    [(["0.docx"], "0"), (["0.docx", "1.docx", "12.docx"], "0,1,12"), ([], "")],
    ids=["one file", "three", "none"],
)
def test_the_macro_is_called_with_the_numbers_of_the_files(
    tmp_path: Path, names: list[str], numbers: str
) -> None:
    work = tmp_path / "a b ø"
    call = macro_call(work, [work / name for name in names])
    assert call == f'macro:///Standard.{MODULE}.Several("{work.as_uri()}/","{numbers}")'
    assert " " not in call

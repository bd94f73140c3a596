"""The sheet for two reviewers' talk: both sides, internal, and no document of a pack."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from builders import ROOT, review_text, swept
from ooxml.reading import texts_of

from docgen.authoring.consensus import consensus_name, consensus_sheet
from docgen.errors import InvalidDataError, UsageError
from docgen.packs.library import find_library
from docgen.packs.load import load_pack, pack_codes

SHELF = find_library()


def a_file(folder: Path, initials: str, pack: str = "dk", **more: str) -> Path:
    """Return the file of one reviewer."""
    people = f"reviewers: [{{name: Reviewer, initials: {initials}}}]\n"
    text = review_text(pack=pack, head=people + "".join(more.values()))
    file = folder / f"_a-{initials.lower()}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("code", swept(pack_codes(SHELF), 2))
def test_it_prints_anchors_scores_and_texts_of_both(code, tmp_path, assert_sound):
    pack = load_pack(code, library=SHELF)
    one, other = a_file(tmp_path, "KN", code), a_file(tmp_path, "OV", code)
    text = other.read_text("utf-8").replace("score: ", "score: 1  # ", 1)
    text = text.replace("comment: ", "comment: Andet. ", 1)
    other.write_text(text, encoding="utf-8")
    data = consensus_sheet(pack, one, other, library=SHELF)
    assert_sound(data)
    words = texts_of(data)
    joined = "\n".join(words)
    first = pack.criteria[0]
    assert f"≠ {first.printed} {first.name}".replace("  ", " ") in joined
    assert all(f"{c.printed} {c.name}".strip() in joined for c in pack.criteria)
    assert any(word.startswith("Andet.") for word in words)
    assert {"KN", "OV", pack.texts["consensus_agreed"]} <= set(words)
    for score, anchor in first.anchors.items():
        assert f"{score} = {' '.join(anchor.split())}" in " ".join(joined.split())
    assert f"{pack.texts['column_score']}: 1" in words


def test_it_is_marked_internal_and_holds_no_fields_or_store(tmp_path: Path) -> None:
    pack = load_pack("dk", library=SHELF)
    data = consensus_sheet(pack, a_file(tmp_path, "KN"), a_file(tmp_path, "OV"), library=SHELF)
    (tmp_path / "a.docx").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "a.docx") as parts:
        names = parts.namelist()
        headers = [parts.read(name).decode() for name in names if "header" in name]
        assert "w:sdt" not in parts.read("word/document.xml").decode()
    assert all(pack.texts["consensus_internal"] in header for header in headers)
    assert not any("customXml" in name for name in names)
    assert not any("consensus" in document.file for document in pack.documents.values())


def test_the_labels_are_in_each_pack_and_one_without_is_told(tmp_path: Path) -> None:
    pack = load_pack("dk", library=SHELF)
    texts = {key: text for key, text in pack.texts.items() if key != "consensus_agreed"}
    files = a_file(tmp_path, "KN"), a_file(tmp_path, "OV")
    with pytest.raises(InvalidDataError, match="consensus_agreed"):
        consensus_sheet(pack._replace(texts=texts), *files, library=SHELF)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        pytest.param({"initials": "KN"}, "both files have the reviewer KN", id="one reviewer"),
        pytest.param({"initials": "OV", "pack": "no"}, "is of the pack no", id="another pack"),
        pytest.param({"initials": '""'}, "0 reviewers with initials", id="nobody's"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(
    other: dict[str, str], words: str, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    files = a_file(tmp_path, "KN"), a_file(tmp_path / "b", **other)
    with pytest.raises(UsageError, match=words):
        consensus_sheet(load_pack("dk", library=SHELF), *files, library=SHELF)


@pytest.mark.parametrize(
    ("names", "sheet"),
    [
        (("_udden-2026-kn", "_udden-2026-ov"), "udden-2026"),
        (("_naset-b1", "_naset-b2"), "naset"),
        (("kari", "ola"), "kari"),
        (("a1", "a2"), "a"),
    ],
)
def test_its_name_is_that_of_the_review(names: tuple[str, str], sheet: str) -> None:
    first, second = (Path(f"{name}.yaml") for name in names)
    assert consensus_name(first, second) == f"{sheet}-consensus.docx"


def test_samples_are_never_made_into_one() -> None:
    packs = [load_pack(code, library=SHELF) for code in pack_codes(SHELF)]
    assert all("consensus" not in pack.documents for pack in packs)
    assert (ROOT / "templates" / "base" / "consensus.docx").is_file()


def test_where_the_form_prints_no_numbers_what_differs_is_named(tmp_path: Path) -> None:
    pack = load_pack("dk", library=SHELF)
    one, other = a_file(tmp_path, "KN"), a_file(tmp_path, "OV")
    other.write_text(other.read_text("utf-8").replace("score: 4", "score: 1"), encoding="utf-8")
    words = texts_of(consensus_sheet(pack, one, other, library=SHELF))
    assert f"{pack.criteria[0].short_name}; {pack.criteria[1].short_name}" in " ".join(words)

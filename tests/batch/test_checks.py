"""Checks of many files: the findings in the order of the files, each once, in this process here."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.batch import checks
from docgen.batch.checks import Checks
from docgen.check.pieces import Piece
from docgen.errors import ReadError
from docgen.model import Pack
from docgen.packs.library import find_library
from tests.builders import review_text, write_review


def run(*paths: Path, **more) -> list[tuple[str, list[str]]]:
    """Return name and rules of each piece."""
    found = Checks(paths, library=find_library(), jobs=1, **more).found()
    return [(file.name, [one.rule for one in problems]) for file, problems in found]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_review(tmp_path / "data" / "a.yaml")
    (tmp_path / "data" / "b.yaml").write_text("pack: dk\nunit: {}\n", encoding="utf-8")
    write_review(tmp_path / "data" / "x" / "c.yaml", unit="Enhed C")
    return tmp_path / "data"


def test_each_review_of_a_folder_is_checked_in_order(data):
    found = run(data)
    assert [name for name, _ in found] == ["a.yaml", "b.yaml", "c.yaml"]
    assert [bool(rules) for _, rules in found] == [False, True, False]
    assert run(data / "x", data / "a.yaml", data / "x" / "c.yaml") == [found[2], found[0]]


def test_how_many_there_are_is_known_but_for_a_file_of_many(data):
    assert Checks([data], library=find_library()).total == 3
    assert Checks([], library=find_library()).total == 0
    (data / "d.jsonl").write_text('{"pack": "dk"}\n', encoding="utf-8")
    assert Checks([data], library=find_library()).total is None


def test_a_fault_of_the_defaults_is_told_once(data):
    (data / "_shared.yaml").write_text("review: {kind: x}\n", encoding="utf-8")
    found = Checks([data], library=find_library(), jobs=1).found()
    told = [one for _, problems in found for one in problems if one.file == data / "_shared.yaml"]
    assert len(told) == 1


def test_what_the_documents_of_a_pack_print_is_asked_once_for_each_pack(data):
    write_review(data / "y.yaml", pack="se", unit="Enhed Y")
    asked: list[str] = []

    def printed(pack: Pack) -> set[str]:
        asked.append(pack.code)
        return {"unit.name"}

    run(data, printed=printed)
    assert set(asked) == {"dk", "se"}


def test_a_pack_that_cannot_be_read_stops_nobody(monkeypatch):
    def broken(code: str, **_: object) -> Pack:
        raise ReadError(code, "is broken")

    monkeypatch.setattr(checks, "load_pack", broken)
    one = checks.Checked(Path("a.yaml"), (), pack="dk")
    assert [*checks._asking([one, one], lambda _: set(), find_library())] == [one, one]


def test_the_names_of_each_folder_tree_are_read_once(data):
    shared = Checks([data], library=find_library())
    names = checks._neighbours(shared._files, shared._histories)
    assert len(names) >= 1
    assert all(tree in data.parents or tree == data or data in tree.parents for tree in names)


def test_a_piece_that_travels_takes_what_is_known_of_its_unit_along(data):
    shared = Checks([data], library=find_library())
    packed = shared._packed(Piece(str(data / "a.yaml")))
    assert packed.known is not None
    ((_, unit),) = packed.known
    assert unit == "enhed-a"
    word = Piece("a.docx", "word")
    assert shared._packed(word) is word


def test_a_line_of_a_file_of_many_is_checked_by_itself(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "x", "pack": "dk"}\n{"id": "x", "pack": "dk"}\n', encoding="utf-8")
    found = run(file)
    assert [name for name, _ in found] == ["a.jsonl", "a.jsonl"]
    assert ["equal-id" in rules for _, rules in found] == [False, True]


def test_a_review_in_order_has_no_finding_with_its_parts_explained(tmp_path):
    (tmp_path / "a.yaml").write_text(review_text(), encoding="utf-8")
    assert run(tmp_path / "a.yaml", explain=True)[0][0] == "a.yaml"

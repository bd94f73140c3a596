"""What there is to check in files and folders: each piece once, and what is shared told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.check.pieces import Checked, Piece, Told, each_line, each_once, files_of, of_file
from docgen.model import Problem
from docgen.model.address import as_path
from tests.builders import write_review


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")


def pieces(folder: Path, *names: str) -> list[tuple[str, str]]:
    """Return name and kind of each piece of these files and folders."""
    found = files_of([folder / name if name else folder for name in names])
    return [(Path(one.file).relative_to(folder).as_posix(), one.kind) for one in found]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.yaml", "review"),
        ("a.yml", "review"),
        ("a.json", "review"),
        ("a.txt", "review"),
        ("a.jsonl", "lines"),
        ("_shared.yaml", "shared"),
        ("a.docx", "word"),
        ("A.DOCX", "word"),
    ],
)
def test_a_file_is_what_its_name_says(tmp_path, name, kind):
    put(tmp_path, name)
    assert pieces(tmp_path, name) == [(name, kind)]


@pytest.mark.parametrize(
    "name", ["pack.yaml", "criteria.yaml", "rules.yaml", "scale.yaml", "report.docx"]
)
def test_a_file_of_a_pack_means_the_pack(tmp_path, name):
    put(tmp_path, "dk/pack.yaml", f"dk/{name}")
    assert pieces(tmp_path, f"dk/{name}") == [("dk", "pack")]


def test_a_folder_means_its_reviews_and_packs_and_each_once(tmp_path):
    put(tmp_path, "b.yaml", "a/c.json", "a/d.jsonl", "dk/pack.yaml", "dk/report.docx", "e.docx")
    found = [("a/c.json", "review"), ("a/d.jsonl", "lines"), ("b.yaml", "review"), ("dk", "pack")]
    assert pieces(tmp_path, "") == found
    assert pieces(tmp_path, "", "b.yaml", "a", "dk/pack.yaml") == found
    assert pieces(tmp_path, "b.yaml", "") == [found[2], found[0], found[1], found[3]]


def test_word_files_are_looked_at_where_nothing_else_is(tmp_path):
    put(tmp_path, "x/a.docx", "x/b.docx")
    assert pieces(tmp_path, "x") == [("x/a.docx", "word"), ("x/b.docx", "word")]


def test_a_file_is_one_however_it_is_named(tmp_path, monkeypatch):
    put(tmp_path, "a.yaml", "x/b.yaml")
    monkeypatch.chdir(tmp_path)
    paths = [Path("a.yaml"), Path("x/../a.yaml"), tmp_path / "a.yaml"]
    assert len([*files_of(paths)]) == 1
    assert [*files_of([])] == []


def test_an_empty_folder_is_told(tmp_path):
    (tmp_path / "x").mkdir()
    (one,) = files_of([tmp_path / "x"])
    assert one.kind == "told"
    assert one.told is not None
    assert (one.told.rule, one.told.file) == ("nothing", tmp_path / "x")
    assert one.told.message.startswith("there is no review in this folder (*.yaml")


def test_a_word_file_in_a_store_is_told_with_the_way_out():
    (one,) = of_file(Path(as_path("s3://bucket/a.docx")))
    assert one.kind == "told"
    assert one.told is not None
    assert "copy it there first" in one.told.message


def test_a_file_of_many_reviews_is_a_piece_a_line(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "a"}\n\n{"id": "b"}\n', encoding="utf-8")
    found = [*each_line([Piece("b.yaml"), Piece(str(file), "lines")])]
    assert [one.kind for one in found] == ["review", "line", "line"]
    assert [one.line.number for one in found[1:]] == [1, 3]  # type: ignore[union-attr]
    assert [one.content.strip() for one in found[1:]] == [b'{"id": "a"}', b'{"id": "b"}']


def test_a_file_of_many_that_is_gone_is_told_and_stops_nothing(tmp_path):
    gone, later = Piece(str(tmp_path / "none.jsonl"), "lines"), Piece("b.yaml")
    found = [*each_line([gone, later])]
    assert [one.kind for one in found] == ["told", "review"]
    assert found[0].told is not None
    assert found[0].told.rule == "unreadable"


def test_no_line_is_read_before_it_is_asked_for(tmp_path):
    def files():
        yield Piece(str(write_review(tmp_path / "a.yaml")))
        pytest.fail("another was asked for")

    assert next(iter(each_line(files()))).kind == "review"


# --- once -------------------------------------------------------------------------------------

A, B, SHARED = Path("a.yaml"), Path("b.yaml"), Path("_shared.yaml")


def problem(file: Path, message: str = "m") -> Problem:
    return Problem("r", message, file, 1)


def test_what_stands_in_shared_files_is_told_with_the_first_review():
    own, other, shared = problem(A), problem(B), problem(SHARED)
    found = [Checked(A, (own, shared, own)), Checked(B, (shared, other))]
    assert [*each_once(found)] == [(A, [own, shared]), (B, [other])]


def test_what_stands_in_the_file_itself_is_told_again():
    told = Told()
    assert told.fresh(A, [problem(A)]) == [problem(A)]
    assert told.fresh(A, [problem(A)]) == [problem(A)]
    assert told.fresh(None, [problem(SHARED)]) == [problem(SHARED)]
    assert told.fresh(None, [problem(SHARED), problem(SHARED, "n")]) == [problem(SHARED, "n")]
    assert told.fresh(B, []) == []


def test_of_lines_with_equal_ids_each_but_the_first_is_told():
    file = Path("a.jsonl")
    lines = [Checked(file, (), n, id_, language="en") for n, id_ in enumerate("xyxx", 1)]
    found = [[one.rule for one in problems] for _, problems in each_once(lines)]
    assert found == [[], [], ["equal-id"], ["equal-id"]]
    elsewhere = [Checked(Path("b.jsonl"), (), 1, "x", language="en")]
    assert [problems for _, problems in each_once([*lines, *elsewhere])][-1] == []


def test_an_equal_id_is_told_before_the_rest_of_its_line():
    file = Path("a.jsonl")
    own = problem(file)
    lines = [Checked(file, (), 1, "x", language="en"), Checked(file, (own,), 2, "x", language="da")]
    (
        (
            _,
            (),
        ),
        (_, (equal, last)),
    ) = each_once(lines)
    assert (equal.line, last) == (2, own)

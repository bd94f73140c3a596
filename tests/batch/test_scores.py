"""Scores of many reviews: each sound one scored, each fault a row of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from scored import score_reviews

from docgen.batch.scores import Piece, Row, Scored, Scores
from docgen.document.blankform import make_form
from docgen.errors import DocgenError, UsageError
from docgen.packs.library import find_library
from docgen.packs.load import load_pack
from tests.builders import CRITERION_IDS, review_text, write_review
from tests.wordforms import fill

ALL = 4 * len(CRITERION_IDS)


def total(scored: Scored) -> int:
    return scored.result.total


def rows(*paths: Path, **more) -> list[Row[int]]:
    return [*Scores(paths, find_library(), total, jobs=1, **more).rows()]


def told(row: Row[int]) -> str:
    return str(row.error)


def test_each_review_of_a_folder_is_a_row_in_order(tmp_path):
    for name, score in (("b", 4), ("a", 5)):
        write_review(tmp_path / f"{name}.yaml", score=score)
    found = rows(tmp_path)
    assert [(one.file.name, one.made, one.id) for one in found] == [
        ("a.yaml", 5 * len(CRITERION_IDS), "a"),
        ("b.yaml", ALL, "b"),
    ]
    assert all((one.error, one.line, one.told, one.filled) == (None, None, (), ()) for one in found)


def test_what_cannot_be_scored_is_a_row_and_stops_no_other(tmp_path):
    (tmp_path / "a.yaml").write_text("pack: [", encoding="utf-8")
    write_review(tmp_path / "b.yaml", pack="nowhere")
    write_review(tmp_path / "c.yaml")
    found = rows(tmp_path, tmp_path / "none.yaml")
    assert {one.file.name: one.made for one in found} == {
        "none.yaml": None,
        "a.yaml": None,
        "b.yaml": None,
        "c.yaml": ALL,
    }
    assert all(isinstance(one.error, DocgenError) for one in found if one.made is None)
    errors = [one.error for one in found if one.error and one.file.name != "none.yaml"]
    assert all(error.__traceback__ is None for error in errors)


def test_a_draft_is_scored_as_far_as_it_goes(tmp_path):
    write_review(tmp_path / "a.yaml", status="draft", without=CRITERION_IDS[:2])
    (row,) = rows(tmp_path)
    assert row.made == ALL - 8


def test_lines_of_a_file_of_many_are_rows_and_equal_ids_all_but_the_first_faults(tmp_path):
    row = '{"id": "%s", "pack": "dk", "unit": {"name": "A"}, "review": {"status": "draft"}}'
    file = tmp_path / "a.jsonl"
    lines = [row.replace("%s", name) for name in ("x", "y", "x")]
    file.write_text("\n".join([*lines, "{"]) + "\n", encoding="utf-8")
    found = rows(file)
    assert [(one.line, one.id, one.made) for one in found[:2]] == [(1, "x", 0), (2, "y", 0)]
    assert ":3" in told(found[2])
    assert [one.error is not None for one in found] == [False, False, True, True]


def test_how_many_rows_there_will_be_is_known_but_for_a_file_of_many(tmp_path):
    write_review(tmp_path / "a.yaml")
    known = Scores([tmp_path, tmp_path / "none.yaml"], find_library(), total)
    assert known.total == 2
    (tmp_path / "b.jsonl").write_text("{}\n", encoding="utf-8")
    assert Scores([tmp_path], find_library(), total).total is None


def test_no_review_at_all_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError):
        Scores([tmp_path], find_library(), total)


def test_what_is_made_of_the_scores_may_fail_for_one_review_alone(tmp_path):
    def make(scored: Scored) -> int:
        if scored.review.id == "a":
            raise DocgenError("not this one")
        return 1

    for name in "ab":
        write_review(tmp_path / f"{name}.yaml")
    first, second = Scores([tmp_path], find_library(), make, jobs=1).rows()
    assert (told(first), first.id, second.made) == ("not this one", "a", 1)


def test_a_fault_of_other_files_is_a_row_too(tmp_path, monkeypatch):
    def broken(_: Scored) -> None:
        raise DocgenError("the rules are broken")

    monkeypatch.setattr(Scored, "read_others", broken)
    (row,) = rows(write_review(tmp_path / "a.yaml"))
    assert (row.made, told(row)) == (None, "the rules are broken")


def test_a_word_form_is_scored_with_what_it_lacks(tmp_path):
    form = tmp_path / "a.docx"
    form.write_bytes(fill(make_form(load_pack("dk"), "report"), {"unit.name": "Enhed A"}))
    (row,) = rows(form)
    assert row.made == 0
    assert [one.rule for one in row.told] == ["draft"]
    (row,) = rows(form, fill=True)
    assert "is a Word form; make a review of it first: docgen new --from FORM.docx" in told(row)


def test_proposals_are_written_where_a_score_is_absent(tmp_path):
    file = write_review(tmp_path / "a.yaml", status="draft", without=("caseload_size",))
    before = file.read_text("utf-8")
    evidence = "  caseload_size:\n    evidence: {specialists: 2, clients: 36}\n"
    file.write_text(before.replace("  caseload_size:\n", evidence), encoding="utf-8")
    (plain,) = rows(file)
    assert plain.filled == ()
    (row,) = rows(file, fill=True)
    if row.filled:
        assert row.filled == ("caseload_size",)
        assert row.made is not None
        assert plain.made is not None
        assert row.made > plain.made
        assert "score:" in file.read_text("utf-8").partition("  employment")[0]
    (again,) = rows(file, fill=True)
    assert (again.filled, again.skipped) == ((), ())


def test_reviews_are_yielded_with_all_that_follows_or_their_error(tmp_path):
    write_review(tmp_path / "b.yaml")
    (tmp_path / "a.yaml").write_text("pack: [", encoding="utf-8")
    error, scored = score_reviews([tmp_path], find_library())
    assert isinstance(error, DocgenError)
    assert isinstance(scored, Scored)
    assert (scored.result.total, scored.filled, scored.skipped, scored.told) == (ALL, (), (), ())
    listed = score_reviews(["-"], find_library(), [f"{tmp_path / 'b.yaml'}\n"])
    assert [type(one) for one in listed] == [Scored]


def test_a_piece_that_travels_takes_what_is_known_of_its_unit_along(tmp_path):
    file = write_review(tmp_path / "a.yaml")
    scores = Scores([file], find_library(), total)
    packed = scores._packed(Piece(str(file)))
    assert packed.known is not None
    assert [unit for _, unit in packed.known] == ["enhed-a"]
    broken = Piece(str(file), error=DocgenError("x"))
    assert scores._packed(broken) is broken
    word = Piece("a.docx")
    assert scores._packed(word) is word


def test_each_row_speaks_the_language_of_its_pack(tmp_path):
    (tmp_path / "a.yaml").write_text(review_text(pack="se"), encoding="utf-8")
    (row,) = rows(tmp_path)
    assert row.language

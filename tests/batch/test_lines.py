"""JSON Lines: one review a line, each a review like any other, each fault with file and line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from builders import files_of, review_text
from scored import score_reviews

from docgen.batch.run import make_reports, prepare_run
from docgen.batch.scores import Scored
from docgen.batch.sources import find_sources
from docgen.check.run import check_paths
from docgen.errors import DocgenError, ReadError
from docgen.model import Data
from docgen.packs.library import find_library
from docgen.review.lines import lines_of
from docgen.review.load import load_review
from docgen.yamlfile.parse import parse_yaml


def a_review(review_id: str | float | None, **changes: object) -> Data:
    """Return the data of a small sound review."""
    text = review_text(**changes)  # type: ignore[arg-type]
    data: Data = parse_yaml(text, "r.yaml")
    return data if review_id is None else {"id": review_id, **data}


def write_lines(path: Path, *rows: Data | str) -> Path:
    """Write a file of many reviews; a text stands as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def test_each_line_becomes_the_report_of_its_id(tmp_path: Path) -> None:
    rows = [a_review("å-1"), "", a_review(2026, pack="se"), a_review(" c ", status="draft")]
    write_lines(tmp_path / "data" / "dk" / "all.jsonl", *rows)
    outcomes = list(make_reports([tmp_path / "data"], tmp_path / "out"))
    assert [Path(one.source).name for one in outcomes] == [f"all.jsonl:{n}" for n in (1, 3, 4)]
    assert {one.state for one in outcomes} == {"done"}
    assert files_of(tmp_path / "out") == ["dk/2026.docx", "dk/c.docx", "dk/å-1.docx"]
    again = make_reports([tmp_path / "data"], tmp_path / "out")
    assert {one.state for one in again} == {"unchanged"}


def test_a_line_makes_the_same_report_as_a_file_of_its_own(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "all.jsonl", a_review("a"))
    (tmp_path / "a.json").write_text(json.dumps(a_review("a")), encoding="utf-8")
    list(make_reports([lines], tmp_path / "one"))
    list(make_reports([tmp_path / "a.json"], tmp_path / "two"))
    assert (tmp_path / "one/a.docx").read_bytes() == (tmp_path / "two/a.docx").read_bytes()


def test_shared_defaults_hold_for_every_line(tmp_path: Path) -> None:
    (tmp_path / "_shared.yaml").write_text("pack: dk\npurpose: Fælles\n", encoding="utf-8")
    rows = [a_review("a"), {**a_review("b"), "purpose": "Egen"}]
    for row in rows:
        del row["pack"]
    path = write_lines(tmp_path / "all.jsonl", *rows)
    reviews = [load_review(path, line=line) for line, _ in lines_of(path)]
    assert [(one.purpose, one.line) for one in reviews] == [("Fælles", 1), ("Egen", 2)]
    assert {one.state for one in make_reports([path], tmp_path / "out")} == {"done"}


def test_byte_order_mark_windows_line_ends_and_no_last_line_end(tmp_path: Path) -> None:
    path = tmp_path / "ALL.JSONL"
    rows = [json.dumps(a_review(name)) for name in "ab"]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(rows).encode())
    assert {one.state for one in make_reports([path], tmp_path / "out")} == {"done"}
    assert files_of(tmp_path / "out") == ["a.docx", "b.docx"]


FAULTS = [
    pytest.param('{"id": "x", "pack"', ":2:19: this is no JSON", id="half a review"),
    pytest.param(a_review(None), ":2: `id` is missing", id="no id"),
    pytest.param(a_review("  "), ":2: `id` is missing", id="a blank id"),
    pytest.param("[1]", ":2:1: a review is a mapping", id="a list"),
    pytest.param(
        '{"id": "x", "id": "y", "pack": "dk", "unit": {"name": "A"}}',
        ":2: the key 'id' stands twice",
        id="a key twice",
    ),
    pytest.param(
        {**a_review("x"), "unit": {"nam": "A"}}, ":2:36: unit.nam: unknown key", id="a slip"
    ),
    pytest.param(a_review("x", pack="zz"), ":2:21: pack: no pack 'zz'", id="an unknown pack"),
    pytest.param("PK\x03\x04", ":2: is a Word file", id="no text"),
]


@pytest.mark.parametrize(("row", "message"), FAULTS)
def test_a_fault_names_file_and_line_and_stops_no_other(
    tmp_path: Path, row: Data | str, message: str
) -> None:
    path = write_lines(tmp_path / "all.jsonl", a_review("a"), row, a_review("b"))
    outcomes = list(make_reports([path], tmp_path / "out"))
    assert Counter(one.state for one in outcomes) == {"done": 2, "failed": 1}
    (failed,) = (one for one in outcomes if one.error)
    assert failed.source == f"{path}:2"
    assert str(failed.error).startswith(f"{path}{message}")
    assert files_of(tmp_path / "out") == ["a.docx", "b.docx"]


@pytest.mark.parametrize(("row", "message"), FAULTS)
def test_check_and_score_tell_the_same_fault(tmp_path: Path, row: Data | str, message: str) -> None:
    path = write_lines(tmp_path / "all.jsonl", a_review("a"), row, a_review("b"))
    told = [str(one) for one in check_paths([path]) if one.severity == "error"]
    assert any(one.startswith(f"{path}{message}") for one in told), told
    assert all(one.startswith(f"{path}:2") for one in told)
    scored = list(score_reviews([path], find_library()))
    assert [one.review.id for one in scored if isinstance(one, Scored)] == ["a", "b"]
    (error,) = (one for one in scored if isinstance(one, DocgenError))
    assert str(error).startswith(f"{path}{message}")


def test_a_missing_score_and_a_warning_name_their_line(tmp_path: Path) -> None:
    rows = [a_review("a"), a_review("b", without=("disclosure",))]
    rows[0]["criteria"]["disclosure"]["comment"] = "XXX"
    path = write_lines(tmp_path / "all.jsonl", *rows)
    (failed,) = (one for one in make_reports([path], tmp_path / "out") if one.error)
    assert str(failed.error).startswith(f"{path}:2: criteria: ")
    warnings = [one for one in check_paths([path]) if one.rule == "placeholder"]
    assert [one.line for one in warnings] == [1]


def test_two_equal_ids_are_a_fault(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "all.jsonl", *map(a_review, "aba"))
    outcomes = list(make_reports([path], tmp_path / "out"))
    assert Counter(one.state for one in outcomes) == {"done": 1, "failed": 2}
    told = "\n".join(str(one.error) for one in outcomes if one.error)
    assert f"would be made of {path}:1 and of {path}:3; give one of them" in told
    message = f"{path}:3: id: the id 'a' stands on line 1 too; give one of them an id of its own"
    assert any(str(one).startswith(message) for one in check_paths([path]))
    assert any(str(one).startswith(message) for one in score_reviews([path], find_library()))


def test_a_line_finds_its_earlier_review_in_the_same_file(tmp_path: Path) -> None:
    old = a_review("a-2025", score=3)
    old["review"]["report_date"] = "2025-03-01"
    path = write_lines(tmp_path / "all.jsonl", old, a_review("a-2026"))
    scored = [one for one in score_reviews([path], find_library()) if isinstance(one, Scored)]
    assert [one.previous and one.previous.total for one in scored] == [None, 75]
    old["criteria"]["disclosure"]["score"] = 5
    list(make_reports([path], tmp_path / "out", document="overview"))
    write_lines(path, old, a_review("a-2026"))
    outcomes = make_reports([path], tmp_path / "out", document="overview")
    assert [one.state for one in outcomes] == ["done", "done"]


@pytest.mark.parametrize("change", ["gone", "another", "shorter"])
def test_a_file_that_changes_while_the_batch_runs(tmp_path: Path, change: str) -> None:
    path = write_lines(tmp_path / "all.jsonl", *map(a_review, "abc"))
    run = prepare_run([path], tmp_path / "out")
    if change == "gone":
        path.unlink()
    elif change == "another":
        write_lines(path, a_review("a"), a_review("b", score=5), a_review("c"))
    else:
        write_lines(path, a_review("a"))
    outcomes = list(run.outcomes())
    failed = [one for one in outcomes if one.error]
    assert [one.state for one in outcomes].count("done") == {"gone": 0, "another": 2, "shorter": 1}[
        change
    ]
    assert all(isinstance(one.error, ReadError) for one in failed)
    message = "the file is gone" if change == "gone" else "changed while docgen ran; run it again"
    assert all(message in str(one.error) and one.source in str(one.error) for one in failed)


def test_workers_read_their_own_lines_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_lines(tmp_path / "all.jsonl", *map(a_review, "abc"))
    run = prepare_run([path], tmp_path / "out")
    monkeypatch.setattr("docgen.review.lines.lines_of", lambda _: pytest.fail("read as a whole"))
    assert [one.state for one in run.outcomes()] == ["done"] * 3


def test_a_file_of_many_is_no_single_review(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "all.jsonl", a_review("a"))
    with pytest.raises(ReadError, match="holds many reviews, one a line"):
        load_review(path)
    (error,) = score_reviews([path], find_library(), fill=True)
    assert "takes no comments, so proposals cannot be marked" in str(error)


def test_patterns_and_lists_name_files_of_many(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "x" / "all.jsonl", a_review("a"))
    for paths, stdin in (([tmp_path / "x" / "*"], []), (["-"], [f"{path}\n"])):
        assert [one.path for one in find_sources(paths, stdin)[0]] == [str(path)]


def test_a_file_of_many_that_is_empty_makes_nothing(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "all.jsonl", "", "  ")
    (outcome,) = make_reports([path], tmp_path / "out")
    assert "holds no review" in str(outcome.error)
    (problem,) = check_paths([path])
    assert "holds no review" in str(problem)

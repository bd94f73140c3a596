"""Many reviews in one file: each found by its place in bytes, read alone, told with its line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError, ReadError
from docgen.review import lines as module
from docgen.review.lines import (
    Line,
    MetIds,
    equal_id,
    holds_lines,
    line_sound,
    line_with_faults,
    lines_of,
    load_line,
    place_of,
    quick_head,
)

ONE = {"id": "a", "pack": "dk", "unit": {"name": "Enhed Ø"}}


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "mange ø.jsonl"


def written(file: Path, *texts: str, end: str = "\n") -> list[Line]:
    """Write lines and return their places."""
    file.write_bytes("".join(text + end for text in texts).encode())
    return [line for line, _ in lines_of(file)]


@pytest.mark.parametrize(
    ("name", "holds"),
    [("a.jsonl", True), ("A.JSONL", True), ("a.json", False), ("a.jsonl.yaml", False), ("", False)],
)
def test_a_file_of_many_is_known_by_its_name(name, holds):
    assert holds_lines(name) is holds_lines(Path(name)) is holds


def test_a_place_is_its_file_and_line():
    line = Line(3, 0, 0, b"")
    assert place_of("data/a.jsonl", line) == "data/a.jsonl:3"
    assert place_of(Path("a.yaml"), None) == "a.yaml"


@given(texts=st.lists(st.sampled_from(["{}", "", "  ", '{"a": "ø"}']), max_size=6),
       end=st.sampled_from(["\n", "\r\n"]))  # fmt: skip
@settings(max_examples=30)
def test_each_line_that_is_not_blank_has_its_number_and_bytes(texts, end, tmp_path_factory):
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    filled = [(n, text) for n, text in enumerate(texts, 1) if text.strip()]
    if not filled:
        with pytest.raises(ReadError, match="holds no review; each line"):
            written(file, *texts, end=end)
        return
    lines = written(file, *texts, end=end)
    data = file.read_bytes()
    assert [line.number for line in lines] == [n for n, _ in filled]
    for line, (_, text) in zip(lines, filled, strict=True):
        content = data[line.start : line.start + line.length]
        assert content.decode().rstrip("\r\n") == text
        assert line.digest == hashlib.sha256(content).digest()


def test_the_last_line_needs_no_end_and_a_mark_alone_is_blank(file):
    file.write_bytes(b"\xef\xbb\xbf\n{}")
    assert [line.number for line, _ in lines_of(file)] == [2]


def test_a_line_that_is_too_long_is_told_with_its_number(file, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 20)
    with pytest.raises(ReadError) as caught:
        written(file, "{}", "x" * 21)
    assert str(caught.value.file) == f"{file}:2"
    assert "is longer than 10 MB; each line of a .jsonl file" in caught.value.message
    assert len(written(file, "x" * 19)) == 1


def test_a_review_is_read_by_its_place_alone_with_the_defaults_above(file):
    (file.parent / "_shared.yaml").write_text("area: {ips_team: X}\nunit: {place: Y}\n", "utf-8")
    first, second = written(file, json.dumps(ONE), json.dumps({**ONE, "id": "b"}))
    assert load_line(file, first).data["id"] == "a"
    found = load_line(file, second)
    assert (found.data["id"], found.line, found.file) == ("b", 2, file)
    assert found.data["area"] == {"ips_team": "X"}
    assert found.data["unit"] == {"name": "Enhed Ø", "place": "Y"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: f.write_text(json.dumps({**ONE, "id": "c"}) + "\n"), "changed while docgen ran"),
        (lambda f: f.write_text(""), ""),
        (lambda f: f.unlink(), "the file is gone; it was there when docgen began"),
    ],
    ids=["another review", "emptied", "gone"],
)
def test_a_file_that_changed_meanwhile_is_told_with_its_line(file, change, says):
    (line,) = written(file, json.dumps(ONE))
    change(file)
    with pytest.raises(ReadError) as caught:
        load_line(file, line)
    assert str(caught.value.file) == f"{file}:1"
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("text", "rule", "says"),
    [
        ('{"id": "a"', "json", "each line of a .jsonl file is one whole review"),
        ('{"pack": "dk"}', "no-id", "`id` is missing: in a file of many reviews"),
        ('{"id": "  "}', "no-id", "`id` is missing"),
        ('{"id": true}', "no-id", "`id` is missing"),
        ("[1]", "no-mapping", "a review is a mapping"),
    ],
)
def test_a_fault_has_its_line_and_a_way_out(file, text, rule, says):
    line = written(file, json.dumps(ONE), text)[1]
    with pytest.raises(InvalidDataError) as caught:
        load_line(file, line)
    problem = caught.value.problems[0]
    assert (problem.rule, problem.line) == (rule, 2)
    assert says in problem.message


def test_an_id_may_be_a_number(file):
    (line,) = written(file, '{"id": 7}')
    assert load_line(file, line).data["id"] == 7


def test_faults_that_leave_the_data_readable_stay_in_the_source(file):
    (line,) = written(file, '{"pack": "dk"}')
    content = file.read_bytes()
    loaded = line_with_faults(file, line, content)
    assert [fault.rule for fault in loaded.sources[0].faults] == ["no-id"]
    with pytest.raises(InvalidDataError):
        line_sound(file, line, content)


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (b'{"id": " a ", "pack": "dk"}', ("a", "dk")),
        (b'{"id": "a"}', ("", "")),
        (b'{"id": 7, "pack": "dk"}', ("", "")),
        (b'{"id": "", "pack": "dk"}', ("", "")),
        (b'{"id": "a", "pack": ""}', ("", "")),
        (b"[1]", ("", "")),
        (b"{", ("", "")),
        (b"[" * 100_000, ("", "")),
        (b"\xff", ("", "")),
    ],
)
def test_the_head_of_a_line_is_read_quickly_or_not_at_all(content, head):
    assert quick_head(content) == head


def test_an_id_that_stood_on_another_line_is_told():
    met = MetIds()
    assert met.first(Path("a.jsonl"), "x", 1) == 1
    assert met.first(Path("a.jsonl"), "x", 5) == 1
    assert met.first(Path("b.jsonl"), "x", 5) == 5, "another file"
    problem = equal_id(Path("a.jsonl"), 5, 1, "x")
    assert (problem.rule, problem.line, problem.where) == ("equal-id", 5, "id")
    assert problem.message == ("the id 'x' stands on line 1 too; give one of them an id of its own")

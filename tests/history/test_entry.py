"""What the index keeps of a review, and its scores, read when somebody asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import InvalidDataError, ReadError
from docgen.history.entry import KNOWN, IndexedReview
from docgen.review.lines import lines_of
from tests.builders import CRITERION_IDS, write_review


def entry(path: Path | str = "/x/a.yaml", **more) -> IndexedReview:
    usual = {
        "id": "a",
        "pack": "dk",
        "unit_id": "u",
        "unit_name": "U",
        "unit_place": "Vest",
        "draft": False,
        "date": "2026-03-27",
    }
    return IndexedReview(str(path), **usual | more)


def test_what_its_text_says_stands_in_order():
    one = entry()
    assert one.known == ("a", "dk", "u", "U", "Vest", False, "2026-03-27")
    assert one.known == tuple(getattr(one, name) for name in KNOWN)
    assert IndexedReview(one.path, *one.known) == one
    assert one.file == Path("/x/a.yaml")


def test_scores_are_read_now_and_only_whole_numbers(tmp_path):
    file = write_review(tmp_path / "a.yaml", score=3, without=("disclosure",))
    text = file.read_text("utf-8").replace("score: 3", "score: '3'", 1)
    file.write_text(text, encoding="utf-8")
    found = entry(file).read_scores()
    assert set(found.values()) == {3}
    assert set(CRITERION_IDS) - set(found) == {CRITERION_IDS[0], "disclosure"}


@pytest.mark.parametrize(
    "criteria", ["", "criteria:", "criteria: {}", "criteria: {a: }", "criteria: {a: {score: }}"]
)
def test_a_review_without_scores_has_none(tmp_path, criteria):
    file = tmp_path / "a.yaml"
    file.write_text(f"pack: dk\nunit: {{name: U}}\n{criteria}\n", encoding="utf-8")
    assert entry(file).read_scores() == {}


def test_scores_of_the_defaults_count(tmp_path):
    (tmp_path / "_shared.yaml").write_text("criteria: {a: {score: 2}}\n", encoding="utf-8")
    file = tmp_path / "a.yaml"
    file.write_text("pack: dk\nunit: {name: U}\n", encoding="utf-8")
    assert entry(file).read_scores() == {"a": 2}


def test_scores_of_a_line_are_those_of_this_line(tmp_path):
    file = tmp_path / "a.jsonl"
    row = '{"id": "r%s", "pack": "dk", "unit": {"name": "U"}, "criteria": {"a": {"score": %s}}}'
    file.write_text("\n".join(row.replace("%s", n) for n in "12") + "\n", encoding="utf-8")
    lines = [line for line, _ in lines_of(file)]
    assert [entry(file, line=line).read_scores() for line in lines] == [{"a": 1}, {"a": 2}]


def test_a_file_that_has_broken_or_gone_since_is_told(tmp_path):
    file = tmp_path / "a.yaml"
    with pytest.raises(ReadError):
        entry(file).read_scores()
    file.write_text("a: [", encoding="utf-8")
    with pytest.raises(InvalidDataError):
        entry(file).read_scores()

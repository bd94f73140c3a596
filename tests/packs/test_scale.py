"""The vocabulary of a scale: ids, scores and levels that its packs share."""

from __future__ import annotations

import pytest

from docgen.errors import InvalidDataError, ReadError
from docgen.model import ScoreRange
from docgen.packs.checked import Checked
from docgen.packs.library import Library, find_library
from docgen.packs.scale import (
    MOST_SCORES,
    WORD,
    read_scale,
    read_scores,
    scale_ids,
    word_faults,
)

SOUND = "id: own\nscores: {from: 0, to: 4}\nsections: {staff: [a, b], work: [c]}\nlevels: [x, y]\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a scale.yaml of that text: the scale, its faults' texts."""

    def reading(text: str):
        file = tmp_path / "own" / "scale.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        try:
            scale, problems = read_scale(file)
        except InvalidDataError as error:  # it does not fit its schema
            scale, problems = None, [*error.problems]
        return scale, [f"{one.where}: {one.message}" for one in problems]

    return reading


def test_a_scale_has_its_criteria_by_section_in_their_order(read):
    scale, faults = read(SOUND)
    assert faults == []
    assert (scale.id, scale.scores, scale.levels) == ("own", ScoreRange(0, 4), ("x", "y"))
    assert scale.sections == {"staff": ("a", "b"), "work": ("c",)}
    assert scale.criteria == ("a", "b", "c")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: own", "id: other", "id: is 'other', but the folder is 'own'; write `id: own`"),
        ("id: own\n", "", ": id is missing; add it"),
        ("levels", "level", "level: unknown key 'level'; did you mean 'levels'?"),
        ("[a, b]", "a", "sections.staff: a list"),
        ("{staff: [a, b], work: [c]}", "[a]", "sections: a mapping"),
        ("from: 0", "from: 5", "scores: `from` is 0 or more and `to` above it"),
        ("{from: 0, to: 4}", "5", "scores: a mapping"),
    ],
)
def test_a_fault_has_its_place_and_way_out(read, old, new, fault):
    assert old in SOUND
    _, faults = read(SOUND.replace(old, new))
    assert any(one.startswith(fault) for one in faults), faults


def test_a_file_that_is_not_there_is_raised(tmp_path):
    with pytest.raises(ReadError):
        read_scale(tmp_path / "scale.yaml")


@pytest.mark.parametrize(
    ("low", "high", "sound"),
    [(0, 1, True), (1, 5, True), (0, MOST_SCORES, True), (0, MOST_SCORES + 1, False),
     (-1, 3, False), (3, 3, False), (5, 1, False)],
)  # fmt: skip
def test_scores_go_up_and_are_not_too_many(tmp_path, low, high, sound):
    reader = Checked(tmp_path / "a.yaml", b"scores: {}\n", {"scores": {"from": low, "to": high}})
    found = read_scores(reader)
    assert found == (ScoreRange(low, high) if sound else None)
    assert [one.rule for one in reader.problems()] == ([] if sound else ["order"])


@pytest.mark.parametrize(
    ("text", "word"),
    [("a", True), ("job_search", True), ("a1_2b", True), ("", False), ("A", False), ("1a", False),
     ("a__b", False), ("a_", False), ("ø", False), ("a-b", False), ("a b", False)],
)  # fmt: skip
def test_an_id_is_a_word_that_tables_can_name(text, word):
    assert bool(WORD.fullmatch(text)) is word
    assert [rule for rule, _ in word_faults("level", text, None)] == ([] if word else ["value"])


def test_where_a_scale_is_shared_its_words_alone_will_do():
    assert list(word_faults("level", "good", ("good", "fair"))) == []
    assert list(word_faults("level", "godo", ("good", "fair"))) == [
        ("unknown-id", "no such level; did you mean 'good'?")
    ]


def test_all_scales_of_a_library_are_known(tmp_path):
    for name in ("zeta", "alpha", "no_scale"):
        (tmp_path / name).mkdir()
    for name in ("zeta", "alpha"):
        (tmp_path / name / "scale.yaml").write_text(SOUND, encoding="utf-8")
    assert scale_ids(Library((tmp_path,))) == ["alpha", "zeta"]
    assert "ips-25" in scale_ids(find_library())

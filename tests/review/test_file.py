"""A review's file and the defaults above it: how they merge, and where each value stands."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError, ReadError
from docgen.review.file import (
    ReadFile,
    defaults_digest,
    load_data,
    load_with_faults,
    merge,
    read_content,
    with_defaults,
    with_no_defaults,
)

KEYS = st.sampled_from("abc")
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["", "x"]) | st.just([]),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=6,
)  # fmt: skip
DATA = st.dictionaries(KEYS, VALUES, max_size=3)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below the folder and returns its path."""

    def writing(text: str, name: str = "a.yaml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return writing


@pytest.mark.parametrize(
    ("low", "high", "merged"),
    [
        pytest.param({"a": 1}, {"b": 2}, {"a": 1, "b": 2}, id="keys of both"),
        pytest.param({"a": 1}, {"a": 2}, {"a": 2}, id="the higher one counts"),
        pytest.param({"a": 1}, {"a": None}, {"a": 1}, id="an empty value says nothing"),
        pytest.param({"a": None}, {"a": None}, {"a": None}, id="nor do two"),
        pytest.param({"a": "x"}, {"a": ""}, {"a": ""}, id="an empty text replaces"),
        pytest.param({"a": [1]}, {"a": []}, {"a": []}, id="an empty list replaces"),
        pytest.param({"a": [1]}, {"a": [2]}, {"a": [2]}, id="lists replace"),
        pytest.param(
            {"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}, id="mappings merge"
        ),
        pytest.param({"a": {"b": 1}}, {"a": 3}, {"a": 3}, id="what is no mapping replaces one"),
        pytest.param({"a": 3}, {"a": {"b": 1}}, {"a": {"b": 1}}, id="and is replaced by one"),
    ],
)
def test_mappings_merge_and_all_else_replaces(low, high, merged):
    assert merge(low, high) == merged


@given(DATA, DATA, DATA)
@settings(max_examples=20)
def test_however_many_files_there_are_the_nearest_wins(far, near, own):
    before = json.dumps([far, near, own])
    assert merge(far, merge(near, own)).keys() == merge(merge(far, near), own).keys()
    assert merge(own, own) == own
    assert merge({}, own) == merge(own, {}) == own
    assert json.dumps([far, near, own]) == before, "nothing that is given changes"


def test_defaults_above_fill_what_the_review_leaves_open(write):
    write("area: {ips_team: X}\nunit: {place: Y, name: Z}\n", "_shared.yaml")
    write("unit: {place: W}\n", "d/_shared.yaml")
    loaded = load_data(write("pack: dk\nunit: {name: A}\n", "d/a.yaml"))
    assert loaded.data == {
        "area": {"ips_team": "X"}, "unit": {"place": "W", "name": "A"}, "pack": "dk",
    }  # fmt: skip
    assert [source.file.name for source in loaded.sources] == ["a.yaml", *["_shared.yaml"] * 2]
    assert loaded.file.name == "a.yaml"
    assert (loaded.line, loaded.lost) == (None, ())


@pytest.mark.parametrize(
    ("path", "name", "line"),
    [
        (("unit", "name"), "a.yaml", 2),
        (("area", "ips_team"), "_shared.yaml", 1),
        (("unit", "place"), "_shared.yaml", 2),
        (("unit", "nope"), "a.yaml", 2),
        (("nope",), "a.yaml", 1),
        (("list", 1), "a.yaml", 3),
        (("list", 9), "a.yaml", 3),
        (("empty",), "_shared.yaml", 3),
    ],
)
def test_a_value_stands_in_the_file_that_says_it(write, path, name, line):
    write("area: {ips_team: X}\nunit: {place: Y}\nempty: 1\n", "_shared.yaml")
    loaded = load_data(write("pack: dk\nunit: {name: A}\nlist: [x, y]\nempty:\n"))
    file, spot = loaded.find(path)
    assert (file.name, spot.line) == (name, line)


def test_what_no_file_says_has_no_holder(write):
    loaded = load_data(write("pack: dk\nlist: [x]\n"))
    assert loaded.holder(("pack",)) == loaded.holder(("list", 0)) == 0
    for path in (("nope",), ("list", 1), ("list", "x"), ("pack", 0), ("pack", "x")):
        assert loaded.holder(path) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the file is empty; `docgen new PACK -o FILE` writes a review to fill in"),
        ("- a\n", "a review is a mapping (lines like `unit:`), found a list"),
        ("text\n", "a review is a mapping"),
    ],
)
def test_what_is_no_review_is_told(write, text, says):
    with pytest.raises(InvalidDataError) as caught:
        load_data(write(text))
    problem = caught.value.problems[-1]
    assert (problem.rule, problem.line) == ("no-mapping", 1)
    assert problem.message.startswith(says)


def test_defaults_that_are_none_are_their_own_files_fault(write):
    file = write("pack: dk\n", "d/a.yaml")
    write("- a\n", "_shared.yaml")
    with pytest.raises(InvalidDataError, match="a file of defaults is a mapping") as caught:
        load_data(file)
    assert str(caught.value.problems[0].file).endswith("_shared.yaml")


def test_empty_defaults_say_nothing(write):
    write("# nothing yet\n", "_shared.yaml")
    assert load_data(write("pack: dk\n")).data == {"pack": "dk"}


def test_a_file_of_many_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(ReadError, match="holds many reviews, one a line; name it to render"):
        load_data(tmp_path / "a.jsonl")


def test_faults_that_leave_the_data_readable_stay_in_the_source(write):
    file = write("pack: dk\npurpose: a b # c\nunit:\n  name: Godt: ja\n")
    loaded = load_with_faults(file)
    assert {fault.rule for source in loaded.sources for fault in source.faults} == {
        "cut-by-hash", "yaml",
    }  # fmt: skip
    assert loaded.data["unit"]["name"] == "Godt: ja"
    with pytest.raises(InvalidDataError) as caught:
        load_data(file)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "text", ["pack: dk\npurpose: a b # c\n", "pack: dk\npurpose: ?\n", "pack: dk\npurpose: a: b\n"]
)
def test_faults_are_told_however_often_a_file_is_read(write, text):
    file = write(text)
    first, second = ([one.rule for one in load_with_faults(file).sources[0].faults]
                     for _ in range(2))  # fmt: skip
    assert first == second != []


def test_what_could_not_be_read_at_all_is_known(write):
    loaded = load_with_faults(write("pack: dk\ncriteria:\n  disclosure:\n    score: ?\n"))
    assert loaded.lost == (("criteria", "disclosure", "score"),)


def test_what_was_read_just_now_needs_no_file(tmp_path):
    loaded = load_data(tmp_path / "gone.yaml", b"pack: dk\n")
    assert loaded.data == {"pack": "dk"}
    with pytest.raises(ReadError):
        load_data(tmp_path / "gone.yaml")


def test_json_and_yaml_are_told_by_their_names(tmp_path):
    assert read_content(b'{"a": 1}', tmp_path / "a.json").data == {"a": 1}
    with pytest.raises(InvalidDataError):
        read_content(b"a: 1\n", tmp_path / "a.json")
    assert read_content(b"a: 1\n", tmp_path / "a.yml").data == {"a": 1}


def test_of_a_packs_file_reading_does_not_go_on(tmp_path):
    with pytest.raises(InvalidDataError):
        read_content(b"a: b: c\n", tmp_path / "pack.yaml", go_on=False)
    assert read_content(b"name: a b # c\n", tmp_path / "a.yaml", go_on=False).faults == ()


def test_a_review_in_no_folder_has_none(tmp_path, write):
    write("unit: {place: Y}\n", "_shared.yaml")
    own = ReadFile(tmp_path / "a.yaml", b"pack: dk\n", {"pack": "dk"})
    assert with_no_defaults(own).data == {"pack": "dk"}
    assert with_defaults(own).data == {"pack": "dk", "unit": {"place": "Y"}}


def test_defaults_can_be_tried_before_they_are_written(tmp_path, write):
    shared = write("unit: {place: Y}\n", "_shared.yaml")
    own = ReadFile(tmp_path / "a.yaml", b"", {"pack": "dk"})
    changed = {shared: ReadFile(shared, b"", {"unit": {"place": "Z"}})}
    assert with_defaults(own, changed).data["unit"] == {"place": "Z"}


def test_the_digest_of_defaults_is_that_of_what_stands_in_them(write):
    file = write("pack: dk\n", "d/a.yaml")
    none = defaults_digest(file)
    write("unit: {place: Y}\n", "_shared.yaml")
    one = defaults_digest(file)
    write("unit: {place: longer}\n", "_shared.yaml")
    assert len({none, one, defaults_digest(file)}) == 3
    assert defaults_digest(write("pack: se\n", "d/b.yaml")) == defaults_digest(file)

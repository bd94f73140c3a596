"""A YAML file of ours, read key by key: faults are noted with their path, reading goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import InvalidDataError, ReadError
from docgen.yamlfile.reader import FileReader

OWN = "pack: dk\nunit:\n  name: A\nreviewers:\n  - {name: B, title: C}\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a file of that text."""

    def reading(text: str) -> FileReader:
        (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
        return FileReader(tmp_path / "a.yaml")

    return reading


def test_what_is_found_needs_no_tree_until_something_is_wrong(tmp_path, monkeypatch):
    (tmp_path / "a.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setattr("docgen.yamlfile.tree.read_tree", None)
    reader = FileReader(tmp_path / "a.yaml")
    assert reader.mapping(reader.data, ())["pack"] == "dk"
    assert reader.problems() == []


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda r: r.mapping(r.data["pack"], ("pack",)), "1:1: pack: a mapping"),
        (lambda r: r.entries(r.data["unit"], ("unit",)), "2:1: unit: a list"),
        (lambda r: r.mapping(r.data, (), ("pack", "unit", "reviewer")), "4:1: reviewers: unknown"),
    ],
)
def test_a_fault_is_noted_and_reading_goes_on(tmp_path, ask, said):
    (tmp_path / "a.yaml").write_text(OWN, encoding="utf-8")
    reader = FileReader(tmp_path / "a.yaml")
    assert ask(reader) in ({}, [], reader.data)
    (problem,) = reader.problems()
    assert f"a.yaml:{said}" in str(problem)


def told(reader: FileReader) -> list[tuple[str, str, int]]:
    return [(one.rule, one.where, one.line) for one in reader.problems()]


def test_what_is_as_it_should_be_is_handed_on(read):
    reader = read(OWN)
    assert reader.mapping(reader.data, (), ("pack", "unit", "reviewers")) is reader.data
    assert reader.entries(reader.data["reviewers"], ("reviewers",))[0]["name"] == "B"
    assert reader.problems() == []


@pytest.mark.parametrize("value", [None, 3, "text", [1]])
def test_what_is_no_mapping_is_an_empty_one_and_a_fault(read, value):
    reader = read(OWN)
    assert reader.mapping(value, ("unit",)) == {}
    ((rule, where, line),) = told(reader)
    assert (rule, where, line) == ("kind", "unit", 2)


def test_an_unknown_key_is_told_with_the_nearest_and_stays(read):
    reader = read("unit:\n  nmae: A\n")
    assert reader.mapping(reader.data["unit"], ("unit",), ("name", "place")) == {"nmae": "A"}
    (problem,) = reader.problems()
    assert problem.message == "unknown key 'nmae'; did you mean 'name'?"
    assert (problem.line, problem.column, problem.where) == (2, 3, "unit.nmae")


def test_where_no_key_is_near_those_there_are_are_named(read):
    reader = read("zzzzzz: 1\n")
    reader.mapping(reader.data, (), ("name", "place"))
    assert reader.problems()[0].message == "unknown key 'zzzzzz'; known here: name, place"


def test_a_list_may_be_called_by_what_belongs_there(read):
    reader = read("a: 3\n")
    assert reader.entries(3, ("a",), "a list of words") == []
    assert reader.problems()[0].message == "a list of words belongs here, found the number 3"


def test_something_else_is_told_with_a_way_out(read):
    reader = read("a: true\n")
    reader.wrong(("a",), "a text", True, "; quote it")
    assert reader.problems()[0].message.endswith("; quote it")


def test_faults_stand_in_the_order_of_the_file_each_once(read):
    reader = read("a: 1\nb: 2\nc: 3\n")
    for key in "cabca":
        reader.fault("own", (key,), "wrong")
    assert told(reader) == [("own", "a", 1), ("own", "b", 2), ("own", "c", 3)]


def test_a_place_is_that_of_the_value_its_key_or_what_is_nearest(read, tmp_path):
    reader = read("a:\n  b: 1\n")
    assert reader.find(("a", "b"))[0] == tmp_path / "a.yaml"
    assert reader.find(("a", "b"))[1].raw == "1"
    assert reader.find(("a", "b"), key=True)[1].raw == "b"
    assert reader.find(("a", "x"))[1].line == 1


def test_what_cannot_be_read_is_raised(tmp_path, read):
    with pytest.raises(ReadError):
        FileReader(tmp_path / "gone.yaml")
    with pytest.raises(InvalidDataError):
        read("a: [")


@pytest.mark.parametrize(("text", "data"), [("", None), ("- 1\n", [1]), ("x\n", "x")])
def test_what_is_no_mapping_is_read_all_the_same(read, text, data):
    assert read(text).data == data


def test_a_form_of_file_may_name_the_rule_that_is_broken(tmp_path):
    class Own(FileReader):
        """Of one kind of file."""

        form = "own-form"

    path = Path(tmp_path / "a.yaml")
    path.write_text("a: 1\n", encoding="utf-8")
    reader = Own(path)
    reader.entries(1, ("a",))
    assert told(reader) == [("own-form", "a", 1)]

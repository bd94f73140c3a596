"""A YAML file of a pack fits its schema, or every fault in it is told in one go."""

from __future__ import annotations

import pytest

from docgen.errors import InvalidDataError
from docgen.packs import checked
from docgen.packs.checked import read_all, read_checked, read_on

SCALE = "id: a\nscores: {from: 1, to: 4}\nsections: {one: [b]}\nlevels: [good]\n"


@pytest.fixture
def file(tmp_path):
    (tmp_path / "a").mkdir()
    return tmp_path / "a" / "scale.yaml"


def told(file, text, name="scale"):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_checked(file, name)
    return [str(problem).partition("scale.yaml:")[2] for problem in caught.value.problems]


def test_what_fits_is_data_that_needs_no_second_look(file, monkeypatch):
    file.write_text(SCALE, encoding="utf-8")
    found = read_checked(file, "scale")
    assert found.data["levels"] == ["good"]
    monkeypatch.setattr(checked, "_checked", None)
    monkeypatch.setattr("docgen.yamlfile.tree.read_tree", None)
    assert read_checked(file, "scale").data == found.data
    assert read_checked(file, "scale").problems() == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("levels: [good]", "levels: good", "4:9: levels: a list (lines that begin with `- `, or"),
        ("levels: [good]", "level: [good]", "4:1: level: unknown key 'level'; did you mean 'level"),
        ("levels: [good]", "", "1:1: levels is missing; add it [missing-key]"),
        ("from: 1", "from: one", "2:16: scores.from: a whole number that is not negative belongs"),
        ("from: 1", "from: 1, from: 2", "2:19: the key 'from' stands here a second time"),
        ("[good]", "[true]", "4:10: levels[0]: a text belongs here, found true; put it in quotes"),
        ("id: a", 'id: "a\\a"', "1:1: id: the text holds the control character U+0007; delete it"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(file, old, new, said):
    (line,) = told(file, SCALE.replace(old, new))
    assert line.startswith(said)


def test_faults_of_yaml_and_schema_are_told_together(file):
    assert len(told(file, SCALE.replace("from: 1", "from: one, from: 2"))) == 2


@pytest.mark.parametrize("text", ["", "[]", "7"])
def test_what_is_no_mapping_is_one_fault(file, text):
    (line,) = told(file, text)
    assert "a mapping with id, scores, levels, sections belongs here" in line


def test_a_key_that_need_not_be_there_may_be_left_empty(tmp_path):
    file = tmp_path / "criteria.yaml"
    entry = "{id: a, name: A, help: , sources: , description: B}"
    file.write_text(f"scores:\nsections: [{{id: s, label: S, criteria: [{entry}]}}]\n", "utf-8")
    data = read_checked(file, "criteria").data
    assert data.keys() == {"sections"}
    assert data["sections"][0]["criteria"] == [{"id": "a", "name": "A", "description": "B"}]


def test_what_is_sound_of_a_file_is_read_on(file):
    file.write_text(SCALE.replace("from: 1", "from: one"), encoding="utf-8")
    found = read_on(file, "scale")
    assert found.data["levels"] == ["good"]
    assert found.gone == {("scores", "from")}
    assert [one.where for one in found.faults] == ["scores.from"]


def test_what_may_follow_from_a_fault_is_not_told_and_the_rest_is_in_order(file):
    file.write_text(SCALE.replace("from: 1", "from: one"), encoding="utf-8")
    found = read_on(file, "scale")
    found.fault("order", ("scores",), "holds it")
    found.fault("order", ("scores", "from", "x"), "lies in it")
    found.fault("order", ("levels",), "is another")
    found.fault("code", ("id",), "comes first")
    assert [one.where for one in found.problems()] == ["id", "scores.from", "levels"]
    found.lose(("levels",))
    assert not found.is_typed(("levels", 0))
    found.note("order", ("scores",), "surely is one")
    assert [one.where for one in found.problems()].count("scores") == 1


def test_a_file_that_fits_is_read_on_as_it_is(file, monkeypatch):
    file.write_text(SCALE, encoding="utf-8")
    monkeypatch.setattr(checked, "_mended", None)
    found = read_on(file, "scale")
    assert (found.data, found.faults, found.gone) == (read_checked(file, "scale").data, [], set())
    assert found.is_typed(("scores", "from"))


@pytest.mark.parametrize("text", ["id: [", "id: a\nid: b\n", "id: {a: 1, a: 2}\n"])
def test_yaml_that_is_faulty_itself_is_mended_first(file, text):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError):
        read_on(file, "scale")


def test_files_that_belong_together_are_told_together(tmp_path):
    first, second = tmp_path / "pack.yaml", tmp_path / "criteria.yaml"
    first.write_text("code: [a]\n", encoding="utf-8")
    second.write_text("section: [\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        [*read_all((first, "pack"), (second, "criteria"))]
    assert {problem.file for problem in caught.value.problems} == {first, second}


def test_a_fault_besides_is_placed_like_the_others(file):
    file.write_text(SCALE, encoding="utf-8")
    found = read_checked(file, "scale")
    found.only(found.data, (), ("id", "scores", "sections", "level"))
    found.fault("value", ("scores", "to"), "too few")
    assert [(one.rule, one.line) for one in found.problems()] == [("value", 2), ("unknown-key", 4)]

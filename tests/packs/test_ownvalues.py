"""`fields` of a pack.yaml: values of its own, and every fault of a declaration."""

from __future__ import annotations

import pytest

from docgen.model.pack import OwnValue
from docgen.packs.ownvalues import KINDS, none_declared, own_labels, read_own_values
from docgen.packs.reader import PackReader

LINE = {"key": "case_number", "kind": "line", "label": "Sag"}
CHOICE = {"key": "region", "kind": "choice", "label": "Region", "choices": ["Nord", "Øst"]}


@pytest.fixture
def reader(tmp_path) -> PackReader:
    (tmp_path / "pack.yaml").write_text("fields: []\nlabels: {}\n", encoding="utf-8")
    return PackReader(tmp_path / "pack.yaml")


def told(reader: PackReader) -> list[str]:
    return [f"{one.where}: {one.message}" for one in reader.problems()]


def test_a_pack_without_fields_has_none(reader):
    assert read_own_values(reader, {}) == read_own_values(reader, {"fields": None}) == ()
    assert told(reader) == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_declared(reader, kind):
    entry = {**LINE, "kind": kind, "help": "Uden streger"}
    if kind == "choice":
        entry["choices"] = ["a", "b"]
    (found,) = read_own_values(reader, {"fields": [entry]})
    choices = ("a", "b") if kind == "choice" else ()
    assert found == OwnValue("case_number", kind, "Sag", "Uden streger", choices)
    assert told(reader) == []


def test_values_stand_in_the_order_of_the_file(reader):
    found = read_own_values(reader, {"fields": [CHOICE, LINE]})
    assert [one.key for one in found] == ["region", "case_number"]


@pytest.mark.parametrize(
    ("entry", "fault", "kept"),
    [
        pytest.param({**LINE, "key": "Sag nr."}, "fields[0].key: 'Sag nr.' is no key", False,
                     id="no key"),
        pytest.param({**LINE, "kind": "lines"}, "fields[0].kind: no such kind; did you mean",
                     False, id="no kind"),
        pytest.param({**LINE, "label": None}, "fields[0].label: a text belongs here", False,
                     id="no label"),
        pytest.param({**CHOICE, "choices": None}, "fields[0]: a choice needs its words", False,
                     id="a choice without words"),
        pytest.param({**LINE, "choices": ["a"]}, "fields[0].choices: only the kind choice has",
                     True, id="words of what is no choice"),
        pytest.param({**CHOICE, "choices": ["a", "A"]}, "fields[0].choices[1]: the choice 'A'",
                     True, id="a word twice"),
        pytest.param({**LINE, "lable": "x"}, "fields[0].lable: unknown key", True,
                     id="an unknown key"),
        pytest.param({}, "fields[0].key: a text belongs here", False, id="nothing"),
        pytest.param("case", "fields[0]: a mapping", False, id="no mapping"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_what_has_one_is_left_out(reader, entry, fault, kept):
    found = read_own_values(reader, {"fields": [entry]})
    assert any(one.startswith(fault) for one in told(reader)), told(reader)
    assert bool(found) is kept


def test_a_key_that_stands_twice_is_told_and_the_first_counts(reader):
    other = {**LINE, "label": "Anden"}
    (found,) = read_own_values(reader, {"fields": [LINE, other]})
    assert found.label == "Sag"
    assert told(reader) == ["fields[1].key: the key 'case_number' stands twice; keep one"]


@pytest.mark.parametrize("fields", [[], "x", {"a": 1}])
def test_what_is_no_list_is_told(reader, fields):
    assert read_own_values(reader, {"fields": fields}) == ()
    assert len(told(reader)) == 1


def test_its_label_goes_with_those_of_the_pack(reader):
    own = (OwnValue("case", "line", "Sag"),)
    top = {"labels": {"unit.name": "Enhed"}}
    assert own_labels(own, reader, top) == {"unit.name": "Enhed", "extra.case": "Sag"}
    assert told(reader) == []


def test_a_label_of_an_own_value_stands_beside_its_key_and_nowhere_else(reader):
    own = (OwnValue("case", "line", "Sag"),)
    found = own_labels(own, reader, {"labels": {"extra.case": "Anden"}})
    assert found == {"extra.case": "Sag"}
    (fault,) = told(reader)
    assert fault.endswith("the label of an own value stands beside its key, under `fields`")


def test_a_pack_that_declares_none_says_where_one_does():
    assert none_declared("dk") == (
        "the pack dk adds no values of its own; `fields` in its pack.yaml declares them"
    )

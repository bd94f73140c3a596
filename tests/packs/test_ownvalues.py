"""`fields` of a pack.yaml: values of its own, and every fault of a declaration."""

from __future__ import annotations

import pytest
import yaml

from docgen.model.pack import OwnValue
from docgen.packs.checked import Checked
from docgen.packs.library import hand_schema
from docgen.packs.ownvalues import none_declared, own_labels, read_own_values

KINDS = hand_schema("pack")["properties"]["fields"]["items"]["properties"]["kind"]["enum"]
LINE = {"key": "case_number", "kind": "line", "label": "Sag"}
CHOICE = {"key": "region", "kind": "choice", "label": "Region", "choices": ["Nord", "Øst"]}


@pytest.fixture
def head(tmp_path):
    """Return a function that makes a pack.yaml of these data, as its schema let them through."""

    def made(**top: object) -> Checked:
        return Checked(tmp_path / "pack.yaml", yaml.safe_dump(top).encode(), top)

    return made


def told(head: Checked) -> list[str]:
    return [f"{one.where}: {one.message}" for one in head.problems()]


def test_a_pack_without_fields_has_none(head):
    assert read_own_values(head()) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_can_be_declared(head, kind):
    entry = {**LINE, "kind": kind, "help": "Uden streger"}
    if kind == "choice":
        entry["choices"] = ["a", "b"]
    pack = head(fields=[entry])
    (found,) = read_own_values(pack)
    choices = ("a", "b") if kind == "choice" else ()
    assert found == OwnValue("case_number", kind, "Sag", "Uden streger", choices)
    assert told(pack) == []


def test_values_stand_in_the_order_of_the_file(head):
    found = read_own_values(head(fields=[CHOICE, LINE]))
    assert [one.key for one in found] == ["region", "case_number"]


@pytest.mark.parametrize(
    ("entry", "fault", "kept"),
    [
        pytest.param({**LINE, "key": "Sag nr."}, "fields[0].key: 'Sag nr.' is no key", False,
                     id="no key"),
        pytest.param({**LINE, "kind": "choice"}, "fields[0]: a choice needs its words", False,
                     id="a choice without words"),
        pytest.param({**LINE, "choices": ["a"]}, "fields[0].choices: only the kind choice has",
                     True, id="words of what is no choice"),
        pytest.param({**CHOICE, "choices": ["a", "A"]}, "fields[0].choices[1]: the choice 'A'",
                     True, id="a word twice"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_what_has_one_is_left_out(head, entry, fault, kept):
    pack = head(fields=[entry])
    found = read_own_values(pack)
    assert any(one.startswith(fault) for one in told(pack)), told(pack)
    assert bool(found) is kept


def test_a_key_that_stands_twice_is_told_and_the_first_counts(head):
    pack = head(fields=[LINE, {**LINE, "label": "Anden"}])
    (found,) = read_own_values(pack)
    assert found.label == "Sag"
    assert told(pack) == ["fields[1].key: the key 'case_number' stands twice; keep one"]


def test_its_label_goes_with_those_of_the_pack(head):
    own = (OwnValue("case", "line", "Sag"),)
    pack = head(labels={"unit.name": "Enhed"})
    assert own_labels(own, pack) == {"unit.name": "Enhed", "extra.case": "Sag"}
    assert told(pack) == []


def test_a_label_of_an_own_value_stands_beside_its_key_and_nowhere_else(head):
    own = (OwnValue("case", "line", "Sag"),)
    pack = head(labels={"extra.case": "Anden"})
    assert own_labels(own, pack) == {"extra.case": "Sag"}
    (fault,) = told(pack)
    assert fault.endswith("the label of an own value stands beside its key, under `fields`")


def test_a_pack_that_declares_none_says_where_one_does():
    assert none_declared("dk") == (
        "the pack dk adds no values of its own; `fields` in its pack.yaml declares them"
    )

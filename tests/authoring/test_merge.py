"""Two mappings become one: nothing is lost, and whatever cannot be joined is noted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.authoring.merge import Merging
from docgen.model.pack import OwnValue
from docgen.packs.load import load_pack

COMMENT = ("criteria", "caseload_size", "comment")


def merging(*initials: str, **more) -> Merging:
    return Merging(initials or ("KN", "OV"), **more)


def merged(one, other, *path: str, **more):
    """Return what the two become at a path, and the notes."""
    merge = merging(**more)
    return merge.value(one, other, path or COMMENT), merge.notes


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        pytest.param(None, None, None, id="both absent"),
        pytest.param("a", None, "a", id="the second absent"),
        pytest.param(None, "a", "a", id="the first absent"),
        pytest.param("a", "a", "a", id="the same"),
        pytest.param("a\n", "a", "a\n", id="the same but for its end"),
        pytest.param("", "b", "b", id="the first blank"),
        pytest.param("a", " \n", "a", id="the second blank"),
        pytest.param("a\n", "b", "KN: a\n\nOV: b\n", id="two texts"),
        pytest.param("- a", "b", "KN:\n\n- a\n\nOV: b\n", id="bullets begin on their own line"),
    ],
)
def test_texts_are_joined_behind_their_initials(one, other, value):
    assert merged(one, other) == (value, [])


def test_a_merged_files_text_carries_its_marks_already():
    found = Merging(("", "CD")).value("KN: a\n\nOV: b", "c", COMMENT)
    assert found == "KN: a\n\nOV: b\n\nCD: c\n"


@pytest.mark.parametrize(
    ("one", "other", "path", "value"),
    [
        pytest.param(["a"], ["b", "a"], ("recipients",), ["a", "b"], id="a list"),
        pytest.param("a", ["b"], ("recipients",), ["a", "b"], id="one typed without a list"),
        pytest.param(["a"], "b", ("recipients",), ["a", "b"], id="the other"),
        pytest.param(["2026-03-11"], ["2026-03-10"], ("review", "dates"),
                     ["2026-03-10", "2026-03-11"], id="days stand in their order"),
        pytest.param([3, "a"], ["b"], ("review", "dates"), [3, "a", "b"], id="what are no days"),
        pytest.param([{"name": "A"}], [{"name": "A", "title": "T"}, {"name": "B"}],
                     ("reviewers",), [{"name": "A", "title": "T"}, {"name": "B"}],
                     id="people are the same by their name"),
        pytest.param([{"criterion": "x"}], [{"criterion": "x"}, {"criterion": "y"}],
                     ("development",), [{"criterion": "x"}, {"criterion": "y"}], id="records"),
        pytest.param([], ["a"], ("recipients",), ["a"], id="an empty list"),
    ],
)  # fmt: skip
def test_lists_have_each_entry_once(one, other, path, value):
    assert merged(one, other, *path) == (value, [])


def test_of_one_person_what_differs_is_noted_by_name():
    value, notes = merged([{"name": "A", "title": "T"}], [{"name": "A", "title": "U"}], "reviewers")
    assert value == [{"name": "A", "title": "T"}]
    assert notes == ["reviewers.A.title: KN has T, OV has U; the first is kept"]


@pytest.mark.parametrize(
    ("one", "other", "path", "said"),
    [
        (3, 4, ("previous", "total"), "previous.total: KN has 3, OV has 4"),
        ("A", "B", ("unit", "name"), "unit.name: KN has A, OV has B"),
        ("a", ["b"], ("unit", "name"), "unit.name: KN has a, OV has [b]"),
        ({"a": 1}, 4, ("unit",), "unit: KN has {a: 1}, OV has 4"),
        ([1, 2], [1, 3], ("criteria", "x", "evidence", "caseloads"),
         "criteria.x.evidence.caseloads: KN has [1, 2], OV has [1, 3]"),
        ({"a": 1}, {"b": 1}, ("criteria", "x", "evidence", "jobs"),
         "criteria.x.evidence.jobs: KN has {a: 1}, OV has {b: 1}"),
    ],
)  # fmt: skip
def test_what_cannot_be_joined_is_kept_once_and_noted(one, other, path, said):
    merge = merging()
    assert merge.value(one, other, path) == one
    assert merge.notes == [f"{said}; the first is kept"]
    assert list(merge.comments) == [path]
    assert merge.comments[path].startswith("OV: ")


def test_who_has_no_initials_is_the_other_file():
    merge = Merging(("", ""))
    merge.value(1, 2, ("previous", "total"))
    (note,) = merge.notes
    assert note.startswith("previous.total: the other file has 1, the other file has 2")


@pytest.mark.parametrize("key", ["id", "score"])
def test_what_differs_as_a_matter_of_course_is_not_noted(key):
    merge = merging()
    assert merge.value(3, 4, ("criteria", "x", key)) == 3
    assert merge.notes == []
    assert merge.comments == {}


def test_mappings_are_merged_key_by_key_the_firsts_first():
    merge = merging()
    found = merge.mapping({"b": 1, "a": None}, {"c": 2, "a": 3}, ("x",))
    assert list(found.items()) == [("b", 1), ("a", 3), ("c", 2)]
    assert merge.notes == []


@pytest.mark.parametrize(
    ("kind", "value", "notes"),
    [("text", "KN: a\n\nOV: b\n", 0), ("list", ["a", "b"], 0), ("line", "a", 1)],
)
def test_a_packs_own_values_are_joined_by_their_kind(kind, value, notes):
    pack = load_pack("dk")._replace(own_values=(OwnValue("own", kind, "Own"),))
    merge = merging(pack=pack)
    assert merge.value("a", "b", ("extra", "own")) == value
    assert len(merge.notes) == notes


VALUES = st.none() | st.integers(0, 3) | st.sampled_from(["a", "b\n", "- c"])
DATA = st.dictionaries(st.sampled_from(["purpose", "response", "id"]), VALUES, max_size=3)


@given(DATA, DATA)
@settings(max_examples=60)
def test_nothing_is_lost_and_to_merge_with_itself_changes_nothing(one, other):
    merge = merging()
    found = merge.mapping(one, other, ())
    assert set(found) == set(one) | set(other)
    said = f"{found} {merge.notes}"
    for data in (one, other):
        for key, value in data.items():
            if value is not None and key != "id":
                assert str(value).strip() in said.replace("\\n", "\n")
    assert merging().mapping(one, one, ()) == one


@given(DATA)
@settings(max_examples=20)
def test_what_is_absent_gives_way_on_either_side(data):
    merge = merging()
    assert merge.mapping(data, {}, ()) == merge.mapping({}, data, ()) == data
    assert merge.notes == []

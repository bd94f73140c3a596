"""A control that kept its label alone is known where there is one way to read it, else not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.roundtrip.unnamed import Labelled, paths_by_label


def fields(*pairs: str) -> list[Labelled]:
    """Return fields, each written `path/label`; without a path one has lost its name."""
    return [Labelled(*pair.split("/")) for pair in pairs]


PRINTED = fields("unit.name/Name", "a.comment/Comment", "b.comment/Comment", "c.comment/Comment")


@pytest.mark.parametrize(
    ("found", "printed", "paths"),
    [
        pytest.param([], PRINTED, {}, id="nothing"),
        pytest.param(PRINTED, PRINTED, {}, id="all have their names"),
        pytest.param(
            fields("/Name", "a.comment/Comment"), PRINTED, {0: "unit.name"}, id="one of its label"
        ),
        pytest.param(
            fields("unit.name/Name", "a.comment/Comment", "/Comment", "c.comment/Comment"),
            PRINTED,
            {2: "b.comment"},
            id="the one that is missing",
        ),
        pytest.param(
            fields("unit.name/Name", "/Comment", "/Comment", "/Comment"),
            PRINTED,
            {1: "a.comment", 2: "b.comment", 3: "c.comment"},
            id="as many as were printed",
        ),
        pytest.param(
            fields("unit.name/Name", "/Comment", "/Comment"), PRINTED, {}, id="one is gone"
        ),
        pytest.param(
            fields("unit.name/Name", "/Comment", "b.comment/Comment", "c.comment/Comment"),
            PRINTED,
            {1: "a.comment"},
            id="before a named one",
        ),
        pytest.param(
            fields("/Comment", "/Comment", "b.comment/Comment", "/Comment"),
            PRINTED,
            {3: "c.comment"},
            id="a stretch with one too many is left, the other is read",
        ),
        pytest.param(fields("/Other"), PRINTED, {}, id="a label of nothing"),
        pytest.param(fields("/"), fields("a/"), {}, id="no label"),
        pytest.param(fields("/Name", "/Name"), PRINTED, {}, id="a copy beside the first"),
        pytest.param(fields("/Name"), [], {}, id="nothing is printed"),
        pytest.param(
            fields("x/X", "/L", "x/X", "/L"),
            fields("x/X", "p/L", "x/X", "q/L"),
            {1: "p", 3: "q"},
            id="between printings of one value",
        ),
        pytest.param(
            fields("z/Z", "/L", "y/Y", "/L"),
            fields("y/Y", "p/L", "z/Z", "q/L"),
            {},
            id="a field that was moved leaves both open",
        ),
        pytest.param(
            fields("b/M", "/L", "/L"),
            fields("b/M", "a/L", "a/L"),
            {1: "a", 2: "a"},
            id="a value that is printed twice",
        ),
        pytest.param(
            fields("b/M", "/L", "d/M", "c/L", "/L"),
            fields("a/L", "b/M", "c/L", "e/L", "d/M"),
            {},
            id="two that may be the same one are neither",
        ),
    ],
)
def test_a_field_is_known_by_label_and_place(found, printed, paths):
    assert paths_by_label(found, printed) == paths


NAMES = [f"{letter}.comment/{'LM'[n % 2]}" for n, letter in enumerate("abcdefgh")]


@given(st.lists(st.sampled_from(NAMES), unique=True, max_size=6), st.data())
@settings(max_examples=30)
def test_what_lost_its_name_in_a_report_that_is_whole_is_never_taken_for_another(names, data):
    printed = fields(*names)
    lost = data.draw(st.sets(st.sampled_from(range(len(names))))) if names else set()
    found = [one._replace(path="") if n in lost else one for n, one in enumerate(printed)]
    read = paths_by_label(found, printed)
    assert set(read) == lost
    assert all(path == printed[number].path for number, path in read.items())


@given(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=6), st.data())
@settings(max_examples=30)
def test_no_two_fields_are_one_value_and_no_known_one_is_named_again(names, data):
    printed = fields(*names)
    kept = data.draw(st.lists(st.sampled_from(printed), unique=True))
    found = [one._replace(path="") if data.draw(st.booleans()) else one for one in kept]
    read = paths_by_label(found, printed)
    assert len(set(read.values())) == len(read)
    assert not set(read.values()) & {one.path for one in found}
    assert all(not found[number].path for number in read)

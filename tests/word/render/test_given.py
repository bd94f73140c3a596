"""What a caller gives a template: nothing unless it is said, and able to go to a worker."""

from __future__ import annotations

import pickle
from types import MappingProxyType

import pytest

from docgen.word.render.given import Given


def test_nothing_is_given_unless_it_is_said_and_absent_names_are_faults():
    given = Given()
    assert (dict(given.filters), dict(given.tests), dict(given.globals)) == ({}, {}, {})
    assert given.undefined == "strict"


def test_what_nobody_gave_nobody_can_change_for_the_others():
    with pytest.raises(TypeError):
        Given().filters["own"] = str  # type: ignore[index]


def test_the_plain_form_goes_to_another_process_and_says_the_same():
    given = Given(
        MappingProxyType({"upper": str.upper}),
        MappingProxyType({"callable": callable}),
        MappingProxyType({"year": 2026}),
        "blank",
    )
    with pytest.raises(TypeError):
        pickle.dumps(given)
    there = pickle.loads(pickle.dumps(given.plain()))
    assert there == Given({"upper": str.upper}, {"callable": callable}, {"year": 2026}, "blank")
    assert there.plain() == there


def test_the_plain_form_is_a_copy():
    filters = {"upper": str.upper}
    plain = Given(filters).plain()
    filters.clear()
    assert list(plain.filters) == ["upper"]

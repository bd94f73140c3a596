"""Control characters are left out of names before they are printed, and told once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.word.render.clean import clean_names
from docgen.word.render.text import FORBIDDEN

TEXTS = st.text(st.characters(codec="utf-8"), max_size=10)
NAMES = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        st.one_of(TEXTS, st.integers(), st.none()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=3,
)


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from texts_in(child)
    elif isinstance(value, list):
        for child in value:
            yield from texts_in(child)


@settings(max_examples=40)
@given(NAMES)
def test_nothing_that_word_refuses_is_left(names):
    assert not any(FORBIDDEN.search(text) for text in texts_in(clean_names(names, "f", None)))


@settings(max_examples=40)
@given(NAMES)
def test_what_is_clean_is_the_very_object(names):
    cleaned = clean_names(names, "f", None)
    if not any(FORBIDDEN.search(text) for text in texts_in(names)):
        assert cleaned is names
    assert clean_names(cleaned, "f", None) is cleaned


def test_each_text_is_told_by_its_path_and_what_is_made_of_it_is_not():
    told = []
    names = {"unit": {"name": "a\x00", "printed": "a\x00, b"}, "recipients": ["ok", "b\x01"]}
    assert clean_names(names, "f", told.append) == {
        "unit": {"name": "a", "printed": "a, b"},
        "recipients": ["ok", "b"],
    }
    assert [one.where for one in told] == ["unit.name", "recipients[1]"]
    assert {(one.rule, one.severity) for one in told} == {("control-character", "warning")}


def test_signs_that_are_asked_to_stay_do():
    assert clean_names({"a": "x\x0cy\x00"}, "f", None, keep="\x0c") == {"a": "x\x0cy"}

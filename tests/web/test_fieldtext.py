"""What inputs show and what is typed there mean the same value, back and forth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.tongue import chosen
from docgen.web.fieldtext import same_text, text_of, tidied, value_of

TYPED = [
    ("line", " Fjordby ", "Fjordby"),
    ("text", "Et\r\n\r\n- to  \n- tre\n\n", "Et\n\n- to\n- tre"),
    ("text", "a\x00b\x07", "ab"),
    ("list", "- Leder\n\nKoordinator", ["Leder", "Koordinator"]),
    ("list", "Leder\n  i psykiatrien", ["Leder\ni psykiatrien"]),
    ("days", "2026-03-10, 2026-03-11", ["2026-03-10", "2026-03-11"]),
    ("days", "12.-13. september 2023", "12.-13. september 2023"),
    ("number", "101", 101),
    ("number", "hundrede", "hundrede"),
    ("figure", "4,75", 4.75),
    ("figure", "fem", "fem"),
    ("figures", "11, 4, 3, 1", [11, 4, 3, 1]),
    ("figures", "11,4,3", [11, 4, 3]),
    ("figures", "4,5; 3", [4.5, 3]),
    ("figures", "4,5", 4.5),
    ("figures", "11 4 3", [11, 4, 3]),
    ("counts", "butik: 3\nlager: 2", {"butik": 3, "lager": 2}),
    ("counts", "3, 2", [3, 2]),
    ("yesno", "true", True),
    ("yesno", "", None),
    ("choice", "weekly", "weekly"),
    ("line", "   ", None),
]


@pytest.mark.parametrize(("look", "text", "value"), TYPED)
def test_what_is_typed_is_the_value_that_is_meant(look, text, value):
    found = value_of(text, look)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("look", "text", "value"), TYPED)
def test_what_is_shown_of_a_value_means_that_value(look, text, value):
    del text
    assert value_of(text_of(value, look), look) == value


SIGNS = [
    ("figure", 4.75, "4.75", "4,75"),
    ("figures", [1, 1, 0.5], "1, 1, 0.5", "1; 1; 0,5"),
    ("figures", [11, 4], "11, 4", "11, 4"),
    ("counts", {"butik": 2.5}, "butik: 2.5", "butik: 2,5"),
    ("line", "3.2", "3.2", "3.2"),
]


@pytest.mark.parametrize(("look", "value", "english", "danish"), SIGNS)
def test_figures_have_the_decimal_sign_of_the_language(look, value, english, danish):
    for language, text in (("en", english), ("da", danish), ("sv", danish), ("nb", danish)):
        with chosen(language):
            assert text_of(value, look) == text
            assert value_of(english, look) == value_of(danish, look) == value
            assert same_text(english, look) == same_text(danish, look) == text


@given(st.text())
def test_a_text_is_kept_but_for_blanks_and_control_characters(text):
    once = value_of(text, "text") or ""
    assert tidied(once) == once
    assert [c for c in once if c not in " \n"] == [c for c in tidied(text) if c not in " \n"]

"""What Python's methods do that no template may call, with what a template writes instead."""

from __future__ import annotations

import re

import pytest
from ooxml.tagged import sandbox

from docgen.model.tongue import chosen
from docgen.word.compile import habits
from docgen.word.compile.habits import instead_of

KNOWN = sorted(habits._INSTEAD)


@pytest.mark.parametrize("name", KNOWN)
def test_each_habit_is_answered_on_one_line_with_a_way_out(name):
    said = instead_of(name)
    assert said.startswith(f"{name}() of Python is not for templates; ")
    assert "\n" not in said
    assert not said.endswith(".")


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_written_instead_is_something_templates_say(name):
    environment = sandbox()
    for tag in re.findall(r"\{\{ (.*?) \}\}", instead_of(name)):
        environment.compile_expression(tag)
    for statement in re.findall(r"\{% (.*?) %\}", instead_of(name)):
        end = "\ufdd2 endfor \ufdd3" if statement.startswith("for") else ""
        assert environment.parse(f"\ufdd2 {statement} \ufdd3{end}").body


@pytest.mark.parametrize("name", KNOWN)
def test_each_is_a_method_that_values_have(name):
    assert any(hasattr(kind, name) for kind in (str, list, dict, set))


@pytest.mark.parametrize("name", ["__class__", "mro", "gi_frame", ""])
def test_what_nobody_means_by_habit_belongs_to_python(name):
    assert instead_of(name) == (
        f"{name!r} belongs to Python; print a value that the template is given"
    )


@pytest.mark.parametrize("language", ["da", "sv", "nb"])
def test_the_way_out_is_told_in_the_language_of_who_asks(language):
    english = instead_of("append"), instead_of("__class__")
    with chosen(language):
        there = instead_of("append"), instead_of("__class__")
    assert not set(english) & set(there)
    assert "{% set xs = xs + [x] %}" in there[0], "tags are the same everywhere"

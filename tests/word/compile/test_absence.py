"""What Jinja says of what is absent, in words that the author of a template knows."""

from __future__ import annotations

import jinja2
import pytest

from docgen.bounds.sandbox import make_environment
from docgen.word.compile.absence import absent_in_words, kind_called


def said_of(tag: str) -> str:
    names = {"unit": {"name": "a"}, "text": "a", "number": 4, "nothing": None, "list": [1]}
    with pytest.raises(jinja2.TemplateError) as caught:
        make_environment().from_string(f"{{{{ {tag} }}}}").render(names)
    return absent_in_words(str(caught.value))


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("nam", "there is no 'nam'"),
        ("unit.nam", "the record has no 'nam'"),
        ("unit['nam']", "the record has no 'nam'"),
        ("text.nam", "a text has no 'nam'"),
        ("number.nam", "a number has no 'nam'"),
        ("nothing.nam", "the value has no 'nam'"),
        ("list[7]", "a list has no entry 7"),
    ],
)
def test_what_is_absent_is_named_with_the_way_out(tag, words):
    found = said_of(tag)
    assert words in found
    assert "; compare it with the names in docs/templates.md" in found


def test_a_message_that_nobody_knows_has_a_way_out_too():
    assert absent_in_words("something new").startswith("there is no such value; ")


@pytest.mark.parametrize(
    ("token", "called"),
    [
        ("str", "a text"),
        ("tuple", "a list"),
        ("dict", "a record"),
        ("NoneType", "nothing"),
        ("builtin_function_or_method", "something that is no value"),
        ("Cycler", "something that is no value"),
        ("'x'", "'x'"),
    ],
)
def test_types_of_python_are_called_as_templates_call_them(token, called):
    assert kind_called(token) == called

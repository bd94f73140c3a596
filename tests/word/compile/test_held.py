"""Sound tags are held against the names that a template may print: faults stop, habits are told."""

from __future__ import annotations

import pytest
from ooxml.coded import environment_of
from ooxml.minimal import text
from ooxml.tagged import Tagged, tagged, told

from docgen.model import Field, Items
from docgen.word.compile.emit import write_source
from docgen.word.compile.held import hold_against_names
from docgen.word.compile.names import Resolver

FIELDS = {
    "unit": {"name": Field("line", "unit.name")},
    "purpose": Field("text", "purpose"),
    "total": Field("total"),
    "people": Items({"name": Field("line", "reviewers.*.name")}),
}


def held(*words: str) -> tuple[Resolver, Tagged]:
    part, environment = tagged("".join(map(text, words))), environment_of()
    source = write_source(part.root, part.found)
    tree = environment.parse("".join(source.tag_lines()))
    return hold_against_names(part.found, source, tree, FIELDS, environment), part


def test_what_is_printed_and_used_is_known_and_nothing_is_told():
    resolver, part = held("{{ unit.name }}", "{% if total %}{{ purpose }}{% endif %}")
    assert (told(part.found), part.found.notes) == ([], [])
    assert {line: path for line, (_, path) in resolver.printed.items()} == {
        1: "unit.name",
        3: "purpose",
    }
    assert resolver.used == {"unit.name", "total", "purpose"}


@pytest.mark.parametrize(
    ("words", "rule", "message"),
    [
        ("{{ unit.nam }}", "unknown-name", "there is no 'unit.nam'; did you mean 'unit.name'?"),
        ("{{ people }}", "not-printable", "people holds several values; print one: name"),
        ("{{ loop.index }}", "unknown-name", "there is no loop around this tag"),
    ],
)
def test_a_fault_has_the_place_of_its_tag_and_quotes_it(words, rule, message):
    _, part = held("first", f"Dear {words}")
    assert told(part.found) == [(rule, 'paragraph 2, behind "Dear"')]
    assert part.found.problems[0].message == f"{words}: {message}"


def test_every_fault_is_told():
    _, part = held("{{ unit.nam }}", "{{ nope }}", "{{ purpos }}")
    assert [where for _, where in told(part.found)] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_a_misuse_that_stops_is_a_fault_with_its_place():
    _, part = held("{{ purpose|round }}")
    ((rule, where),) = told(part.found)
    assert (bool(rule), where) == (True, "paragraph 1")
    assert part.found.problems[0].message.startswith("{{ purpose|round }}: ")


def test_a_misuse_that_stops_nothing_is_a_warning():
    _, part = held("{% if total == 'x' %}a{% endif %}")
    assert told(part.found) == []
    (note,) = part.found.notes
    assert note.severity == "warning"
    assert note.message.startswith("{% if total == 'x' %}: ")


def test_what_nobody_foresaw_is_told_with_its_place(monkeypatch):
    def fail(*_):
        raise KeyError("x")

    monkeypatch.setattr(Resolver, "walk", fail)
    _, part = held("{{ unit.name }}")
    assert [where for _, where in told(part.found)] == ["paragraph 1"]
    assert "please report this" in part.found.problems[0].message

"""The names that a template may print, found one by one."""

from __future__ import annotations

from typing import get_args

from docgen.document.fields import fields_of
from docgen.model.template import Field, Items, Kind, leaves
from docgen.packs.load import load_pack


def test_names_are_joined_by_dots_and_a_list_is_marked():
    fields = {
        "purpose": Field("text"),
        "unit": {"name": Field("line"), "partners": Field("list")},
        "sections": Items({"label": Field("line"), "criteria": Items({"score": Field("score")})}),
    }
    assert [(name, field.kind) for name, field in leaves(fields)] == [
        ("purpose", "text"),
        ("unit.name", "line"),
        ("unit.partners", "list"),
        ("sections[].label", "line"),
        ("sections[].criteria[].score", "score"),
    ]


def test_nothing_has_no_names():
    assert list(leaves({})) == []
    assert list(leaves({"unit": {}, "sections": Items({})})) == []


def test_what_a_pack_prints_is_of_the_kinds_there_are_and_named_once():
    found = list(leaves(fields_of(load_pack("dk"))))
    assert {field.kind for _, field in found} <= set(get_args(Kind))
    assert len({name for name, _ in found}) == len(found)

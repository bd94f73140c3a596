"""A pack's own values as templates print them: what is absent prints nothing, whatever its kind."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from docgen.document.extra import extra_names
from docgen.model.pack import OwnValue


def named(kind: str, **extra: object) -> object:
    pack = SimpleNamespace(own_values=(OwnValue("own", kind, "Own"),))
    return extra_names(SimpleNamespace(extra=extra), pack)["own"]


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        *(("line", ""), ("text", ""), ("date", ""), ("choice", "")),
        *(("list", []), ("dates", []), ("number", None)),
    ],
)
def test_what_is_absent_prints_nothing(kind, nothing):
    assert named(kind) == nothing


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        ("line", "a", "a"),
        ("number", 0, 0),
        pytest.param("list", ("a", "b"), ["a", "b"], id="a list that a template may loop over"),
        ("date", "2026-01-02", "2026-01-02"),
    ],
)
def test_what_is_there_is_handed_on(kind, value, printed):
    assert named(kind, own=value) == printed


def test_what_the_pack_does_not_declare_has_no_name():
    assert extra_names(SimpleNamespace(extra={"a": 1}), SimpleNamespace(own_values=())) == {}

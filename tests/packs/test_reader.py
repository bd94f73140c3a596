"""The values in a pack's files: what is absent has its default or is a fault with its place."""

from __future__ import annotations

import pytest

from docgen.packs.reader import PackReader


@pytest.fixture
def reader(tmp_path) -> PackReader:
    (tmp_path / "pack.yaml").write_text("a: 1\nb: 2\n", encoding="utf-8")
    return PackReader(tmp_path / "pack.yaml")


def told(reader: PackReader) -> list[tuple[str, str]]:
    return [(one.where, one.message) for one in reader.problems()]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Enhed Ø", "Enhed Ø"),
        ("en\nto\n\n", "en\nto"),
        (" a ", " a "),
        (12, "12"),
    ],
)
def test_a_text_ends_without_its_line_break_and_a_number_counts_as_typed(reader, value, text):
    assert reader.text({"a": value}, "a", ()) == text
    assert reader.texts({"a": [value]}, "a", ()) == (text,)
    assert reader.texts_by_key({"a": {"x": value}}, "a") == {"x": text}
    assert reader.lists_by_key({"a": {"x": [value]}}, "a") == {"x": (text,)}
    assert told(reader) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "a text belongs here, found nothing"),
        ("", "a text belongs here"),
        ("  \n", "a text belongs here"),
        (True, "a text belongs here, found true; put it in quotes"),
        (1.5, "a text belongs here, found the number 1.5; put it in quotes"),
        (["a"], "a text belongs here, found a list"),
        ("a\x07b", "the text holds the control character U+0007; delete it"),
    ],
)
def test_what_is_no_text_is_told(reader, value, says):
    reader.text({"a": value}, "a", ("documents",))
    ((where, message),) = told(reader)
    assert where == "documents.a"
    assert message.startswith(says)


def test_what_has_a_default_may_be_absent_and_not_empty(reader):
    assert reader.text({}, "a", (), default="x") == "x"
    assert reader.text({"a": None}, "a", (), default="") == ""
    assert told(reader) == []
    assert reader.text({"a": ""}, "a", (), default="x") == ""
    assert len(told(reader)) == 1


def test_lists_and_mappings_that_are_absent_are_empty(reader):
    assert reader.texts({}, "a", ()) == ()
    assert reader.texts_by_key({"a": None}, "a") == {}
    assert reader.lists_by_key({}, "a") == {}
    assert told(reader) == []


@pytest.mark.parametrize(
    ("read", "says"),
    [
        (lambda r: r.texts({"a": "x"}, "a", ()), "a list of texts (`- ` lines) belongs here"),
        (lambda r: r.texts_by_key({"a": ["x"]}, "a"), "a mapping"),
        (lambda r: r.lists_by_key({"a": {"x": "y"}}, "a"), "a list of texts"),
        (lambda r: r.whole({"a": "3"}, "a", ()), "a whole number belongs here"),
        (lambda r: r.whole({"a": 3.5}, "a", ()), "a whole number belongs here"),
        (lambda r: r.whole({"a": True}, "a", ()), "a whole number belongs here"),
        (lambda r: r.whole({}, "a", ()), "a whole number belongs here, found nothing"),
        (lambda r: r.flag({"a": "ja"}, "a", (), default=True), "true or false belongs here"),
        (lambda r: r.flag({"a": 1}, "a", (), default=True), "true or false belongs here"),
        (lambda r: r.records("x", ("a",), ()), "a list"),
        (lambda r: r.records([], ("a",), ()), "a list"),
        (lambda r: r.records([3], ("a",), ()), "a mapping"),
    ],
)
def test_another_kind_of_value_is_told(reader, read, says):
    read(reader)
    ((where, message),) = told(reader)
    assert where.startswith("a")
    assert message.startswith(says)


def test_numbers_and_flags_are_what_they_say(reader):
    assert reader.whole({"a": 0}, "a", ()) == 0
    assert reader.whole({"a": -3}, "a", ()) == -3
    assert reader.flag({"a": False}, "a", (), default=True) is False
    assert reader.flag({}, "a", (), default=True) is True
    assert told(reader) == []
    assert reader.flag({"a": "x"}, "a", (), default=False) is False


def test_records_have_their_places_and_known_keys(reader):
    entries = [{"id": 1}, {"ib": 2}]
    assert reader.records(entries, ("a",), ("id",)) == [
        (("a", 0), entries[0]), (("a", 1), entries[1]),
    ]  # fmt: skip
    ((where, message),) = told(reader)
    assert where == "a[1].ib"
    assert message == "unknown key 'ib'; known here: id"

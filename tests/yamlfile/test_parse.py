"""YAML as people type it: what is read, what is refused, and in which words."""

from __future__ import annotations

import pytest

from docgen.errors import DocgenError, InvalidDataError, ReadError
from docgen.yamlfile.parse import parse_yaml, read_yaml


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("no", "no", id="no is a text"),
        pytest.param("yes", "yes", id="yes is a text"),
        pytest.param("12:30", "12:30", id="a time is a text"),
        pytest.param("2026-03-10", "2026-03-10", id="a date is a text"),
        pytest.param("1_000", "1_000", id="an underscore makes a text"),
        pytest.param("'010'", "010", id="a quoted leading zero is a text"),
        pytest.param("true", True, id="true is true"),
        pytest.param("FALSE", False, id="FALSE is false"),
        pytest.param("~", None, id="a tilde is nothing"),
        pytest.param("Null", None, id="Null is nothing"),
        pytest.param("", None, id="no value is nothing"),
        pytest.param("-3", -3, id="a negative whole number"),
        pytest.param("+4", 4, id="a plus sign"),
        pytest.param("0", 0, id="zero"),
        pytest.param("0.5", 0.5, id="a zero before the point is no leading zero"),
        pytest.param(".5", 0.5, id="a number may begin with its point"),
        pytest.param("1e3", 1000.0, id="an exponent"),
        pytest.param("0x1F", 31, id="hexadecimal"),
        pytest.param("0o17", 15, id="octal"),
        pytest.param("R&D & IPS! 5 * 3", "R&D & IPS! 5 * 3", id="signs inside a text are text"),
        pytest.param("'x\ty'", "x\ty", id="a tab inside quotes stays"),
        pytest.param("&a [x, 'b']", ["x", "b"], id="a list behind an anchor that is used"),
        pytest.param("!!str 12", "12", id="the core tag for text"),
    ],
)
def test_values_are_read_by_the_core_rules(text, value):
    again = "\nagain: *a" if text.startswith("&a") else ""
    assert parse_yaml(f"key: {text}{again}", "f.yaml")["key"] == value


@pytest.mark.usefixtures("parser")
def test_a_file_with_byte_order_mark_and_windows_line_ends_is_read():
    data = "a: å\r\nb: |\r\n  to\r\n  linjer\r\n".encode("utf-8-sig")
    assert parse_yaml(data, "f.yaml") == {"a": "å", "b": "to\nlinjer\n"}


@pytest.mark.usefixtures("parser")
def test_keys_are_text_whatever_they_look_like():
    assert parse_yaml("5: a\nno: b\nnull: c\n01: d", "f.yaml") == {
        "5": "a",
        "no": "b",
        "null": "c",
        "01": "d",
    }


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)

FAULTS = [
    pytest.param("a: 1\na: 2", "2:1", "'a' stands here a second time", id="a key twice"),
    pytest.param("1: a\n'1': b", "2:1", "'1' stands here a second time", id="a key twice as text"),
    pytest.param("a: 010", "1:4", "quote it ('010')", id="a leading zero"),
    pytest.param("a: -01", "1:4", "begins with a zero", id="a leading zero behind a minus"),
    pytest.param("a: .inf", "1:4", "no number docgen can count with", id="infinity"),
    pytest.param("a: 1e400", "1:4", "no number docgen can count with", id="too large a number"),
    pytest.param(f"a: 1{'0' * 5000}", "1:4", "no number docgen", id="thousands of digits"),
    pytest.param("? [a]\n: b", "1:3", "is no key; put", id="a list as key"),
    pytest.param("a: !!binary x", "1:4", "would swallow !!binary", id="a tag"),
    pytest.param("a: !ikke", "1:4", "would swallow !ikke", id="an exclamation mark"),
    pytest.param("a: ! vigtigt", "1:4", "put the text under |", id="a lone exclamation mark"),
    pytest.param("a: &x y", "1:4", "would swallow &x", id="an ampersand"),
    pytest.param("a:\tb", "1:3", "a tab stands here", id="a tab between key and value"),
    pytest.param("a: b\tc", "1:5", "a tab stands here", id="a tab inside an unquoted text"),
    pytest.param("a: b#c\td", "1:7", "a tab stands here", id="a tab behind a number sign"),
    pytest.param("a: 1\t# b", "1:5", "a tab stands here", id="a tab before a comment"),
    pytest.param("a:\n\tb: 1", "2:1", "use blanks", id="a tab that indents"),
    pytest.param("a: b\0", "1:5", "U+0000 (NUL)", id="a NUL"),
    pytest.param("a:\n  b: \x07", "2:6", "U+0007", id="a control character"),
    pytest.param("a: x\u2028y", "1:5", "U+2028 (line separator)", id="a line separator"),
    pytest.param("a: x\ufeffy", "1:5", "U+FEFF", id="a byte order mark in the middle"),
    pytest.param(BOMB, "6:4", "aliases (*) make more than 200000", id="an alias bomb"),
    pytest.param("a: &x [*x]", "1:4", "inside the value it repeats", id="an alias of itself"),
    pytest.param("a: 1\n---\nb: 2", "2:1", "a second document", id="two documents"),
    pytest.param("- " * 300_000, "1:201", "more than 100 deep", id="a line of dashes"),
    pytest.param("[" * 5000, "1:101", "more than 100 deep", id="a line of brackets"),
    pytest.param("[" * 150 + "]" * 150, "1:101", "more than 100 deep", id="some more brackets"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "place", "words"), FAULTS)
def test_a_fault_is_one_line_with_place_and_way_out(text, place, words):
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml(text, "f.yaml")
    message = str(caught.value)
    assert message.startswith(f"f.yaml:{place}: ")
    assert words in message
    assert "\n" not in message


def test_all_faults_that_leave_the_text_readable_are_told_at_once():
    with pytest.raises(InvalidDataError) as caught:
        parse_yaml("a: 010\nb: 1\nb: 2\nc: 007", "f.yaml")
    assert [problem.line for problem in caught.value.problems] == [1, 3, 4]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("a: å\n".encode("utf-16"), "UTF-16; save it as UTF-8", id="UTF-16"),
        pytest.param("a: 1\nb: blå\n".encode("cp1252"), "2:6: the file is not UTF-8", id="Latin-1"),
        pytest.param(b"PK\x03\x04\x14\x00", "a Word file", id="a Word file"),
        pytest.param(b"\x89PNG\x00\xff", "a binary file", id="a picture"),
    ],
)
def test_another_encoding_or_kind_of_file_is_named(tmp_path, content, words):
    file = tmp_path / "ø mappe.yaml"
    file.write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        read_yaml(file)
    assert words in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_file_that_is_not_there_a_folder_and_a_huge_file_are_refused(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read_yaml(tmp_path / "a.yaml")
    with pytest.raises(ReadError, match="cannot be read"):
        read_yaml(tmp_path / ("x" * 5000))
    with pytest.raises(ReadError, match="cannot be read"):
        read_yaml(tmp_path / "a\0b")
    with pytest.raises(ReadError, match="is a folder"):
        read_yaml(tmp_path)
    with (tmp_path / "big.yaml").open("wb") as stream:
        stream.truncate(10_000_001)
    with pytest.raises(ReadError, match="larger than 10 MB"):
        read_yaml(tmp_path / "big.yaml")

"""The text of a YAML file: its encoding, its lines, and signs that nobody sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.errors import InvalidDataError, ReadError
from docgen.yamlfile.text import check_characters, decode, place

LINES = st.text(st.sampled_from("ab æ\r\n"), max_size=40)


@given(st.text(st.characters(exclude_characters="\ufeff", exclude_categories=["Cs"]), max_size=40))
def test_utf8_is_read_with_and_without_its_mark(text):
    data = text.encode()
    if data[:4] != b"PK\x03\x04":
        assert decode(data, "a.yaml") == decode(b"\xef\xbb\xbf" + data, "a.yaml") == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param("a: æ".encode("utf-16"), "UTF-16; save it as UTF-8", id="UTF-16"),
        pytest.param("a: æ".encode("cp1252"), "Windows-1252 or Latin-1", id="Windows"),
        pytest.param(b"PK\x03\x04rest", "is a Word file or another zip archive", id="a Word file"),
        pytest.param(b"\x00\x01\xff", "is a binary file", id="a program"),
    ],
)
def test_another_encoding_is_told_with_the_way_out(data, message):
    with pytest.raises((InvalidDataError, ReadError), match=message):
        decode(data, "a.yaml")


def test_the_first_letter_that_is_no_utf8_has_its_place():
    with pytest.raises(InvalidDataError) as caught:
        decode("a: b\nc: væk\n".encode("cp1252"), "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, 5)
    assert "'æ'" in problem.message


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        pytest.param("a: b\x00", "character", (1, 5), id="NUL"),
        pytest.param("a: b\nc: d\u2028e", "character", (2, 5), id="a line separator"),
        pytest.param("a:\n\tb: c", "tab", (2, 1), id="a tab that indents"),
        pytest.param("a:\n  \tb: c", "tab", (2, 3), id="a tab behind blanks that indent"),
    ],
)
def test_what_nobody_sees_is_found_where_it_stands(text, rule, at):
    with pytest.raises(InvalidDataError) as caught:
        check_characters(text, "a.yaml")
    (problem,) = caught.value.problems
    assert (problem.rule, (problem.line, problem.column)) == (rule, at)


@pytest.mark.parametrize("text", ["", "a: b\tc", "a: æøå \U0001f600", "a: x\u00a0y\r\n"])
def test_what_people_type_is_well(text):
    check_characters(text, "a.yaml")


@given(LINES, st.data())
def test_line_and_column_are_those_of_every_editor(text, data):
    index = data.draw(st.integers(0, len(text)))
    if text[index - 1 : index + 1] == "\r\n":
        return  # no character stands between the two
    lines = text[:index].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert place(text, index) == (len(lines), len(lines[-1]) + 1)

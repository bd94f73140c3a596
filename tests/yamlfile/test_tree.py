"""Where each value of a YAML text stands, and the text with some of it replaced."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.errors import InvalidDataError
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.tree import read_tree
from docgen.yamlfile.writer import write_yaml

TREE = (
    "# top\r\n"
    "unit:\r\n"
    "  name: 5.50   # typed\r\n"
    "  partners: [a, 'b c']\r\n"
    "text: |\r\n"
    "  første\r\n"
    "\r\n"
    "  anden\r\n"
    "\r\n"
    "# behind\r\n"
    "empty:\r\n"
    "list:\r\n"
    "- x: &n 1\r\n"
    "- *n\r\n"
)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("path", "key", "raw", "place", "style"),
    [
        pytest.param(("unit", "name"), False, "5.50", (3, 9), "plain", id="a number as typed"),
        pytest.param(("unit", "name"), True, "name", (3, 3), "plain", id="its key"),
        pytest.param(("unit", "partners", 1), False, "'b c'", (4, 17), "quoted", id="a list entry"),
        pytest.param(("unit", "partners"), False, "[a, 'b c']", (4, 13), "flow", id="a list"),
        pytest.param(
            ("text",), False, "|\r\n  første\r\n\r\n  anden", (5, 7), "block", id="a block"
        ),
        pytest.param(("list", 0, "x"), False, "1", (13, 9), "plain", id="a value behind an anchor"),
        pytest.param(("list",), True, "list", (12, 1), "plain", id="the key of a block list"),
    ],
)
def test_a_value_is_found_with_its_place_and_its_typed_text(path, key, raw, place, style):
    tree = read_tree(TREE.encode(), "f.yaml")
    spot = tree.spot(path, key=key)
    assert (spot.raw, (spot.line, spot.column), spot.style) == (raw, place, style)
    assert tree.text[spot.start : spot.end] == raw


@pytest.mark.usefixtures("parser")
def test_a_place_that_is_not_there_is_that_of_what_is_around_it():
    tree = read_tree(TREE, "f.yaml")
    assert tree.spot(("unit", "place")) is None
    assert tree.nearest(("unit", "place")).line == 2
    assert tree.nearest(("meeting", "team", "x")).line == 2


@pytest.mark.usefixtures("parser")
def test_splicing_changes_one_value_and_no_other_byte():
    tree = read_tree(TREE.encode("utf-8-sig"), "f.yaml")
    name, text = tree.spot(("unit", "name")), tree.spot(("text",))
    new = tree.splice([(name.start, name.end, "'6'"), (text.start, text.end, "kort")])
    wanted = TREE.replace("5.50", "'6'").replace("|\r\n  første\r\n\r\n  anden", "kort")
    assert new == wanted.encode("utf-8-sig")


@pytest.mark.usefixtures("parser")
def test_all_scalars_are_listed_with_path_and_text():
    found = {path: value for path, _, value in read_tree(TREE, "f.yaml").scalars()}
    assert found["unit", "partners", 1] == "b c"
    assert found["text",] == "første\n\nanden\n"


def spot(text: str, *path: str | int, key: bool = False, file: str = "f.yaml"):
    return read_tree(text, file).spot(path, key=key)


@pytest.mark.parametrize(
    ("text", "path", "raw", "style"),
    [
        ("a: b   # c\n", ("a",), "b", "plain"),
        ("a: 'b c'\n", ("a",), "'b c'", "quoted"),
        ("a: >\n  b\n  c\n\nd: 1\n", ("a",), ">\n  b\n  c", "block"),
        ("a: {b: 1}\n", ("a",), "{b: 1}", "flow"),
        ("a:\n  b: 1\n  # c\n\nd: 1\n", ("a",), "b: 1", "lines"),
        ("a:\n  - 1\n  - x: 2\n", ("a", 1), "x: 2", "lines"),
        ("a: !!str 12\n", ("a",), "12", "plain"),
        ("a: &x\n  b: 1\nc: *x\n", ("a",), "b: 1", "lines"),
        ("a:\nb: 1\n", ("a",), "", "plain"),
        ("a:\n  b:\n\n\nc: 1\n", ("a",), "b:", "lines"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_a_value_ends_behind_its_last_visible_character(text, path, raw, style):
    found = spot(text, *path)
    assert (found.raw, found.style) == (raw, style)


@pytest.mark.usefixtures("parser")
def test_a_value_behind_an_anchor_stands_where_it_begins():
    found = spot("a: &x\n  b: 1\nc: *x\n", "a")
    assert (found.line, found.column, found.raw) == (2, 3, "b: 1")


@pytest.mark.parametrize("path", [("b",), ("a", "b"), ("list", 3), ("list", "x"), ("a", 0)])
def test_what_is_not_there_has_no_spot(path):
    assert spot("a: 1\nlist: [1, 2]\n", *path) is None


def test_of_a_key_that_stands_twice_the_first_is_found():
    tree = read_tree("a: 1\nb: 2\n", "f.yaml")
    assert tree.spot(("a",), key=True).line == 1
    assert tree.spot((), key=True).style == "lines"


def test_an_empty_file_has_its_beginning():
    tree = read_tree("", "f.yaml")
    assert tree.root is None
    assert (tree.nearest(("a",)).line, tree.nearest(("a",)).column) == (1, 1)
    assert list(tree.scalars()) == []


def test_of_json_tabs_and_halves_of_letters_are_no_fault():
    text = '{\t"a": "\\ud83d\\ude00", "b": 1}'
    tree = read_tree(text, "f.json")
    assert tree.text == text
    assert spot(text, "b", file="f.json").raw == "1"
    with pytest.raises(InvalidDataError):
        read_tree(text, "f.yaml")


@pytest.mark.parametrize(("text", "newline"), [("a: 1\n", "\n"), ("a: 1\r\n", "\r\n"), ("", "\n")])
def test_lines_end_as_those_of_the_file(text, newline):
    assert read_tree(text, "f.yaml").newline == newline


def test_a_spot_in_a_file_of_many_has_the_reviews_line():
    found = spot("a: 1\n", "a").at_line(7)
    assert (found.line, found.column, found.raw) == (7, 4, "1")


KEYS = st.sampled_from("abc")
DATA = st.dictionaries(
    KEYS, st.recursive(st.integers(0, 9) | st.sampled_from(["x y", "ø\nz", ""]),
                       lambda inner: st.lists(inner, max_size=3)
                       | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6),
    min_size=1, max_size=3,
)  # fmt: skip


@given(DATA, st.booleans())
@settings(max_examples=40)
def test_every_scalar_can_be_replaced_alone(data, mark):
    """What stands at the spot of a value is the value: put another there, and only that is new."""
    text = write_yaml(data)
    source = (b"\xef\xbb\xbf" if mark else b"") + text.encode()
    tree = read_tree(source, "f.yaml")
    assert tree.splice([]) == source
    edits = [(spot.start, spot.end, "NEW") for _, spot, _ in tree.scalars() if spot.raw]
    left = parse_yaml(tree.splice(edits), "f.yaml")
    shape = json.dumps(data)
    assert json.dumps(left).count("NEW") == len(edits)
    assert json.dumps(left).count("[") == shape.count("[")

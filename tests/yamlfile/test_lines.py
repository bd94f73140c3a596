"""Whole lines of an entry, and the comments that are its own."""

from __future__ import annotations

import pytest
from yaml.nodes import Node

from docgen.yamlfile.lines import behind, behind_comments, line_start, with_comments
from docgen.yamlfile.tree import Tree, read_tree

TEXT = """\
# head
list:
  # of a
  # still of a
  - a
    # inside a
  # of b
  - name: b
    more: c
      # deep in b
    # in b

# of d
- d
last: 1"""


def tree(text: str = TEXT) -> Tree:
    return read_tree(text.replace("\n- d", ""), "f.yaml")


def node(found: Tree, *path: str | int) -> Node:
    entry = found.node(path)
    assert entry is not None
    return entry


def line_at(found: Tree, index: int) -> str:
    """Return the line that begins there."""
    return found.text[index:].partition("\n")[0]


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        (("list", 0), "  - a", "    # inside a"),
        (("list", 1), "  - name: b", "      # deep in b"),
        (("list", 1, "name"), "  - name: b", "    more: c"),
        (("last",), "last: 1", ""),
    ],
)
def test_an_entry_has_whole_lines(path, start, end):
    found = tree()
    assert line_at(found, line_start(found, node(found, *path))) == start
    assert line_at(found, behind(found, node(found, *path))) == end


def test_the_last_line_needs_no_end():
    found = tree()
    assert behind(found, node(found, "last")) == len(found.text)


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        pytest.param(("list", 0), "  # of a", id="all the comments above"),
        pytest.param(("list", 1), "  # of b", id="not those of what stands above"),
        pytest.param(("last",), "# of d", id="to the blank line"),
    ],
)
def test_comments_above_are_its_own_unless_they_are_further_in(path, begins):
    found = tree()
    assert line_at(found, with_comments(found, node(found, *path), 0)) == begins


def test_no_comment_is_taken_from_before_the_least_place():
    found = tree()
    least = found.text.index("  # still")
    assert line_at(found, with_comments(found, node(found, "list", 0), least)) == "  # still of a"
    start = line_start(found, node(found, "list", 0))
    assert with_comments(found, node(found, "list", 0), start) == start


@pytest.mark.parametrize(
    ("path", "end"),
    [
        pytest.param(("list", 0), "  # of b", id="a comment further in than the entry"),
        pytest.param(("list", 1), "", id="all that is further in"),
        pytest.param(("last",), "", id="the end of the file"),
    ],
)
def test_comments_below_are_its_own_where_they_stand_as_its_inside(path, end):
    found = tree()
    assert line_at(found, behind_comments(found, node(found, *path))) == end


@pytest.mark.parametrize("text", ["a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n"])
def test_lines_of_windows_are_whole_too(text):
    found = read_tree(text, "f.yaml")
    assert line_at(found, line_start(found, node(found, "b"))).startswith("b: 2")
    assert found.text[behind(found, node(found, "a")) :].startswith("b: 2")

"""Whole lines of a YAML text: those of an entry, and the comments that are its own."""

from __future__ import annotations

import re

from yaml.nodes import Node

from docgen.yamlfile.tree import Tree

_COMMENT = re.compile(r"( *)#[^\n]*(\n|$)")


def line_start(tree: Tree, node: Node) -> int:
    """Return where the line of an entry begins."""
    return tree.text.rfind("\n", 0, node.start_mark.index) + 1


def behind(tree: Tree, node: Node) -> int:
    """Return the beginning of the line behind an entry."""
    end = tree.end_of(node)
    found = tree.text.find("\n", end)
    return len(tree.text) if found < 0 else found + 1


def with_comments(tree: Tree, node: Node, least: int) -> int:
    """Return where the comments above an entry begin, else the entry; not before `least`.

    One that is indented further belongs to what stands above.
    """
    start = line_start(tree, node)
    indent = _indent(tree.text[start:])
    while start > least:
        above = tree.text.rfind("\n", 0, start - 1) + 1
        line = tree.text[above:start]
        if above < least or not line.lstrip(" ").startswith("#") or _indent(line) > indent:
            break
        start = above
    return start


def behind_comments(tree: Tree, node: Node) -> int:
    """Return the beginning of the line behind an entry and the comments indented as its inside."""
    indent, end = _indent(tree.text[line_start(tree, node) :]), behind(tree, node)
    while found := _COMMENT.match(tree.text, end):
        if len(found[1]) <= indent:
            break
        end = found.end()
    return end


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))

"""Change single values of a YAML text; every byte outside them stays, and the result is read again.

Each change is tried in the forms that may suit its place, the tidiest first; one counts when the
text then reads as it did, but for that value.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.errors import DocgenError, InvalidDataError
from docgen.model.place import Where, dotted
from docgen.model.tongue import say
from docgen.yamlfile.lines import behind, behind_comments, line_start, with_comments
from docgen.yamlfile.parse import parse_yaml
from docgen.yamlfile.tree import Edit, Spot, Tree, read_tree
from docgen.yamlfile.written import (
    block_text,
    entry_lines,
    inline_value,
    list_entry,
    remark_behind,
    requoted,
)

_PROPERTIES = re.compile(r"\s*(?:[&!]\S*\s*)*")
"""What may stand between a colon and its value and goes with the value: blanks, anchor, tag."""


class SpliceError(DocgenError):
    """A value stands where it cannot be written to without a change of others."""


def with_value(source: bytes, path: Where, value: Any, file: Path | str) -> bytes:
    """Return a YAML text with `value` at `path`; missing mappings on the way are made.

    Raises SpliceError, and ReadError or InvalidDataError when `source` is no sound YAML.
    """
    data = parse_yaml(source, file)
    tree = read_tree(source, file)
    for edits in _ways(tree, path, value):
        if (new := _tried(tree, edits, data, path, value, file)) is not None:
            return new
    raise SpliceError(
        say("{path} stands where it cannot be written safely; edit it by hand", path=dotted(path))
    )


def with_entry(source: bytes, path: Where, index: int, value: Any, file: Path | str) -> bytes:
    """Return a YAML text with one more entry in the list at `path`, at `index`.

    Raises like `with_value`.
    """
    data, tree = parse_yaml(source, file), read_tree(source, file)
    entries = _list_at(data, path)
    wanted = [*entries[:index], value, *entries[index:]]
    node = tree.node(path)
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        here = index < len(node.value)
        near = node.value[index if here else -1]
        column = node.start_mark.column
        line = line_start(tree, near) if here else behind(tree, near)
        text = list_entry(value, column, tree.newline)
        if not here and not tree.text[:line].endswith("\n"):
            text = tree.newline + text.removesuffix(tree.newline)
        new = _tried(tree, [(line, line, text)], data, path, wanted, file)
        if new is not None:
            return new
    return with_value(source, path, wanted, file)


def without_entry(source: bytes, path: Where, index: int, file: Path | str) -> bytes:
    """Return a YAML text without one entry of the list at `path`; raises like `with_value`."""
    data, tree = parse_yaml(source, file), read_tree(source, file)
    entries = _list_at(data, path)
    wanted = [*entries[:index], *entries[index + 1 :]]
    node = tree.node(path)
    if isinstance(node, SequenceNode) and len(node.value) > 1 and not node.flow_style:
        start, end = line_start(tree, node.value[index]), behind(tree, node.value[index])
        new = _tried(tree, [(start, end, "")], data, path, wanted, file)
        if new is not None:
            return new
    return with_value(source, path, wanted, file)


def with_entry_down(source: bytes, path: Where, index: int, file: Path | str) -> bytes:
    """Return a YAML text with an entry of the list at `path` behind the next one.

    Comments above an entry go with it. Raises like `with_value`.
    """
    data, tree = parse_yaml(source, file), read_tree(source, file)
    entries = _list_at(data, path)
    wanted = [*entries[:index], *reversed(entries[index : index + 2]), *entries[index + 2 :]]
    node = tree.node(path)
    if isinstance(node, SequenceNode) and not node.flow_style:
        first, second = node.value[index : index + 2]
        before = behind(tree, node.value[index - 1]) if index else 0
        start, middle = with_comments(tree, first, before), behind_comments(tree, first)
        below, end = with_comments(tree, second, middle), behind_comments(tree, second)
        text, newline = tree.text, tree.newline
        last = text[below:end]
        whole = last if last.endswith("\n") else last + newline
        swapped = whole + text[middle:below] + text[start:middle]
        if whole != last:
            swapped = swapped.removesuffix(newline)
        new = _tried(tree, [(start, end, swapped)], data, path, wanted, file)
        if new is not None:
            return new
    return with_value(source, path, wanted, file)


def _list_at(data: Any, path: Where) -> list[Any]:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    if data is None:
        return []
    return data if isinstance(data, list) else [data]


def _tried(
    tree: Tree, edits: Sequence[Edit], data: Any, path: Where, value: Any, file: Path | str
) -> bytes | None:
    """Return the spliced text when it reads as it should."""
    new = tree.splice(edits)
    wanted = copy.deepcopy(data)
    node = wanted
    for step, below in pairwise(path):
        if isinstance(node, dict) and node.get(step) is None:
            node[step] = [] if isinstance(below, int) else {}
        node = node[step]
    node[path[-1]] = value
    try:
        found = parse_yaml(new, file)
    except InvalidDataError:
        return None
    return new if _same(found, wanted) else None


def _same(found: Any, wanted: Any) -> bool:
    """Return whether data are equal, the line break behind a text aside."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return (list(found) == list(wanted) and all(_same(found[k], wanted[k]) for k in found)) or (
            found.keys() == wanted.keys() and all(_same(found[k], wanted[k]) for k in found)
        )
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(found, str) and isinstance(wanted, str):
        return found.rstrip("\n") == wanted.rstrip("\n")
    return type(found) is type(wanted) and bool(found == wanted)


def _ways(tree: Tree, path: Where, value: Any) -> Iterator[list[Edit]]:
    node, spot = tree.node(path), tree.spot(path)
    key = tree.spot(path, key=True)
    if node is not None and key is not None and _is_alias(tree, node, key):
        yield from _instead_of_alias(tree, key, value)
    elif node is not None and spot is not None and not _is_absent(node):
        yield from _replaced(tree, node, spot, key, value)
    elif key is not None:
        colon = tree.text.find(":", key.end)
        for text in _shapes(tree, key.column - 1, value):
            yield [(colon + 1, colon + 1, text)]
    elif len(path) == 1:
        yield from _added(tree, tree.root, path[0], value)
    else:
        parent = tree.node(path[:-1])
        if isinstance(parent, MappingNode) and not _is_absent(parent):
            yield from _added(tree, parent, path[-1], value)
        elif not isinstance(path[-1], int):
            yield from _ways(tree, path[:-1], {path[-1]: value})


def _is_absent(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def _is_alias(tree: Tree, node: Node, key: Spot) -> bool:
    colon = tree.text.find(":", key.end)
    return tree.text[colon + 1 :].lstrip(" ").startswith("*") and node.start_mark.index < key.start


def _instead_of_alias(tree: Tree, key: Spot, value: Any) -> Iterator[list[Edit]]:
    colon = tree.text.find(":", key.end)
    start = tree.text.index("*", colon)
    end = start
    while end < len(tree.text) and tree.text[end] not in " \r\n,]}":
        end += 1
    # An anchor that nothing refers to any more goes too.
    anchor = re.search(rf"&{re.escape(tree.text[start + 1 : end])}[ ]?", tree.text)
    for text in _shapes(tree, key.column - 1, value):
        yield [(colon + 1, end, text)]
        if anchor is not None:
            yield [(colon + 1, end, text), (anchor.start(), anchor.end(), "")]


def _replaced(
    tree: Tree, node: Node, spot: Spot, key: Spot | None, value: Any
) -> Iterator[list[Edit]]:
    """Yield the edits that put a value in place of another; a value that is gone leaves its key."""
    newline = tree.newline
    if value is None and key is not None:
        start = tree.text.find(":", key.end) + 1
        between = tree.text[start : spot.start]
        kept = 0 if _PROPERTIES.fullmatch(between) else len(between.rstrip())  # a remark stays
        remark = remark_behind(spot.raw) if spot.style == "block" else ""
        yield [(start + kept, spot.end, remark)]
        yield [(spot.start, spot.end, "")]
    if isinstance(value, str):
        if spot.style == "block":
            yield [(spot.start, spot.end, block_text(value, spot.raw, newline, key))]
        elif "\n" not in value:
            yield [(spot.start, spot.end, requoted(value, spot.raw))]
            yield [(spot.start, spot.end, inline_value(value))]
    elif (
        not isinstance(value, dict | list)
        or spot.style == "flow"
        or not isinstance(node, SequenceNode | MappingNode)
    ):
        yield [(spot.start, spot.end, inline_value(value))]
    if key is not None:
        colon = tree.text.find(":", key.end)
        for text in _shapes(tree, key.column - 1, value):
            yield [(colon + 1, spot.end, text)]
    elif isinstance(value, str):  # an entry of a list
        column = node.start_mark.column - 2
        for text in _shapes(tree, max(column, 0), value):
            yield [(spot.start, spot.end, text.lstrip(" "))]


def _added(tree: Tree, parent: Node | None, name: Any, value: Any) -> Iterator[list[Edit]]:
    """Yield the edits that add a key to a mapping, behind its last entry."""
    newline = tree.newline
    if not isinstance(parent, MappingNode) or not parent.value:
        return
    if parent.flow_style:
        end = tree.end_of(parent) - 1
        yield [(end, end, f", {name}: {inline_value(value)}")]
        return
    indent = parent.value[0][0].start_mark.column
    end = behind(tree, parent)
    lines = entry_lines(str(name), value, indent)
    before = "" if not tree.text[:end] or tree.text[:end].endswith("\n") else newline
    yield [(end, end, before + "".join(f"{line}{newline}" for line in lines))]
    yield [(end, end, before + newline.join(lines))]


def _shapes(tree: Tree, indent: int, value: Any) -> Iterator[str]:
    """Yield what may stand behind a colon whose key is indented so far."""
    newline = tree.newline
    first, *rest = entry_lines("k", value, indent)
    yield first.lstrip(" ").removeprefix("k:") + "".join(f"{newline}{line}" for line in rest)
    yield f" {inline_value(value)}"

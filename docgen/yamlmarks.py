"""Look closer at a YAML text that holds `*`, `&`, `!` or tabs: aliases, lost words, odd blanks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.yamlfile import MOST_NODES
from docgen.yamltext import place, refuse

_TAB = re.compile("\t")
_SIGN = re.compile(r"(?<![^\s,\[{])([&!*])(\S*)")
_PROPERTY = re.compile(r"[&!]\S*\s*")


def check_marks(root: Node, text: str, file: Path | str) -> None:
    """Raise InvalidDataError for an alias bomb, a sign that swallows a word, an odd tab."""
    _expanded(root, file, {})
    scalars = list(_scalars(root, set()))
    if "\t" in text:
        quoted = [_inner(node, text) for node in scalars if node.style]
        for match in _outside(text, quoted, _TAB):
            message = "a tab stands here; use blanks, or put the text under |"
            refuse(file, "tab", message, place(text, match.start()))
    _check_signs(text, [(_start(node, text), node.end_mark.index) for node in scalars], file)


def _expanded(node: Node, file: Path | str, known: dict[int, int]) -> int:
    """Return how many values a node comes to with its aliases written out."""
    at = (node.start_mark.line + 1, node.start_mark.column + 1)
    if id(node) in known:
        if known[id(node)] == 0:
            refuse(
                file, "alias", "an alias (*) stands inside the value it repeats; write it out", at
            )
        return known[id(node)]
    known[id(node)] = 0
    count = 1
    for child in _children(node):
        count += _expanded(child, file, known)
    if count > MOST_NODES:
        refuse(
            file,
            "alias",
            f"aliases (*) make more than {MOST_NODES} values of this; write them out",
            at,
        )
    known[id(node)] = count
    return count


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, SequenceNode):
        yield from node.value
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield value


def _scalars(node: Node, seen: set[int]) -> Iterator[ScalarNode]:
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        yield node
    for child in _children(node):
        yield from _scalars(child, seen)


def _start(node: Node, text: str) -> int:
    """Return where the value itself begins, behind anchor and tag (libyaml leaves them out)."""
    start: int = node.start_mark.index
    while match := _PROPERTY.match(text, start, node.end_mark.index):
        start = match.end()
    return start


def _inner(node: ScalarNode, text: str) -> tuple[int, int]:
    """Return the range of a quoted or block text; the line of its `|` does not count."""
    start = _start(node, text)
    if node.style in {"|", ">"}:
        start = text.find("\n", start, node.end_mark.index) + 1 or node.end_mark.index
    return start, node.end_mark.index


def _outside(
    text: str, ranges: list[tuple[int, int]], what: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """Yield each match of `what` that stands in no range and in no comment."""
    ranges = sorted(ranges)
    starts = [start for start, _ in ranges]
    for match in what.finditer(text):
        here = match.start()
        before = bisect_right(starts, here) - 1
        end = ranges[before][1] if before >= 0 else 0
        if here < end:
            continue
        line = max(text.rfind("\n", 0, here), text.rfind("\r", 0, here)) + 1
        if "#" not in text[max(line, end) : here]:
            yield match


def _check_signs(text: str, ranges: list[tuple[int, int]], file: Path | str) -> None:
    signs = list(_outside(text, ranges, _SIGN))
    used = {match[2].rstrip(",]}") for match in signs if match[1] == "*"}
    for match in signs:
        sign, word = match[1], match[2]
        if sign == "*" or (sign == "&" and word in used) or match[0] == "!!str":
            continue
        message = f"the unquoted text begins with {sign}, so YAML would swallow {sign + word}"
        refuse(file, "sign", f"{message}; put the text under |", place(text, match.start()))

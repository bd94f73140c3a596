"""Where each value of a YAML text stands: line, column, character offsets, the text as typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.model.place import Where
from docgen.yamlfile.parse import compose
from docgen.yamlfile.text import decode

_PROPERTY = re.compile(r"[&!]\S*\s*")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""JSON writes an emoji as two escapes, which YAML refuses."""
_STYLES: Mapping[str, Style] = {"'": "quoted", '"': "quoted", "|": "block", ">": "block"}


Style = Literal["plain", "quoted", "block", "flow", "lines"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a key or value stands; offsets count characters of the text without byte order mark."""

    line: int
    column: int
    start: int
    end: int
    """Behind the last visible character; blank lines and comments that follow do not count."""
    style: Style
    """block: behind | or >; flow: in [ ] or { }; lines: a list or mapping on lines of its own."""
    raw: str
    """The value as typed, quotes and indentation included."""

    def at_line(self, line: int) -> Spot:
        """Return the same spot in a file of many reviews, where `line` is the review's own."""
        return replace(self, line=line)


Edit = tuple[int, int, str]
"""Characters from and to, and what stands there instead."""
Pairs = dict[str, tuple[Node, Node]]
"""The keys and values of a mapping, by name."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes of one YAML text."""

    text: str
    """Decoded, line ends as in the file, without byte order mark."""
    root: Node | None
    mark: bool = False
    """True when the file begins with a byte order mark."""
    _pairs: dict[int, Pairs] = field(default_factory=dict, compare=False, repr=False)

    @property
    def newline(self) -> str:
        """The end of a line in this file."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def spot(self, path: Iterable[str | int], *, key: bool = False) -> Spot | None:
        """Return where the value of `path` stands, or its key; None when it is not there."""
        names = tuple(path)
        if key and names and isinstance(names[-1], str):
            parent = self.node(names[:-1])
            pair = self._pair(parent, names[-1]) if isinstance(parent, MappingNode) else None
            found = pair[0] if pair else None
        else:
            found = self.node(names)
        return None if found is None else _spot(found, self.text)

    def nearest(self, path: Iterable[str | int], *, key: bool = False) -> Spot:
        """Return the spot of `path`, or of the nearest thing around it that is there."""
        names = tuple(path)
        while names:
            if spot := self.spot(names, key=key):
                return spot
            names, key = names[:-1], True
        return Spot(1, 1, 0, 0, "lines", "") if self.root is None else _spot(self.root, self.text)

    def node(self, path: Iterable[str | int]) -> Node | None:
        """Return the node of a path; None when it is not there."""
        node = self.root
        for step in path:
            if isinstance(node, MappingNode):
                pair = self._pair(node, str(step))
                node = pair[1] if pair else None
            elif (
                isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value)
            ):
                node = node.value[step]
            else:
                return None
        return node

    def _pair(self, node: MappingNode, name: str) -> tuple[Node, Node] | None:
        """Return key and value of a name; thousands of names are looked up in one go."""
        if id(node) not in self._pairs:
            pairs = (pair for pair in reversed(node.value) if isinstance(pair[0], ScalarNode))
            # Reversed, since of a key that stands twice the first counts.
            self._pairs[id(node)] = {pair[0].value: pair for pair in pairs}
        return self._pairs[id(node)].get(name)

    def end_of(self, node: Any) -> int:
        """Return the end of a node: behind its last visible character, before comments."""
        return _spot(node, self.text).end

    def scalars(self) -> Iterator[tuple[Where, Spot, str]]:
        """Yield path, spot and text of each scalar value."""
        yield from _scalars(self.root, (), self.text)

    def splice(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes with the characters from start to end replaced by a text.

        Offsets count characters of `text`; no edit may reach into another.
        """
        pieces, behind = [], len(self.text)
        for start, end, new in sorted(edits, reverse=True):
            pieces += [self.text[end:behind], new]
            behind = start
        whole = self.text[:behind] + "".join(reversed(pieces))
        return (b"\xef\xbb\xbf" if self.mark else b"") + whole.encode()


def read_tree(source: str | bytes, file: Path | str) -> Tree:
    """Return the node tree of a YAML or JSON text.

    Raises ReadError and InvalidDataError.
    """
    text = decode(source, file)
    mark = source[:3] == b"\xef\xbb\xbf" or source[:1] == "\ufeff"
    json = str(file).lower().endswith((".json", ".jsonl"))
    return Tree(text, compose(_as_yaml(text) if json else text, file), mark)


def _as_yaml(text: str) -> str:
    """Return JSON as YAML of the same length, without tabs and halves of letters."""
    return _HALF.sub(r"\\ufffd", text.replace("\t", " "))


def _spot(node: Any, text: str) -> Spot:
    start, limit = node.start_mark.index, node.end_mark.index
    while match := _PROPERTY.match(text, start, limit):
        start = match.end()
    end = start + len(text[start:limit].rstrip())
    if isinstance(node, ScalarNode):
        style = _STYLES.get(node.style or "", "plain")
    else:
        style = "flow" if node.flow_style else "lines"
        end = end if node.flow_style else _last_end(node, text, start)
    moved = text[node.start_mark.index : start]
    line = node.start_mark.line + 1 + moved.count("\n")
    column = (
        start - text.rfind("\n", 0, start) - 1
        if "\n" in moved
        else node.start_mark.column + len(moved)
    ) + 1
    return Spot(line, column, start, end, style, text[start:end])


def _last_end(node: Any, text: str, start: int) -> int:
    """Return the end of a block list or mapping: that of its last value, before comments."""
    while not isinstance(node, ScalarNode) and node.value and not node.flow_style:
        last = node.value[-1]
        key, node = last if isinstance(last, tuple) else (last, last)
        if (
            isinstance(node, ScalarNode)
            and not node.value
            and node.start_mark.index == node.end_mark.index
        ):
            # An absent value: some parsers set it behind blank lines; its colon ends the line.
            return text.find(":", key.end_mark.index) + 1 or start
    return _spot(node, text).end


def _scalars(node: Node | None, path: Where, text: str) -> Iterator[tuple[Where, Spot, str]]:
    if isinstance(node, ScalarNode):
        yield path, _spot(node, text), node.value
    elif isinstance(node, MappingNode):
        for name, value in node.value:
            if isinstance(name, ScalarNode):  # a fault of its own else
                yield from _scalars(value, (*path, name.value), text)
    elif isinstance(node, SequenceNode):
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*path, index), text)

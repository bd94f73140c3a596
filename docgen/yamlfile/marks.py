"""Look closer at a YAML text that holds `*`, `&`, `!` or tabs: aliases, lost words, odd blanks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from docgen.bounds.reading import LARGEST
from docgen.model.tongue import say
from docgen.yamlfile.nodes import MOST_NODES
from docgen.yamlfile.text import place, refuse

Size = tuple[int, int]
"""Values and letters."""

_TAB = re.compile("\t")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_SIGN = re.compile(r"(?<![^\s,\[{])([&!*])(\S*)")
_PROPERTY = re.compile(r"[&!]\S*\s*")


def check_marks(root: Node, text: str, file: Path | str) -> None:
    """Raise InvalidDataError for an alias bomb, a sign that swallows a word, an odd tab."""
    _expanded(root, file, {})
    scalars = sorted(_scalars(root, set()), key=lambda node: _start(node, text))
    _check_tabs(text, scalars, file)
    _check_signs(text, scalars, file)


def _expanded(node: Node, file: Path | str, known: dict[int, Size]) -> Size:
    """Return how many values and letters a node comes to with its aliases written out."""
    at = (node.start_mark.line + 1, node.start_mark.column + 1)
    found = known.get(id(node))
    if found is not None:
        if found[0] == 0:
            message = say("an alias (*) stands inside the value it repeats; write it out")
            refuse(file, "alias", message, at)
        return found
    known[id(node)] = 0, 0
    count, letters = 1, len(node.value) if isinstance(node, ScalarNode) else 0
    for child in _children(node):
        more, longer = _expanded(child, file, known)
        count, letters = count + more, letters + longer
    if count > MOST_NODES or letters > LARGEST:
        what = (
            say("{most_nodes} values", most_nodes=MOST_NODES)
            if count > MOST_NODES
            else say("{largest} letters", largest=LARGEST)
        )
        refuse(
            file,
            "alias",
            say("aliases (*) make more than {what} of this; write them out", what=what),
            at,
        )
    known[id(node)] = count, letters
    return count, letters


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


def _matches(
    text: str, scalars: list[ScalarNode], what: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], ScalarNode | None]]:
    """Yield the matches of `what` outside comments: the first in each scalar, all outside them."""
    starts = [_start(node, text) for node in scalars]
    line = seen = sure = 0  # where the line begins; how far was looked for its end, for a comment
    match = what.search(text)
    while match is not None:
        here = match.start()
        while (end_of_line := _LINE_END.search(text, seen, here)) is not None:
            line = seen = end_of_line.end()
        seen = here
        before = bisect_right(starts, here) - 1
        end = scalars[before].end_mark.index if before >= 0 else 0
        if here < end:
            yield match, scalars[before]
            behind = end
        elif text.find("#", max(line, end, sure), here) < 0:
            yield match, None
            behind = sure = match.end()
        else:
            end_of_line = _LINE_END.search(text, here)
            behind = end_of_line.end() if end_of_line else len(text)
        match = what.search(text, behind)


def _check_tabs(text: str, scalars: list[ScalarNode], file: Path | str) -> None:
    """Raise InvalidDataError for a tab that stands in no comment, quoted or block text."""
    below: dict[int, int] = {}  # where the text of a | or > begins
    for match, scalar in _matches(text, scalars, _TAB) if "\t" in text else ():
        if scalar is not None and scalar.style in {"'", '"'}:
            continue
        if scalar is not None and scalar.style:
            if id(scalar) not in below:
                below[id(scalar)] = text.find("\n", _start(scalar, text))
            if 0 <= below[id(scalar)] < match.start():
                continue
        message = say("a tab stands here; use blanks, or put the text under |")
        refuse(file, "tab", message, place(text, match.start()))


def _check_signs(text: str, scalars: list[ScalarNode], file: Path | str) -> None:
    """Raise InvalidDataError for a sign that makes YAML swallow a word."""
    signs = [match for match, scalar in _matches(text, scalars, _SIGN) if scalar is None]
    used = {match[2].rstrip(",]}") for match in signs if match[1] == "*"}
    for match in signs:
        sign, word = match[1], match[2]
        if sign == "*" or (sign == "&" and word in used) or match[0] == "!!str":
            continue
        message = say(
            "the unquoted text begins with {sign}, so YAML would swallow {sign2}",
            sign=sign,
            sign2=sign + word,
        )
        refuse(
            file,
            "sign",
            say("{message}; put the text under |", message=message),
            place(text, match.start()),
        )

"""Read YAML by the core rules of YAML 1.2, and refuse in one line what a person did not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.nodes import Node, ScalarNode

from docgen.bounds.reading import read_bytes
from docgen.errors import InvalidDataError
from docgen.model import Problem
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.yamlfile.nodes import BOOL, MAP, NULL, NUMBER, SEQ, STR, FastParser
from docgen.yamlfile.text import check_characters, decode, refuse

LARGEST_NUMBER = 1e15
"""Beyond it a number is no longer exact, and nobody counts so far."""
_DIGITS = 300
"""Digits of a number that is looked at more closely."""
MOST_VALUES = 20_000
"""Values of the longest file, keys included, aliases not written out."""
DEEPEST = 100
"""Levels of mappings and lists within each other."""

_CONTAINERS = {MAP, SEQ}
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_NESTS = ("[", "{", "- ", "? ", "-\t")
"""What can nest on one line."""
_MAY_NEST = "[{-?"
"""How each of them begins."""
_SEPARATES = (",", ":", "\n", "\r")
"""What stands between two values, besides what nests."""
_FAR_IN = " " * 500
"""How far in a value may stand that is nested over lines and not yet too deep for the parsers."""
_VALUE_BEGINS = "\n\r:-?,[{"
_CALLS = 1000
"""As deep as the parsers may call themselves without harm to the stack."""


def too_deep() -> str:
    """Say that values stand too deep in each other."""
    return say("lists and mappings stand more than {deepest} deep in each other", deepest=DEEPEST)


def too_many() -> str:
    """Say that a file holds too many values."""
    return say(
        "the file holds more than {most} values; a review holds some hundred", most=MOST_VALUES
    )


Faults = list[Problem]


def read_yaml(path: Path) -> Any:
    """Return the data of the YAML file at `path`.

    Raises ReadError and InvalidDataError.
    """
    return parse_yaml(read_bytes(path), path)


def parse_yaml(source: str | bytes, file: Path | str) -> Any:
    """Return the data of a YAML text; `file` is the name that faults carry.

    Raises ReadError and InvalidDataError.
    """
    faults: Faults = []
    data = parse_with_faults(source, file, faults)
    if faults:
        raise InvalidDataError(faults)
    return data


def parse_with_faults(source: str | bytes, file: Path | str, faults: Faults) -> Any:
    """Return the data of a YAML text and put into `faults` what stands in it against the rules.

    Raises ReadError and InvalidDataError where no data can be had at all.
    """
    root = compose(decode(source, file), file)
    return None if root is None else _Builder(file, faults).build(root)


def compose(text: str, file: Path | str) -> Node | None:
    """Return the root of the node tree of a decoded text; None when it holds no document.

    Raises InvalidDataError. Nobody changes a node: the last few trees are given out again, since
    what splices a text and reads it again asks for each several times.
    """
    return _composed(text, file)


@lru_cache(maxsize=4)
def _composed(text: str, file: Path | str) -> Node | None:
    _check_size(text, file)
    if "\ufeff" in text or "\t" in text or "\u2028" in text or "\u2029" in text or "\x85" in text:
        check_characters(text, file)
    try:
        root: Node | None = FastParser(text).get_single_node()
        if root is not None and ("\t" in text or any(_begins_value(s, text) for s in "*&!")):
            from docgen.yamlfile.marks import check_marks

            check_marks(root, text, file)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        _refuse(text, file, error)
    return root


def _begins_value(sign: str, text: str) -> bool:
    """Tell whether a sign stands where an unquoted value may begin."""
    here = text.find(sign)
    while here >= 0:
        last = here - 1
        while last >= 0 and text[last] == " ":  # by far the most are an ampersand between two words
            last -= 1
        if last < 0 or text[last] in _VALUE_BEGINS:
            return True
        here = text.find(sign, here + 1)
    return False


class _Builder:
    """Makes plain data of nodes; faults are collected, the reading goes on."""

    def __init__(self, file: Path | str, faults: Faults) -> None:
        self.file = file
        self.faults = faults
        self.depth = 0

    def build(self, node: Node) -> Any:
        """Return the data of a node."""
        tag = node.tag
        if tag == STR:
            return node.value
        if tag in _CONTAINERS:
            self.depth += 1
            if self.depth > DEEPEST:
                refuse(self.file, "too-deep", too_deep(), _begins(node))
            build = self.build
            data = self._build_mapping(node) if tag == MAP else [build(item) for item in node.value]
            self.depth -= 1
            return data
        if tag == NULL:
            return None
        if tag == BOOL:
            return node.value in {"true", "True", "TRUE"}
        return self._number(node) if tag == NUMBER else self._tagged(node)

    def _build_mapping(self, node: Node) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value
            if key.__class__ is not ScalarNode:
                message = say(
                    "a list or mapping is no key; put a text that begins with [ or { under |"
                )
                self._fault(key, "key", message)
            elif name in data:
                message = say(
                    "the key {name} stands here a second time; keep one of the two",
                    name=quoted(name),
                )
                self._fault(key, "duplicate-key", message)
            else:
                data[name] = value.value if value.tag == STR else self.build(value)
        return data

    def _number(self, node: Node) -> int | float | str:
        text: str = node.value
        if _LEADING_ZERO.match(text):
            message = say(
                "{text} begins with a zero; quote it ('{text}') or drop the zero", text=text[:40]
            )
            self._fault(node, "leading-zero", message)
            return text
        if len(text) > _DIGITS or text.lstrip("-+")[1:2] in {"i", "I", "n", "N"}:
            number = float("inf")
        elif text[:2] in {"0o", "0x"}:
            number = int(text, 0)
        else:
            number = int(text) if text.lstrip("-+").isdigit() else float(text)
        if abs(number) > LARGEST_NUMBER or number != number:
            message = say(
                "{text} is no number docgen can count with; quote it if it is a text",
                text=text[:40],
            )
            self._fault(node, "number", message)
            return text
        return number

    def _tagged(self, node: Node) -> Any:
        message = say(
            "the tag {tag} is not used here; put a text that begins with ! under |",
            tag=node.tag[:40],
        )
        self._fault(node, "tag", message)
        return None

    def _fault(self, node: Node, rule: str, message: str) -> None:
        self.faults.append(Problem(rule, message, self.file, *_begins(node)))


def _begins(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _refuse(text: str, file: Path | str, error: Exception) -> NoReturn:
    if isinstance(error, RecursionError):
        refuse(file, "too-deep", too_deep())
    check_characters(text, file)
    from docgen.yamlfile.explain import explain

    raise InvalidDataError([explain(text, error, file)]) from error


def _check_size(text: str, file: Path | str) -> None:
    """Raise InvalidDataError for what is nested too deep for the parsers, or holds too much."""
    # Single letters are counted forty times as fast as pairs; most texts hold few of them.
    nests = sum(map(text.count, _MAY_NEST))
    if nests > _CALLS:
        nests = sum(map(text.count, _NESTS))
    # No value without a separator; and most reviews are too short to hold so many.
    few = len(text) < 2 * MOST_VALUES or nests + sum(map(text.count, _SEPARATES)) < MOST_VALUES
    if few and nests <= _CALLS and _FAR_IN not in text:
        return
    depth = count = 0
    for event in _events(text):
        count += isinstance(event, yaml.NodeEvent)
        if count > MOST_VALUES:
            refuse(file, "too-many", too_many(), _begins(event))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                refuse(file, "too-deep", too_deep(), _begins(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _events(text: str) -> Iterator[Any]:
    parser = FastParser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except (yaml.YAMLError, ValueError):
        return  # composing the same text meets it again and says what it is

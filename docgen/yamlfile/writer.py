"""Writes plain data as YAML that people like to read: long texts under |, short lists in [ ]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from docgen.model import Data
from docgen.model.place import Where
from docgen.yamlfile.nodes import STR, tag_of

WIDTH: Final = 100
"""Longer lists and texts are not kept on one line."""
Comments = Mapping[Where, str]
"""Comments that stand behind a value, by its path of keys."""
_INVISIBLE = r"\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_PLAIN = re.compile(rf"[^\W_](?:[^\x00-\x1f{_INVISIBLE}:#]|:(?=[^\s])|(?<=\S)#)*")
_FLOW_SIGNS = re.compile(r"[,\[\]{}:#]")
_NO_BLOCK = re.compile(rf"[\x00-\x09\x0b-\x1f{_INVISIBLE}]")


def write_yaml(data: Data, comments: Comments | None = None) -> str:
    """Return `data` as YAML text that reads back the same."""
    return "\n".join(_mapping_lines(data, (), 0, comments or {})) + "\n"


def shown(value: Any) -> str:
    """Return any value on one line."""
    if isinstance(value, Mapping | list | tuple):
        return _flow(value) or _quoted(value)
    return _scalar(value)


def _mapping_lines(
    data: Mapping[str, Any], path: Where, depth: int, comments: Comments
) -> Iterator[str]:
    indent = "  " * depth
    long_before = False
    for index, (key, value) in enumerate(data.items()):
        here = (*path, key)
        comment = f"  # {comments[here]}" if here in comments else ""
        first, *rest = _value(value, here, depth, comments)
        # Parts of the review, and criteria, are set apart by a blank line.
        apart = bool(rest) or long_before
        if index and (
            (depth == 0 and apart) or (depth == 1 and rest and isinstance(value, Mapping))
        ):
            yield ""
        long_before = bool(rest)
        yield f"{indent}{_scalar(key, flow=True)}:{first}{comment}"
        yield from rest


def _value(value: Any, path: Where, depth: int, comments: Comments) -> Iterator[str]:
    """Yield what follows the colon, then the lines below it."""
    if isinstance(value, str):
        yield from _text(value, depth + 1)
    elif isinstance(value, Mapping):
        short = None if _commented(path, comments) else _flow(value)
        if short is not None and len(path) > 1:
            yield f" {short}"
        else:
            yield "" if value else " {}"
            yield from _mapping_lines(value, path, depth + 1, comments)
    elif isinstance(value, Sequence):
        short = _flow(value)
        if short is not None:
            yield f" {short}"
        else:
            yield ""
            yield from _items(value, path, depth + 1, comments)
    else:
        yield f" {_scalar(value)}" if value is not None else ""


def _items(values: Sequence[Any], path: Where, depth: int, comments: Comments) -> Iterator[str]:
    """Yield the lines of a list, one entry behind each dash."""
    indent = "  " * depth
    for value in values:
        if isinstance(value, list):
            lines = [f"{indent}  {_quoted(value)}"]
        elif isinstance(value, Mapping) and value:
            lines = list(_mapping_lines(value, path, depth + 1, comments))
        else:
            first, *rest = _value(value, path, depth, comments)
            lines = [f"{indent}  {first.lstrip() or '~'}", *rest]
        yield f"{indent}- {lines[0].removeprefix(indent + '  ')}"
        yield from lines[1:]


def _text(value: str, depth: int) -> Iterator[str]:
    """Yield a text: on the line, or under | with its lines indented."""
    if "\n" not in value and len(value) <= WIDTH:
        yield f" {_scalar(value)}"
        return
    body = value.rstrip("\n")
    if not body or body[0] in " \n" or _NO_BLOCK.search(value):
        yield f" {_quoted(value)}"
        return
    ends = len(value) - len(body)
    yield " |" + {0: "-", 1: ""}.get(ends, "+")
    indent = "  " * depth
    for line in [*body.split("\n"), *[""] * (ends - 1)]:
        yield f"{indent}{line}" if line else ""


def _flow(value: Any) -> str | None:
    """Return a list or mapping on one line; None where it is too long or too deep for that."""
    if isinstance(value, Mapping):
        parts = [
            f"{_scalar(key, flow=True)}: {_scalar(item, flow=True)}"
            for key, item in value.items()
            if _is_one(item)
        ]
        text = "{" + ", ".join(parts) + "}"
    else:
        parts = [_scalar(item, flow=True) for item in value if _is_one(item)]
        text = "[" + ", ".join(parts) + "]"
    fits = len(parts) == len(value) and len(text) <= WIDTH
    return text if fits else None


def _is_one(value: Any) -> bool:
    """Return whether a value fits on a line with others."""
    return not isinstance(value, Mapping | list | tuple) and "\n" not in str(value)


def _commented(path: Where, comments: Comments) -> bool:
    return any(where[: len(path)] == path for where in comments)


def _scalar(value: Any, *, flow: bool = False) -> str:
    """Return one value as it stands on a line, quoted where YAML would misread it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    plain = _PLAIN.fullmatch(value) and value == value.strip() and tag_of(value) == STR
    return value if plain and not (flow and _FLOW_SIGNS.search(value)) else _quoted(value)


def _quoted(value: Any) -> str:
    """Return a text in double quotes (or lists of such), invisible characters escaped."""
    return re.sub(
        rf"[{_INVISIBLE}]",
        lambda match: f"\\u{ord(match[0]):04x}",
        json.dumps(value, ensure_ascii=False),
    )

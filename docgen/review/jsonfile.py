"""Read a review that is written as JSON, with the same care as YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from docgen.model import Data, Problem
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.yamlfile.parse import DEEPEST, MOST_VALUES, Faults, too_deep, too_many
from docgen.yamlfile.text import decode, refuse

_LONG = 300
"""Digits of the longest number."""
_MOST_TWICE = 1000
"""Keys that are told of when they stand twice."""
_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")


def parse_json(source: str | bytes, file: Path | str, faults: Faults) -> Any:
    """Return the data of a JSON text and put keys that stand twice into `faults`.

    Raises ReadError and InvalidDataError.
    """
    text = decode(source, file)
    if not text.strip():
        return None
    data = _loaded(text, file, faults)
    _refuse_size(data, file)
    if _SURROGATE.search(text) and not _is_encodable(data):
        message = say("half of a character (\\ud800 to \\udfff) stands in a text; delete it")
        refuse(file, "character", message)
    return data


def _loaded(text: str, file: Path | str, faults: Faults) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> Data:
        data: Data = {}
        for key, value in items:
            if key in data and len(faults) < _MOST_TWICE:
                message = say(
                    "the key {key} stands twice in one object; keep one of the two", key=quoted(key)
                )
                faults.append(Problem("duplicate-key", message, file))
            data[key] = value
        return data

    def odd(word: str) -> NoReturn:
        message = say(
            "{word} is no number docgen can count with; leave the value out", word=word[:40]
        )
        refuse(file, "number", message)

    def number(digits: str) -> int | float:
        if len(digits) > _LONG:
            refuse(
                file,
                "number",
                say("the number {digits}... is too long; shorten it", digits=digits[:40]),
            )
        value = int(digits) if digits.lstrip("-").isdigit() else float(digits)
        return odd(digits) if abs(value) == float("inf") else value

    try:
        return json.loads(
            text, object_pairs_hook=pairs, parse_constant=odd, parse_int=number, parse_float=number
        )
    except json.JSONDecodeError as error:
        at = (error.lineno, error.colno)
        refuse(
            file, "json", say("this is no JSON ({msg}); check commas and quotes", msg=error.msg), at
        )
    except RecursionError:
        refuse(file, "too-deep", too_deep())


def _refuse_size(data: Any, file: Path | str) -> None:
    """Raise InvalidDataError for what is nested too deep or holds too many values."""
    level, count = [data], 1
    for _ in range(DEEPEST + 1):
        inner = [child for value in level for child in _children(value)]
        count += len(inner)
        if count > MOST_VALUES:
            refuse(file, "too-many", too_many())
        level = [child for child in inner if isinstance(child, dict | list)]
        if not level:
            return
    refuse(file, "too-deep", too_deep())


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _is_encodable(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True

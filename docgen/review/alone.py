"""A review that stands in no file: values of a program, or the text of one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from docgen.bounds.reading import LARGEST
from docgen.errors import InvalidDataError, ReadError
from docgen.model import Problem
from docgen.model.place import Where, dotted
from docgen.model.tongue import say
from docgen.review.file import Loaded, read_content, refuse_faults, with_no_defaults
from docgen.yamlfile.parse import DEEPEST, MOST_VALUES, too_deep, too_many

_NAME = "review"
"""What messages call it."""
_LONGEST = 1000
"""Bits of the largest whole number that is written out; no review holds one of half as many."""


def load_text(review: Mapping[str, Any] | str | bytes) -> Loaded:
    """Return the data of a review: values, or the text of one in JSON or YAML.

    Values are those of JSON, and dates. Raises ReadError and InvalidDataError.
    """
    if isinstance(review, Mapping):
        review = json.dumps(_json_value(review, (), count(1)), ensure_ascii=False)
    if isinstance(review, str):
        review = review.encode("utf-8", "surrogatepass")
    if not isinstance(review, (bytes, bytearray, memoryview)):
        raise ReadError(_NAME, say("is no review; give a mapping, or its text in JSON or YAML"))
    content = bytes(review)
    if len(content) > LARGEST:
        raise ReadError(_NAME, say("is longer than 10 MB"))
    suffix = ".json" if content.lstrip()[:1] == b"{" else ".yaml"
    return refuse_faults(with_no_defaults(read_content(content, Path(_NAME + suffix))))


def _json_value(value: Any, where: Where, values: Iterator[int]) -> Any:
    """Return a value as JSON has it, dates as texts; raises InvalidDataError for all else.

    `values` counts: one that holds itself, or another many times over, is never done.
    """
    if len(where) > DEEPEST:
        raise _fault("too-deep", too_deep(), where[:1])
    if next(values) > MOST_VALUES:
        raise _fault("too-many", too_many(), where[:1])
    if isinstance(value, int) and value.bit_length() > _LONGEST:
        raise _fault("number", say("the number is too long; shorten it"), where)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_json_value(item, (*where, number), values) for number, item in enumerate(value)]
    if isinstance(value, Mapping):
        odd = [type(key).__name__ for key in value if not isinstance(key, str)]
        if odd:
            message = say("a key is of the type {kind}; write a text", kind=odd[0])
            raise _fault("key", message, where)
        return {key: _json_value(item, (*where, key), values) for key, item in value.items()}
    message = say(
        "a value of the type {kind} cannot stand in a review; give a text, a number, a date, a "
        "list or a mapping",
        kind=type(value).__name__,
    )
    raise _fault("kind", message, where)


def _fault(rule: str, message: str, where: Where) -> InvalidDataError:
    return InvalidDataError([Problem(rule, message, Path(_NAME), where=dotted(where))])

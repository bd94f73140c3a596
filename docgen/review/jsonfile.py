"""Read a review that is written as JSON, with the same care as YAML."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from docgen.model import Data, Problem
from docgen.yamlfile.parse import DEEPEST, Faults
from docgen.yamlfile.text import decode, refuse

_SURROGATE = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")


def parse_json(source: str | bytes, file: Path | str, faults: Faults) -> Any:
    """Return the data of a JSON text and put keys that stand twice into `faults`.

    Raises ReadError and InvalidDataError.
    """
    text = decode(source, file)

    def pairs(items: list[tuple[str, Any]]) -> Data:
        data: Data = {}
        for key, value in items:
            if key in data:
                message = f"the key {key!r} stands twice in one object; keep one of the two"
                faults.append(Problem("duplicate-key", message, file))
            data[key] = value
        return data

    def constant(word: str) -> NoReturn:
        refuse(file, "number", f"{word} is no number docgen can count with; leave the value out")

    if not text.strip():
        return None
    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        at = (error.lineno, error.colno)
        refuse(file, "json", f"this is no JSON ({error.msg}); check commas and quotes", at)
    except (RecursionError, ValueError):
        refuse(file, "json", f"a number is too long, or values stand more than {DEEPEST} deep")
    if _SURROGATE.search(text) and not _whole(data):
        refuse(
            file,
            "character",
            "half of a character (\\ud800 to \\udfff) stands in a text; delete it",
        )
    return data


def _whole(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True

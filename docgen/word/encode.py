"""Rendered XML as bytes, without the characters that no XML may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docgen.model import Problem

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20)])
_NO_CHARACTER = "\ufffe".encode()[:2]
"""What U+FFFE and U+FFFF begin with; others that do are seldom, and looked at closely."""

Warn = Callable[[Problem], None]


def encode_xml(text: str) -> tuple[bytes, bool]:
    """Return the text as UTF-8 without what XML forbids, and whether it held none of it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return encode_xml(_CONTROL.sub("", text))[0], False
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and _NO_CHARACTER not in data:
        return data, True
    return _CONTROL.sub("", text).encode(), False


def warn_control(names: Mapping[str, Any], file: str, warn: Warn) -> None:
    """Tell the path of each text that holds a control character."""
    for path, text in _texts(names, ""):
        if _CONTROL.search(text):
            message = "control characters, which no Word file may hold, are left out"
            warn(Problem("control-character", message, file, where=path, severity="warning"))


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from _texts(child, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, child in enumerate(value):
            yield from _texts(child, f"{path}[{index}]")

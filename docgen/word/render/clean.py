"""Take the characters that no XML may hold out of the names for a template, and tell where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docgen.model import Problem
from docgen.word.render.text import FORBIDDEN

OnWarning = Callable[[Problem], None]


def clean_names(names: Mapping[str, Any], file: str, warn: OnWarning | None) -> dict[str, Any]:
    """Return the names without forbidden characters; `warn` is told the path of each text.

    A text made of one that was told (`unit.printed` of `unit.name`) is not told again.
    """
    told: list[str] = []

    def clean(value: Any, path: str) -> Any:
        if isinstance(value, str):
            if not FORBIDDEN.search(value):
                return value
            if warn is not None and not any(text in value for text in told):
                told.append(value)
                message = "control characters, which no Word file may hold, are left out"
                warn(Problem("control-character", message, file, where=path, severity="warning"))
            return FORBIDDEN.sub("", value)
        if isinstance(value, Mapping):
            start = f"{path}." if path else ""
            return {key: clean(child, f"{start}{key}") for key, child in value.items()}
        if isinstance(value, (list, tuple)):
            return [clean(child, f"{path}[{index}]") for index, child in enumerate(value)]
        return value

    cleaned: dict[str, Any] = clean(names, "")
    return cleaned

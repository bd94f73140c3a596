"""Take the characters that no XML may hold out of the names for a template, and tell where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.word.render.given import OnWarning
from docgen.word.render.text import FORBIDDEN


def clean_names(
    names: Mapping[str, Any], file: str, warn: OnWarning | None, *, keep: str = ""
) -> Mapping[str, Any]:
    """Return the names without forbidden characters; `warn` is told the path of each text.

    Those in `keep` stay, and so does every value that holds none, the very object. A text made of
    one that was told (`unit.printed` of `unit.name`) is not told again.
    """
    told: list[str] = []

    def clean(value: Any, path: str) -> Any:
        if isinstance(value, str):
            without = FORBIDDEN.sub(lambda sign: sign[0] if sign[0] in keep else "", value)
            if without == value:
                return value
            if warn is not None and not any(text in value for text in told):
                told.append(value)
                message = say("control characters, which no Word file may hold, are left out")
                warn(Problem("control-character", message, file, where=path, severity="warning"))
            return without
        if isinstance(value, Mapping):
            start = f"{path}." if path else ""
            children = {key: clean(child, f"{start}{key}") for key, child in value.items()}
            return value if _same(value.values(), children.values()) else children
        if isinstance(value, (list, tuple)):
            entries = [clean(child, f"{path}[{index}]") for index, child in enumerate(value)]
            return value if _same(value, entries) else entries
        return value

    cleaned: Mapping[str, Any] = clean(names, "")
    return cleaned


def _same(before: Iterable[Any], now: Iterable[Any]) -> bool:
    """Return whether all are the very objects they were."""
    return all(one is other for one, other in zip(before, now, strict=True))

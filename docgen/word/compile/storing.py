"""What a compiled template keeps besides code: its fixed parts, and values known beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.word.render.archive import GOOD, ZipEntry, pack_entry


def entries(parts: Mapping[str, bytes]) -> tuple[tuple[str, ZipEntry], ...]:
    """Return the parts as entries of the archive, deflated once, in the order of their names."""
    return tuple((name, pack_entry(name, parts[name], GOOD)) for name in sorted(parts))


def plain_value(value: Any) -> Any:
    """Return mappings as plain dicts, so that the compiled template can be stored."""
    if isinstance(value, Mapping):
        return {key: plain_value(one) for key, one in value.items()}
    return value


def reserved_fault(file: str, part: str) -> Problem:
    """Return the fault of a part that holds characters which are kept for docgen itself."""
    message = say(
        "holds characters that are kept for docgen itself (U+FDD0 to U+FDD7), which "
        "no Word file needs; copy its text into a new file in Word"
    )
    return Problem("characters", message, file, where=part)

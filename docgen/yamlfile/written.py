"""Values as they are written into the middle of a YAML text: in the look of what stood there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docgen.yamlfile.writer import WIDTH, shown, write_yaml

if TYPE_CHECKING:
    from docgen.yamlfile.tree import Spot

_HEADER = re.compile(r"[|>](?P<marks>[-+0-9]*)(?P<behind>[^\r\n]*)")


def inline_value(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {inline_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline_value, value)) + "]"
    return shown([value])[1:-1]


def requoted(value: str, before: str) -> str:
    """Return a text of one line, quoted as the one before it was."""
    if before.startswith("'"):
        return "'" + value.replace("'", "''") + "'"
    plain = shown(value)
    if before.startswith('"') and not plain.startswith('"'):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return plain


def block_text(value: str, before: str, newline: str, key: Spot | None) -> str:
    """Return a text under | with the header and the indentation of the one before it."""
    found = _HEADER.match(before)
    behind = found["behind"] if found else ""
    marks = "-" if found and "-" in found["marks"] else ""
    lines = [line for line in before.splitlines()[1:] if line.strip()]
    indent = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else (key.column + 1 if key else 2)
    texts = [f"{' ' * indent}{line}" if line.strip() else "" for line in value.strip().split("\n")]
    return newline.join([f"|{marks}{behind}", *texts])


def remark_behind(block: str) -> str:
    """Return the comment that stands behind the | of a block, with the blanks before it."""
    found = _HEADER.match(block)
    return found["behind"].rstrip() if found else ""


def entry_lines(key: str, value: Any, indent: int) -> list[str]:
    """Return the lines of a key and its value in a mapping that is indented so far."""
    lines = write_yaml({key: _ended(value)}).rstrip("\n").split("\n")
    return [f"{' ' * indent}{line}" if line else "" for line in lines]


def list_entry(value: Any, column: int, newline: str) -> str:
    """Return an entry of a list whose dashes stand in that column (from 0), with its line end."""
    lines = write_yaml({"k": [_ended(value), "\n"]}).split("\n")[1:]
    end = next(n for n, line in enumerate(lines) if n and line.startswith("  - "))
    own = [line[2:] for line in lines[:end]]
    return "".join(f"{' ' * column}{line}{newline}" if line else newline for line in own)


def _ended(value: Any) -> Any:
    """Return a value whose texts of several lines end in a line break, as people type them."""
    if isinstance(value, dict):
        return {key: _ended(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_ended(one) for one in value]
    several = isinstance(value, str) and ("\n" in value.strip() or len(value) > WIDTH)
    return value.strip() + "\n" if several else value

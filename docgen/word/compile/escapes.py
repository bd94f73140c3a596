"""What stands for braces that are text: `{_{`, `}_}`, `{_%` and `%_}`, as in docxtpl."""

from __future__ import annotations

_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def without_escapes(text: str) -> str:
    """Return the text without them."""
    for escape, _ in _ESCAPES:
        text = text.replace(escape, "")
    return text


def unescaped(text: str) -> str:
    """Return the text with the braces that they stand for."""
    for escape, braces in _ESCAPES:
        text = text.replace(escape, braces)
    return text

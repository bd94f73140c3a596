"""What Python's methods do that no template may call, and what a template writes instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FORMAT: Final = "write {{ '%.2f'|format(x) }}"
_PADDED: Final = "write {{ '%-10s'|format(x) }}, or better a tab stop or a table"
_ADDED: Final = "write {% set xs = xs + [x] %}"
_LEFT_OUT: Final = "choose what to print: |reject, |select, or an if in the loop"
_INSTEAD: Final[Mapping[str, str]] = {
    "format": _FORMAT,
    "format_map": _FORMAT,
    "ljust": _PADDED,
    "rjust": "write {{ '%10s'|format(x) }}, or better a tab stop or a table",
    "zfill": "write {{ '%03d'|format(x) }}",
    "center": "write {{ x|center(10) }}, or centre the paragraph",
    "expandtabs": "set tab stops in Word",
    "append": _ADDED,
    "extend": "write {% set xs = xs + ys %}",
    "insert": "write {% set xs = [x] + xs %}",
    "update": "write {% set d = dict(d, key=x) %}",
    "setdefault": "write {{ d.key|default(x) }}",
    "add": _ADDED,
    "pop": _LEFT_OUT,
    "popitem": _LEFT_OUT,
    "remove": _LEFT_OUT,
    "discard": _LEFT_OUT,
    "clear": _LEFT_OUT,
    "sort": "write {% for x in xs|sort %}",
    "reverse": "write {% for x in xs|reverse %}",
}


def instead_of(name: str) -> str:
    """Return what is said of an attribute that the sandbox refuses, with a way out."""
    if name in _INSTEAD:
        return f"{name}() of Python is not for templates; {_INSTEAD[name]}"
    return f"{name!r} belongs to Python; print a value that the template is given"

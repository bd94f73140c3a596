"""What Python's methods do that no template may call, and what a template writes instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docgen.model.tongue import marked, say

_FORMAT: Final = marked("write {{ '%.2f'|format(x) }}")
_PADDED: Final = marked("write {{ '%-10s'|format(x) }}, or better a tab stop or a table")
_ADDED: Final = marked("write {% set xs = xs + [x] %}")
_LEFT_OUT: Final = marked("choose what to print: |reject, |select, or an if in the loop")
_INSTEAD: Final[Mapping[str, str]] = {
    "format": _FORMAT,
    "format_map": _FORMAT,
    "ljust": _PADDED,
    "rjust": marked("write {{ '%10s'|format(x) }}, or better a tab stop or a table"),
    "zfill": marked("write {{ '%03d'|format(x) }}"),
    "center": marked("write {{ x|center(10) }}, or centre the paragraph"),
    "expandtabs": marked("set tab stops in Word"),
    "append": _ADDED,
    "extend": marked("write {% set xs = xs + ys %}"),
    "insert": marked("write {% set xs = [x] + xs %}"),
    "update": marked("write {% set d = dict(d, key=x) %}"),
    "setdefault": marked("write {{ d.key|default(x) }}"),
    "add": _ADDED,
    "pop": _LEFT_OUT,
    "popitem": _LEFT_OUT,
    "remove": _LEFT_OUT,
    "discard": _LEFT_OUT,
    "clear": _LEFT_OUT,
    "sort": marked("write {% for x in xs|sort %}"),
    "reverse": marked("write {% for x in xs|reverse %}"),
}


def instead_of(name: str) -> str:
    """Return what is said of an attribute that the sandbox refuses, with a way out."""
    if name in _INSTEAD:
        return say(
            "{name}() of Python is not for templates; {instead}",
            name=name,
            instead=say(_INSTEAD[name]),
        )
    return say("{name!r} belongs to Python; print a value that the template is given", name=name)

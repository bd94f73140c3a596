"""Plain `docgen render` lines, read without typer, which would take a fifth of a cold start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from docgen.batch.run import Effort
    from docgen.report import Options

_VALUES = {"-d": "document", "--document": "document", "-o": "out", "--out": "out"}


class Line(NamedTuple):
    """What a plain line asks for."""

    paths: list[str]
    out: str
    options: Options
    effort: Effort
    pdf: bool


def plain_render(argv: list[str]) -> Line | None:
    """Return what a plain `render` line asks for; None for all else: help, mistakes, the rest.

    What it reads it reads as typer does; a test holds the two together.
    """
    if argv[:1] != ["render"]:
        return None
    from docgen.batch.run import Effort
    from docgen.report import Options

    flags = {**_flags(Options), **_flags(Effort), "--pdf": ("pdf", True)}
    paths: list[str] = []
    said: dict[str, Any] = {}
    words = iter(argv[1:])
    for word in words:
        if word in flags:
            name, told = flags[word]
            said[name] = told
        elif word in _VALUES:
            value = next(words, "-")
            if value.startswith("-"):
                return None
            said[_VALUES[word]] = value
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    if not paths:
        return None
    options = Options(**{key: said[key] for key in Options._fields if key in said})
    effort = Effort(**{key: said[key] for key in Effort._fields if key in said})
    return Line(paths, said.get("out", "out"), options, effort, "pdf" in said)


def _flags(kind: Any) -> dict[str, tuple[str, bool]]:
    """Return the switches of a tuple: field and value by the option that sets it."""
    return {
        f"--{'no-' * default}{name.replace('_', '-')}": (name, not default)
        for name, default in kind._field_defaults.items()
        if isinstance(default, bool)
    }

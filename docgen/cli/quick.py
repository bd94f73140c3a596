"""Plain `docgen render` lines, read without typer, which would take a fifth of a cold start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_FLAGS = {
    "--draft": "draft",
    "--plain": "plain",
    "--pdf": "pdf",
    "--force": "force",
    "--fail-fast": "fail_fast",
    "--dry-run": "dry_run",
}
_VALUES = {"-d": "document", "--document": "document", "-o": "out", "--out": "out"}


def plain_render(argv: list[str]) -> dict[str, Any] | None:
    """Return the arguments of a plain `render` line; None for all else: help, mistakes, the rest.

    What it reads it reads as typer does; a test holds the two together.
    """
    if argv[:1] != ["render"]:
        return None
    paths: list[str] = []
    options: dict[str, Any] = {}
    words = iter(argv[1:])
    for word in words:
        if word in _FLAGS:
            options[_FLAGS[word]] = True
        elif word in _VALUES:
            value = next(words, "-")
            if value.startswith("-"):
                return None
            options[_VALUES[word]] = Path(value) if _VALUES[word] == "out" else value
        elif word.startswith("-") and word != "-":
            return None
        else:
            paths.append(word)
    return {"paths": paths, **options} if paths else None

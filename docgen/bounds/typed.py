"""Paths and addresses as people type them; one that means nothing is told at once."""

from __future__ import annotations

from pathlib import Path

from docgen.errors import UsageError
from docgen.model.address import as_path, is_sound
from docgen.model.tongue import say


def typed_path(typed: Path | str) -> str:
    """Return a path or address as docgen has it inside; raises UsageError for a broken address."""
    text = str(typed)
    if not is_sound(text):
        message = say(
            "this is no whole address; write s3://bucket/name, without .. (is a variable empty?)"
        )
        raise UsageError(f"{text}: {message}")
    return as_path(text)

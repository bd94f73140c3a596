"""Texts as files of a pack hold them: one, a list of them, or several by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def text(value: str | int | None) -> str:
    """Return a text without the line break at its end; a whole number counts as typed."""
    return "" if value is None else str(value).rstrip("\n")


def texts(values: Iterable[str | int] | None) -> tuple[str, ...]:
    """Return a list of texts; absent is empty."""
    return tuple(map(text, values or ()))


def texts_by_key(values: Mapping[str, str | int] | None) -> dict[str, str]:
    """Return texts by key; absent is empty."""
    return {key: text(value) for key, value in (values or {}).items()}

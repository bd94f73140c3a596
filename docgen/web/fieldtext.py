"""What an input of the page shows of a value, and the value that is meant by what is typed there.

Both sides are plain texts. What is typed and makes no sense is kept as it was typed: the schema
tells what is wrong with it, and nobody loses it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

from docgen.model.tongue import listed_numbers, with_decimals
from docgen.review.shape import Kind as ValueKind
from docgen.scoring.rule import Kind as FigureKind

Look = Literal[
    "line", "text", "list", "days", "number", "choice", "figure", "figures", "counts", "yesno"
]
"""line: a text of one line, a date too. text: paragraphs. list: an entry a line. days: dates.
number: a whole one. choice: a word, yesno: true or false. figure, figures, counts: of evidence."""

_LOOKS: Mapping[ValueKind, Look] = {
    "key": "line", "line": "line", "text": "text", "list": "list", "date": "line", "dates": "days",
    "number": "number", "choice": "choice", "criterion": "choice", "score": "number",
}  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, the line break and the tab aside, and halves of letters."""
_WHOLE = re.compile(r"[-+]?\d{1,15}")
_FIGURE = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,15})?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_COUNT = re.compile(r"(?P<name>.*\S)\s*:\s*(?P<count>\S+)")


def look_of(kind: ValueKind) -> Look:
    """Return how a value of the review is typed."""
    return _LOOKS.get(kind, "line")


def look_of_figure(kind: FigureKind) -> Look:
    """Return how a figure of the evidence is typed."""
    if kind.base == "counts":
        return "counts"
    if kind.lists:
        return "figures"
    if kind.base == "bool":
        return "yesno"
    return "choice" if kind.order else "figure"


def tidied(text: str) -> str:
    """Return what is typed without control characters, and without blanks around it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n ")


def text_of(value: Any, look: Look) -> str:
    """Return what an input shows of a value."""
    if value is None:
        return ""
    return tidied(_SHOWN.get(look, _as_written)(value))


def value_of(text: str, look: Look) -> Any:
    """Return the value that a typed text means, None for an empty one."""
    text = tidied(text)
    return _TYPED.get(look, str)(text) if text else None


def same_text(text: str, look: Look) -> str:
    """Return what an input shows of what was typed or shown, in whatever language it was."""
    return text_of(value_of(text, look), look)


def _as_written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _entries(value: Any) -> str:
    """Return a list with an entry a line; what goes on an entry is set in by two blanks."""
    entries = value if isinstance(value, list) else [value]
    texts = (_as_written(one).strip() for one in entries if one is not None)
    return "\n".join(text.replace("\n", "\n  ") for text in texts if text)


def _read_entries(text: str) -> list[str]:
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith("  ") and entries:
            entries[-1] += "\n" + line.strip()
        elif line.strip():
            entries.append(line.strip().removeprefix("- "))
    return entries


def _days(value: Any) -> str:
    return ", ".join(map(_as_written, value)) if isinstance(value, list) else _as_written(value)


def _read_days(text: str) -> Any:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    return parts if all(_ISO.fullmatch(part) for part in parts) else text


def _number(text: str) -> Any:
    return int(text) if _WHOLE.fullmatch(text) else text


def _figure(text: str) -> Any:
    """Return a number, a comma being a decimal point; else the text."""
    if not _FIGURE.fullmatch(text):
        return text
    return int(text) if _WHOLE.fullmatch(text) else float(text.replace(",", "."))


def _figure_text(value: Any) -> str:
    """Return a figure; a number has the decimal sign of the language that the page speaks."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return with_decimals(_as_written(value)) if number else _as_written(value)


def _figures(value: Any) -> str:
    if not isinstance(value, list):
        return _figure_text(value)
    return listed_numbers(map(_figure_text, value))


def _read_figures(text: str) -> Any:
    """Return the numbers of a list: `11, 4, 3`, `11 4 3`, `4,5; 3`; one number is no list."""
    if _FIGURE.fullmatch(text):
        return _figure(text)
    between = r"[;\n]+\s*" if ";" in text or "\n" in text else r",?\s+|,"
    return [_figure(part.strip()) for part in re.split(between, text) if part.strip()]


def _counts(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{key}: {_figure_text(count)}" for key, count in value.items())
    return _figures(value)


def _read_counts(text: str) -> Any:
    rows = [_COUNT.fullmatch(line.strip()) for line in text.split("\n") if line.strip()]
    found = [row for row in rows if row is not None]
    if len(found) == len(rows):
        return {row["name"]: _figure(row["count"]) for row in found}
    listed = _read_figures(text)
    return listed if isinstance(listed, list) else [listed]


def _yesno(text: str) -> Any:
    return {"true": True, "false": False}.get(text, text)


_SHOWN: Mapping[Look, Callable[[Any], str]] = {
    "list": _entries, "days": _days, "figure": _figure_text, "figures": _figures, "counts": _counts,
}  # fmt: skip
_TYPED: Mapping[Look, Callable[[str], Any]] = {
    "list": _read_entries, "days": _read_days, "number": _number, "figure": _figure,
    "figures": _read_figures, "counts": _read_counts, "yesno": _yesno,
}  # fmt: skip

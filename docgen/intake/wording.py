"""The text of a field as a review holds it: paragraphs, `- ` bullets, entries of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docgen.word.readback.fields import Line

_SIGN = re.compile(r"^[-•▪◦‣·\uf0b7o]\s+(?=\S)")
_ENTRIES = re.compile(r"[;\n]")


def text_of(lines: Iterable[Line]) -> str:
    """Return the paragraphs of a value: a blank line parts them, bullets stand below each other."""
    text, before = "", False
    numbers: dict[int, int] = {}
    for line in lines:
        words = line.text.strip()
        if not words:
            continue
        numbers = {depth: n for depth, n in numbers.items() if depth <= line.depth}
        if line.numbered:
            numbers[line.depth] = numbers.get(line.depth, 0) + 1
            words = f"{numbers[line.depth]}. {words}"
        else:
            numbers.clear()
        is_bullet = line.bullet or bool(_SIGN.match(words))
        if is_bullet:
            words = f"- {_SIGN.sub('', words)}"
        gap = "\n" if is_bullet and before else "\n\n"
        text += f"{gap if text else ''}{words}"
        before = is_bullet
    return text


def entries_of(lines: Sequence[Line], *, separator: str = "") -> list[str]:
    """Return the entries of a list: its paragraphs, without bullet signs.

    With a `separator` the list stands on one line, and it parts the entries.
    """
    texts = [line.text for line in lines]
    if separator:
        texts = [part for text in texts for part in _ENTRIES.split(text)]
        if len(texts) == 1:
            texts = texts[0].split(separator)
    return [bare for text in texts if (bare := _SIGN.sub("", text.strip()).strip())]


def without_sign(text: str) -> str:
    """Return a line without a bullet sign that somebody typed."""
    return _SIGN.sub("", text.strip())


def one_line(lines: Iterable[Line]) -> str:
    """Return a value of one line, whatever breaks it has."""
    return " ".join(" ".join(line.text.split()) for line in lines if line.text.strip())

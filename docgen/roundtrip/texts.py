"""A text of the review with other paragraphs: those that stay keep the way they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from docgen.word.render.text import blocks_of, canonical


def paragraphs_of(text: str) -> list[str]:
    """Return the canonical paragraphs of a text."""
    return [canonical([block]) for block in blocks_of(text)] if text.strip() else []


def retyped(text: str, paragraphs: Sequence[str]) -> str:
    """Return `text` with those canonical paragraphs; what is the same stays as it was typed."""
    pieces = _pieces(text)
    known = [canonical(blocks_of(raw)) for _, raw in pieces]
    result = ""
    before = ""
    matcher = SequenceMatcher(None, known, list(paragraphs), autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            kept = pieces[start:end]
        else:
            kept = [("", _typed(one)) for one in paragraphs[first:last]]
        for gap, raw in kept:
            if result:
                both = before.startswith("- ") and raw.lstrip().startswith(("- ", "•"))
                result += gap or ("\n" if both else "\n\n")
            result += raw
            before = raw.lstrip()
    return result


def _typed(paragraph: str) -> str:
    """Return a canonical paragraph as one types it: lines of a bullet stand below each other."""
    if paragraph.startswith("- "):
        return paragraph.replace("\n", "\n  ")
    return paragraph


def _pieces(text: str) -> list[tuple[str, str]]:
    """Return each paragraph of a text as it is typed, with the line breaks before it."""
    pieces: list[tuple[str, list[str]]] = []
    gap = ""
    fresh = True
    for line in text.strip().split("\n"):
        if not line.strip():
            gap += "\n"
            fresh = True
        elif fresh or line.lstrip().startswith(("- ", "• ")):
            pieces.append((gap + "\n" if pieces else "", [line.rstrip()]))
            gap, fresh = "", False
        else:
            pieces[-1][1].append(line.rstrip())
    return [(before, "\n".join(lines)) for before, lines in pieces]

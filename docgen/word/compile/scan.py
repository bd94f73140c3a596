"""Find the tags in a text: one pass, no way back, however the text was made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

from docgen.bounds.templates import (
    MOST_LETTERS_IN_PARAGRAPH,
    MOST_LETTERS_IN_TAG,
    MOST_TAGS_IN_PARAGRAPH,
)
from docgen.model.tongue import say
from docgen.word.compile.quotes import KINDS, QUOTE, is_quote

Kind = Literal["var", "block", "comment"]

_START = re.compile(r"\{(?:\{(?!\{)|%|#)")
_KINDS: dict[str, Kind] = {"{": "var", "%": "block", "#": "comment"}
DELIMITERS = {"var": ("{{", "}}"), "block": ("{%", "%}"), "comment": ("{#", "#}")}
_CLOSING = {
    "var": re.compile(rf"{QUOTE}|\}}(?=\}})"),
    "block": re.compile(rf"{QUOTE}|%(?=\}})"),
}
_QUOTES = re.compile(QUOTE)
_INNER = re.compile(r"\{[{%]")
_END_OF_RAW = re.compile(r"\{%\s*endraw\s*%\}")

GAP = "\ufffc"
"""Stands for a tag in the text between tags."""


class Span(NamedTuple):
    """A tag in a text, with its delimiters."""

    start: int
    end: int
    kind: Kind
    body: str

    @property
    def typed(self) -> str:
        """The tag with its delimiters."""
        start, end = DELIMITERS[self.kind]
        return f"{start}{self.body}{end}"


class Scan(NamedTuple):
    """The tags of a text."""

    spans: tuple[Span, ...]
    between: str
    """What stands between them, `GAP` for each tag; not what stands between raw and endraw."""
    open_raw: bool
    """True when a raw block has no end."""
    lone_end: bool = False
    """True when an endraw ends nothing."""


def scan(text: str) -> Scan:
    """Return the tags of a text; quotes in a tag may hold its closing braces."""
    return _known(text) if len(text) < _SHORT else _scanned(text)


def _scanned(text: str) -> Scan:
    spans: list[Span] = []
    between: list[str] = []
    ends = {kind: _Ends(text, closing) for kind, closing in _CLOSING.items()}
    comments, lone_end = True, False
    at = end = 0
    while found := _START.search(text, at):
        start, kind = found.start(), _KINDS[text[found.start() + 1]]
        stop = -1
        if kind != "comment":
            stop = ends[kind].behind(start + 2)
        elif comments:
            stop = text.find("#}", start + 2)
            comments = stop >= 0
        if stop < 0 or (kind != "comment" and _holds_another(text, start + 2, stop)):
            at = start + 1
            continue
        span = Span(start, stop + 2, kind, text[start + 2 : stop])
        spans.append(span)
        between.append(text[end:start])
        at = end = span.end
        lone_end = lone_end or (kind == "block" and span.body.strip() == "endraw")
        if kind == "block" and span.body.strip() == "raw":
            closing = _END_OF_RAW.search(text, end)
            if closing is None:
                return Scan(tuple(spans), GAP.join(between), True)
            body = closing[0].removeprefix("{%").removesuffix("%}")
            spans.append(Span(closing.start(), closing.end(), "block", body))
            at = end = closing.end()
    return Scan(tuple(spans), GAP.join([*between, text[end:]]), False, lone_end)


_SHORT = 2_000
_known = lru_cache(maxsize=512)(_scanned)
"""A paragraph is looked at by the compiler and by rules, and forms say many things often."""


def _holds_another(text: str, start: int, stop: int) -> bool:
    """Return whether another tag begins in the body of a tag: then this one has no end."""
    inner = _INNER.search(text, start, stop)
    if inner is None:
        return False
    quotes = (found.start() for found in _QUOTES.finditer(text, start, inner.start()))
    counts = Counter(KINDS[text[at]] for at in quotes if is_quote(text, at))
    return not any(count % 2 for count in counts.values())


class _Ends:
    """Where tags of one kind end, worked out once for all places in which one may begin."""

    def __init__(self, text: str, closing: re.Pattern[str]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._text, self._closing = text, closing
        self._known = False

    def behind(self, start: int) -> int:
        """Return where the tag's closing braces stand whose body begins at `start`, or -1."""
        if not self._known:
            self._work_out()
        index = bisect_left(self._starts, start)
        return self._ends[index] if index < len(self._ends) else -1

    def _work_out(self) -> None:
        """From the last sign to the first: a quote leads behind the next quote of its kind."""
        self._known = True
        text = self._text
        found = (match.start() for match in self._closing.finditer(text))
        self._starts = [at for at in found if text[at] not in KINDS or is_quote(text, at)]
        count = len(self._starts)
        self._ends = [-1] * (count + 1)
        quotes: dict[str, int] = {}
        for index in range(count - 1, -1, -1):
            kind = KINDS.get(text[self._starts[index]])
            if kind:
                partner = quotes.get(kind)
                self._ends[index] = -1 if partner is None else self._ends[partner + 1]
                quotes[kind] = index
            else:
                self._ends[index] = self._starts[index]


def beyond(text: str, scanned: Scan) -> str:
    """Return what is said of a text with tags that are too many or too long; empty if none are."""
    longest = max((span.end - span.start for span in scanned.spans), default=0)
    if scanned.spans and len(text) > MOST_LETTERS_IN_PARAGRAPH:
        return say(
            "a paragraph with tags has at most {most:,} letters; part it into several",
            most=MOST_LETTERS_IN_PARAGRAPH,
        )
    if len(scanned.spans) > MOST_TAGS_IN_PARAGRAPH:
        return say(
            "a paragraph has at most {most} tags; part it into several", most=MOST_TAGS_IN_PARAGRAPH
        )
    if longest > MOST_LETTERS_IN_TAG:
        return say(
            "a tag has at most {most:,} letters; part it into several", most=MOST_LETTERS_IN_TAG
        )
    return ""

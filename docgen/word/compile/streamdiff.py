"""Hold what a report prints against what it should print, and say where they part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docgen.model.telling import shortened
from docgen.model.tongue import say
from docgen.word.compile.stream import Token
from docgen.word.compile.tags import Tag

_LONGEST = 40
"""Letters of what is lost that a message quotes."""


def missing(wanted: Sequence[Token], got: Sequence[Token]) -> tuple[str, str] | None:
    """Return place and message of the first words that notes do not hold; None without any."""
    theirs = "".join(_bare(token.text) for token in got if token.kind == "words")
    counts = Counter((_bare(t.text), t.place) for t in wanted if t.kind == "words")
    for (text, place), times in counts.items():
        if theirs.count(text) < times:
            return place, say(
                "{text!r} would be lost in a note of a report", text=shortened(text, _LONGEST)
            )
    return None


def difference(
    wanted: Sequence[Token], got: Sequence[Token], tags: Sequence[Tag]
) -> tuple[str, str] | None:
    """Return place and message of the first difference between two streams; None without one."""
    return _words_differ(wanted, got, tags) or _marks_differ(wanted, got)


def _words_differ(
    wanted: Sequence[Token], got: Sequence[Token], tags: Sequence[Tag]
) -> tuple[str, str] | None:
    pieces = [(token, _bare(token.text)) for token in wanted if token.kind == "words"]
    theirs = "".join(_bare(token.text) for token in got if token.kind == "words")
    ours = "".join(text for _, text in pieces)
    if ours == theirs:
        return None
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), None)
    at = min(len(ours), len(theirs)) if at is None else at
    behind = 0
    token = pieces[-1][0] if pieces else Token("words", "")
    for token, text in pieces:  # noqa: B007 - the last one stays
        behind += len(text)
        if behind > at:
            break
    shown = tags[token.number].printed if token.number >= 0 else " ".join(token.text.split())
    message = say(
        "{shown!r} would be lost, moved or printed twice in a report; give the tags "
        "beside it paragraphs, rows or cells of their own",
        shown=shortened(shown, _LONGEST),
    )
    return token.place, message


def _marks_differ(wanted: Sequence[Token], got: Sequence[Token]) -> tuple[str, str] | None:
    marks = [token for token in wanted if token.kind == "mark"]
    theirs = [token.text for token in got if token.kind == "mark"]
    if [mark.text for mark in marks] == theirs:
        return None
    at = next(
        (
            n
            for n, (mark, other) in enumerate(zip(marks, theirs, strict=False))
            if mark.text != other
        ),
        min(len(marks), len(theirs)),
    )
    counts = Counter(mark.text for mark in marks)
    other = Counter(theirs)
    kind = next((k for k in counts | other if counts[k] != other[k]), "")
    ahead, behind = marks[at:], marks[:at][::-1]
    near = [*ahead, *behind] if counts[kind] > other[kind] else [*behind, *ahead]
    alike = [mark.place for mark in near if mark.text == kind and mark.place]
    where = next(iter([*alike, *(mark.place for mark in ahead)]), "")
    if kind:
        return where, say(
            "{what} would be printed {count} times instead of {wanted} in a report; "
            "give it a paragraph of its own, away from tags",
            what=say(kind),
            count=other[kind],
            wanted=counts[kind],
        )
    return where, say(
        "{what} would be moved in a report; give it a paragraph of its own, away from tags",
        what=say(marks[at].text),
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)

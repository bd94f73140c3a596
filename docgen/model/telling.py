"""How much is said: a message is one line of bounded length, a run tells a page of one kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Protocol

from docgen.model.tongue import say

MOST_LETTERS = 1500
"""Letters of a message; with its file and place a line stays below 2,000."""
MOST_OF_A_PLACE = 200
"""Letters of a place in a file (`criteria.caseload_size.score`)."""
MOST_OF_A_KIND = 60
"""Lines of one kind that a run prints: a page."""

_UNSEEN = "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
"""What ends a line, moves the cursor of a terminal or turns the direction of a text.

As an expression that few reports need it is compiled, and kept by `re`, when it is first used.
"""


class OfAKind(Protocol):
    """Something to be told in one line."""

    @property
    def rule(self) -> str:
        """Return its kind."""


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """Return a text of at most `most` letters; a longer one keeps its beginning and its end."""
    if len(text) <= most:
        return text
    tail = most // 5
    return f"{text[: most - tail - 5]} ... {text[-tail:]}"


def one_line(text: str) -> str:
    """Return a text with each sign that would leave its line or hide a part of it written out."""
    if not re.search(_UNSEEN, text):
        return text
    return re.sub(_UNSEEN, lambda sign: sign[0].encode("unicode_escape").decode(), text)


def quoted(value: object, most: int = 60) -> str:
    """Return a value as Python writes it, in at most `most` letters."""
    if isinstance(value, str):  # cut first: writing out what is not shown takes time
        short = shortened(value, most)
        return repr(short)
    if isinstance(value, int) and value.bit_length() > 4 * most:  # a bound on its digits
        return say("a very long number")
    if isinstance(value, list | tuple | dict):
        few = [quoted(one, most) for one in list(value)[:5]]
        text = ", ".join(few) + (", ..." if len(value) > len(few) else "")
        return shortened(f"[{text}]" if not isinstance(value, dict) else f"{{{text}}}", most)
    return shortened(repr(value), most)


class Page:
    """Lets a page of each kind through and counts the rest."""

    def __init__(self, most: int = MOST_OF_A_KIND) -> None:
        self._most = most
        self._met: Counter[str] = Counter()

    def has_room(self, kind: str) -> bool:
        """Return whether one more of this kind is told, and count it."""
        self._met[kind] += 1
        return self._met[kind] <= self._most

    def rest(self, way: str = "") -> Iterator[str]:
        """Yield a line for each kind of which more was met than told; `way`: where all are."""
        for kind, met in self._met.items():
            if met > self._most:
                count = met - self._most
                more = say("... and {count} more of this kind [{kind}]", count=count, kind=kind)
                yield f"{more}; {say(way)}" if way else more


def page_of(findings: Iterable[OfAKind], rest: str = "") -> Iterator[str]:
    """Yield the lines of the findings, a page of each kind, then how many more there are."""
    page = Page()
    for finding in findings:
        if page.has_room(finding.rule):
            yield str(finding)
    yield from page.rest(rest)

"""The known word that was probably meant, and the way out that a message ends with."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from docgen.model.tongue import say

LONGEST = 100
"""Letters of a word that is compared at all: nobody mistypes more."""
MOST = 500
"""Known words that are compared."""
MOST_ASKED = 50
"""Words of one file that are compared: each takes half a millisecond, and files may hold many."""
_LISTED = 30


def nearest(word: str, known: Iterable[str], *, least: float = 0.6) -> str:
    """Return the known word that looks most like `word`, empty when none does.

    `least` is how alike they must be, from 0 to 1.
    """
    if len(word) > LONGEST:
        return ""
    return _nearest(word, tuple(one for one in list(known)[:MOST] if len(one) <= LONGEST), least)


@lru_cache(maxsize=256)
def _nearest(word: str, words: tuple[str, ...], least: float) -> str:
    """Return the nearest word; a table filled by a program has the same fault in each row."""
    from difflib import get_close_matches  # 2 ms at each start, and rarely needed

    found = get_close_matches(word, words, 1, least)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], lead: str = "") -> str:
    """Return the way out for a word that is not one of `known`: the nearest, else all of them."""
    return Hints().did_you_mean(word, known, lead)


def listed(words: list[str]) -> str:
    """Return the words for a message, the first of very many; `none` without any."""
    first = ", ".join(map(str, words[:_LISTED]))
    if len(words) > _LISTED:
        return say("{first} and {count} more", first=first, count=len(words) - _LISTED)
    return first or say("none")


class Hints:
    """Did-you-mean for the faults of one file: the first MOST_ASKED words get it, no others."""

    def __init__(self) -> None:
        self._asked = 0

    @property
    def left(self) -> bool:
        """Whether one more word is compared."""
        return self._asked < MOST_ASKED

    def nearest(self, word: str, known: Iterable[str], *, least: float = 0.6) -> str:
        """Return the same as the function, but nothing for words that come too late."""
        self._asked += 1
        return nearest(word, known, least=least) if self._asked <= MOST_ASKED else ""

    def did_you_mean(self, word: str, known: Iterable[str], lead: str = "") -> str:
        """Return the way out for a word that is not one of `known`."""
        words = list(known)
        near = self.nearest(word, words)
        if near:
            return say("did you mean '{word}'?", word=near)
        lead = lead or say("there is")
        return f"{lead}: {listed(words)}"

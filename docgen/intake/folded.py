"""Words as they are compared: case, kinds of blanks, hyphens and dashes make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from docgen.model import Pack

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u00ad-]")
_SIGNS = re.compile(r"[^\w&%/]+")


def folded(text: str) -> str:
    """Return a text in small letters, its words parted by one blank, without other signs."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def squeezed(text: str) -> str:
    """Return a text without blanks, hyphens and signs: a name that is broken over lines."""
    return _SIGNS.sub("", _DASHES.sub("", text.casefold())).replace("_", "")


class Prompts:
    """What empty fields say, in the languages of all packs."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        texts = [pack.texts for pack in packs]
        long = {folded(text.get("placeholder", "")) for text in texts} - {""}
        short = {folded(text.get("placeholder_short", "")) for text in texts} - {""}
        self._all = long | short
        self._long = sorted(long, key=len, reverse=True)

    def is_empty(self, text: str) -> bool:
        """Return whether a field says nothing: it is blank, or shows a prompt."""
        bare = folded(text)
        return bare in self._all if bare else not text.strip()

    def stands_in(self, text: str) -> bool:
        """Return whether a prompt stands in a text beside other words.

        The short ones are everyday words; they count only where they are all there is.
        """
        bare = folded(text)
        return any(prompt in bare for prompt in self._long) and not self.is_empty(text)

    def without(self, text: str) -> str:
        """Return the lines of a text that are no prompts."""
        return "\n".join(line for line in text.split("\n") if not self.is_empty(line))


def bare_letters(text: str) -> str:
    """Return the letters and figures of a text, without case and accents: `Poång` is `Poäng`."""
    return "".join(sign for sign in _decomposed(text) if sign.isalnum())


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold())

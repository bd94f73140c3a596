"""How the careful way writes values: once, so what no XML may hold is left out at once and told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from docgen.word.render.markup import (
    Captured,
    brings_markup,
    brought,
    carries_content,
    fitted,
    text_of,
)
from docgen.word.render.text import (
    FORBIDDEN,
    LISTING,
    escape_attribute,
    escape_plain,
    escape_text,
)
from docgen.word.render.writers import WRITER, WRITERS, soft, write_columns

_SIGNS = re.compile(f"([{LISTING}])")


class Content(Protocol):
    """Makes the XML of values that carry pictures, lists or links."""

    def xml_of(self, value: Any, place: str) -> str:
        """Return the XML of a value for a place."""
        ...


class Forgiving(NamedTuple):
    """The writers of one careful rendering."""

    tell: Callable[[], None]
    """Is told that the tag which runs printed a character that was left out."""
    content: Content
    listing: bool
    """Whether texts may begin paragraphs and pages."""

    def writers(self) -> dict[str, Callable[[Any], str]]:
        """Return the functions that stand for those of `writers`, by name."""
        plain: dict[str, Callable[[Any], str]] = {
            f"{WRITER}text": self.text,
            f"{WRITER}plain": lambda value: escape_plain(self._clean(text_of(value))),
            f"{WRITER}attr": lambda value: escape_attribute(self._clean(text_of(value))),
        }
        softly = {name.replace(WRITER, f"{WRITER}soft_"): soft(one) for name, one in plain.items()}
        columns = {f"{WRITER}columns": _columns}
        placed = {f"{WRITER}{p}": self._xml(p) for p in ("p", "r", "tr", "tc")}
        return {**plain, **softly, **columns, **placed}

    def text(self, value: Any) -> str:
        """Return any value for a w:t."""
        if brings_markup(value):
            return self._brought(value, "text")
        text = text_of(value)
        if not self.listing or not _SIGNS.search(text):
            return escape_text(self._clean(text))
        pieces = _SIGNS.split(self._clean(text, LISTING))
        return "".join(p if p in LISTING else escape_text(p) for p in pieces if p)

    def _xml(self, place: str) -> Callable[[Any], str]:
        strict = WRITERS[f"{WRITER}{place}"]

        def write(value: Any) -> str:
            if is_absent(value):
                return str(value)
            return self._brought(value, place) if brings_markup(value) else str(strict(value))

        return write

    def _brought(self, value: Any, place: str) -> str:
        if type(value) is Captured:
            if FORBIDDEN.search(value.__html__()):
                return fitted(value.__html__(), place, plain=True)
            return brought(value, place)
        carries = carries_content(value)
        xml = self.content.xml_of(value, place) if carries else str(value.__html__())
        return fitted(self._clean(xml, LISTING), place)

    def _clean(self, text: str, keep: str = "") -> str:
        without = FORBIDDEN.sub(lambda sign: sign[0] if sign[0] in keep else "", text)
        if without != text:
            self.tell()
        return without


def is_absent(value: Any) -> bool:
    """Return whether a value stands for a name that is not there."""
    return getattr(type(value), "_docgen_absent", False)


def _columns(value: Any) -> str:
    return "1" if is_absent(value) and not str(value) else write_columns(value)

"""The text of a value: its paragraphs and bullets, and how text is written into XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docgen.errors import DocgenError
from docgen.model.tongue import say

if TYPE_CHECKING:
    from docgen.model.template import Kind

Formatter = Callable[[Any], str]
Escape = Callable[[str], str]
"""`escape_text`, or `escape_unchecked` where the whole part is looked at."""
Block = tuple[bool, str]
"""A paragraph of a value: whether it is a bullet, and its text with line breaks."""

_BULLET_SIGNS = frozenset(("", *"-•–·▪◦‣\uf0b7\uf0a7"))
"""What a text begins with that is absent or may be a bullet, Word's own signs among them."""
_BULLET = re.compile(r"[-•–·▪◦‣\uf0b7\uf0a7][ \t\u00a0]+")
_GAP = re.compile(r"\n[ \t]*\n\s*")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold."""
_CONTROLS = tuple(bytes([number]) for number in range(32) if chr(number) not in "\t\n\r")
"""Those of them that are one byte in UTF-8; no longer character holds such a byte."""
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
LISTING = "\a\f"
"""What begins a paragraph and a page in docxtpl's texts."""
_FORMATTERS = {"date": "date", "dates": "dates", "list": "joined", "number": "number"}


class ForbiddenCharacterError(DocgenError):
    """A value holds a character that no XML may hold; the value is cleaned and printed again."""


def escape_text(text: str) -> str:
    """Return `text` for a w:t: escaped, with line breaks and tabs as Word's own.

    Raises ForbiddenCharacterError for control characters and lone surrogates.
    """
    if not text.isprintable() and FORBIDDEN.search(text):
        raise forbidden()
    return escape_unchecked(text)


def escape_unchecked(text: str) -> str:
    """Return what `escape_text` does of a text whose whole part goes through `encoded`.

    Looking at each letter of each value takes longer than all else that is done with it.
    """
    if "&" in text or "<" in text or ">" in text:
        text = _escape(text)
    if "\n" in text or "\r" in text or "\t" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        return text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return text


def encoded(part: str) -> bytes:
    """Return a part of a Word file as bytes.

    Raises ForbiddenCharacterError for control characters and lone surrogates anywhere in it.
    """
    try:
        data = part.encode()
    except UnicodeEncodeError:
        raise forbidden() from None
    # One search for each: the processor looks for one byte thirty times as fast as for a kind.
    for sign in _CONTROLS:
        if sign in data:
            raise forbidden()
    if not part.isascii() and ("\ufffe" in part or "\uffff" in part):
        raise forbidden()
    return data


def forbidden() -> ForbiddenCharacterError:
    """Return the error for what no XML may hold."""
    return ForbiddenCharacterError(say("control characters, which no Word file may hold"))


def escape_plain(text: str) -> str:
    """Return `text` for an element outside paragraphs (a property): escaped, on one line.

    Raises ForbiddenCharacterError like `escape_text`.
    """
    if text.isprintable():
        return _escape(text)
    if FORBIDDEN.search(text):
        raise forbidden()
    return _escape(" ".join(text.splitlines()))


def _escape(text: str) -> str:
    for sign, entity in _ENTITIES:
        if sign in text:  # asking first: to replace what is not there takes ten times as long
            text = text.replace(sign, entity)
    return text


def escape_attribute(text: str) -> str:
    """Return `text` for an attribute."""
    return escape_plain(text).replace('"', "&quot;")


def blocks_of(text: str) -> list[Block]:
    """Return the paragraphs of a text: a blank line parts them, a line with `- ` is a bullet.

    A bullet without a word is none.
    """
    blocks: list[tuple[bool, list[str]]] = []
    for paragraph in _GAP.split(text.strip()):
        fresh = True
        for line in paragraph.split("\n"):
            found = _BULLET.match(line.lstrip())
            if found:
                blocks.append((True, [line.lstrip()[found.end() :].strip()]))
            elif fresh:
                blocks.append((False, [line.rstrip()]))
            else:
                bullet, lines = blocks[-1]
                lines.append(line.strip() if bullet else line.rstrip())
            fresh = False
    joined = [(bullet, "\n".join(lines).strip("\n")) for bullet, lines in blocks]
    return [block for block in joined if block[1]]


def text_blocks(value: Any) -> list[Block]:
    """Return the paragraphs of a text; none when it is absent or blank."""
    text = "" if value is None else str(value).strip()
    if "\n" in text or text[:1] in _BULLET_SIGNS:
        return blocks_of(text) if text else []
    return [(False, text)]


def list_blocks(value: Any) -> list[Block]:
    """Return the paragraphs of a list: one entry plain, several as bullets."""
    entries: Sequence[Any] = [value] if isinstance(value, str) else value or ()
    texts = [str(entry).strip() for entry in entries if str(entry).strip()]
    return [(len(texts) > 1, text) for text in texts]


def canonical(blocks: Sequence[Block]) -> str:
    """Return the text of `blocks` in one form, however it was typed; what checksums are made of."""
    return "\n\n".join(f"- {text}" if bullet else text for bullet, text in blocks)


def line_writer(kind: Kind, filters: Mapping[str, Formatter]) -> Formatter:
    """Return the function that turns a value of that kind into the text of one place."""
    formatter = filters.get(_FORMATTERS.get(kind, ""))
    if formatter is not None:
        return lambda value: formatter(value) if value not in (None, "", [], ()) else ""
    if kind in ("list", "dates"):
        return lambda value: ", ".join(map(str, value or ()))
    return _one_line


def _one_line(value: Any) -> str:
    if type(value) is str:
        return value.strip()
    return "" if value is None else str(value).strip()

"""What stands for a tag until the source is written: the one owner of the marks.

A tag inside text is `OPEN number CLOSE`; a tag that owns an element (a paragraph, row or cell) is a
processing instruction in the element's place. A tag that writes the end of its paragraph stands at
the end of it, one that writes the beginning at its start. All carry the number of the tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from docgen.word.audit.package import finder
from docgen.word.compile.xml import Element

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters: no document may hold them (`RESERVED`)."""
_PUT, _CUT, _HEAD = "dg", "dgcut", "dghead"

RESERVED = re.compile("[\ufdd0-\ufdd7]")
_IN_MESSAGES = re.compile(r"[\ufdd0-\ufdd7]|\\ufdd[0-7]")
_RESERVED_BYTES = re.compile(
    b"\xef\xb7[\x90-\x97]|&#x0*[fF][dD][dD][0-7];|&#0*(?:6497[6-9]|6498[0-3]);"
)
"""The same in the bytes of a part: as they are, or as references."""

_MARKER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_SERIALISED = re.compile(
    f"{_OPEN}(\\d+){_CLOSE}"
    rf"|<\?{_PUT} (\d+)\?>|<\?{_CUT} (\d+)\?></w:p>|<w:p><\?{_HEAD} (\d+)\?>"
)


def holds_reserved(data: bytes) -> bool:
    """Return whether a part holds reserved characters, wherever: also in its comments."""
    is_xml = data[:9].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return is_xml and _RESERVED_BYTES.search(data) is not None


def without_reserved(message: str) -> str:
    """Return a message of Jinja's parser without reserved characters, which it may escape."""
    return _IN_MESSAGES.sub("", message)


def marker_of(number: int) -> str:
    """Return the text that stands for the tag of that number."""
    return f"{_OPEN}{number}{_CLOSE}"


def numbers_in(text: str | None) -> list[int]:
    """Return the numbers of the tags whose markers stand in a text, in order."""
    return [int(number) for number in _MARKER.findall(text or "")]


def without_markers(text: str, instead: str = "") -> str:
    """Return a text with `instead` for each marker."""
    return _MARKER.sub(instead, text)


def instruction(number: int) -> Element:
    """Return what stands for a tag that owns an element."""
    return etree.ProcessingInstruction(_PUT, str(number))


def cut(paragraph: Element, number: int) -> None:
    """Let the tag write the end of the paragraph."""
    paragraph.append(etree.ProcessingInstruction(_CUT, str(number)))


def head(paragraph: Element, number: int) -> None:
    """Let the tag write the beginning of the paragraph."""
    paragraph.insert(0, etree.ProcessingInstruction(_HEAD, str(number)))


def finder_of_marks(*besides: str) -> Callable[[Element], list[Element]]:
    """Return what finds the nodes of a part, in order, that hold a mark or stand for a tag.

    Elements of Word with the names of `besides` are found too.
    """
    own = "".join(f"self::w:{name} or " for name in besides)
    held = f"text()[contains(., '{_OPEN}')] or @*[contains(., '{_OPEN}')]"
    return finder(f"descendant-or-self::*[{own}{held}]|descendant::processing-instruction()")


def number_of(node: Element, *, cuts: bool = False) -> int | None:
    """Return the number of the tag that owns an element here; None where `node` is no such mark.

    With `cuts` a tag that writes the end of its paragraph counts too.
    """
    if getattr(node, "target", "") in ((_PUT, _CUT) if cuts else (_PUT,)):
        text = node.text or ""
        return int(text) if text.isdecimal() else None
    return None


def begun_by(paragraph: Element) -> int | None:
    """Return the number of the tag that writes the beginning of a paragraph; None without one."""
    first = paragraph[0] if len(paragraph) else None
    if first is not None and is_head(first):
        return int(first.text or "0")
    return None


def is_head(node: Element) -> bool:
    """Return whether a node stands for a tag that writes the beginning of its paragraph."""
    return getattr(node, "target", "") == _HEAD


def is_cut(paragraph: Element) -> bool:
    """Return whether a tag writes the end of the paragraph."""
    return len(paragraph) > 0 and getattr(paragraph[-1], "target", "") == _CUT


def parts_of(source: str) -> Iterator[tuple[str, int | None]]:
    """Yield a serialised part piece by piece: the XML before a mark, and the mark's number.

    Behind the last mark the number is None.
    """
    end = 0
    for match in _SERIALISED.finditer(source):
        yield source[end : match.start()], int(next(filter(None, match.groups())))
        end = match.end()
    yield source[end:], None

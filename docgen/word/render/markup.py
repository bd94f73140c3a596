"""Values that bring XML along: what a template itself wrote, and docxtpl's rich texts; no others.

Whatever else calls itself markup is text and is escaped like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docgen.bounds.templates import MOST_VALUE
from docgen.model.tongue import marked, say
from docgen.word.render.budget import CURRENT, HesitationError, size_of, too_large
from docgen.word.render.text import FORBIDDEN, LISTING, ForbiddenCharacterError, escape_text

_TAG = r"<[^>]*>"
_BLANKS = dict.fromkeys(map(ord, LISTING), " ")
_TEXT_OPENS = r"<w:t(?: [^>]*)?>"
_BREAKS = r"<w:(?:br|cr)\b[^>]*/>|</w:p>"
_TABS = r"<w:tab\b[^>]*/>"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_ADDRESS = r"<[^<>]* at 0x[0-9A-Fa-f]{4,}>"

_AROUND = {
    "text": ("<w:body><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body>"),
    "r": ("<w:body><w:p>", "</w:p></w:body>"),
    "p": ("<w:body>", "</w:body>"),
    "tr": ("<w:tbl>", "</w:tbl>"),
    "tc": ("<w:tr>", "</w:tr>"),
}
"""By place: what stands around a value there."""
_HOLDS = {
    "w:body": marked("stands where paragraphs do, and brings something else along"),
    "w:tbl": marked("stands where table rows do, and brings something else along"),
    "w:tr": marked("stands where table cells do, and brings something else along"),
    "w:p": marked("stands where runs do, and brings something else along"),
    "w:r": marked("stands where text does, and brings something else along"),
    "w:t": marked("stands where text does, and brings something else along"),
}
_MISPLACED = {
    "w:body": ("w:r", "w:t", "w:tr", "w:tc"),
    "w:tbl": ("w:p", "w:r", "w:t", "w:tc", "w:tbl"),
    "w:tr": ("w:p", "w:r", "w:t", "w:tr", "w:tbl"),
    "w:p": ("w:p", "w:t", "w:tbl", "w:tr", "w:tc"),
    "w:r": ("w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:hyperlink"),
    "w:t": ("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:hyperlink", "w:br", "w:tab"),
}


_ASKS = (' r:id="', ' r:embed="', ' r:link="', ' r:dm="')


class MarkupError(ValueError):
    """A value brings XML along that does not fit where it is printed."""


_CONTENT = ("docxtpl.inline_image", "docxtpl.subdoc")
"""Modules of docxtpl whose values bring parts of a file along."""


class Captured(str):
    """What a macro, a call or a set block wrote: its text, and printed with its XML."""

    __slots__ = ("_xml",)
    _xml: str

    def __new__(cls, xml: str) -> Captured:
        """Return the XML as a value; as a text it is what a reader would see."""
        captured = super().__new__(cls, _without_tags(xml) if "<" in xml or "&" in xml else xml)
        captured._xml = xml
        return captured

    def __html__(self) -> str:
        """Return the XML as it was written."""
        return self._xml


def _without_tags(xml: str) -> str:
    text = re.sub(_TAG, "", re.sub(_TABS, "\t", re.sub(_BREAKS, "\n", xml)))
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text


_brings: dict[type, bool] = {}


def brings_markup(value: Any) -> bool:
    """Return whether a value is one of those whose XML is printed."""
    kind = type(value)
    if kind not in _brings:
        homes = {base.__module__.partition(".")[0] for base in kind.__mro__}
        _brings[kind] = kind is Captured or (hasattr(kind, "__html__") and "docxtpl" in homes)
    return _brings[kind]


def carries_content(value: Any) -> bool:
    """Return whether a value's XML needs other parts of its file: pictures, lists, links."""
    homes = {base.__module__ for base in type(value).__mro__}
    if not homes.isdisjoint(_CONTENT):
        return True
    xml = "" if type(value) is Captured else str(value.__html__())
    return any(asked in xml for asked in _ASKS)


def text_of(value: Any) -> str:
    """Return the text of any value; TypeError when it has none that is the same each time."""
    if type(value) is str:
        return value
    if type(value) is int:  # a score: as fast as a text
        return str(value)
    if isinstance(value, str):
        # Escaped already, for a page of the web: what it says is meant.
        unescape = getattr(value, "unescape", None)
        return str(value) if unescape is None else str(unescape())
    if isinstance(value, list | tuple | dict | set):
        size_of(value)
    return refuse_address(str(value), say("the value"))


def refuse_address(text: str, what: str) -> str:
    """Return the text; TypeError when it tells where an object lies in memory."""
    if " at 0x" in text and re.search(_ADDRESS, text):
        raise TypeError(
            say(
                "{what} has no text of its own; print one of its entries, or write |list", what=what
            )
        )
    return text


def brought(value: Any, place: str) -> str:
    """Return the XML of a value that brings its own, for a place: text, r, p, tr or tc.

    Raises MarkupError when it does not fit there.
    """
    if type(value) is not Captured and carries_content(value):
        raise HesitationError("a value that carries Word content")
    xml = str(value.__html__())
    if FORBIDDEN.search(xml):
        raise ForbiddenCharacterError(say("control characters, which no Word file may hold"))
    return fitted(xml, place, plain=type(value) is Captured)


def fitted(xml: str, place: str, *, plain: bool = False) -> str:
    """Return XML that stands at a place, its line breaks and tabs as Word's own.

    `plain` says that without any element it is text as a template wrote it. Raises MarkupError when
    it does not fit there.
    """
    if not plain:
        from docgen.word.render.runlooks import in_order  # rarely needed

        xml = in_order(xml)
    if "\n" in xml or "\t" in xml:
        xml = _with_breaks(xml, inside=place == "text")
    if "<" in xml or place != "text" or not plain:
        _fit(xml.translate(_BLANKS), place)
    return xml


def _with_breaks(xml: str, *, inside: bool) -> str:
    """Return XML with Word's breaks and tabs for those in its texts; it may begin `inside` one."""
    pieces = re.split(f"({_TAG})", xml)
    for index in range(0, len(pieces), 2):
        opened = re.fullmatch(_TEXT_OPENS, pieces[index - 1]) is not None if index else inside
        if opened:
            text = pieces[index].replace("\r\n", "\n")
            text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
            pieces[index] = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return "".join(pieces)


def _fit(xml: str, place: str) -> None:
    """Raise MarkupError unless the XML is well-formed and of the kind that stands there."""
    from xml.parsers.expat import ExpatError, ParserCreate  # rarely needed

    inside: list[str] = []
    before, behind = _AROUND[place]

    def start(name: str, _: dict[str, str]) -> None:
        if inside and name in _MISPLACED.get(inside[-1], ()):
            raise MarkupError(_misfit(inside[-1], place))
        inside.append(name)

    def text(letters: str) -> None:
        if inside[-1] in ("w:body", "w:tbl", "w:tr", "w:p", "w:r") and not letters.isspace():
            raise MarkupError(_misfit(inside[-1], place))

    parser = ParserCreate("UTF-8")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(f"{before}{xml}{behind}".encode(), True)
    except ExpatError as error:
        message = say("brings XML along that is not well-formed; make it with docxtpl's RichText")
        raise MarkupError(message) from error


def _misfit(parent: str, place: str) -> str:
    if place == "text":
        return say(
            "brings runs or paragraphs along, which do not fit inside a text; write the "
            "tag as {{r ... }} or {{p ... }}"
        )
    return say(_HOLDS[parent])


def joined(values: tuple[Any, ...]) -> str:
    """Return the values of `a ~ b` as one; XML that one of them brings along stays XML."""
    if any(map(brings_markup, values)):
        pieces = [brought(v, "text") if brings_markup(v) else escape_text(text_of(v))
                  for v in values]  # fmt: skip
        return Captured(_within(pieces))
    return _within(list(map(text_of, values)))


def _within(texts: list[str]) -> str:
    """Return the texts as one; LimitError when it grows too large."""
    size = sum(map(len, texts))
    if size > MOST_VALUE:
        raise too_large("text")
    CURRENT.get().write(size)
    return "".join(texts)


def changed_text(xml: str, change: Callable[[str], Any], letterwise: bool) -> str:
    """Return XML with its texts changed by the filter of a filter block; the markup stays.

    Where it holds several texts (runs, paragraphs), only filters that change letter by letter
    can be meant. Raises MarkupError for others.
    """
    pieces = re.split(f"({_TAG})", xml)
    texts = [
        index
        for index in range(0, len(pieces), 2)
        if pieces[index] and (index == 0 or re.fullmatch(_TEXT_OPENS, pieces[index - 1]))
    ]
    if len(texts) > 1 and not letterwise:
        raise MarkupError(
            say(
                "the filter stands around several paragraphs or formats; put it into the "
                "tags of the values: {{ x|filter }}"
            )
        )
    for index in texts:
        pieces[index] = escape_text(text_of(change(_without_tags(pieces[index]))))
    return "".join(pieces)


def without_tags(value: Any) -> str:
    """Return a text without what looks like a tag or a comment of HTML, blanks as one."""
    text, pieces, end = text_of(value), [], 0
    while (start := text.find("<", end)) >= 0:
        closing = "-->" if text.startswith("<!--", start) else ">"
        stop = text.find(closing, start + 1)
        if stop < 0:
            break
        pieces.append(text[end:start])
        end = stop + len(closing)
    return " ".join("".join([*pieces, text[end:]]).split())

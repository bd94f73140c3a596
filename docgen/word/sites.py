"""Print a typed value as Word wants it: in its sentence, behind its label, or as paragraphs.

A site is one place of a template where one field prints. Its data (`spec`) is made when the
template is compiled and fits into JSON; `make_site` turns it into the function that writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypedDict

Form = Literal["inline", "alone", "tail"]
"""inline: in a sentence; alone: the value owns its paragraph; tail: behind a label, to the end."""

Formatter = Callable[[Any], str]
Block = tuple[bool, str]
"""A paragraph of a value: whether it is a bullet, and its text with line breaks."""


class Spec(TypedDict):
    """What a site is made of; the XML is that of the template's paragraph and run."""

    form: Form
    kind: str
    ppr: str
    more: str
    """Paragraph properties of the second and following paragraphs."""
    bullet: str
    mark: str
    """Printed before a bullet's text where the template has no bullet style."""
    rpr: str
    keep: bool
    """True when an empty value leaves an empty paragraph (the last one of a cell)."""


_BULLET = re.compile(r"[-•] +")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_SPECIAL = re.compile("[&<>\n\t\r]")


def escape_text(text: str) -> str:
    """Return `text` for a w:t: escaped, with line breaks and tabs as Word's own."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in text:
        text = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in text:
        text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return text


def escape_plain(text: str) -> str:
    """Return `text` for an element outside paragraphs (a property): escaped, on one line."""
    text = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Return `text` for an attribute."""
    return escape_plain(text).replace('"', "&quot;")


def blocks_of(text: str) -> list[Block]:
    """Return the paragraphs of a text: a blank line parts them, a line with `- ` is a bullet."""
    blocks: list[Block] = []
    for paragraph in _GAP.split(text.strip()):
        fresh = True
        for line in paragraph.split("\n"):
            found = _BULLET.match(line.lstrip())
            if found:
                blocks.append((True, line.lstrip()[found.end() :].rstrip()))
            elif fresh:
                blocks.append((False, line.rstrip()))
            else:
                bullet, before = blocks[-1]
                blocks[-1] = (bullet, f"{before}\n{line.strip() if bullet else line.rstrip()}")
            fresh = False
    return blocks


def list_blocks(entries: Sequence[Any]) -> list[Block]:
    """Return the paragraphs of a list: one entry plain, several as bullets."""
    texts = [str(entry).strip() for entry in entries if str(entry).strip()]
    return [(len(texts) > 1, text) for text in texts]


def make_site(spec: Spec, filters: Mapping[str, Formatter]) -> Callable[[Any], str]:
    """Return the function that writes a value at the site of `spec`."""
    one_line = _one_line(spec["kind"], filters)
    form = spec["form"]
    if form == "inline":
        return lambda value: escape_text(one_line(value))
    if spec["kind"] not in ("text", "list"):
        return _alone_line(spec, one_line) if form == "alone" else _tail_line(spec, one_line)
    to_blocks = _text_blocks if spec["kind"] == "text" else _entry_blocks
    return _alone(spec, to_blocks) if form == "alone" else _tail(spec, to_blocks)


def _text_blocks(value: Any) -> list[Block]:
    return blocks_of(str(value)) if value not in (None, "") else []


def _entry_blocks(value: Any) -> list[Block]:
    return list_blocks([value] if isinstance(value, str) else value or ())


def _one_line(kind: str, filters: Mapping[str, Formatter]) -> Formatter:
    """Return the function that turns a value of that kind into the text of one place."""
    name = {"date": "date", "dates": "dates", "list": "joined", "number": "number"}.get(kind)
    if name is not None and name in filters:
        formatter = filters[name]
        return lambda value: formatter(value) if value not in (None, "", [], ()) else ""
    if kind in ("list", "dates"):
        return lambda value: ", ".join(map(str, value or ()))
    return lambda value: "" if value is None else str(value).strip()


def _paragraph(ppr: str, rpr: str) -> tuple[str, str]:
    return f'<w:p>{ppr}<w:r>{rpr}<w:t xml:space="preserve">', "</w:t></w:r></w:p>"


def _alone_line(spec: Spec, one_line: Formatter) -> Callable[[Any], str]:
    head, end = _paragraph(spec["ppr"], spec["rpr"])
    empty = f"<w:p>{spec['ppr']}</w:p>" if spec["keep"] else ""

    def write(value: Any) -> str:
        text = one_line(value)
        return f"{head}{escape_text(text)}{end}" if text else empty

    return write


def _tail_line(spec: Spec, one_line: Formatter) -> Callable[[Any], str]:
    run = f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'
    return lambda value: f"{run}{escape_text(one_line(value))}</w:t></w:r></w:p>"


def _alone(spec: Spec, to_blocks: Callable[[Any], list[Block]]) -> Callable[[Any], str]:
    head, end = _paragraph(spec["ppr"], spec["rpr"])
    more = _paragraph(spec["more"], spec["rpr"])[0]
    bullet = _paragraph(spec["bullet"], spec["rpr"])[0] + spec["mark"]
    empty = f"<w:p>{spec['ppr']}</w:p>" if spec["keep"] else ""

    def write(value: Any) -> str:
        blocks = to_blocks(value)
        if not blocks:
            return empty
        written = []
        for number, (is_bullet, text) in enumerate(blocks):
            start = bullet if is_bullet else more if number else head
            written.append(f"{start}{escape_text(text)}{end}")
        return "".join(written)

    return write


def _tail(spec: Spec, to_blocks: Callable[[Any], list[Block]]) -> Callable[[Any], str]:
    run = f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'
    more, end = _paragraph(spec["more"], spec["rpr"])
    bullet = _paragraph(spec["bullet"], spec["rpr"])[0] + spec["mark"]

    def write(value: Any) -> str:
        blocks = to_blocks(value)
        if not blocks:
            return "</w:p>"
        first_bullet, first = blocks[0]
        beside = [] if first_bullet else [f"{run}{escape_text(first)}{end}"]
        written = beside or ["</w:p>"]
        for is_bullet, text in blocks[len(beside) :]:
            written.append(f"{bullet if is_bullet else more}{escape_text(text)}{end}")
        return "".join(written)

    return write

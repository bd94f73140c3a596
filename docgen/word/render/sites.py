"""Print a typed value as Word wants it: in its sentence, behind its label, or as paragraphs.

A site is one place of a template where one field prints. Its data (`Slot`) is made when the
template is compiled and is plain; `make_site` turns it into the function that writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from docgen.word.render.text import (
    Block,
    Escape,
    Formatter,
    escape_text,
    line_writer,
    list_blocks,
    text_blocks,
)

if TYPE_CHECKING:
    from docgen.model.template import Kind

Placement = Literal["inline", "alone", "tail", "head", "record"]
"""inline: in a sentence; alone: the value owns its paragraph; tail: behind a label, to the end;
head: the start of a tail's paragraph; record: the border of what a record prints."""

LONG = ("text", "list")
"""Kinds that may hold several paragraphs."""

Site = Callable[[Any, str, Any], str]
"""Called with the value, the path of its record (or its own) and the state of the rendering."""


class Slot(TypedDict):
    """What a site is made of; the XML is that of the template's paragraph and run."""

    form: Placement
    kind: Kind
    ppr: str
    more: str
    """Paragraph properties of the second and following paragraphs."""
    bullet: str
    mark: str
    """Printed before a bullet's text where the template has no bullet style. Of a record: which
    border."""
    rpr: str
    keep: bool
    """True when an empty value leaves an empty paragraph (the last one of a cell)."""
    in_run: bool
    """True for the border of a record that stands in a run."""
    opens: bool
    """True when the value opens its run itself; else it stands in an open one."""
    closes: bool
    """True when the value closes its run itself."""
    key: str
    """Names the site in its template: part and number of the tag."""
    place: int
    """The number of the tag among all of its template."""
    path: str
    """Path in the review, `*` for the record; empty for what is derived: no control."""
    tail: str
    """What follows the record's path: `.comment`; empty where `path` has no record."""
    label: str
    asked_in_form: bool
    """True for what a report derives and a blank form asks for."""
    form_path: str
    """Names that field, and in a report the bookmark of a derived value; `*` for the record."""
    told: bool
    """True for a derived value that tells what it prints outside fields."""
    short: bool
    """True for what a blank form asks for on one line, though it may have several paragraphs."""
    choices: tuple[str, ...]
    """What a drop-down of words offers."""


def block_maker(kind: Kind, filters: Mapping[str, Formatter]) -> Callable[[Any], list[Block]]:
    """Return the function that turns a value of that kind into paragraphs."""
    if kind == "text":
        return text_blocks
    if kind == "list":
        return list_blocks
    one_line = line_writer(kind, filters)

    def blocks(value: Any) -> list[Block]:
        text = one_line(value)
        return [(False, text)] if text else []

    return blocks


def make_site(slot: Slot, filters: Mapping[str, Formatter], escape: Escape | None = None) -> Site:
    """Return the function that writes a value at the site of `slot`, without any control."""
    escape = escape or escape_text
    form = slot["form"]
    if form == "inline":
        one_line, in_run = line_writer(slot["kind"], filters), run_writer(slot, escape)
        return lambda value, _path, _state: in_run(one_line(value))
    to_blocks = block_maker(slot["kind"], filters)
    if form == "head":
        return make_head(slot, to_blocks)
    paragraphs = ParagraphWriter(slot, escape)
    if form == "tail":
        run = f'<w:r>{slot["rpr"]}<w:t xml:space="preserve">'

        def beside(value: Any, _path: str, _state: Any) -> str:
            blocks = to_blocks(value)
            if not blocks:
                return "</w:p>"
            if stands_beside(blocks):
                return f"{run}{escape(blocks[0][1])}</w:t></w:r></w:p>"
            return f"</w:p>{paragraphs.below(blocks)}"

        return beside
    empty = f"<w:p>{slot['ppr']}</w:p>" if slot["keep"] else ""

    def alone(value: Any, _path: str, _state: Any) -> str:
        blocks = to_blocks(value)
        return paragraphs.written(blocks) if blocks else empty

    return alone


def run_writer(slot: Slot, escape: Escape) -> Callable[[str], str]:
    """Return the function that writes the text of a value in a sentence, with its run's ends."""
    start = f'<w:r>{slot["rpr"]}<w:t xml:space="preserve">' if slot["opens"] else ""
    end = "</w:t></w:r>" if slot["closes"] else ""
    if not start and not end:
        return escape
    return lambda text: f"{start}{escape(text)}{end}"


def stands_beside(blocks: list[Block]) -> bool:
    """Return whether a value stands on its label's line: one paragraph that is no bullet."""
    return len(blocks) == 1 and not blocks[0][0]


def make_head(slot: Slot, to_blocks: Callable[[Any], list[Block]]) -> Site:
    """Return the function that begins a label's paragraph: it stays with a value below it."""
    beside = f"<w:p>{slot['ppr']}"
    kept = f"<w:p>{slot['more']}"
    if beside == kept:
        return lambda _value, _path, _state: beside

    def begin(value: Any, _path: str, _state: Any) -> str:
        if type(value) is str and "\n" not in value and value[:1].isalnum():
            return beside  # most values; the rest is looked at as the value itself will be
        blocks = to_blocks(value)
        return beside if not blocks or stands_beside(blocks) else kept

    return begin


class ParagraphWriter:
    """Writes the paragraphs of a value with the properties of its site."""

    def __init__(self, slot: Slot, escape: Escape) -> None:
        rpr = slot["rpr"]
        self._escape = escape
        self._end = "</w:t></w:r></w:p>"
        self._first = f'<w:p>{slot["ppr"]}<w:r>{rpr}<w:t xml:space="preserve">'
        self._more = f'<w:p>{slot["more"]}<w:r>{rpr}<w:t xml:space="preserve">'
        self._bullet = f'<w:p>{slot["bullet"]}<w:r>{rpr}<w:t xml:space="preserve">{slot["mark"]}'

    def written(self, blocks: list[Block]) -> str:
        """Return the paragraphs of a value that owns its place: the first keeps all properties."""
        bullet, text = blocks[0]
        start = self._bullet if bullet else self._first
        first = f"{start}{self._escape(text)}{self._end}"
        return first + self.below(blocks[1:]) if len(blocks) > 1 else first

    def below(self, blocks: list[Block]) -> str:
        """Return paragraphs that stand below others of the same value or below its label."""
        return "".join(
            f"{self._bullet if bullet else self._more}{self._escape(text)}{self._end}"
            for bullet, text in blocks
        )

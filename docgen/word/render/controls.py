"""Content controls and bookmarks around printed values, written as strings while rendering.

Each printing of a review value gets a control (tag: its path; alias: its label) and a bookmark
around it; what is derived and worth finding again gets the bookmark alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from docgen.word.render.anchors import MOST_TAG, bookmark_end, bookmark_start, id_of, tag_of
from docgen.word.render.sites import (
    LONG,
    ParagraphWriter,
    Site,
    Slot,
    block_maker,
    make_head,
    stands_beside,
)
from docgen.word.render.state import State
from docgen.word.render.text import (
    Block,
    Escape,
    Formatter,
    escape_attribute,
    escape_text,
    line_writer,
    text_blocks,
)

LAST_IN_CELL = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A cell ends in a paragraph, also behind a control of several: one point high."""


JOINED = "="
"""Stands before the path of a list that is printed as one line: that is another text."""


class Wording(NamedTuple):
    """What controls say and offer, in the pack's language."""

    language: str = "en-GB"
    date_format: str = "d.M.yyyy"
    """As Word writes date formats."""
    placeholder: str = ""
    choices: tuple[str, ...] = ()
    """What a drop-down of criteria offers."""
    short: str = ""
    """The placeholder of scores and totals, which stand in narrow columns; else the long one."""
    scores: tuple[int, ...] = ()
    """What a drop-down of scores offers."""


class Frame(NamedTuple):
    """What stands around a value: for one in a line and for one of several paragraphs."""

    number: int
    told: str
    """Under what the store keeps the value."""
    before: str
    """All that stands before a value of one line, from the template's text to the open run."""
    after: str
    block: tuple[str, str]


class Framer:
    """Makes the frames of one site; those of a path are made once."""

    def __init__(self, slot: Slot, wording: Wording, head: str, foot: str) -> None:
        """Begin; `head` and `foot` tie a value of one line to the template's text."""
        self._slot = slot
        self._head, self._foot = head, foot
        self._run = open_run(slot)
        self._wording = wording
        self._joined = JOINED if slot["form"] == "inline" and slot["kind"] == "list" else ""
        self.known: dict[str, Frame] = {}
        """The frames so far, by record; asked before `frame`, which each value would call."""

    def frame(self, record: str, state: State) -> Frame:
        """Return the frame of the value at `record` (a path, or the path of its record)."""
        known = self.known.get(record)
        if known is None:
            known = self.known[record] = self._make(record + self._slot["tail"], 0)
        if state.taken is None:
            state.ids.append(known[0])
            return known
        number = state.own_id(known.number)
        return known if number == known.number else self._make(record + self._slot["tail"], number)

    def _make(self, path: str, number: int) -> Frame:
        place: int | str = self._slot["place"]
        if number:  # another printing of that path at this place came first
            place = f"{place}_{number}"
        number = number or id_of(path, self._slot["place"])
        start, end = bookmark_start(path, number, place), bookmark_end(number)
        inline = block = ""
        if self._slot["path"]:
            inline = self._opening(path, number, self._kind())
            block = self._opening(path, number, "")
            end = f"</w:sdtContent></w:sdt>{end}"
        before = f"{self._head}{start}{inline}{self._run}"
        after = f"</w:t></w:r>{end}{self._foot}"
        return Frame(number, self._joined + path, before, after, (start + block, end))

    def _opening(self, path: str, number: int, kind: str) -> str:
        # The criteria belong to the form; entries of lists may go with their control.
        lock = '<w:lock w:val="sdtLocked"/>' if path.startswith("criteria.") else ""
        alias = escape_attribute((self._slot["label"] or path)[:MOST_TAG])
        return (
            f'<w:sdt><w:sdtPr>{self._slot["rpr"]}<w:alias w:val="{alias}"/>'
            f'<w:tag w:val="{escape_attribute(tag_of(path))}"/><w:id w:val="{number}"/>'
            f"{lock}{kind}</w:sdtPr><w:sdtContent>"
        )

    def _kind(self) -> str:
        kind = self._slot["kind"]
        # LibreOffice 7 moves line breaks in plain text to its front; a list's entry may hold some.
        return "" if kind in LONG else control_kind(kind, self._wording, self._slot["choices"])


def control_kind(kind: str, wording: Wording, words: tuple[str, ...] = ()) -> str:
    """Return the element that says what a control holds; nothing for text of any length.

    `words` are what a choice offers.
    """
    if kind == "text":
        return ""
    if kind == "score":
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in wording.scores)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind in ("criterion", "choice"):
        offered = wording.choices if kind == "criterion" else words
        names = [escape_attribute(name) for name in offered]
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in names)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind == "date":
        return (
            f'<w:date><w:dateFormat w:val="{escape_attribute(wording.date_format)}"/>'
            f'<w:lid w:val="{escape_attribute(wording.language)}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    return '<w:text w:multiLine="1"/>'


def open_run(slot: Slot) -> str:
    """Return the beginning of a run with the site's properties."""
    return f'<w:r>{slot["rpr"]}<w:t xml:space="preserve">'


def make_controlled(
    slot: Slot, filters: Mapping[str, Formatter], wording: Wording, escape: Escape | None = None
) -> Site:
    """Return the function that writes a value inside its control, or a derived one's bookmark."""
    escape = escape or escape_text
    form = slot["form"]
    if form == "head":
        return make_head(slot, block_maker(slot["kind"], filters))
    if form == "inline":
        head = "" if slot["opens"] else "</w:t></w:r>"
        framer = Framer(slot, wording, head, "" if slot["closes"] else open_run(slot))
        return _inline(slot, framer, line_writer(slot["kind"], filters), escape)
    head = f"<w:p>{slot['ppr']}" if form == "alone" else ""
    framer = Framer(slot, wording, head, "</w:p>")
    return _own(slot, framer, block_maker(slot["kind"], filters), escape)


def _inline(slot: Slot, framer: Framer, one_line: Formatter, escape: Escape) -> Site:
    is_text = slot["kind"] == "text"
    known = framer.known

    def write(value: Any, path: str, state: State) -> str:
        if path in known and state.taken is None:
            number, told, before, after, _ = known[path]
            state.ids.append(number)
        else:
            _, told, before, after, _ = framer.frame(path, state)
        text = one_line(value)
        state.printed[told] = text_blocks(text) if is_text and "\n" in text else text
        return f"{before}{escape(text)}{after}"

    return write


def _own(
    slot: Slot, framer: Framer, to_blocks: Callable[[Any], list[Block]], escape: Escape
) -> Site:
    """Return the writer of a value that owns its paragraph, or the end of its label's."""
    paragraphs = ParagraphWriter(slot, escape)
    behind_label = slot["form"] == "tail"
    always = slot["keep"] or behind_label
    last = LAST_IN_CELL if slot["keep"] else ""
    is_text = slot["kind"] == "text"
    known = framer.known

    def write(value: Any, path: str, state: State) -> str:
        if is_text and type(value) is str and "\n" not in value and value[:1].isalnum():
            if path in known and state.taken is None:
                number, told, before, after, _ = known[path]
                state.ids.append(number)
            else:
                _, told, before, after, _ = framer.frame(path, state)
            text = state.printed[told] = value.rstrip()
            return f"{before}{escape(text)}{after}"
        blocks = to_blocks(value)
        if not blocks and not always:
            return ""
        _, told, before, after, block = framer.frame(path, state)
        state.printed[told] = blocks
        if not blocks or stands_beside(blocks):
            return f"{before}{escape(blocks[0][1]) if blocks else ''}{after}"
        if behind_label:
            return f"</w:p>{block[0]}{paragraphs.below(blocks)}{block[1]}{last}"
        return f"{block[0]}{paragraphs.written(blocks)}{block[1]}{last}"

    return write

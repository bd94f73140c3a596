"""Content controls and bookmarks around printed values, written as strings while rendering.

Each printing of a review value gets a control (tag: its path; alias: its label) and a bookmark
around it. Ids follow from site and path, so the same report has the same ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from docgen.word.render.copies import Copies
from docgen.word.render.sites import (
    LONG,
    ParagraphWriter,
    Site,
    Slot,
    block_maker,
    make_head,
    stands_beside,
)
from docgen.word.render.text import (
    Block,
    Formatter,
    canonical,
    escape_attribute,
    escape_text,
    line_writer,
)

MOST_TAG = 64
"""Word's dialog takes no longer tag; a longer path is hashed and stands whole in the store."""

LAST_IN_CELL = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""A cell ends in a paragraph, also behind a control of several: one point high."""


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


class State:
    """What one rendering collects: the ids it used and the values it printed."""

    __slots__ = ("content", "copies", "ids", "printed", "taken")

    def __init__(self, taken: set[int] | None = None) -> None:
        """Begin; `taken` ids step aside (a second pass, after two ids were the same)."""
        self.ids: list[int] = []
        self.printed: dict[str, str] = {}
        """By path: the value in its canonical text."""
        self.taken = taken
        self.content: Any = None
        """The file that values with Word content were made in, if there were any."""
        self.copies: Copies | None = None
        """What is printed again, once something of that sort is."""

    def forget(self) -> None:
        """Begin anew, after a rendering that failed half-way."""
        self.content = None
        self.ids.clear()
        self.printed.clear()
        self.copies = None

    def own_id(self, number: int) -> int:
        """Return `number`, or the next free one in the second pass."""
        if self.taken is not None:
            while number in self.taken:
                number = number % 0x7FFFFFFE + 1
            self.taken.add(number)
        self.ids.append(number)
        return number


class Frame(NamedTuple):
    """What stands around a value: for one in a line and for one of several paragraphs."""

    number: int
    path: str
    before: str
    """All that stands before a value of one line, from the template's text to the open run."""
    after: str
    block: tuple[str, str]


def tag_of(path: str) -> str:
    """Return the control's tag for a path: the path, or a hash where it is too long."""
    return path if len(path) <= MOST_TAG else f"dg:{_digest(path)}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Framer:
    """Makes the frames of one site; those of a path are made once."""

    def __init__(self, spec: Slot, wording: Wording, head: str, foot: str) -> None:
        """Begin; `head` and `foot` tie a value of one line to the template's text."""
        self._spec = spec
        self._head, self._foot = head, foot
        self._run = open_run(spec)
        self._wording = wording
        self._frames: dict[str, Frame] = {}

    def frame(self, record: str, state: State) -> Frame:
        """Return the frame of the value at `record` (a path, or the path of its record)."""
        known = self._frames.get(record)
        if known is None:
            known = self._frames[record] = self._make(record + self._spec["tail"], 0)
        if state.taken is None:
            state.ids.append(known[0])
            return known
        number = state.own_id(known.number)
        return known if number == known.number else self._make(known.path, number)

    def _make(self, path: str, number: int) -> Frame:
        number = number or int(_digest(f"{self._spec['key']} {path}")[:8], 16) % 0x7FFFFFFE + 1
        # Its name is the number again, and no hash: what deflate has seen costs next to nothing.
        start = f'<w:bookmarkStart w:id="{number}" w:name="dg_{number}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        inline = self._opening(path, number, self._kind())
        block = self._opening(path, number, "")
        closing = f"</w:sdtContent></w:sdt>{end}"
        before = f"{self._head}{start}{inline}{self._run}"
        after = f"</w:t></w:r>{closing}{self._foot}"
        return Frame(number, path, before, after, (start + block, closing))

    def _opening(self, path: str, number: int, kind: str) -> str:
        # The 25 criteria belong to the form; entries of lists may go with their control.
        lock = '<w:lock w:val="sdtLocked"/>' if path.startswith("criteria.") else ""
        alias = escape_attribute((self._spec["label"] or path)[:MOST_TAG])
        return (
            f'<w:sdt><w:sdtPr>{self._spec["rpr"]}<w:alias w:val="{alias}"/>'
            f'<w:tag w:val="{escape_attribute(tag_of(path))}"/><w:id w:val="{number}"/>'
            f"{lock}{kind}</w:sdtPr><w:sdtContent>"
        )

    def _kind(self) -> str:
        kind = self._spec["kind"]
        # LibreOffice 7 moves line breaks in plain text to its front; a list's entry may hold some.
        return "" if kind in LONG else control_kind(kind, self._wording)


def control_kind(kind: str, wording: Wording) -> str:
    """Return the element that says what a control holds; nothing for text of any length."""
    if kind == "text":
        return ""
    if kind == "score":
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in wording.scores)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind == "criterion":
        names = [escape_attribute(name) for name in wording.choices]
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in names)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind == "date":
        return (
            f'<w:date><w:dateFormat w:val="{escape_attribute(wording.date_format)}"/>'
            f'<w:lid w:val="{escape_attribute(wording.language)}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    return '<w:text w:multiLine="1"/>'


def open_run(spec: Slot) -> str:
    """Return the beginning of a run with the site's properties."""
    return f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'


def make_controlled(spec: Slot, filters: Mapping[str, Formatter], wording: Wording) -> Site:
    """Return the function that writes a value of the review inside its control."""
    form = spec["form"]
    if form == "head":
        return make_head(spec, block_maker(spec["kind"], filters))
    if form == "inline":
        head = "" if spec["opens"] else "</w:t></w:r>"
        framer = Framer(spec, wording, head, "" if spec["closes"] else open_run(spec))
        return _inline(spec, framer, line_writer(spec["kind"], filters))
    head = f"<w:p>{spec['ppr']}" if form == "alone" else ""
    return _own(spec, Framer(spec, wording, head, "</w:p>"), block_maker(spec["kind"], filters))


def _plain_text(spec: Slot, value: Any) -> str:
    """Return the canonical text of a value that stands in a line."""
    if spec["kind"] in ("list", "dates"):
        return "\n".join(map(str, value or ()))
    return "" if value is None else str(value).strip()


def _inline(spec: Slot, framer: Framer, one_line: Formatter) -> Site:
    as_it_is = spec["kind"] not in ("list", "dates", "date", "number")

    def write(value: Any, path: str, state: State) -> str:
        _, where, before, after, _ = framer.frame(path, state)
        if as_it_is and type(value) is str:  # most values: printed as they are compared
            text = state.printed[where] = value.strip()
        else:
            state.printed[where] = _plain_text(spec, value)
            text = one_line(value)
        return f"{before}{escape_text(text)}{after}"

    return write


def _own(spec: Slot, framer: Framer, to_blocks: Callable[[Any], list[Block]]) -> Site:
    """Return the writer of a value that owns its paragraph, or the end of its label's."""
    paragraphs = ParagraphWriter(spec)
    behind_label = spec["form"] == "tail"
    always = spec["keep"] or behind_label
    last = LAST_IN_CELL if spec["keep"] else ""
    is_text = spec["kind"] == "text"

    def write(value: Any, path: str, state: State) -> str:
        if is_text and type(value) is str and "\n" not in value and value[:1].isalnum():
            _, where, before, after, _ = framer.frame(path, state)
            text = state.printed[where] = value.rstrip()
            return f"{before}{escape_text(text)}{after}"
        blocks = to_blocks(value)
        if not blocks and not always:
            return ""
        _, where, before, after, block = framer.frame(path, state)
        state.printed[where] = _text_of(spec, value, blocks)
        if not blocks or stands_beside(blocks):
            return f"{before}{escape_text(blocks[0][1]) if blocks else ''}{after}"
        if behind_label:
            return f"</w:p>{block[0]}{paragraphs.below(blocks)}{block[1]}{last}"
        return f"{block[0]}{paragraphs.written(blocks)}{block[1]}{last}"

    return write


def _text_of(spec: Slot, value: Any, blocks: list[Block]) -> str:
    return canonical(blocks) if spec["kind"] in LONG else _plain_text(spec, value)

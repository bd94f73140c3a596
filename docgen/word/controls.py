"""Content controls and bookmarks around printed values, written as strings while rendering.

Each printing of a review value gets a control (tag: its path; alias: its label) and a bookmark
around it. Ids follow from site and path, so the same report has the same ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from docgen.word.sites import (
    EMPTY_RUN,
    LONG,
    ParagraphWriter,
    Site,
    Spec,
    block_maker,
    make_head,
    stands_beside,
)
from docgen.word.values import (
    Block,
    Formatter,
    canonical,
    escape_attribute,
    escape_text,
    line_writer,
)

MOST_TAG = 64
"""Word's dialog takes no longer tag; a longer path is hashed and stands whole in the store."""
SCORES = (1, 2, 3, 4, 5)

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


class State:
    """What one rendering collects: the ids it used and the values it printed."""

    __slots__ = ("ids", "printed", "taken")

    def __init__(self, taken: set[int] | None = None) -> None:
        """Begin; `taken` ids step aside (a second pass, after two ids were the same)."""
        self.ids: list[int] = []
        self.printed: dict[str, str] = {}
        """By path: the value in its canonical text."""
        self.taken = taken

    def forget(self) -> None:
        """Begin anew, after a rendering that failed half-way."""
        self.ids.clear()
        self.printed.clear()

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
    inline: tuple[str, str]
    block: tuple[str, str]


def tag_of(path: str) -> str:
    """Return the control's tag for a path: the path, or a hash where it is too long."""
    return path if len(path) <= MOST_TAG else f"dg:{_digest(path)}"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Framer:
    """Makes the frames of one site; those of a path are made once."""

    def __init__(self, spec: Spec, wording: Wording) -> None:
        self._spec = spec
        self._wording = wording
        self._frames: dict[str, Frame] = {}

    def frame(self, record: str, state: State) -> Frame:
        """Return the frame of the value at `record` (a path, or the path of its record)."""
        known = self._frames.get(record)
        if known is None:
            known = self._frames[record] = self._make(record + self._spec["tail"], 0)
        if state.taken is None:
            state.ids.append(known.number)
            return known
        number = state.own_id(known.number)
        return known if number == known.number else self._make(known.path, number)

    def _make(self, path: str, number: int) -> Frame:
        # A second printing at one site has a number of its own, and so a bookmark of its own.
        digest = _digest(f"{self._spec['key']} {path} {number or ''}")
        number = number or int(digest[:8], 16) % 0x7FFFFFFE + 1
        # The number again, and no hash: what deflate has seen costs next to nothing.
        start = f'<w:bookmarkStart w:id="{number}" w:name="dg_{number}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>'
        inline = self._opening(path, number, self._kind())
        block = self._opening(path, number, "")
        closing = f"</w:sdtContent></w:sdt>{end}"
        return Frame(number, path, (start + inline, closing), (start + block, closing))

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
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in SCORES)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind == "criterion":
        names = [escape_attribute(name) for name in wording.choices]
        items = "".join(f'<w:listItem w:value="{n}"/>' for n in names)
        return f"<w:dropDownList>{items}</w:dropDownList>"
    if kind == "date":
        return (
            f'<w:date><w:dateFormat w:val="{escape_attribute(wording.date_format)}"/>'
            f'<w:lid w:val="{wording.language}"/><w:storeMappedDataAs w:val="dateTime"/>'
            '<w:calendar w:val="gregorian"/></w:date>'
        )
    return '<w:text w:multiLine="1"/>'


def make_controlled(spec: Spec, filters: Mapping[str, Formatter], wording: Wording) -> Site:
    """Return the function that writes a value of the review inside its control."""
    form = spec["form"]
    if form == "head":
        return make_head(spec, block_maker(spec["kind"], filters))
    framer = Framer(spec, wording)
    if form == "inline":
        return _inline(spec, framer, line_writer(spec["kind"], filters))
    to_blocks = block_maker(spec["kind"], filters)
    return (_tail if form == "tail" else _alone)(spec, framer, to_blocks)


def _plain_text(spec: Spec, value: Any) -> str:
    """Return the canonical text of a value that stands in a line."""
    if spec["kind"] in ("list", "dates"):
        return "\n".join(map(str, value or ()))
    return "" if value is None else str(value).strip()


def _inline(spec: Spec, framer: Framer, one_line: Formatter) -> Site:
    run = f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'
    close = "" if spec["opens"] else "</w:t></w:r>"
    reopen = "" if spec["closes"] else run

    as_it_is = spec["kind"] not in ("list", "dates", "date", "number")

    def write(value: Any, path: str, state: State) -> str:
        frame = framer.frame(path, state)
        before, after = frame.inline
        if as_it_is and type(value) is str:  # most values: printed as they are compared
            text = state.printed[frame.path] = value.strip()
        else:
            state.printed[frame.path] = _plain_text(spec, value)
            text = one_line(value)
        return f"{close}{before}{run}{escape_text(text)}</w:t></w:r>{after}{reopen}"

    return write


def _alone(spec: Spec, framer: Framer, to_blocks: Callable[[Any], list[Block]]) -> Site:
    start = f"<w:p>{spec['ppr']}"
    run = f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'
    paragraphs = ParagraphWriter(spec)
    keep = spec["keep"]
    last = LAST_IN_CELL if keep else ""

    def write(value: Any, path: str, state: State) -> str:
        blocks = to_blocks(value)
        if not blocks and not keep:
            return ""
        frame = framer.frame(path, state)
        state.printed[frame.path] = _text_of(spec, value, blocks)
        if not blocks:
            before, after = frame.inline
            return f"{start}{before}{EMPTY_RUN}{after}</w:p>"
        if stands_beside(blocks):
            before, after = frame.inline
            return f"{start}{before}{run}{escape_text(blocks[0][1])}</w:t></w:r>{after}</w:p>"
        before, after = frame.block
        return f"{before}{paragraphs.written(blocks)}{after}{last}"

    return write


def _tail(spec: Spec, framer: Framer, to_blocks: Callable[[Any], list[Block]]) -> Site:
    run = f'<w:r>{spec["rpr"]}<w:t xml:space="preserve">'
    paragraphs = ParagraphWriter(spec)
    last = LAST_IN_CELL if spec["keep"] else ""

    def write(value: Any, path: str, state: State) -> str:
        blocks = to_blocks(value)
        frame = framer.frame(path, state)
        state.printed[frame.path] = _text_of(spec, value, blocks)
        if not blocks:
            before, after = frame.inline
            return f"{before}{EMPTY_RUN}{after}</w:p>"
        if stands_beside(blocks):
            before, after = frame.inline
            return f"{before}{run}{escape_text(blocks[0][1])}</w:t></w:r>{after}</w:p>"
        before, after = frame.block
        return f"</w:p>{before}{paragraphs.below(blocks)}{after}{last}"

    return write


def _text_of(spec: Spec, value: Any, blocks: list[Block]) -> str:
    return canonical(blocks) if spec["kind"] in LONG else _plain_text(spec, value)

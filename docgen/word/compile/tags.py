"""Find docxtpl's tags on the joined text of each paragraph, however Word split their runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from docgen.bounds.templates import MOST_TAGS
from docgen.model import Problem
from docgen.model.telling import shortened
from docgen.model.tongue import say
from docgen.word.compile.escapes import unescaped
from docgen.word.compile.lookalikes import judge_rest, may_hold_tags
from docgen.word.compile.marks import marker_of
from docgen.word.compile.places import beside
from docgen.word.compile.quotes import straightened
from docgen.word.compile.scan import DELIMITERS, Scan, Span, beyond, scan
from docgen.word.compile.xml import XML_SPACE, Element, W, remove
from docgen.word.render.sites import Slot

_LEVEL = re.compile(r"(p|tr|tc|r)\s+", re.DOTALL)
_WORD = re.compile(r"\s*(\w+)")
_BLANKS = {ord(sign): " " for sign in "\n\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\xa0"}
"""What ends a line, since a tag stands in one, and what Word makes of a blank."""
_MOST_QUOTED = 160
"""Letters of a tag that a message quotes."""
BODIES = (f"{W}footnote", f"{W}endnote", f"{W}comment")
"""Notes and comments, which stand at their marks while a part is compiled."""
SKIPPED = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "txbxContent", "drawing", "pict")
} | {*BODIES}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_TRACKED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}


TagKind = Literal["var", "block", "comment"]
Level = Literal["", "p", "tr", "tc", "r"]
Location = Literal["text", "plain", "attr", "code", "address", "columns", "raw", "xml"]
"""columns: how many a cell spans; code: of a Word field; address: the beginning of a link's."""


@dataclass(slots=True, eq=False)
class Tag:
    """One tag of a template."""

    number: int
    kind: TagKind
    level: Level
    """The element the tag stands for; empty for itself."""
    body: str
    """What stands between the delimiters, quotes straightened."""
    place: str
    location: Location = "text"
    """Where its value will stand."""
    element: Element | None = None
    """The w:t that holds the tag; None for tags in attributes and in other parts."""
    ours: bool = False
    """True for what no author wrote: guards and ids."""
    site: Slot | None = None
    """How a typed value prints here, set when names are resolved."""
    typed: str = ""
    """The tag as its author typed it; empty for a tag of our own."""
    joins: tuple[bool, bool] = (False, False)
    """Whether it stands with what is before it, and behind it, in one paragraph: {%- and -%}."""

    @property
    def marker(self) -> str:
        """The text that stands for the tag until the source is written."""
        return marker_of(self.number)

    @property
    def keyword(self) -> str:
        """The statement a block tag makes: `for`, `endfor`, `if` ..."""
        found = _WORD.match(self.body)
        return found[1] if self.kind == "block" and found else ""

    @property
    def silent(self) -> bool:
        """Whether the tag leaves nothing in the source (a comment beside text, raw, endraw)."""
        return (self.kind == "comment" and not self.level) or self.keyword in ("raw", "endraw")

    @property
    def printed(self) -> str:
        """The tag as its author typed it, for messages; empty for a tag of our own."""
        if self.ours or self.typed:
            return shortened(self.typed, _MOST_QUOTED)
        start, end = DELIMITERS[self.kind]
        blank = " " if self.level else ""
        return f"{start}{self.level}{blank} {shortened(self.body, _MOST_QUOTED)} {end}"


@dataclass(slots=True)
class TagList:
    """The tags of one part, by number, and what is wrong with them."""

    file: str
    part: str = ""
    tags: list[Tag] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: int = 0
    """Tags of the parts that were read before."""
    unescaped: bool = False
    """True when what stands for braces was turned into them."""
    full: bool = False
    """True when there are more tags than a template may have, and that was told."""
    names: Collection[str] = ()
    """What a tag may begin with, where that is known."""
    notes: list[Problem] = field(default_factory=list)
    """What is told and stops nothing."""
    changed: bool = False
    """True when texts were changed that hold no tag."""

    def add(
        self,
        kind: TagKind,
        body: str,
        place: str,
        *,
        level: Level = "",
        location: Location = "text",
    ) -> Tag:
        """Return a new tag with the next number, from 0; `body` stands between its delimiters."""
        tag = Tag(len(self.tags), kind, level, body, place, location)
        self.tags.append(tag)
        return tag

    def add_own(self, kind: TagKind, body: str, place: str, location: Location) -> Tag:
        """Return a new tag that no author wrote."""
        tag = self.add(kind, body, place, location=location)
        tag.ours = True
        return tag

    def unescape(self, text: str) -> str:
        """Return a text with braces for what stands for them."""
        plain = unescaped(text)
        self.unescaped |= plain != text
        return plain

    def fault(self, rule: str, place: str, message: str) -> None:
        """Note something wrong at `place`."""
        self.problems.append(Problem(rule, message, self.file, where=place))

    def warn(self, rule: str, place: str, message: str) -> None:
        """Note something odd at `place`."""
        self.notes.append(Problem(rule, message, self.file, where=place, severity="warning"))


def text_items(node: Element) -> Iterator[Element]:
    """Yield each text and break of a paragraph that is printed, in order."""
    for child in node:
        if child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t" or child.tag in _BREAKS:
            yield child
        else:
            yield from text_items(child)


def item_text(item: Element) -> str:
    """Return what a text or break item stands for."""
    return _BREAKS.get(str(item.tag)) or item.text or ""


def find_tags(
    paragraph: Element, place: str, found: TagList, items: list[Element] | None = None
) -> list[Tag]:
    """Replace each tag in the paragraph by its marker, whole in one text; return the tags.

    `items` are the texts to look at, where they are not those of the paragraph.
    """
    items = list(text_items(paragraph)) if items is None else items
    texts = list(map(item_text, items))
    joined = "".join(texts)
    if not may_hold_tags(joined):
        return []
    scanned = scan(joined)
    if not _within_limits(joined, scanned, place, found):
        return []
    edges = [0, *(edge for span in scanned.spans for edge in span[:2]), len(joined)]
    between = [joined[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    tags = [
        _make_tag(span, beside(place, before, behind), found)
        for span, before, behind in zip(scanned.spans, between, between[1:], strict=False)
    ]
    touched = _put_markers(items, texts, scanned.spans, tags)
    _refuse_tracked_changes(paragraph, zip(tags, touched, strict=True), found)
    judge_rest(scanned, place, found)
    for item in items:
        if item.text and item.tag not in _BREAKS:
            item.text = found.unescape(item.text)
    return [tag for tag in tags if not tag.silent]


def find_plain_tags(text: str, place: str, location: Location, found: TagList) -> str:
    """Return `text` (of an attribute or an element outside a paragraph) with markers for tags."""
    scanned = scan(text)
    if not _within_limits(text, scanned, place, found):
        return text
    judge_rest(scanned, place, found, alone=False)
    pieces, end = [], 0
    for span in scanned.spans:
        tag = _make_tag(span, place, found)
        tag.location = location
        pieces += [text[end : span.start], "" if tag.silent else tag.marker]
        end = span.end
    return found.unescape("".join([*pieces, text[end:]]))


def _within_limits(text: str, scanned: Scan, place: str, found: TagList) -> bool:
    """Note tags that are too many or too long; return whether all is well."""
    many = found.before + len(found.tags) + len(scanned.spans) > MOST_TAGS
    message = beyond(text, scanned)
    if not message and many and not found.full:
        found.full = True
        message = say("a template has at most {most:,} tags; part it into several", most=MOST_TAGS)
    if not message:
        return not many
    found.fault("limit", place, message)
    return False


def _make_tag(span: Span, place: str, found: TagList) -> Tag:
    body = span.body
    if span.kind != "comment":
        body = straightened(body)
    joins = body.startswith("-"), body.endswith("-")
    if span.kind != "comment":
        body = body.removeprefix("-").removeprefix("+").removesuffix("-").removesuffix("+")
    level: Level = ""
    if lifted := _LEVEL.match(body):
        level, body = cast("Level", lifted[1]), body[lifted.end() :]
    tag = found.add(span.kind, body.translate(_BLANKS).strip(), place, level=level)
    tag.typed, tag.joins = span.typed.translate(_BLANKS), joins
    return tag


def _put_markers(
    items: list[Element], texts: list[str], spans: Sequence[Span], tags: list[Tag]
) -> list[list[Element]]:
    """Put each tag's marker into the first text it touches and take its letters from the rest.

    Return, by tag, the texts and breaks it touched.
    """
    touched: list[list[Element]] = [[] for _ in tags]
    offset = number = 0
    for item, text in zip(items, texts, strict=True):
        pieces, at, stop = [], offset, offset + len(text)
        while number < len(tags) and spans[number].start < stop:
            start, end = spans[number].start, spans[number].end
            pieces.append(text[at - offset : max(start, at) - offset])
            if not touched[number] and not tags[number].silent:
                pieces.append(tags[number].marker)
            touched[number].append(item)
            at = min(end, stop)
            if end > stop:
                break
            number += 1
        if at > offset or pieces:
            _rewrite(item, "".join([*pieces, text[at - offset :]]))
        offset = stop
    for tag, some in zip(tags, touched, strict=True):
        tag.element = some[0]
    return touched


def _rewrite(item: Element, text: str) -> None:
    """Give a text what is left of it; a break inside a tag goes."""
    if item.tag not in _BREAKS:
        item.text = text
        item.set(XML_SPACE, "preserve")
    else:
        remove(item)
        item.tag = f"{W}t"  # counts as an empty text from now on
        item.text = ""


def _refuse_tracked_changes(
    paragraph: Element, touched: Iterable[tuple[Tag, list[Element]]], found: TagList
) -> None:
    """Note each tag that is not whole without a tracked change."""
    several = [(tag, some) for tag, some in touched if len(some) > 1]
    there = (*paragraph.iter(*_TRACKED), *paragraph.iterancestors(*_TRACKED)) if several else ()
    if not there:
        return
    changes = 0
    before: dict[Element, int] = {}
    for node in paragraph.iter():
        changes += node.tag in _TRACKED
        before[node] = changes
    for tag, some in several:
        between = before.get(some[-1], 0) - before.get(some[0], 0)
        around = any(True for item in some for _ in item.iterancestors(*_TRACKED))
        if between or around:
            message = say(
                "{tag} has tracked changes inside; accept or reject them in Word", tag=tag.printed
            )
            found.fault("tracked-change", tag.place, message)

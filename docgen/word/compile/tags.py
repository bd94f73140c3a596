"""Find docxtpl's tags on the joined text of each paragraph, however Word split their runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docgen.model import Problem
from docgen.word.compile.xml import XML_SPACE, Element, W
from docgen.word.render.sites import Spec

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Marker of a tag in text: OPEN number CLOSE. Noncharacters: no document may hold them."""
MARKER = re.compile(f"{OPEN}(\\d+){CLOSE}")
RESERVED = re.compile("[\ufdd0-\ufdd7]")

_INTERIOR = r"""(?:"[^"]*"|'[^']*'|[^"'])*?"""
_TAG = re.compile(
    r"\{\{(?!\{)(?P<var>" + _INTERIOR + r")\}\}"
    r"|\{%(?P<block>" + _INTERIOR + r")%\}"
    r"|\{#(?P<comment>.*?)#\}",
    re.DOTALL,
)
_LEFTOVER = re.compile(r"\{\{|\{%|\}\}|%\}")
_LEVEL = re.compile(r"(p|tr|tc|r)\s+", re.DOTALL)
_WORD = re.compile(r"\s*(\w+)")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

_SKIPPED = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "txbxContent", "drawing", "pict")
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_TRACKED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}


@dataclass(slots=True, eq=False)
class Tag:
    """One tag of a template."""

    number: int
    kind: str
    """var, block or comment."""
    level: str
    """Empty, or p, tr, tc, r: the element the tag stands for."""
    body: str
    """What stands between the delimiters, quotes straightened."""
    place: str
    location: str = "text"
    """text, plain, attr or xml: where its value will stand."""
    element: Element | None = None
    """The w:t that holds the tag; None for tags in attributes and in other parts."""
    site: Spec | None = None
    """How a typed value prints here, set when names are resolved."""

    @property
    def marker(self) -> str:
        """The text that stands for the tag until the source is written."""
        return f"{OPEN}{self.number}{CLOSE}"

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
        """The tag as its author wrote it."""
        marks = {"var": ("{{", "}}"), "block": ("{%", "%}"), "comment": ("{#", "#}")}[self.kind]
        blank = " " if self.level else ""
        return f"{marks[0]}{self.level}{blank}{self.body}{marks[1]}"


@dataclass(slots=True)
class TagList:
    """The tags of one part, by number, and what is wrong with them."""

    file: str
    tags: list[Tag] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, kind: str, body: str, place: str, *, level: str = "", location: str = "text"
    ) -> Tag:
        """Return a new tag with the next number."""
        tag = Tag(len(self.tags), kind, level, body, place, location)
        self.tags.append(tag)
        return tag

    def fault(self, rule: str, place: str, message: str) -> None:
        """Note something wrong at `place`."""
        self.problems.append(Problem(rule, message, self.file, where=place))


def text_items(node: Element) -> Iterator[Element]:
    """Yield each text and break of a paragraph that is printed, in order."""
    for child in node:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t" or child.tag in _BREAKS:
            yield child
        else:
            yield from text_items(child)


def item_text(item: Element) -> str:
    """Return what a text or break item stands for."""
    return _BREAKS.get(str(item.tag)) or item.text or ""


def find_tags(paragraph: Element, place: str, found: TagList) -> list[Tag]:
    """Replace each tag in the paragraph by its marker, whole in one w:t; return the tags."""
    items = list(text_items(paragraph))
    joined = "".join(map(item_text, items))
    if "{" not in joined and "}" not in joined:
        return []
    matches = _outside_raw(list(_TAG.finditer(joined)))
    tags = [_make_tag(match, place, found) for match in matches]
    for match, tag in zip(reversed(matches), reversed(tags), strict=True):
        _gather(items, match.start(), match.end(), tag, found)
    rest = MARKER.sub(" ", "".join(item_text(item) for item in text_items(paragraph)))
    raw = any(tag.keyword == "raw" for tag in tags)
    if not raw and (leftover := _LEFTOVER.search(_without_escapes(rest))):
        near = rest.strip()[:60]
        message = (
            f"a tag is not whole: {leftover[0]!r} stands alone in {near!r}; close or remove it"
        )
        found.fault("broken-tag", place, message)
    for item in items:
        if item.tag == f"{W}t" and item.text:
            item.text = _unescape(item.text)
    return [tag for tag in tags if not tag.silent]


def find_plain_tags(text: str, place: str, location: str, found: TagList) -> str:
    """Return `text` (of an attribute or an element outside a paragraph) with markers for tags."""

    def mark(match: re.Match[str]) -> str:
        tag = _make_tag(match, place, found)
        tag.location = location
        return "" if tag.kind == "comment" else tag.marker

    return _unescape(_TAG.sub(mark, text))


def _make_tag(match: re.Match[str], place: str, found: TagList) -> Tag:
    kind = str(match.lastgroup)
    body = match[kind].translate(_STRAIGHT) if kind != "comment" else match[kind]
    level = _LEVEL.match(body)
    if level:
        body = body[level.end() :]
    body = body.replace("\n", " ").replace("\t", " ")
    if body.startswith("-") or body.endswith("-"):
        message = f"{match[0]}: docgen does not merge paragraphs; write the tag without '-'"
        found.fault("unsupported-tag", place, message)
    return found.add(kind, body.strip(), place, level=level[1] if level else "")


def _outside_raw(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """Leave out what stands between {% raw %} and {% endraw %}: it is plain text."""
    kept: list[re.Match[str]] = []
    raw = False
    for match in matches:
        word = (match["block"] or "").strip()
        if raw and word != "endraw":
            continue
        raw = word == "raw"
        kept.append(match)
    return kept


def _gather(items: list[Element], start: int, end: int, tag: Tag, found: TagList) -> None:
    """Put the tag's marker into the first text it touches and take its letters from the rest."""
    offset = 0
    touched: list[Element] = []
    before = _nodes_between(items, start, end)
    for item in items:
        text = item_text(item)
        first, last = max(start - offset, 0), min(end - offset, len(text))
        if first < last:
            touched.append(item)
            if item.tag == f"{W}t":
                mark = "" if tag.element is not None or tag.silent else tag.marker
                item.text = text[:first] + mark + text[last:]
                item.set(XML_SPACE, "preserve")
                tag.element = item if tag.element is None else tag.element
            else:
                parent = item.getparent()
                if parent is not None:
                    parent.remove(item)
                    item.tag = f"{W}t"  # counts as an empty text from now on
                    item.text = ""
        offset += len(text)
    if len(touched) > 1 and _tracked_between(before):
        message = f"{tag.printed} has tracked changes inside; accept or reject them in Word"
        found.fault("tracked-change", tag.place, message)


def _nodes_between(items: list[Element], start: int, end: int) -> list[Element]:
    """Return every element from the tag's first item to its last, and what they stand in."""
    offset = 0
    touched = []
    for item in items:
        length = len(item_text(item))
        if offset < end and offset + length > start:
            touched.append(item)
        offset += length
    if len(touched) < 2:
        return []
    paragraph = next(touched[0].iterancestors(f"{W}p"))
    nodes = list(paragraph.iter())
    between = nodes[nodes.index(touched[0]) : nodes.index(touched[-1])]
    return between + [parent for item in touched for parent in item.iterancestors()]


def _tracked_between(nodes: list[Element]) -> bool:
    return any(node.tag in _TRACKED for node in nodes)


def _without_escapes(text: str) -> str:
    for escape, _ in _ESCAPES:
        text = text.replace(escape, "")
    return text


def _unescape(text: str) -> str:
    for escape, plain in _ESCAPES:
        text = text.replace(escape, plain)
    return text

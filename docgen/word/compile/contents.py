"""Contents lists: entries that repeat the tags of a loop's headings are left to Word.

Word's list repeats each heading as it stood in the template, once. Headings that a loop or a
condition prints are other in each report; Word then makes the list anew when it opens the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from docgen.model.tongue import marked
from docgen.word.audit.order import ORDER
from docgen.word.compile.opened import Opened
from docgen.word.compile.partnames import MAIN
from docgen.word.compile.policy import Rule
from docgen.word.compile.styles import read_styles, style_of
from docgen.word.compile.xml import Element, W

_SETTINGS = "word/settings.xml"
_NEWLY_MADE = Rule(
    *(marked("an entry of the contents list that a loop or a condition prints"), "out"),
    marked("Word makes the list anew when the report is opened, and asks before it does"),
)
_LOOP = re.compile(r"\{%\s*(?:p|tr|tc|r)?\s*for\s+(.+?)\s+in\s")
_TAG = re.compile(r"\{[{%](.*?)[%}]\}")
_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'|\.\s*\w+")
_OPENS = re.compile(r"\{%\s*(?:p|tr|tc|r)?\s*(?:for|if)\s")
_CLOSES = re.compile(r"\{%\s*(?:p|tr|tc|r)?\s*end(?:for|if)\b")
_TOC = re.compile(r"\s*TOC\b", re.IGNORECASE)


def renew_contents(opened: Opened) -> set[str]:
    """Take entries that cannot be right out of contents lists; return the changed parts."""
    root = opened.trees.get(MAIN)
    lists = [] if root is None else list(_lists(root))
    if root is None or not lists:
        return set()
    paragraphs = [(p, _text(p)) for p in root.iter(f"{W}p")]
    names = {
        name.strip(" ()")
        for _, text in paragraphs
        for names in _LOOP.findall(text)
        for name in names.split(",")
    }
    place = opened.placing(MAIN)
    changed = False
    for marks in lists:
        for paragraph in _entries(root, marks):
            if not names.isdisjoint(_names(_text(paragraph))):
                opened.findings.apply(_NEWLY_MADE, partial(place, marks[0]), _text(paragraph))
                _take_out(paragraph, marks)
                changed = True
    if not changed and not _headings_change(paragraphs, opened):
        return set()
    return ({MAIN} if changed else set()) | _ask_to_update(opened)


def _lists(root: Element) -> Iterator[list[Element]]:
    """Yield begin, separate and end of each field that makes a contents list."""
    stack: list[tuple[list[Element], list[str]]] = []
    for node in root.iter(f"{W}fldChar", f"{W}instrText"):
        if node.tag == f"{W}instrText":
            if stack and len(stack[-1][0]) == 1:
                stack[-1][1].append(node.text or "")
            continue
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            stack.append(([node], []))
        elif stack:
            stack[-1][0].append(node)
            if kind == "end":
                marks, code = stack.pop()
                if len(marks) == 3 and _TOC.match("".join(code)):
                    yield marks


def _entries(root: Element, marks: list[Element]) -> list[Element]:
    """Return the paragraphs from the one with the list's beginning to the one with its end."""
    first, last = (next(mark.iterancestors(f"{W}p"), root) for mark in (marks[0], marks[2]))
    paragraphs = list(root.iter(f"{W}p"))
    if first not in paragraphs or last not in paragraphs:
        return []
    return paragraphs[paragraphs.index(first) : paragraphs.index(last) + 1]


def _take_out(paragraph: Element, marks: list[Element]) -> None:
    """Take out an entry; the marks of the list stay, and the paragraphs that hold them."""
    held = [mark for mark in marks if paragraph in mark.iterancestors()]
    above = paragraph.getparent()
    if not held:
        if above is not None:
            above.remove(paragraph)
        return
    shown = marks[0] not in held  # before the first mark stands an entry, or the heading's end
    for child in list(paragraph):
        inside = [mark for mark in held if child in mark.iterancestors()]
        if inside:
            shown = inside[-1] is marks[1]
        elif shown and child.tag != f"{W}pPr":
            paragraph.remove(child)


def _names(text: str) -> set[str]:
    """Return the names that the tags of a text begin with."""
    bodies = (_STRINGS.sub(" ", body) for body in _TAG.findall(text))
    return {name for body in bodies for name in re.findall(r"[A-Za-z_]\w*", body)}


def _headings_change(paragraphs: list[tuple[Element, str]], opened: Opened) -> bool:
    """Return whether a heading stands in a loop or a condition."""
    part = opened.parts.get("word/styles.xml") if "word/styles.xml" in opened.trees else None
    headings = read_styles(part, opened.findings.file).headings
    depth = 0
    for paragraph, text in paragraphs:
        depth += len(_OPENS.findall(text)) - len(_CLOSES.findall(text))
        if depth > 0 and style_of(paragraph) in headings:
            return True
    return False


def _ask_to_update(opened: Opened) -> set[str]:
    """Let Word bring the fields up to date when it opens a report; return the changed part."""
    settings = opened.trees.get(_SETTINGS)
    if settings is None or settings.find(f"{W}updateFields") is not None:
        return set()
    order = [f"{W}{name}" for name in ORDER["settings"]]
    before = order[: order.index(f"{W}updateFields")]
    at = max((n + 1 for n, child in enumerate(settings) if child.tag in before), default=0)
    update = etree.Element(f"{W}updateFields")
    update.set(f"{W}val", "true")
    settings.insert(at, update)
    return {_SETTINGS}


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))

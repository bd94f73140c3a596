"""Rules for Word files that everybody can read: what clause 10 of EN 301 549 asks of documents."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from docgen.model import Problem
from docgen.model.tongue import say
from docgen.word.audit.looks import Looks, contrast, looks_of
from docgen.word.audit.package import WP, Breach, Package, Rule, W, children, local, value, within
from docgen.word.audit.problems import problems_of

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_VML = "{urn:schemas-microsoft-com:vml}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_BULLET = re.compile(r"\s*[-*•·◦▪‣●○■]\s")
_BLANKS = re.compile(r"[ \u00a0]{4}")
_SHOWN = tuple(f"{W}{name}" for name in (
    "drawing", "pict", "object", "br", "tab", "ptab", "sym", "fldChar", "fldSimple",
    "footnoteReference", "endnoteReference", "footnoteRef", "noBreakHyphen", "cr",
    "separator", "continuationSeparator", "oMath", "instrText",
))  # fmt: skip
"""What a reader meets in a paragraph without text."""
_FOR_ROWS = re.compile(r"\{[%#]-?tr\s[^{}]*[%#]\}")
_LONGEST_HEADING = 250
"""Letters; the longest name of a criterion has 160."""
_CONTRAST = 4.5
"""The least for text that is not large."""
_LARGE, _LARGE_BOLD = 36, 28
"""Half points from which on text counts as large: 18 points, 14 in bold."""

DECIDED = ("heading-order", "heading-text", "empty-paragraph")
"""Rules on what conditions and loops leave, which can be judged in a finished file alone."""


def check_access(
    data: bytes, file: Path | str = "document.docx", *, template: bool = False
) -> list[Problem]:
    """Return, as warnings, what keeps readers out of the Word file in `data`.

    `file` is the name the problems carry. Of a template what its tags decide is not judged: its
    headings and empty paragraphs. A file that is no archive has no findings here: that is another
    rule's.
    """
    rules = {name: rule for name, rule in RULES.items() if not template or name not in DECIDED}
    try:
        return [one._replace(severity="warning") for one in problems_of(data, rules, file)]
    except zipfile.BadZipFile:
        return []


def _stories(package: Package) -> Iterator[tuple[str, etree._Element]]:
    """Yield the parts that are read: not comments, nor the prompts of fields."""
    for name, root in package.stories():
        if local(root) not in ("comments", "glossaryDocument"):
            yield name, root


def _body(package: Package) -> Iterator[tuple[str, etree._Element]]:
    return ((name, root) for name, root in package.stories() if local(root) == "document")


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, without that of text boxes in it."""
    if next(paragraph.iterdescendants(f"{W}p"), None) is None:
        return "".join([node.text or "" for node in paragraph.iter(f"{W}t")])
    return "".join(
        node.text or ""
        for node in paragraph.iter(f"{W}t")
        if (holder := within(node, "p")) is paragraph or holder is None
    )


def _no_language(package: Package) -> Iterator[Breach]:
    for name, root in _stories(package):
        looks = looks_of(package, name)
        for run in root.iter(f"{W}r"):
            if any((node.text or "").strip() for node in run.findall(f"{W}t")):
                language = value(looks.of_run(run, "lang"))
                if language in ("", "x-none"):
                    yield name, run, say("the text has no language; choose it in Word under Review")
                    break  # most often no text of the part has one


def _no_title(package: Package) -> Iterator[Breach]:
    titles = [node for root in package.trees.values() for node in root.iter(_TITLE)]
    if not any((title.text or "").strip() for title in titles):
        yield "docProps/core.xml", None, say("the file has no title; write it under File, Info")


def _headings(package: Package, name: str) -> Mapping[etree._Element, int]:
    """Return the headings of a part with their levels, from 1; all rules share them."""
    key = f"{name}#headings"
    if key not in package.kept:
        looks = looks_of(package, name)
        paragraphs = package.trees[name].iter(f"{W}p")
        levels = ((paragraph, looks.level(paragraph)) for paragraph in paragraphs)
        package.kept[key] = {paragraph: level for paragraph, level in levels if level}
    found: Mapping[etree._Element, int] = package.kept[key]
    return found


def _heading_order(package: Package) -> Iterator[Breach]:
    for name, _ in _body(package):
        before = 0
        for heading, level in _headings(package, name).items():
            if level > before + 1:
                if before:
                    message = say(
                        "a heading of level {level} follows level {before}; take level {right}",
                        level=level,
                        before=before,
                        right=before + 1,
                    )
                else:
                    message = say(
                        "a heading of level {level} is the first; take level 1", level=level
                    )
                yield name, heading, message
            before = level


def _heading_text(package: Package) -> Iterator[Breach]:
    for name, _ in _body(package):
        for heading in _headings(package, name):
            length = len(_text(heading).strip())
            if length > _LONGEST_HEADING:
                yield (
                    name,
                    heading,
                    say("the heading has {length} letters; begin a paragraph in it", length=length),
                )
            elif not length:
                yield name, heading, say("the heading is empty; delete it")


def _table_head(package: Package) -> Iterator[Breach]:
    for name, root in _stories(package):
        for table in root.iter(f"{W}tbl"):
            first = next((row for row in children(table, "tr") if not is_tag_row(row)), None)
            mark = None if first is None else first.find(f"{W}trPr/{W}tblHeader")
            if first is not None and (mark is None or value(mark) in ("0", "false", "off")):
                message = say("no row is marked as the head; choose Repeat Header Rows in Word")
                yield name, table, message


def is_tag_row(row: etree._Element) -> bool:
    """Return whether a row of a template stands for a tag for rows: it is in no report."""
    return _FOR_ROWS.search("".join(t.text or "" for t in row.iter(f"{W}t"))) is not None


def _empty_paragraph(package: Package) -> Iterator[Breach]:
    for name, root in _stories(package):
        headings = _headings(package, name)
        for paragraph in root.iter(f"{W}p"):
            if paragraph in headings:
                continue  # an empty one has a rule of its own
            text = _text(paragraph)
            if not text.strip() and _shows_nothing(paragraph) and not _word_needs(paragraph):
                yield name, paragraph, say("an empty paragraph makes space; the style can do that")
            elif _BLANKS.search(text):
                yield name, paragraph, say("blanks make space; use a tab or an indent")


def _shows_nothing(paragraph: etree._Element) -> bool:
    """Return whether a paragraph without text shows nothing else either."""
    if next(paragraph.iter(*_SHOWN), None) is not None:
        return False
    return paragraph.find(f"{W}pPr/{W}sectPr") is None


def _word_needs(paragraph: etree._Element) -> bool:
    """Return whether Word wants a paragraph there: alone, behind a table, or to end a cell."""
    blocks = [f"{W}{name}" for name in ("p", "tbl", "sdt")]
    before = next(paragraph.itersiblings(*blocks, preceding=True), None)
    after = next(paragraph.itersiblings(*blocks), None)
    if before is None and after is None:
        parent = paragraph.getparent()
        return parent is not None and local(parent) not in ("body", "sdtContent")
    if before is None or local(before) == "p":
        return False
    ends = after is None and (local(before) == "tbl" or within(paragraph, "tc") is not None)
    return ends or (local(before) == "tbl" and after is not None and local(after) == "tbl")


def _contrast(package: Package) -> Iterator[Breach]:
    for name, root in _stories(package):
        looks = looks_of(package, name)
        for run in root.iter(f"{W}r"):
            text = "".join(node.text or "" for node in run.findall(f"{W}t")).strip()
            if not text or looks.is_on(run, "vanish"):
                continue
            colour, behind = looks.colours(run)
            found = contrast(colour, behind)
            if found < _CONTRAST and found < (wanted := 3 if _is_large(looks, run) else _CONTRAST):
                yield (
                    name,
                    run,
                    say(
                        "{text!r} is {colour} on {behind}: a contrast of {found:.1f}, {wanted} is "
                        "the least",
                        text=text[:30],
                        colour=colour,
                        behind=behind,
                        found=found,
                        wanted=wanted,
                    ),
                )


def _is_large(looks: Looks, run: etree._Element) -> bool:
    size = value(looks.of_run(run, "sz"))
    least = _LARGE_BOLD if looks.is_on(run, "b") else _LARGE
    return size.isdecimal() and int(size) >= least


def _no_alternative(package: Package) -> Iterator[Breach]:
    message = say("a picture has no alternative text; write it in Word under Alt Text")
    for name, root in _stories(package):
        for drawing in root.iter(f"{WP}docPr"):
            marks = [mark.get("val", "0") for mark in drawing.iter(_DECORATIVE)]
            holder = within(drawing, "drawing")
            has_text = holder is not None and next(holder.iter(f"{W}t"), None) is not None
            if not (drawing.get("descr", "").strip() or has_text or set(marks) & {"1", "true"}):
                yield name, drawing, message
        for picture in root.iter(f"{_VML}imagedata"):
            shape = picture.getparent()
            if shape is None or not shape.get("alt", "").strip():
                yield name, picture, message


def _typed_list(package: Package) -> Iterator[Breach]:
    for name, root in _stories(package):
        looks = looks_of(package, name)
        for paragraph in root.iter(f"{W}p"):
            if _BULLET.match(_text(paragraph)) and looks.of_paragraph(paragraph, "numPr") is None:
                yield name, paragraph, say("a bullet is typed; make the paragraph a list in Word")


RULES: dict[str, Rule] = {
    "no-language": _no_language,
    "no-title": _no_title,
    "heading-order": _heading_order,
    "heading-text": _heading_text,
    "table-head": _table_head,
    "empty-paragraph": _empty_paragraph,
    "contrast": _contrast,
    "no-alternative": _no_alternative,
    "typed-list": _typed_list,
}
"""Id of each rule and its check."""

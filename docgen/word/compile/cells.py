"""Tables: docxtpl's cell tags (cellbg, colspan, vm, hm), missing grids, cells that may be empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.bounds.templates import MOST_COLUMNS
from docgen.model.tongue import say
from docgen.word.compile.marks import instruction, number_of, numbers_in, without_markers
from docgen.word.compile.places import Places
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element, W

_CELL_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
    "textDirection", "tcFitText", "vAlign", "hideMark",
)  # fmt: skip
_NO_HOLDERS = {f"{W}{name}" for name in ("tbl", "tr", "p", "r", "t")}
_OPENS = ("for", "if", "macro", "call", "filter", "with", "set")


def apply_cell_tags(tags: list[Tag], found: TagList) -> None:
    """Turn cellbg, colspan, vm and hm into properties of the cells they stand in."""
    for tag in tags:
        if tag.keyword not in ("cellbg", "colspan", "vm", "hm") or tag.element is None:
            continue
        cell = next(tag.element.iterancestors(f"{W}tc"), None)
        if cell is None:
            message = say("{tag} does not stand in a table cell; move it into one", tag=tag.printed)
            found.fault("tag-level", tag.place, message)
            continue
        text = tag.element
        text.text = (text.text or "").replace(tag.marker, "")
        _APPLY[tag.keyword](cell, tag, found)
        tag.element = None


def _background(cell: Element, tag: Tag, found: TagList) -> None:
    colour = found.add("var", tag.body.removeprefix("cellbg").strip(), tag.place, location="attr")
    shade = _property(cell, "shd")
    shade.set(f"{W}val", "clear")
    shade.set(f"{W}color", "auto")
    shade.set(f"{W}fill", colour.marker)


def _span(cell: Element, tag: Tag, found: TagList) -> None:
    body = tag.body.removeprefix("colspan").strip()
    span = found.add("var", body, tag.place, location="columns")
    _property(cell, "gridSpan").set(f"{W}val", span.marker)


def _merge_down(cell: Element, tag: Tag, found: TagList) -> None:
    opening, middle, closing = _first_of_loop(tag, found)
    merged = f"{opening.marker}restart{middle.marker}continue{closing.marker}"
    _property(cell, "vMerge").set(f"{W}val", merged)
    for text in cell.iter(f"{W}t"):
        opening, _, closing = _first_of_loop(tag, found)
        text.text = f"{opening.marker}{text.text or ''}{closing.marker}"


def _merge_across(cell: Element, tag: Tag, found: TagList) -> None:
    opening, _, closing = _first_of_loop(tag, found)
    opening.location = closing.location = "xml"
    span = _property(cell, "gridSpan")
    times = columns_of(span) or 1
    length = found.add("var", f"{times} * loop.length", tag.place, location="columns")
    span.set(f"{W}val", length.marker)
    cell.addprevious(instruction(opening.number))
    cell.addnext(instruction(closing.number))


def _first_of_loop(tag: Tag, found: TagList) -> tuple[Tag, Tag, Tag]:
    return (
        found.add("block", "if loop.first", tag.place, location="attr"),
        found.add("block", "else", tag.place, location="attr"),
        found.add("block", "endif", tag.place, location="attr"),
    )


def _property(cell: Element, name: str) -> Element:
    """Return the cell property of that name, made in its place where there is none."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    child = properties.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        before = _CELL_ORDER[: _CELL_ORDER.index(name)]
        index = sum(1 for c in properties if etree.QName(c).localname in before)
        properties.insert(index, child)
    return child


_APPLY = {"cellbg": _background, "colspan": _span, "vm": _merge_down, "hm": _merge_across}


def columns_of(span: Element | None) -> int | None:
    """Return how many columns a cell spans; None where a tag tells it, or nothing sensible."""
    if span is None:
        return 1
    text = (span.get(f"{W}val") or "1").strip()
    plain = text.isascii() and text.isdecimal() and len(text) < 9
    return int(text) if plain and 1 <= int(text) <= MOST_COLUMNS else None


def refuse_spans(root: Element, places: Places, found: TagList) -> None:
    """Note each cell that spans no number of columns that Word takes, and what is in no cell."""
    _refuse_misplaced(root, places, found)
    for span in root.iter(f"{W}gridSpan"):
        text = str(span.get(f"{W}val"))
        if columns_of(span) is None and not numbers_in(text):
            cell = next(span.iterancestors(f"{W}tc"), None)
            paragraph = None if cell is None else cell.find(f"{W}p")
            place = found.part if paragraph is None else places.of(paragraph)
            message = say(
                "a cell spans {text!r} columns; Word takes 1 to {most}; split the cell in "
                "Word and merge it again",
                text=without_markers(text, "{{ }}")[:40],
                most=MOST_COLUMNS,
            )
            found.fault("columns", place, message)


def _refuse_misplaced(root: Element, places: Places, found: TagList) -> None:
    """Note paragraphs that stand in a table outside its cells, or in each other."""
    for paragraph in root.iter(f"{W}p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in _NO_HOLDERS:
            message = say(
                "a paragraph stands where none may, right in w:{element}; open the file in "
                "Word and save it again",
                element=etree.QName(parent).localname,
            )
            found.fault("broken-xml", places.of(paragraph), message)


def add_missing_grids(root: Element) -> None:
    """Give each table without a grid one, from the widths of its first row."""
    for table in root.iter(f"{W}tbl"):
        if table.find(f"{W}tblGrid") is not None:
            continue
        grid = etree.Element(f"{W}tblGrid")
        row = table.find(f"{W}tr")
        for cell in [] if row is None else row.findall(f"{W}tc"):
            width = cell.find(f"{W}tcPr/{W}tcW")
            for _ in range(columns_of(cell.find(f"{W}tcPr/{W}gridSpan")) or 1):
                column = etree.SubElement(grid, f"{W}gridCol")
                if width is not None and (width.get(f"{W}w") or "").isdigit():
                    column.set(f"{W}w", str(width.get(f"{W}w")))
        properties = table.find(f"{W}tblPr")
        table.insert(0 if properties is None else table.index(properties) + 1, grid)


_HOLDERS = ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment", "docPartBody")
"""What must end in a paragraph."""
_MARKS = re.compile(
    r"\}(?:(?:bookmark|perm|comment|move\w*|customXml\w*)(?:Range)?(?:Start|End)|proofErr)$"
)
"""Elements that mark a place and hold nothing."""


def guard_tables(root: Element, found: TagList) -> None:
    """Wrap what could end up without its last paragraph, its rows, cells, columns or content."""
    names = ("sdt", "tr", "tbl", *_HOLDERS)
    for element in reversed(list(root.iter(*(f"{W}{name}" for name in names)))):  # inner ones first
        name = etree.QName(element).localname
        if name == "tbl":
            _guard_table(element, found)
        elif name == "tr":
            _guard(element, ("tc", "sdt"), "_dg_keep_cells", found)
        elif name == "sdt":
            _guard_control(element, found)
        elif not _ends_in_paragraph(held := _contents(element), found.tags):
            _wrap(held, "_dg_keep_paragraph", found)


def _guard_table(table: Element, found: TagList) -> None:
    if _changes_its_columns(table, found.tags):
        _wrap([table], "_dg_fit_grid", found)
    _guard(table, ("tr", "sdt"), "_dg_keep_rows", found)


def _guard_control(control: Element, found: TagList) -> None:
    content = control.find(f"{W}sdtContent")
    held = [] if content is None else _contents(content)
    if held and not any(True for _ in _unconditional(held, found.tags)):
        _wrap([control], "_dg_keep_control", found)


def _guard(holder: Element, wanted: tuple[str, ...], guard: str, found: TagList) -> None:
    """Wrap a row or table that holds nothing wanted outside conditions and loops."""
    names = {f"{W}{name}" for name in wanted}
    if not any(c.tag in names for c in _unconditional(_contents(holder), found.tags)):
        _wrap([holder], guard, found)


def _contents(holder: Element) -> list[Element]:
    """Return what a holder holds, without its properties and the marks of places."""
    own = {f"{W}{name}" for name in ("tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx")}
    return [c for c in holder if c.tag not in own and not _MARKS.search(str(c.tag))]


def _changes_its_columns(table: Element, tags: list[Tag]) -> bool:
    """Return whether tags stand between its cells, or tell how many columns one of them spans."""
    if any(_tag_of(child, tags) for row in table.iter(f"{W}tr") for child in row):
        return True
    spans = (span for span in table.iter(f"{W}gridSpan") if columns_of(span) is None)
    return any(True for _ in spans)


def _ends_in_paragraph(children: list[Element], tags: list[Tag]) -> bool:
    last = children[-1] if children else None
    if last is None:
        return False
    if len(children) == 1 and (owner := _tag_of(last, tags)):
        site = owner.site
        return bool(site and site.get("keep"))
    return last.tag == f"{W}p" and any(c is last for c in _unconditional(children, tags))


def _unconditional(children: list[Element], tags: list[Tag]) -> Iterator[Element]:
    """Yield the children outside every block whose tags stand between them."""
    depth = 0
    for child in children:
        tag = _tag_of(child, tags)
        if tag is None:
            if depth == 0:
                yield child
            continue
        word = tag.keyword
        depth += (word in _OPENS) - word.startswith("end")


def _tag_of(node: Element, tags: list[Tag]) -> Tag | None:
    number = number_of(node, cuts=True)
    return tags[number] if number is not None and number < len(tags) else None


def _wrap(nodes: list[Element], guard: str, found: TagList) -> None:
    if not nodes:
        return
    place = _place_in(nodes, found)
    opening = found.add_own("block", f"filter {guard}", place, "xml")
    closing = found.add_own("block", "endfilter", place, "xml")
    nodes[0].addprevious(instruction(opening.number))
    nodes[-1].addnext(instruction(closing.number))


def _place_in(nodes: list[Element], found: TagList) -> str:
    """Return the place of the first tag in some nodes; empty without any."""
    for node in nodes:
        for inner in node.iter():
            if tag := _tag_of(inner, found.tags):
                return tag.place
            for number in numbers_in(inner.text):
                return found.tags[number].place
    return ""

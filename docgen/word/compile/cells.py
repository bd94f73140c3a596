"""Tables: docxtpl's cell tags (cellbg, colspan, vm, hm), missing grids, cells that may be empty."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.compile.levels import instruction
from docgen.word.compile.tags import Tag, TagList
from docgen.word.compile.xml import Element, W

_CELL_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar",
    "textDirection", "tcFitText", "vAlign", "hideMark",
)  # fmt: skip
_OPENS = ("for", "if", "macro", "call", "filter", "with", "set")


def apply_cell_tags(tags: list[Tag], found: TagList) -> None:
    """Turn cellbg, colspan, vm and hm into properties of the cells they stand in."""
    for tag in tags:
        if tag.keyword not in ("cellbg", "colspan", "vm", "hm") or tag.element is None:
            continue
        cell = next(tag.element.iterancestors(f"{W}tc"), None)
        if cell is None:
            found.fault("tag-level", tag.place, f"{tag.printed} does not stand in a table cell")
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
    span = found.add("var", tag.body.removeprefix("colspan").strip(), tag.place, location="attr")
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
    times = span.get(f"{W}val") or "1"
    length = found.add("var", f"{times} * loop.length", tag.place, location="attr")
    span.set(f"{W}val", length.marker)
    cell.addprevious(instruction(opening))
    cell.addnext(instruction(closing))


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


def add_missing_grids(root: Element) -> None:
    """Give each table without a grid one, from the widths of its first row."""
    for table in root.iter(f"{W}tbl"):
        if table.find(f"{W}tblGrid") is not None:
            continue
        grid = etree.Element(f"{W}tblGrid")
        row = table.find(f"{W}tr")
        for cell in [] if row is None else row.findall(f"{W}tc"):
            width = cell.find(f"{W}tcPr/{W}tcW")
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            for _ in range(int(span.get(f"{W}val") or 1) if span is not None else 1):
                column = etree.SubElement(grid, f"{W}gridCol")
                if width is not None and (width.get(f"{W}w") or "").isdigit():
                    column.set(f"{W}w", str(width.get(f"{W}w")))
        properties = table.find(f"{W}tblPr")
        table.insert(0 if properties is None else table.index(properties) + 1, grid)


def guard_tables(root: Element, found: TagList) -> None:
    """Wrap what could end up without its last paragraph, its rows or its columns."""
    tags = found.tags
    for cell in list(root.iter(f"{W}tc", f"{W}txbxContent", f"{W}ftr", f"{W}hdr")):
        children = [c for c in cell if c.tag != f"{W}tcPr"]
        if not _ends_in_paragraph(children, tags):
            _wrap(children, "_guard_cell", found)
    for table in list(root.iter(f"{W}tbl")):
        if any(_is_tag(c, tags) for row in table.iter(f"{W}tr") for c in row):
            _wrap([table], "_guard_grid", found)
        rows = [c for c in table if c.tag not in (f"{W}tblPr", f"{W}tblGrid")]
        if not any(c.tag in (f"{W}tr", f"{W}sdt") for c in _unconditional(rows, tags)):
            _wrap([table], "_guard_table", found)


def _ends_in_paragraph(children: list[Element], tags: list[Tag]) -> bool:
    last = children[-1] if children else None
    if last is None:
        return False
    if len(children) == 1 and _is_tag(last, tags):
        site = tags[int(last.text or "0")].site
        return bool(site and site.get("keep"))
    return last.tag == f"{W}p" and any(c is last for c in _unconditional(children, tags))


def _unconditional(children: list[Element], tags: list[Tag]) -> Iterator[Element]:
    """Yield the children outside every block whose tags stand between them."""
    depth = 0
    for child in children:
        if not _is_tag(child, tags):
            if depth == 0:
                yield child
            continue
        word = tags[int(child.text or "0")].keyword
        depth += (word in _OPENS) - word.startswith("end")


def _is_tag(node: Element, tags: list[Tag]) -> bool:
    return getattr(node, "target", "") in ("dg", "dgcut") and int(node.text or "0") < len(tags)


def _wrap(nodes: list[Element], guard: str, found: TagList) -> None:
    if not nodes:
        return
    opening = found.add("block", f"filter {guard}", "", location="xml")
    closing = found.add("block", "endfilter", "", location="xml")
    nodes[0].addprevious(instruction(opening))
    nodes[-1].addnext(instruction(closing))

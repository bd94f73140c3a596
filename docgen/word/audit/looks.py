"""What a run of a Word file looks like: its language, size and colours, styles and all."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from lxml import etree

from docgen.word.audit.package import Package, W, children, value, within

WHITE, BLACK = "FFFFFF", "000000"
_HIGHLIGHTS = {
    "black": BLACK, "white": WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "red": "FF0000", "blue": "0000FF", "darkBlue": "00008B",
    "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_OFF = ("0", "false", "off", "none")


class _Run(NamedTuple):
    """Where a run has its looks from."""

    own: etree._Element | None
    style: str
    paragraph_style: str | None
    """None outside of paragraphs."""


def looks_of(package: Package, part: str) -> Looks:
    """Return the styles that hold for a part; all rules that look at a file share them."""
    if part not in package.kept:
        package.kept[part] = Looks(package, part)
    looks: Looks = package.kept[part]
    return looks


class Looks:
    """The styles that hold for one part."""

    def __init__(self, package: Package, part: str) -> None:
        """Read the styles beside `part`; without any only what stands in the runs holds."""
        root = package.beside(part, f"{W}styles")
        found = () if root is None else root.findall(f"{W}style")
        self._styles = {value(style, "styleId"): style for style in found}
        self._normal = next(
            (value(s, "styleId") for s in found
             if value(s, "type") == "paragraph" and value(s, "default") not in ("", *_OFF)), ""
        )  # fmt: skip
        self._defaults = None if root is None else root.find(f"{W}docDefaults")
        self.chain = cache(self._chain)
        self.by_styles = cache(self._by_styles)
        self._of = cache(self._sources)
        self._around = cache(self._tints_around)

    def _chain(self, style: str) -> tuple[etree._Element, ...]:
        """Return a style and those that it is based on."""
        found: list[etree._Element] = []
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = value(found[-1].find(f"{W}basedOn"))
        return tuple(found)

    def paragraph_styles(self, paragraph: etree._Element) -> tuple[etree._Element, ...]:
        """Return the styles of a paragraph, the nearest first."""
        named = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        return self.chain(named if named in self._styles else self._normal)

    def of_paragraph(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """Return the property `name` of a paragraph, its own or that of its styles."""
        own = paragraph.find(f"{W}pPr/{W}{name}")
        styles = (style.find(f"{W}pPr/{W}{name}") for style in self.paragraph_styles(paragraph))
        return next((one for one in (own, *styles) if one is not None), None)

    def of_run(self, run: etree._Element, name: str) -> etree._Element | None:
        """Return the property `name` of a run: its own, its styles', or that of the document."""
        sources = self._of(run)
        found = None if sources.own is None else sources.own.find(f"{W}{name}")
        if found is not None:
            return found
        return self.by_styles(sources.style, sources.paragraph_style, name)

    def _sources(self, run: etree._Element) -> _Run:
        own, paragraph = run.find(f"{W}rPr"), within(run, "p")
        styled = None if own is None else own.find(f"{W}rStyle")
        around = None if paragraph is None else value(paragraph.find(f"{W}pPr/{W}pStyle"))
        return _Run(own, value(styled), around)

    def _by_styles(self, own: str, paragraph: str | None, name: str) -> etree._Element | None:
        """Return the property that a run has of its style, its paragraph's or the document."""
        styles = self.chain(own)
        if paragraph is not None:
            styles += self.chain(paragraph if paragraph in self._styles else self._normal)
        found = (style.find(f"{W}rPr/{W}{name}") for style in styles)
        if (nearest := next((one for one in found if one is not None), None)) is not None:
            return nearest
        if self._defaults is None:
            return None
        return self._defaults.find(f"{W}rPrDefault/{W}rPr/{W}{name}")

    def is_on(self, run: etree._Element, name: str) -> bool:
        """Return whether a property that is on or off is on: bold, hidden."""
        found = self.of_run(run, name)
        return found is not None and value(found) not in _OFF

    def colours(self, run: etree._Element) -> tuple[str, str]:
        """Return the colour of a run and of what is behind it, as six hexadecimal digits."""
        behind = self._behind(run)
        colour = _hex(value(self.of_run(run, "color")))
        return colour or (BLACK if luminance(behind) > 0.18 else WHITE), behind

    def _behind(self, run: etree._Element) -> str:
        """Return the nearest tint behind a run: its own, its paragraph's, its cell's, the page."""
        own = _HIGHLIGHTS.get(value(self.of_run(run, "highlight")), "")
        tint = _hex(value(self.of_run(run, "shd"), "fill"))
        paragraph = within(run, "p")
        return own or tint or (self._around(paragraph) if paragraph is not None else WHITE)

    def _tints_around(self, paragraph: etree._Element) -> str:
        """Return the nearest tint behind a paragraph: its own, its cell's, the page."""
        tints = [self.of_paragraph(paragraph, "shd")]
        cell = within(paragraph, "tc")
        if cell is not None:
            tints += (cell.find(f"{W}tcPr/{W}shd"), self._row_tint(cell))
        return next(filter(None, (_hex(value(tint, "fill")) for tint in tints)), WHITE)

    def _row_tint(self, cell: etree._Element) -> etree._Element | None:
        """Return the tint that the table's style gives to the first or the last row."""
        row, table = within(cell, "tr"), within(cell, "tbl")
        if row is None or table is None:
            return None
        rows = list(children(table, "tr"))
        look = table.find(f"{W}tblPr/{W}tblLook")
        for kind, number in (("firstRow", 0), ("lastRow", -1)):
            if rows[number] is row and value(look, kind) not in ("", *_OFF):
                for style in self.chain(value(table.find(f"{W}tblPr/{W}tblStyle"))):
                    part = style.find(f"{W}tblStylePr[@{W}type='{kind}']/{W}tcPr/{W}shd")
                    if part is not None:
                        return part
        return None


def _hex(colour: str) -> str:
    digits = colour.upper()
    return digits if len(digits) == 6 and set(digits) <= set("0123456789ABCDEF") else ""


@lru_cache(maxsize=256)
def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1, as WCAG 2.1 defines it."""
    shares = []
    for place in (0, 2, 4):
        part = int(colour[place : place + 2], 16) / 255
        shares.append(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = shares
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=256)
def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.1 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)

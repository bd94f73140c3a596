"""What a run of a Word file looks like: its language, size and colours, styles and all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lxml import etree

from docgen.word.audit.package import Package, W, children, properties_of, value, within

WHITE, BLACK = "FFFFFF", "000000"
_HIGHLIGHTS = {
    "black": BLACK, "white": WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "red": "FF0000", "blue": "0000FF", "darkBlue": "00008B",
    "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_OFF = ("0", "false", "off", "none")
_ENDS = (("firstRow", 0), ("lastRow", -1))
"""Rows that a table's style may mark, each with its number."""
_HEADING = re.compile(r"[Hh]eading [1-9]")


class _Run(NamedTuple):
    """Where a run has its looks from."""

    own: Mapping[Any, etree._Element]
    """Its own properties by tag."""
    style: str
    paragraph: etree._Element | None
    paragraph_style: str | None
    """None outside of paragraphs."""


_Ends = tuple[tuple[etree._Element, etree._Element | None], ...]
"""The rows of a table that its style is to mark, each with the tint that it gives."""


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
        self._of_style = cache(self._by_paragraph_style)
        self._level_of = cache(self._level_of_style)
        self._of = cache(self._sources)
        self._around = cache(self._tints_around)
        self._ends = cache(self._ends_of)

    def _chain(self, style: str) -> tuple[etree._Element, ...]:
        """Return a style and those that it is based on."""
        found: list[etree._Element] = []
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = value(found[-1].find(f"{W}basedOn"))
        return tuple(found)

    def _style_of(self, properties: etree._Element | None) -> str:
        """Return the style of a paragraph with these properties."""
        named = "" if properties is None else value(properties_of(properties, "pStyle"))
        return named if named in self._styles else self._normal

    def of_paragraph(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """Return the property `name` of a paragraph, its own or that of its styles."""
        properties = properties_of(paragraph, "pPr")
        own = None if properties is None else properties.find(f"{W}{name}")
        return own if own is not None else self._of_style(self._style_of(properties), name)

    def _by_paragraph_style(self, style: str, name: str) -> etree._Element | None:
        found = (one.find(f"{W}pPr/{W}{name}") for one in self.chain(style))
        return next((one for one in found if one is not None), None)

    def level(self, paragraph: etree._Element) -> int:
        """Return the level of a heading, from 1; 0 for other paragraphs."""
        properties = properties_of(paragraph, "pPr")
        own = None if properties is None else properties.find(f"{W}outlineLvl")
        level = value(own) or self._level_of(self._style_of(properties), own is not None)
        return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0

    def _level_of_style(self, style: str, by_name: bool) -> str:
        """Return the level that a style gives, from 0, `by_name` by its name alone."""
        level = "" if by_name else value(self._of_style(style, "outlineLvl"))
        names = (value(one.find(f"{W}name")) for one in self.chain(style))
        named = next((name for name in names if _HEADING.fullmatch(name)), "0")
        return level or str(int(named[-1]) - 1)

    def of_run(self, run: etree._Element, name: str) -> etree._Element | None:
        """Return the property `name` of a run: its own, its styles', or that of the document."""
        sources = self._of(run)
        found = sources.own.get(f"{W}{name}")
        if found is not None:
            return found
        return self.by_styles(sources.style, sources.paragraph_style, name)

    def _sources(self, run: etree._Element) -> _Run:
        own, paragraph = properties_of(run, "rPr"), run.getparent()
        if paragraph is None or paragraph.tag != f"{W}p":
            paragraph = within(run, "p")
        found = {} if own is None else {one.tag: one for one in reversed(own)}  # the first counts
        around = None if paragraph is None else properties_of(paragraph, "pPr")
        named = None if around is None else properties_of(around, "pStyle")
        return _Run(
            found,
            value(found.get(f"{W}rStyle")),
            paragraph,
            None if paragraph is None else value(named),
        )

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
        tint = own or _hex(value(self.of_run(run, "shd"), "fill"))
        paragraph = self._of(run).paragraph
        return tint or (self._around(paragraph) if paragraph is not None else WHITE)

    def _tints_around(self, paragraph: etree._Element) -> str:
        """Return the nearest tint behind a paragraph: its own, its cell's, the page."""
        tints = (_hex(value(tint, "fill")) for tint in self._shades(paragraph))
        return next(filter(None, tints), WHITE)

    def _shades(self, paragraph: etree._Element) -> Iterator[etree._Element | None]:
        yield self.of_paragraph(paragraph, "shd")
        cell = within(paragraph, "tc")
        if cell is not None:
            around = properties_of(cell, "tcPr")
            yield None if around is None else around.find(f"{W}shd")
            yield self._row_tint(cell)

    def _row_tint(self, cell: etree._Element) -> etree._Element | None:
        """Return the tint that the table's style gives to the first or the last row."""
        row, table = within(cell, "tr"), within(cell, "tbl")
        if row is None or table is None:
            return None
        tints = (tint for end, tint in self._ends(table) if end is row and tint is not None)
        return next(tints, None)

    def _ends_of(
        self, table: etree._Element
    ) -> tuple[tuple[etree._Element, etree._Element | None], ...]:
        """Return the first and the last row of a table, as far as its style is to mark them."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        marked = [(k, n) for k, n in _ENDS if value(look, k) not in ("", *_OFF)]
        rows = list(children(table, "tr")) if marked else []
        if not rows:
            return ()
        styles = self.chain(value(table.find(f"{W}tblPr/{W}tblStyle")))
        found = []
        for kind, number in marked:
            shade = f"{W}tblStylePr[@{W}type='{kind}']/{W}tcPr/{W}shd"
            tints = (style.find(shade) for style in styles)
            found.append((rows[number], next((one for one in tints if one is not None), None)))
        return tuple(found)


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

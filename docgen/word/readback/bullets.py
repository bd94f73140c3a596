"""Which paragraphs are bullets: by their own numbering, or by that of their style."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from docgen.word.compile.styles import style_of
from docgen.word.compile.xml import Element, W, parse_part

_SIGN = ("bullet", "none")


class Bullet(NamedTuple):
    """How a paragraph is set off from the text around it."""

    is_bullet: bool = False
    numbered: bool = False
    """True for a number or letter that Word counts."""
    depth: int = 0
    """Level of the list, from 0."""


@dataclass(slots=True)
class Bullets:
    """Numbering and styles of a Word file."""

    formats: dict[tuple[str, int], str] = field(default_factory=dict)
    """By number and level of a list: `bullet`, `decimal` ..."""
    styles: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """By style: the one it is based on, and number and level of its own list."""
    names: dict[str, str] = field(default_factory=dict)

    def of(self, paragraph: Element) -> Bullet:
        """Return how a paragraph is set off."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = style_of(paragraph)
        number, level = _numbering(own) if own is not None else ("", -1)
        if not number:
            number, of_style = self._of_style(style)
            level = max(level, of_style)
        if not number or number == "0":
            named = own is None and "bullet" in self.names.get(style, "")
            return Bullet(named)
        kind = self.formats.get((number, max(level, 0)), "bullet")
        return Bullet(kind in _SIGN, kind not in _SIGN, max(level, 0))

    def _of_style(self, style: str) -> tuple[str, int]:
        seen = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            based, number, level = self.styles[style]
            if number:
                return number, level
            style = based
        return "", 0


def read_bullets(styles: bytes | None, numbering: bytes | None, file: str) -> Bullets:
    """Return what two parts of a Word file say of lists; either may be missing."""
    found = Bullets()
    if styles is not None:
        for style in parse_part(styles, file, "word/styles.xml").iter(f"{W}style"):
            identifier = str(style.get(f"{W}styleId") or "")
            based, name = style.find(f"{W}basedOn"), style.find(f"{W}name")
            own = style.find(f"{W}pPr/{W}numPr")
            number, level = _numbering(own) if own is not None else ("", 0)
            above = "" if based is None else str(based.get(f"{W}val"))
            found.styles[identifier] = (above, number, max(level, 0))
            if name is not None:
                found.names[identifier] = str(name.get(f"{W}val")).casefold()
    if numbering is not None:
        _read_numbering(parse_part(numbering, file, "word/numbering.xml"), found)
    return found


def _read_numbering(root: Element, found: Bullets) -> None:
    levels: dict[str, dict[int, str]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        identifier = str(abstract.get(f"{W}abstractNumId"))
        levels[identifier] = _formats(abstract)
    for number in root.iter(f"{W}num"):
        of = number.find(f"{W}abstractNumId")
        known = levels.get("" if of is None else str(of.get(f"{W}val")), {})
        for level, kind in {**known, **_formats(number)}.items():
            found.formats[str(number.get(f"{W}numId")), level] = kind


def _formats(node: Element) -> dict[int, str]:
    """Return the format of each level that an element defines."""
    formats = {}
    for level in node.iter(f"{W}lvl"):
        kind, depth = level.find(f"{W}numFmt"), str(level.get(f"{W}ilvl") or "0")
        if kind is not None and depth.isdecimal():
            formats[int(depth)] = str(kind.get(f"{W}val"))
    return formats


def _numbering(node: Element) -> tuple[str, int]:
    number, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    depth = "" if level is None else str(level.get(f"{W}val"))
    return (
        "" if number is None else str(number.get(f"{W}val")),
        int(depth) if depth.isdecimal() else -1,
    )

"""List numbers that the file does not define: Word prints none, so they go out, with a note.

Programs that paste paragraphs from another file leave them behind. A loop would print the same
number again and again, as if one list went on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from docgen.model.tongue import marked
from docgen.word.compile.liststyles import listed_styles
from docgen.word.compile.opened import Opened
from docgen.word.compile.policy import Rule
from docgen.word.compile.styles import STYLES, style_of
from docgen.word.compile.xml import Element, W

_DEAD = Rule(
    *(marked("a list number that the file does not define"), "out"),
    marked("Word prints none there; choose the list again in Word if one belongs there"),
)
_NONE = "0"
"""The number of no list, which takes a style's number away."""


def drop_dead_lists(opened: Opened) -> set[str]:
    """Take numbers of lists that are not there from the text's paragraphs; return changed parts."""
    lists = [part for part in opened.trees if opened.kind(part).endswith("numbering+xml")]
    known = {_NONE}.union(*(_numbers(opened.trees[part]) for part in lists))
    listed = listed_styles(opened.trees.get(STYLES))
    changed = set()
    for part, root in opened.trees.items():
        if part in lists or opened.kind(part).endswith("styles+xml"):
            continue
        for properties, number in [*_dead(root, known)]:
            changed.add(part)
            if next(properties.iterancestors(f"{W}pPrChange"), None) is None:
                place = partial(opened.placing(part), number)
                opened.findings.apply(_DEAD, place, str(number.get(f"{W}val")))
            _drop(properties, number, listed)
    return changed


def _numbers(root: Element) -> Iterator[str]:
    """Yield the numbers of lists that a numbering part draws."""
    drawn = {one.get(f"{W}abstractNumId") for one in root.iter(f"{W}abstractNum")}
    for number in root.iter(f"{W}num"):
        link = number.find(f"{W}abstractNumId")
        if link is not None and link.get(f"{W}val") in drawn:
            yield _written(number.get(f"{W}numId"))


def _written(number: str | None) -> str:
    """Return a number as Word writes it: `01` is `1`."""
    return (number or "").lstrip("0") or _NONE


def _dead(root: Element, known: set[str]) -> Iterator[tuple[Element, Element]]:
    """Yield list properties and number of each paragraph whose number leads nowhere."""
    for number in root.iter(f"{W}numId"):
        value, above = number.get(f"{W}val"), number.getparent()
        if value is None or not value.isdecimal() or _written(value) in known:
            continue  # among the rest are numbers that a tag will give
        if above is not None and above.tag == f"{W}numPr":
            yield above, number


def _drop(properties: Element, number: Element, listed: frozenset[str]) -> None:
    above = properties.getparent()
    paragraph = next(properties.iterancestors(f"{W}p"), None)
    if above is None or paragraph is None:
        return
    if style_of(paragraph) in listed:
        number.set(f"{W}val", _NONE)
    else:
        above.remove(properties)

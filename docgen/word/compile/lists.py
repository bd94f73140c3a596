"""Numbered lists in loops: each round has a list of its own where the author's list is one.

A list that stands wholly in a loop, below another paragraph of it, begins anew in each round. One
that leads the round (`1. {{ item }}`, a numbered heading) counts on, as the author sees it count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from docgen.word.compile.allowed import COPIES
from docgen.word.compile.blocks import Blocks, Branch
from docgen.word.compile.copies import Copier, quoted
from docgen.word.compile.liststyles import Styled, number_directly, styled_lists, with_number
from docgen.word.compile.marks import begun_by, instruction, number_of
from docgen.word.compile.ranges import common
from docgen.word.compile.styles import style_of
from docgen.word.compile.tags import TagList
from docgen.word.compile.xml import Element, W

_NUMBER = re.compile(r'<w:numId w:val="(\d+)"/>')
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_UNCOUNTED = ("bullet", "none")


class _Paragraph(NamedTuple):
    """One paragraph of a part, or the value that will be one or several."""

    list: str
    """The number of its list; empty without one."""
    blocks: Blocks
    node: Element
    """The element that holds the number, the paragraph whose style does, or the value's mark."""
    styled: Styled | None = None
    """What its style says of its list, where it says nothing itself."""


@dataclass(slots=True)
class Lists:
    """The numbered lists of a template."""

    kinds: dict[str, str] = field(default_factory=dict)
    """By number of a list that counts: what it shares with lists that count on."""
    numbers: dict[str, Element] = field(default_factory=dict)
    """By number: the w:num."""
    levels: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By number: each level and where it starts."""
    styled: dict[str, Styled] = field(default_factory=dict)
    """By style of a paragraph: the list that it stands in; `""` is the default style."""
    repeated: dict[str, None] = field(default_factory=dict)
    """Lists that begin anew in some loop."""

    @classmethod
    def of(cls, root: Element | None, styles: Element | None, headings: frozenset[str]) -> Lists:
        """Return the lists of a numbering part, none without one; styles put paragraphs there."""
        lists = cls()
        if root is None:
            return lists
        lists.styled = styled_lists(styles, headings)
        drawn = {a.get(f"{W}abstractNumId"): a for a in root.iter(f"{W}abstractNum")}
        named = {
            link.get(f"{W}val"): abstract
            for abstract in drawn.values()
            if (link := abstract.find(f"{W}styleLink")) is not None
        }
        for number in root.iter(f"{W}num"):
            own = str(number.get(f"{W}numId"))
            link = number.find(f"{W}abstractNumId")
            abstract = None if link is None else drawn.get(link.get(f"{W}val"))
            if abstract is not None and (link := abstract.find(f"{W}numStyleLink")) is not None:
                abstract = named.get(link.get(f"{W}val"))  # a list style draws it
            if abstract is not None and _counts(abstract, lists.styled):
                begun = number.find(f"{W}lvlOverride") is not None
                lists.kinds[own] = f"num {own}" if begun else f"abstract {id(abstract)}"
                lists.levels[own] = list(_levels(abstract))
            lists.numbers[own] = number
        return lists

    @property
    def first_free(self) -> int:
        """The first number that no list has."""
        return 1 + max((int(n) for n in self.numbers if n.isdecimal()), default=0)

    def add_rounds(self, root: Element, found: TagList) -> None:
        """Let a numbering part hold the lists of the rounds behind the first."""
        last = next(reversed([*root.iter(f"{W}num")]))
        for number in reversed(self.repeated):
            loop = f"for _dg_list{number} in {COPIES}|_dg_lists({quoted(number)})"
            opening = found.add_own("block", loop, "", "xml")
            name = found.add_own("var", f"_dg_list{number}", "", "attr")
            closing = found.add_own("block", "endfor", "", "xml")
            nodes = [instruction(opening.number), self._begun(number, name.marker)]
            for node in reversed([*nodes, instruction(closing.number)]):
                last.addnext(node)

    def _begun(self, number: str, marker: str) -> Element:
        """Return the w:num of a round: as the list itself, and each level begins at its start."""
        own = self.numbers[number]
        made = etree.Element(own.tag, nsmap={"w": W[1:-1]})
        made.set(f"{W}numId", marker)
        link = own.find(f"{W}abstractNumId")
        etree.SubElement(made, f"{W}abstractNumId").set(
            f"{W}val", str(None if link is None else link.get(f"{W}val"))
        )
        drawn = {o.get(f"{W}ilvl"): o.find(f"{W}lvl") for o in own.iter(f"{W}lvlOverride")}
        begun = own.iter(f"{W}lvlOverride")
        starts = {o.get(f"{W}ilvl"): o.find(f"{W}startOverride") for o in begun}
        for level, start in self.levels[number]:
            override = etree.SubElement(made, f"{W}lvlOverride")
            override.set(f"{W}ilvl", level)
            given = starts.get(level)
            value = start if given is None else str(given.get(f"{W}val"))
            etree.SubElement(override, f"{W}startOverride").set(f"{W}val", value)
            if (look := drawn.get(level)) is not None:
                override.append(etree.fromstring(etree.tostring(look)))
        return made


def _counts(abstract: Element, styled: Mapping[str, Styled]) -> bool:
    """Return whether a list counts, and is no numbering of headings."""
    first = abstract.find(f"{W}lvl")
    if first is None:
        return False
    form = first.find(f"{W}numFmt")
    bullets = form is not None and form.get(f"{W}val") in _UNCOUNTED
    style = first.find(f"{W}pStyle")
    return not bullets and (style is None or style.get(f"{W}val") in styled)


def _levels(abstract: Element) -> Iterator[tuple[str, str]]:
    for level in abstract.iter(f"{W}lvl"):
        start = level.find(f"{W}start")
        yield str(level.get(f"{W}ilvl")), "1" if start is None else str(start.get(f"{W}val"))


def own_lists(placed: Sequence[tuple[Element, Blocks]], lists: Lists, copier: Copier) -> None:
    """Let each list that begins anew in its loop have a number of its own in each round."""
    paragraphs = list(_paragraphs(placed, copier.found, lists.styled))
    kinds: dict[str, list[_Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.list in lists.kinds:
            kinds.setdefault(lists.kinds[paragraph.list], []).append(paragraph)
    for uses in kinds.values():
        loop = _loop_of(uses, paragraphs, copier.found)
        for use in uses if loop else ():
            lists.repeated[use.list] = None
            upto = use.blocks[: use.blocks.index(loop) + 1] if loop else ()
            _renumber(use, upto, copier)


def _paragraphs(
    placed: Sequence[tuple[Element, Blocks]], found: TagList, styled: Mapping[str, Styled]
) -> Iterator[_Paragraph]:
    for node, blocks in placed:
        is_paragraph = node.tag == f"{W}p"
        number = node.find(f"{W}pPr/{W}numPr/{W}numId") if is_paragraph else None
        if number is not None:
            yield _Paragraph(str(number.get(f"{W}val")), blocks, number)
            continue
        if is_paragraph and (known := styled.get(style_of(node))):
            yield _Paragraph(known.number, blocks, node, known)
            continue
        owner = begun_by(node) if is_paragraph else number_of(node)
        site = found.tags[owner].site if owner is not None else None
        if site is not None or is_paragraph:
            yield _of_value(site["ppr"] if site is not None else "", blocks, node, styled)


def _of_value(
    properties: str, blocks: Blocks, node: Element, styled: Mapping[str, Styled]
) -> _Paragraph:
    """Return the paragraph of a value that stands with these properties."""
    if inside := _NUMBER.search(properties):
        return _Paragraph(inside[1], blocks, node)
    style = _STYLE.search(properties)
    known = styled.get(style[1] if style else "") if properties else None
    return _Paragraph(known.number if known else "", blocks, node, known)


def _loop_of(uses: list[_Paragraph], paragraphs: list[_Paragraph], found: TagList) -> Branch | None:
    """Return the innermost loop around all of a list in which something stands before it."""
    shared = uses[0].blocks
    for use in uses[1:]:
        shared = common(shared, use.blocks)
    for depth in range(len(shared) - 1, -1, -1):
        loop = shared[depth]
        if not loop.repeats:
            continue
        first = next(p for p in paragraphs if p.blocks[: depth + 1] == shared[: depth + 1])
        numbered_rows = (
            found.tags[loop.number].level == "tr"
            and len(uses) == 1
            and not any(block.repeats for block in uses[0].blocks[depth + 1 :])
        )
        if first not in uses and not numbered_rows:
            return loop
    return None


def _renumber(use: _Paragraph, blocks: Blocks, copier: Copier) -> None:
    inmost = blocks[-1:]
    if use.node.tag == f"{W}numId":
        marker = copier.ask(f"list({quoted(use.list)}", inmost).marker
        use.node.set(f"{W}val", marker)
        return
    if use.styled is not None and use.node.tag == f"{W}p":
        number_directly(use.node, use.styled, copier.ask(f"list({quoted(use.list)}", inmost).marker)
        return
    owner = number_of(use.node)
    site = copier.found.tags[owner].site if owner is not None else None
    if use.styled is not None and site is not None:
        site["ppr"] = with_number(site["ppr"], use.styled)
    call = copier.call(f"list({quoted(use.list)}", inmost)
    arguments = call.partition("(")[2]
    opening = copier.found.add_own(
        "block", f"filter _dg_renumbered({COPIES}, {arguments}", "", "xml"
    )
    closing = copier.found.add_own("block", "endfilter", "", "xml")
    use.node.addprevious(instruction(opening.number))
    use.node.addnext(instruction(closing.number))

"""Notes and comments stand in parts of their own: bring each to its mark, and back when printed.

While a part is compiled, the body of a note stands beside the note's mark, in the same loops and
conditions. It is printed as often as the mark is, with the id of the mark, and kept for its part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.word.compile.allowed import COPIES
from docgen.word.compile.blocks import Blocks, rounds_of
from docgen.word.compile.copies import Copier, quoted
from docgen.word.compile.marks import instruction, numbers_in
from docgen.word.compile.places import Places
from docgen.word.compile.ranges import Range
from docgen.word.compile.tags import BODIES
from docgen.word.compile.xml import Element, W, remove

_SORTS = {
    f"{W}footnoteReference": f"{W}footnote",
    f"{W}endnoteReference": f"{W}endnote",
    f"{W}commentReference": f"{W}comment",
}
"""By mark: what stands in its part."""


@dataclass(slots=True)
class Shelf:
    """A part of notes or comments."""

    part: str
    root: Element
    places: Mapping[Element, str]
    """Where each paragraph stands."""


@dataclass(slots=True)
class Asides:
    """The notes and comments of a template."""

    shelves: list[Shelf] = field(default_factory=list)
    _homes: dict[Element, Shelf] = field(default_factory=dict)
    """By body of a note that stands at its mark: where it came from."""
    emptied: dict[str, Shelf] = field(default_factory=dict)
    """By part: those of which something stands elsewhere for good."""

    def bring(self, root: Element, sort: str) -> None:
        """Put each body of a sort (`footnote`) beside the mark that stands for it in `root`."""
        for library in self.shelves:
            if library.root.tag != f"{W}{sort}s":
                continue
            bodies = {body.get(f"{W}id"): body for body in library.root if _may_move(body)}
            for mark in [*root.iter(f"{W}{sort}Reference")]:
                body = bodies.pop(mark.get(f"{W}id"), None)
                run = next(mark.iterancestors(f"{W}r"), None)
                if body is not None and run is not None:
                    run.addprevious(body)
                    self._homes[body] = library

    def place(self, paragraph: Element, otherwise: Callable[[Element], str]) -> str:
        """Return where a paragraph stands: in its note, or as `otherwise` says."""
        body = next(paragraph.iterancestors(*BODIES), None)
        library = self._homes.get(body) if body is not None else None
        return otherwise(paragraph) if library is None else library.places[paragraph]

    def send(
        self, placed: Mapping[Element, Blocks], ranges: list[Range], root: Element, copier: Copier
    ) -> None:
        """Let each body that stands in `root` be printed into its part, with its mark's id."""
        marks = {(str(m.tag), m.get(f"{W}id")): m for m in root.iter(*_SORTS)}
        comments = {pair.start.get(f"{W}id"): pair for pair in ranges if "comment" in pair.kind}
        for body in [body for body in self._homes if _root_of(body) is root]:
            library = self._homes.pop(body)
            identity = body.get(f"{W}id")
            mark = next(m for (tag, own), m in marks.items()
                        if own == identity and _SORTS[tag] == body.tag)  # fmt: skip
            blocks = placed.get(mark, ())
            if not blocks and not _holds_tags(body):
                library.root.append(body)
                continue
            self.emptied[library.part] = library
            around = comments.get(identity) if body.tag == f"{W}comment" else None
            if around is not None and around.blocks != blocks:
                remove(around.start)
                remove(around.end)
                ranges.remove(around)
            if rounds_of(blocks):
                key = "commentRange" if body.tag == f"{W}comment" else f"{body.tag} "
                question = f"number({quoted(f'{key}{identity}'.rpartition('}')[2])}"
                for element in (mark, body):
                    element.set(f"{W}id", copier.ask(question, blocks).marker)
            _print_elsewhere(body, library, copier)

    def collect(self, part: str, copier: Copier) -> None:
        """Let a part print what others kept for it."""
        if library := self.emptied.get(part):
            own = copier.ask(f"kept({quoted(part)}", location="raw")
            library.root.append(instruction(own.number))


def shelf_for(part: str, root: Element, main: Element, headings: frozenset[str]) -> Shelf:
    """Return a part of notes that has the names of the main part too."""
    names = {prefix: space for prefix, space in main.nsmap.items() if prefix}
    own_names = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    own = etree.Element(root.tag, nsmap={**names, **own_names})
    own.attrib.update(root.attrib)
    own.extend(list(root))
    places = Places(own, part, headings)
    return Shelf(part, own, {paragraph: places.of(paragraph) for paragraph in own.iter(f"{W}p")})


def _may_move(body: Element) -> bool:
    return body.tag in BODIES and body.get(f"{W}type") in (None, "normal")


def _root_of(body: Element) -> Element:
    return body.getroottree().getroot()


def _holds_tags(body: Element) -> bool:
    """Return whether a body prints something of its own, in a text or in an attribute."""
    return any(
        isinstance(node, etree._ProcessingInstruction)
        or numbers_in(node.text)
        or any(numbers_in(str(value)) for value in node.attrib.values())
        for node in body.iter()
    )


def _print_elsewhere(body: Element, library: Shelf, copier: Copier) -> None:
    copier.printed.needed = True
    where = f"filter _dg_elsewhere({COPIES}, {quoted(library.part)})"
    opening = copier.found.add_own("block", where, "", "xml")
    closing = copier.found.add_own("block", "endfilter", "", "xml")
    body.addprevious(instruction(opening.number))
    body.addnext(instruction(closing.number))

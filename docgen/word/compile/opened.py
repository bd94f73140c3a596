"""A Word file while the gate looks at it: parts, trees, kinds and relations, each read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.model.tongue import marked, say
from docgen.word.compile.contenttypes import (
    ContentTypes,
    is_xml,
    read_types,
    write_types,
)
from docgen.word.compile.findings import Findings, called
from docgen.word.compile.places import Places
from docgen.word.compile.relations import (
    Relation,
    read_relations,
    relations_name,
    source_of,
    write_relations,
)
from docgen.word.compile.strictxml import (
    PartError,
    kept_or_written,
    name_only_declared,
    read_xml,
    write_xml,
)
from docgen.word.compile.styles import Styles, read_styles
from docgen.word.compile.unzip import CONTENT_TYPES, folded, refusal
from docgen.word.compile.xml import Element, W

MOST_XML = 8 * 2**20
"""Bytes of all XML parts together: a report of 60 pages has up to 0.8 MiB."""
MOST_ELEMENTS = 300_000
"""Beginnings and ends of elements in them; a report of 60 pages has up to 30,000. An element takes
about seven microseconds, however short it is."""
_SVG = "image/svg+xml"
NO_WORD_FILE = marked("is a zip archive but no Word file; save it as .docx")
_SAVE = marked("open the file in Word and save it again")


@dataclass(slots=True)
class Opened:
    """The parts of one Word file, content types and relations apart."""

    parts: dict[str, bytes]
    types: ContentTypes
    relations: dict[str, list[Relation]]
    """By the part they belong to; `""` is the package."""
    findings: Findings
    trees: dict[str, Element] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Each part by its name as parts are compared."""
    lists: dict[str, tuple[bytes, Element]] = field(default_factory=dict)
    """Content types and relations as they came, by name."""
    styles: Styles | None = None
    """The styles, once a place has been asked for."""

    def kind(self, part: str) -> str:
        """Return the content type of a part, in small letters."""
        return self.types.of(part)

    def where(self, part: str) -> str:
        """Return what a person calls a part."""
        return called(part, self.kind(part)) if part else ""

    def placing(self, part: str) -> Callable[[Element], str]:
        """Return what says where an element of a part stands."""

        def place(element: Element) -> str:
            paragraph = next(element.iterancestors(f"{W}p"), None)
            if paragraph is None:
                return self.where(part)
            if self.styles is None:
                readable = "word/styles.xml" in self.trees
                styles = self.parts["word/styles.xml"] if readable else None
                self.styles = read_styles(styles, self.findings.file)
            return Places(self.trees[part], part, self.styles.headings).of(paragraph)

        return place

    def remove(self, part: str) -> None:
        """Take a part out, with its relations."""
        self.parts.pop(part, None)
        self.trees.pop(part, None)
        self.names.pop(folded(part), None)
        self.relations.pop(part, None)

    def reachable(self) -> set[str]:
        """Return the parts that the package's relations lead to, over others or at once."""
        found: set[str] = set()
        ahead = [""]
        while ahead:
            for relation in self.relations.get(ahead.pop(), ()):
                part = self.names.get(relation.part, "")
                if part and part not in found:
                    found.add(part)
                    ahead.append(part)
        return found

    def written(self, changed: set[str]) -> dict[str, bytes]:
        """Return all parts by name, those in `changed` from their trees."""
        parts = {
            name: write_xml(self.trees[name]) if name in changed else data
            for name, data in self.parts.items()
        }
        for source, relations in self.relations.items():
            if relations:
                name = relations_name(source)
                parts[name] = self._list(name, write_relations(relations))
        return {CONTENT_TYPES: self._list(CONTENT_TYPES, write_types(self.types, parts)), **parts}

    def _list(self, name: str, written: bytes) -> bytes:
        """Return a list as it came, if `written` says the same."""
        return kept_or_written(*self.lists[name], written) if name in self.lists else written


def open_parts(entries: dict[str, bytes], findings: Findings) -> tuple[Opened, set[str]]:
    """Return the package of an archive's entries, and the parts that have to be written anew.

    Raises TemplateError for entries that make no Office file; parts that cannot be read go to the
    findings.
    """
    name = next((name for name in entries if folded(name) == folded(CONTENT_TYPES)), "")
    if not name:
        raise refusal(findings.file, "no-word-file", say(NO_WORD_FILE))
    data = entries[name]
    try:
        root, _ = read_xml(data)
        types = read_types(root)
    except PartError as error:
        message = say("its list of parts holds {error}; {way}", error=error, way=say(_SAVE))
        raise refusal(findings.file, error.problem, message) from error
    parts = {other: content for other, content in entries.items() if other != name}
    _refuse_much_xml(parts, types, findings.file)
    opened = Opened(parts, types, {}, findings)
    opened.lists[CONTENT_TYPES] = data, root
    opened.names = {folded(name): name for name in parts if source_of(name) is None}
    changed = {name for name in sorted(parts) if _open_part(name, opened)}
    for name in [name for name in parts if source_of(name) is not None]:
        del parts[name]
    return opened, changed & set(parts)


def _refuse_much_xml(parts: dict[str, bytes], types: ContentTypes, file: str) -> None:
    total = sum(len(data) for name, data in parts.items() if is_xml(name, types.of(name)))
    if total > MOST_XML:
        message = say(
            "holds {total} MiB of text and settings; {most} at most; part the document",
            total=total // 2**20,
            most=MOST_XML // 2**20,
        )
        raise refusal(file, "zip-limits", message)
    marks = sum(data.count(b"<") for name, data in parts.items() if is_xml(name, types.of(name)))
    if marks > MOST_ELEMENTS:
        message = say(
            "holds {marks:,} beginnings and ends of elements; {most:,} at most; part the document",
            marks=marks,
            most=MOST_ELEMENTS,
        )
        raise refusal(file, "zip-limits", message)


def _open_part(name: str, opened: Opened) -> bool:
    """Read an XML part or relations; return whether the part has to be written anew."""
    kind, source = opened.kind(name), source_of(name)
    if not is_xml(name, kind):
        return False
    own = name if source is None else opened.names.get(folded(source), "")
    try:
        root, stays = read_xml(opened.parts[name], foreign=kind == _SVG)
        if source is None:
            opened.trees[name] = root
            stays = not name_only_declared(root) and stays
        elif own or not source:  # relations of a part that is not there say nothing
            opened.relations[own] = read_relations(root, own)
            opened.lists[relations_name(own)] = opened.parts[name], root
    except PartError as error:
        where = opened.where(own)
        if where == name:
            message = say("holds {error}; {way}", error=error, way=say(_SAVE))
        else:
            message = say("{part} holds {error}; {way}", part=name, error=error, way=say(_SAVE))
        opened.findings.refuse(error.problem, where, message)
        return False
    return source is None and not stays

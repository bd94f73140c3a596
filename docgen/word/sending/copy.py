"""Make the copy to send of a Word file: the text as it stands, nothing of how it came about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from docgen.word.compile.contenttypes import read_types, write_types
from docgen.word.compile.gate import Package
from docgen.word.compile.relations import Relation, read_relations, relations_name, write_relations
from docgen.word.compile.strictxml import read_xml, write_xml
from docgen.word.compile.unzip import CONTENT_TYPES, folded
from docgen.word.compile.xml import Element, W, parse_part
from docgen.word.render.archive import write_archive
from docgen.word.sending.deciding import accept
from docgen.word.sending.properties import cleaned, has_properties
from docgen.word.sending.remarks import remark_parts, without_remarks
from docgen.word.sending.unwrapping import Ours, unwrap

_FAMILY = b"urn:ips-docgen:store:"
_SETTINGS, _STYLES = ".settings+xml", ".styles+xml"
_LINEAGE = (
    "{http://schemas.microsoft.com/office/word/2010/wordml}docId",
    "{http://schemas.microsoft.com/office/word/2012/wordml}docId",
)
_SESSIONS = {f"{W}rsid{name}" for name in ("R", "RPr", "Del", "P", "RDefault", "Tr", "Sect")}


def make_copy(
    package: Package,
    stories: Collection[str],
    file: str,
    *,
    our_tag: Ours,
    our_bookmark: Ours,
    accepted: bool = False,
) -> bytes:
    """Return the copy; with `accepted` all tracked changes are taken, else they stay.

    `stories` are the parts that hold text. docgen's controls, bookmarks and store are not in it,
    nor comments, properties that name who worked on it, a picture of it as it was, and the marks
    of editing sessions.
    Raises TemplateError. The same file gives the same bytes.
    """
    parts, kinds = dict(package.parts), package.kinds
    for name in stories:
        root = parse_part(parts[name], file, name)
        unwrap(root, our_tag, our_bookmark)
        if accepted:
            accept(root)
        without_remarks(root)
        _without_sessions(root)
        parts[name] = write_xml(root)
    for name, kind in kinds.items():
        if has_properties(kind):
            parts[name] = cleaned(kind, parts[name], file, name)
        elif kind.endswith((_SETTINGS, _STYLES)):
            root = parse_part(parts[name], file, name)
            _without_sessions(root)
            parts[name] = write_xml(root)
    gone = [*remark_parts(kinds), *_stores(parts), *_targets("", parts, "thumbnail")]
    return write_archive(_without(gone, parts))


def _without_sessions(root: Element) -> None:
    """Take out by what marks Word tells which stretches were typed in one sitting.

    The number by which it knows copies of one document goes, too.
    """
    for node in [*root.iter(f"{W}rsids", f"{W}rsid", *_LINEAGE)]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    for node in root.iter(f"{W}p", f"{W}r", f"{W}tr", f"{W}sectPr"):
        for name in _SESSIONS & {str(key) for key in node.attrib}:
            del node.attrib[name]


def _stores(parts: dict[str, bytes]) -> list[str]:
    """Return the parts that hold docgen's store, with what belongs to them."""
    found = [name for name, data in parts.items() if _FAMILY in data and _is_data(name)]
    beside = [target for name in found for target in _targets(name, parts)]
    return [*dict.fromkeys([*found, *beside])]


def _is_data(name: str) -> bool:
    return "customxml" in name.lower() and not name.endswith(".rels")


def _relations(source: str, parts: dict[str, bytes]) -> list[Relation]:
    name = relations_name(source)
    return read_relations(read_xml(parts[name])[0], source) if name in parts else []


def _targets(source: str, parts: dict[str, bytes], kind: str = "") -> Iterable[str]:
    """Yield the parts that a part points at, those of one kind or all."""
    names = {folded(name): name for name in parts}
    for relation in _relations(source, parts):
        if relation.part in names and kind in ("", relation.kind):
            yield names[relation.part]


def _without(gone: Collection[str], parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts without some, and without what leads to them."""
    if not gone:
        return parts
    left = {folded(name) for name in gone}
    dropped = {relations_name(name) for name in gone} | set(gone)
    kept = {name: data for name, data in parts.items() if name not in dropped}
    for source in ("", *kept):
        name = relations_name(source)
        if name not in kept:
            continue
        before = _relations(source, kept)
        after = [relation for relation in before if relation.outside or relation.part not in left]
        if len(after) < len(before):
            kept[name] = write_relations(after)
    types = read_types(read_xml(kept.pop(CONTENT_TYPES))[0])
    types.overrides = {part: kind for part, kind in types.overrides.items() if part not in left}
    return {CONTENT_TYPES: write_types(types, kept), **kept}

"""Word comments of the people who made a template: taken out of it, as no reader is meant.

What a comment says is no part of the text: tags that it quotes are never tags.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from docgen.model import Problem
from docgen.model.tongue import say_count
from docgen.word.compile.findings import TAKEN_OUT
from docgen.word.compile.gate import Package
from docgen.word.compile.places import part_label
from docgen.word.compile.strictxml import write_xml
from docgen.word.compile.xml import Element, W, parse_part, remove

_KINDS = re.compile(r"\.(?:comments(?:Extended|Ids|Extensible)?|people)\+xml$", re.IGNORECASE)
_MARKS = tuple(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
_HAS_MARKS = re.compile(rb"comment(?:Range|Reference)")


def is_comments(kind: str) -> bool:
    """Return whether parts of that content type hold comments, or who wrote them."""
    return _KINDS.search(kind) is not None


def without_comments(package: Package, file: str) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the parts of a package without comments and their marks, and a note that says so."""
    parts = package.parts
    gone = {name for name, kind in package.kinds.items() if name in parts and is_comments(kind)}
    if not gone:
        return parts, []
    count = sum(_count(parts[name], file, name) for name in gone)
    kept = {name: data for name, data in parts.items() if name not in gone}
    for name, data in kept.items():
        if name.endswith(".rels"):
            kept[name] = _without_relations(data, name, gone, file)
        elif name == "[Content_Types].xml":
            kept[name] = _without_types(data, gone, file)
        elif name.endswith(".xml") and _HAS_MARKS.search(data):
            kept[name] = _without_marks(data, name, file)
    for name in gone:
        folder, base = posixpath.split(name)
        kept.pop(posixpath.join(folder, "_rels", f"{base}.rels"), None)
    return kept, _note(count, file)


def _note(count: int, file: str) -> list[Problem]:
    if not count:
        return []
    message = say_count(
        "taken out: {count} Word comment; they are for those who make the template "
        "(`comments: true` in pack.yaml keeps them)",
        "taken out: {count} Word comments; they are for those who make the template "
        "(`comments: true` in pack.yaml keeps them)",
        count,
    )
    where = part_label("word/comments.xml")
    return [Problem(TAKEN_OUT, message, file, where=where, severity="note")]


def _count(data: bytes, file: str, name: str) -> int:
    root = parse_part(data, file, name)
    return len(root) if root.tag == f"{W}comments" else 0


def _without_marks(data: bytes, name: str, file: str) -> bytes:
    root = parse_part(data, file, name)
    for mark in [*root.iter(*_MARKS)]:
        run = mark.getparent()
        remove(mark)
        if run is not None and run.tag == f"{W}r" and all(c.tag == f"{W}rPr" for c in run):
            remove(run)
    return write_xml(root)


def _without_relations(data: bytes, name: str, gone: set[str], file: str) -> bytes:
    root = parse_part(data, file, name)
    base = posixpath.dirname(posixpath.dirname(name))
    led = [r for r in root if r.get("TargetMode") != "External" and _target(r, base) in gone]
    for relation in led:
        root.remove(relation)
    return write_xml(root) if led else data


def _target(relation: Element, base: str) -> str:
    target = str(relation.get("Target") or "")
    whole = target if target.startswith("/") else posixpath.join("/", base, target)
    return posixpath.normpath(whole).lstrip("/")


def _without_types(data: bytes, gone: set[str], file: str) -> bytes:
    root = parse_part(data, file, "[Content_Types].xml")
    for entry in [e for e in root if str(e.get("PartName") or "").lstrip("/") in gone]:
        root.remove(entry)
    return write_xml(root)

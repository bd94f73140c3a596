"""Read a Word file behind a gate, before anything else of it is looked at."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

from docgen.errors import TemplateError
from docgen.model import Problem

MOST_ENTRIES = 2_000
MOST_BYTES = 100 * 2**20
"""Uncompressed, all parts together: a report with photographs stays far below."""
MOST_RATIO = 250
"""A part this much larger than its compressed bytes is no text and no picture."""
RATIO_FLOOR = 2**20
"""Below this size a high ratio is harmless (styles compress well)."""

_MACRO = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>")
_DANGEROUS_FIELDS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK)\b")


def read_package(source: Path | bytes, name: str = "") -> dict[str, bytes]:
    """Return the parts of the Word file by name, in the order of the archive.

    `source` is a path or the file's bytes (`name` then stands in messages).
    Raises TemplateError, with one Problem each, for a file that is no Word file or not safe.
    """
    name = name or (str(source) if isinstance(source, Path) else "template")
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise _refuse(name, "unreadable", _why_unreadable(source, error)) from error
    if not data.startswith(b"PK"):
        raise _refuse(name, "no-zip", "is no Word file (no zip archive); save it as .docx in Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _read_parts(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        message = f"is a broken zip archive ({error}); open it in Word and save it again"
        raise _refuse(name, "broken-zip", message) from error
    _check_content(parts, name)
    return parts


def _read_parts(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = archive.infolist()
    _check_entries(entries, name)
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise _refuse(name, "broken-zip", f"{entry.filename} is longer than the archive says")
        parts[entry.filename] = content
    return parts


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise _refuse(name, "zip-limits", f"has {len(entries)} parts; {MOST_ENTRIES} at most")
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        message = f"unpacks to {total // 2**20} MiB; {MOST_BYTES // 2**20} MiB at most"
        raise _refuse(name, "zip-limits", message)
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
            raise _refuse(name, "zip-names", f"has a part with the odd name {entry.filename!r}")
        if entry.filename.casefold() in seen:
            raise _refuse(name, "zip-names", f"has the part {entry.filename!r} twice")
        seen.add(entry.filename.casefold())
        if entry.flag_bits & 1:
            raise _refuse(name, "encrypted", "is encrypted; save it without a password")
        large = entry.file_size > RATIO_FLOOR
        if large and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise _refuse(name, "zip-limits", f"{entry.filename} inflates too much; is it a bomb?")


def _check_content(parts: dict[str, bytes], name: str) -> None:
    types = parts.get("[Content_Types].xml")
    if types is None or not any(part.startswith("word/") for part in parts):
        raise _refuse(name, "no-word-file", "is a zip archive but no Word file; save it as .docx")
    if _MACRO.search(types) or any(part.lower().endswith("vbaproject.bin") for part in parts):
        raise _refuse(name, "macros", "holds macros; save it as .docx without macros")
    for part, content in parts.items():
        if part.endswith((".xml", ".rels")):
            _check_xml(part, content, name)
        if part.endswith(".rels"):
            _check_relations(content, name)


def _check_xml(part: str, content: bytes, name: str) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refuse(
            name, "encoding", f"{part} is UTF-16; open the file in Word and save it again"
        )
    if _DOCTYPE.search(content):
        raise _refuse(name, "doctype", f"{part} holds a DOCTYPE, which no Word file needs")
    if b"<w:altChunk" in content:
        raise _refuse(
            name, "external", f"{part} embeds another document (altChunk); paste its text"
        )
    if b"<w:instrText" in content:
        codes = b"".join(_FIELD.findall(content)).decode("utf-8", "replace")
        if found := _DANGEROUS_FIELDS.search(codes):
            message = f"{part} holds a {found[1]} field, which reads other files; remove it in Word"
            raise _refuse(name, "external", message)


def _check_relations(content: bytes, name: str) -> None:
    for relation in _RELATION.findall(content):
        pairs = {key: double or single for key, double, single in _ATTRIBUTE.findall(relation)}
        kind = pairs.get(b"Type", b"").rsplit(b"/", 1)[-1].decode("ascii", "replace")
        if pairs.get(b"TargetMode") == b"External" and kind != "hyperlink":
            target = pairs.get(b"Target", b"").decode("utf-8", "replace")
            message = f"links to {target!r} outside the file ({kind}); embed it or remove the link"
            raise _refuse(name, "external", message)
        if kind in ("oleObject", "control", "aFChunk"):
            raise _refuse(name, "external", f"holds an embedded object ({kind}); remove it in Word")


def _why_unreadable(source: Path | bytes, error: OSError) -> str:
    if isinstance(source, Path) and source.is_dir():
        return "is a folder, not a Word file"
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    return f"cannot be read ({error.strerror or error})"


def _refuse(name: str, rule: str, message: str) -> TemplateError:
    return TemplateError([Problem(rule, message, name)])

"""Put other files in the place of pictures and parts of a finished Word file.

What docxtpl has replace_pic, replace_media, replace_embedded and replace_zipname for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import IO

from lxml import etree

from docgen.errors import TemplateError
from docgen.model import Problem
from docgen.model.telling import quoted
from docgen.model.tongue import say
from docgen.suggest import nearest
from docgen.word.compile.contenttypes import read_types, write_types
from docgen.word.compile.gate import read_package
from docgen.word.compile.relations import read_relations, relations_name
from docgen.word.compile.unzip import folded
from docgen.word.render.archive import FAST, write_archive

Wanted = str | PathLike[str] | bytes
"""A picture's name, title or alternative text; a part's name; or the file that is to go."""
Replacements = Mapping[Wanted, str | PathLike[str] | bytes | IO[bytes]]

_TYPES = "[Content_Types].xml"
_FOLDERS = ("word/media/", "word/embeddings/")
_SHOWN = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_NAMED = ("{*}cNvPr", "{*}docPr")
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_PICTURES = (
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\x01\0\0\0", "image/x-emf"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
)
"""How files of pictures begin, and their content types."""


def with_replacements(report: bytes, replace: Replacements, file: str) -> bytes:
    """Return a Word file with other files for some of its pictures and parts.

    Raises TemplateError with a Problem for each name that is not there and each file that cannot
    be read or that no report may hold; `file` is the template, for messages.
    """
    parts = dict(read_package(report, file).parts)
    pictures = _pictures(parts)
    problems: list[Problem] = []
    kinds: dict[str, str] = {}
    new: dict[str, bytes] = {}
    for wanted, other in replace.items():
        try:
            found = _parts_of(wanted, parts, pictures)
            content = _content(other)
        except (LookupError, OSError) as error:
            problems.append(Problem("replacement", _why_unreadable(error), file))
            continue
        for part in found:
            if part.startswith("word/media/"):
                kinds[part] = _picture_kind(content)
                if not kinds[part]:
                    message = say(
                        "{file} is no picture that Word shows; use PNG or JPEG", file=_called(other)
                    )
                    problems.append(Problem("replacement", message, file, where=part))
            new[part] = content
    if problems:
        raise TemplateError(problems)
    types = read_types(etree.fromstring(parts[_TYPES]))
    changed = {folded(part): kind for part, kind in kinds.items() if types.of(part) != kind}
    types.overrides |= changed
    parts |= {**new, _TYPES: write_types(types, parts)} if changed else new
    return write_archive(read_package(write_archive(parts, FAST), file).parts, FAST)


def _parts_of(
    wanted: Wanted, parts: Mapping[str, bytes], pictures: Mapping[str, set[str]]
) -> set[str]:
    """Return the parts that a caller means; raises LookupError, OSError."""
    if not isinstance(wanted, str):
        content = wanted if isinstance(wanted, bytes) else Path(wanted).read_bytes()
        same = {part for part in parts if part.startswith(_FOLDERS) and parts[part] == content}
        if not same:
            message = say(
                "no picture or embedded file is the same as {file}; give the very file that "
                "is in the template, or a name",
                file=_called(wanted),
            )
            raise LookupError(message)
        return same
    if wanted in parts and wanted != _TYPES and not wanted.endswith(".rels"):
        return {wanted}
    if wanted in pictures:
        return pictures[wanted]
    names = sorted([*pictures, *(part for part in parts if part.startswith(_FOLDERS))])
    near = nearest(wanted, names)
    hint = (
        say("did you mean '{word}'?", word=near)
        if near
        else say("there is: {words}", words=", ".join(names) or say("none"))
    )
    raise LookupError(
        say("there is no picture or part {wanted}; {hint}", wanted=quoted(wanted), hint=hint)
    )


def _pictures(parts: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Return the parts of the pictures that are shown, by name, title and alternative text."""
    found: dict[str, set[str]] = {}
    for name, data in parts.items():
        if not (name.startswith("word/") and name.endswith(".xml")) or b"blip" not in data:
            continue
        relations = parts.get(relations_name(name))
        if relations is None:
            continue
        targets = {r.id: r.part for r in read_relations(etree.fromstring(relations), name)}
        spelled = {folded(part): part for part in parts}
        for words, relation in _shown(etree.fromstring(data)):
            part = spelled.get(targets.get(relation, ""))
            if part is not None:
                found.setdefault(words, set()).add(part)
    return found


def _shown(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield each name, title and text of a picture with the id of its relation."""
    for picture in root.iter(_SHOWN):
        blip = picture.find(".//{*}blip")
        relation = "" if blip is None else blip.get(_EMBED, "")
        around = next(picture.iterancestors("{*}inline", "{*}anchor"), picture)
        for named in around.iter(*_NAMED):
            for key in ("name", "title", "descr"):
                if words := named.get(key):
                    yield words, relation


def _content(other: str | PathLike[str] | bytes | IO[bytes]) -> bytes:
    if isinstance(other, bytes):
        return other
    if isinstance(other, str | PathLike):
        return Path(other).read_bytes()
    return other.read()


def _picture_kind(content: bytes) -> str:
    """Return the content type of a picture; empty for what Word does not show."""
    known = next((kind for start, kind in _PICTURES if content.startswith(start)), "")
    return known or ("image/svg+xml" if b"<svg" in content[:1000] else "")


def _called(file: Wanted | IO[bytes]) -> str:
    named = (
        file if isinstance(file, str | PathLike) else getattr(file, "name", say("the file given"))
    )
    return str(named)


def _why_unreadable(error: LookupError | OSError) -> str:
    if isinstance(error, OSError):
        return say(
            "{file} cannot be read: {reason}; give the path of a file",
            file=error.filename,
            reason=error.strerror,
        )
    return str(error.args[0])

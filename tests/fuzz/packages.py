"""Damaged Word packages: archives, entry names, relations, content types and parts gone wrong.

Some are only broken, some ask Word for what no template may; those name `MARK`, which no report may
hold. A mutant goes through the gate first, then through the program as a template of a pack.
"""

from __future__ import annotations

import io
import random
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from builders import ROOT
from lxml import etree
from ooxml.packages import OFFICE, STORIES, a_package, complex_field, in_story, instruction, part_of

from docgen.errors import TemplateError
from docgen.word.compile.contenttypes import is_xml
from docgen.word.compile.gate import read_package
from docgen.word.compile.relations import NAMESPACE
from docgen.word.render.archive import write_archive
from fuzz.damage import corrupted
from fuzz.feed import DONE, feed_template

MARK = "evil-host"
"""Stands in all that is planted and has to go; with an `X` behind it may stay."""

Mutant = tuple[str, bytes]
Parts = dict[str, bytes]

_NAMES = (
    *("../x.xml", "/x.xml", "C:\\x.xml", "word\\x.xml", "word//x.xml", "./x.xml", "x:y", "", "."),
    *("word/\x00.xml", "word/\n.xml", "x" * 300, "word/document.xml/x", "WORD/DOCUMENT.XML"),
    *(
        "[trash]/0.dat",
        "word/vbaProject.bin",
        "word/a b.xml",
        "word/%2e%2e/x",
        "é.xml",
        "a/",
        "con",
    ),
)
_KINDS = (
    *("application/xml", "image/png", "text/html", "", "x", "application/vnd.ms-office.vbaProject"),
    *("application/vnd.openxmlformats-officedocument.oleObject", "image/svg+xml", "a/b; c=d"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml",
    "application/vnd.openxmlformats-package.relationships+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
)
_TYPES = (
    *(
        "hyperlink",
        "image",
        "attachedTemplate",
        "oleObject",
        "package",
        "aFChunk",
        "frame",
        "header",
    ),
    *(
        "subDocument",
        "control",
        "vbaProject",
        "mailMergeSource",
        "styles",
        "new",
        "",
        "officeDocument",
    ),
)
_TARGETS = (
    *(f"http://{MARK}/x.png", f"file:///{MARK}/x", f"\\\\{MARK}\\x", f"javascript:{MARK}", "/", ""),
    *("../../x", "document.xml", "/word/document.xml", "#a", "NULL", "styles.xml#x", "a%00b", "é"),
    f"//{MARK}/x",
)
_MODES = ("External", "Internal", "external", "", "x")
_PIECES = (
    *(
        b"<!DOCTYPE x>",
        b'<!DOCTYPE x [<!ENTITY e "y">]>',
        b"&e;",
        b"&#0;",
        b"&#xFFFF;",
        b"]]>",
        b"<",
    ),
    *(b">", b"&", b'"', b"</w:p>", b"<w:p>", b"<w:r>", b"<!-- x -->", b"<?x y?>", b"<![CDATA[x]]>"),
    *(b"<a:x/>", b' xmlns:w="urn:x"', b' xmlns=""', b"\x00", b"\xff", b"\xef\xbb\xbf", b"{{ x }}"),
    *(
        b"{% for x in y %}",
        b"<w:t>",
        b"<w:altChunk r:id='a'/>",
        b"<x>" * 300,
        b' w:val="9999999999"',
    ),
)
_CODES = (
    *(f"DDEAUTO {MARK}", f"INCLUDETEXT {MARK}", f'HYPERLINK "file://{MARK}"', f"LINK {MARK}"),
    *(f"IF 1 = 1 {MARK}X", "PAGE", f"MACROBUTTON {MARK}", f"{MARK}", f'HYPERLINK \\l "{MARK}X"'),
)


def mutants(seed: int, count: int) -> Iterator[Mutant]:
    """Yield damaged packages; the same seed and count make the same ones."""
    rng = random.Random(f"packages {seed}")
    for number in range(count):
        make = rng.choices(_WAYS, _WEIGHTS)[0]
        yield f"{seed}-{number}-{make.__name__.strip('_')}.docx", make(rng)


@cache
def bases() -> tuple[bytes, ...]:
    """Return sound packages: templates of the packs, and one with every story."""
    bundled = [path.read_bytes() for path in sorted((ROOT / "templates").rglob("*report.docx"))]
    body = "<w:p><w:r><w:t>{{ unit.name }}</w:t></w:r></w:p>"
    parts = {name: part for story in STORIES[:7] for name, part in in_story(body, story).items()}
    parts["word/media/a.png"] = ("image/png", b"\x89PNG")
    return (*bundled, a_package(parts, {"word/document.xml": [("i", "image", "media/a.png")]}))


def feed(name: str, content: bytes, folder: Path) -> Iterator[str]:
    """Bring a package to the gate, then have the program check and render it."""
    with suppress(TemplateError):
        package = read_package(content, name)
        DONE["passed"] += 1
        yield from _unsound(package.parts, package.kinds)
        again = read_package(write_archive(package.parts), name)
        if again.notes or again.parts != package.parts:
            yield f"passing twice changes it: {[str(note) for note in again.notes][:3]}"
    yield from feed_template(name, content, folder)


def _unsound(parts: Mapping[str, bytes], kinds: Mapping[str, str]) -> Iterator[str]:
    """Yield what the gate should not have let pass."""
    for part, content in parts.items():
        if is_xml(part, kinds[part]):
            content.decode("utf-8")
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
            if root.getroottree().docinfo.doctype:
                yield f"not sound: a DOCTYPE in {part}"
            yield from _still_outside(part, root)
        if re.search(rf"(?<!http://){MARK}(?!X|&#88;)".encode(), content):
            yield f"not sound: {part} still holds what was planted"


def _still_outside(part: str, root: etree._Element) -> Iterator[str]:
    """Yield relations to what lies outside the file that are no links of the net."""
    for relation in root.iter(f"{{{NAMESPACE}}}Relationship"):
        if relation.get("TargetMode") and not relation.get("Type", "").endswith("/hyperlink"):
            yield f"not sound: {part} leads to {relation.get('Target')}"


# Ways


def _corrupt(rng: random.Random) -> bytes:
    """Change bytes of the archive anywhere."""
    content = rng.choice(bases())
    for _ in range(rng.choice((1, 1, 2, 5))):
        content = corrupted(content, rng)
    return content


def _record(rng: random.Random) -> bytes:
    """Change a number in one of the archive's own records."""
    content = bytearray(rng.choice(bases()))
    mark, size = rng.choice(((b"PK\x03\x04", 30), (b"PK\x01\x02", 46), (b"PK\x05\x06", 22)))
    places = [found.start() for found in re.finditer(re.escape(mark), bytes(content))]
    at = rng.choice(places) + rng.randrange(4, size - 1)
    value = rng.choice((0, 1, 2, 8, 0x41, 0x7FFF, 0xFFFF, rng.randrange(0x10000)))
    content[at : at + 2] = struct.pack("<H", value)
    return bytes(content)


def _entry(rng: random.Random) -> bytes:
    """Rename, double, drop, swap or add an entry, or write it in an uncommon way."""
    parts = parts_of(rng.choice(bases()))
    entries = [(zipfile.ZipInfo(name), data) for name, data in parts.items()]
    info, data = rng.choice(entries)
    info.compress_type = rng.choice((0, 8, 12, 14))
    info.create_system = rng.choice((0, 3))
    kinds = (0, stat.S_IFREG, stat.S_IFLNK, stat.S_IFDIR, stat.S_IFCHR)
    info.external_attr = rng.choice(kinds) << 16 | rng.randrange(512)
    way = rng.randrange(5)
    if way == 0:
        info.filename = rng.choice(_NAMES)
    elif way == 1:
        entries.append((zipfile.ZipInfo(rng.choice((*_NAMES, info.filename))), data))
    elif way == 2:
        entries.remove((info, data))
    elif way == 3:
        entries[rng.randrange(len(entries))] = (info, rng.choice(list(parts.values())))
    stream = io.BytesIO(rng.choice((b"", b"", b"PK", b"#!/bin/sh\n")))
    mode: Literal["w", "a"] = "w" if rng.random() < 0.7 else "a"
    with warnings.catch_warnings(), zipfile.ZipFile(stream, mode) as archive:
        warnings.simplefilter("ignore")  # it warns of names that are there twice
        for each, content in entries:
            with suppress(ValueError, IndexError):
                archive.writestr(each, content)
        archive.comment = rng.choice((b"", b"PK\x05\x06", b"x" * 100))
    return stream.getvalue()


def _relations(rng: random.Random) -> bytes:
    """Change relations, and with them perhaps what names them."""
    return _with_list(rng, ".rels", ("Id", "Type", "Target", "TargetMode"))


def _types(rng: random.Random) -> bytes:
    """Change content types."""
    return _with_list(rng, "Types].xml", ("ContentType", "PartName", "Extension"))


def _with_list(rng: random.Random, end: str, attributes: tuple[str, ...]) -> bytes:
    parts = parts_of(rng.choice(bases()))
    name = rng.choice([name for name in parts if name.endswith(end)])
    root = etree.fromstring(parts[name])
    for _ in range(rng.choice((1, 1, 2, 4))):
        entry = rng.choice(list(root))
        way = rng.randrange(6)
        if way == 0:
            root.remove(entry) if len(root) > 1 else None
        elif way == 1:
            root.append(etree.fromstring(etree.tostring(entry)))
        else:
            key = rng.choice(attributes)
            entry.set(key, _value(key, rng, parts))
    parts[name] = etree.tostring(root)
    if rng.random() < 0.3:
        parts[name] = _scratched(parts[name], rng)
    return write_archive(parts)


def _value(key: str, rng: random.Random, parts: Parts) -> str:
    if key == "Type":
        return f"{OFFICE}/{rng.choice(_TYPES)}{rng.choice(('', '', '/'))}"
    values: dict[str, tuple[str, ...]] = {
        "Target": _TARGETS,
        "TargetMode": _MODES,
        "ContentType": _KINDS,
        "PartName": tuple(f"/{name}" for name in parts),
        "Extension": ("xml", "rels", "png", "", "x", "XML"),
        "Id": ("rId1", "", "x"),
    }
    text = rng.choice(values[key])
    return "".join(c for c in text if c >= " ")


def _part(rng: random.Random) -> bytes:
    """Scratch a part, or write it in another encoding."""
    parts = parts_of(rng.choice(bases()))
    name = rng.choice(list(parts))
    for _ in range(rng.choice((1, 1, 3))):
        parts[name] = _scratched(parts[name], rng)
    if rng.random() < 0.2:
        with suppress(UnicodeError):
            words = re.sub(r"^<\?xml[^>]*\?>", "", parts[name].decode("utf-8"))
            parts[name] = words.encode(rng.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp500")))
    return write_archive(parts)


def _scratched(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    if rng.random() < 0.4:
        at = content.find(b">", at) + 1
    end = at + rng.choice((0, 0, 1, 10, 200))
    return content[:at] + rng.choice((b"", *_PIECES)) + content[end:]


def _planted(rng: random.Random) -> bytes:
    """Put a field, link or element that no template may have into some story."""
    story, code = rng.choice(STORIES), rng.choice(_CODES)
    spelled = "".join(f"&#{ord(c)};" if rng.random() < 0.2 else _escaped(c) for c in code)
    cut = rng.randrange(len(code))
    pieces = (
        instruction(spelled)
        if rng.random() < 0.5
        else "".join(
            instruction("".join(map(_escaped, piece))) for piece in (code[:cut], code[cut:])
        )
    )
    forms = (
        complex_field(pieces),
        complex_field(instruction("IF 1 = 1 ") + complex_field(pieces)),
        complex_field(instruction("PAGE"), f"</w:t></w:r>{complex_field(pieces)}<w:r><w:t>"),
        f'<w:fldSimple w:instr="{spelled}"><w:r><w:t>x</w:t></w:r></w:fldSimple>',
        '<w:hyperlink r:id="x"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
        f'<w:r><w:pict><v:shape href="{MARK}:x"/></w:pict></w:r>',
        f'<w:r><w:pict><v:imagedata src="//{MARK}"/></w:pict></w:r>',
        f'<w:ins w:id="1">{complex_field(pieces)}</w:ins>',
    )
    body = f"<w:p>{rng.choice(forms)}</w:p>"
    pointer = ("x", rng.choice(_TYPES) or "x", _escaped(rng.choice(_TARGETS)), rng.choice(_MODES))
    package = a_package(in_story(body, story), {part_of(story): [pointer]})
    return corrupted(package, rng) if rng.random() < 0.1 else package


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def parts_of(content: bytes) -> Parts:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_WAYS = (_corrupt, _record, _entry, _relations, _types, _part, _planted)
_WEIGHTS = (15, 15, 15, 20, 15, 20, 20)

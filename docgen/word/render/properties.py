"""Take out of a Word file what its properties tell of its makers: names, title, dates, programs."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from docgen.word.render.archive import FAST, write_archive
from docgen.word.render.package import DECLARATION, OFFICE, OFFICE_TYPE

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
EXTENDED = f"{OFFICE_TYPE}.extended-properties+xml"
CUSTOM = f"{OFFICE_TYPE}.custom-properties+xml"
EMPTY = {
    CORE: f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}"/>',
    EXTENDED: f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties"/>',
    CUSTOM: f'{DECLARATION}<Properties xmlns="{OFFICE}/custom-properties"/>',
}
"""An empty part of each kind, by its content type; to leave it out its ties would have to go."""


def without_properties(report: bytes) -> bytes:
    """Return a Word file that docgen made, its properties empty; all else in it stays."""
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, kind in _kinds(parts).items():
        if name in parts and kind in EMPTY:
            parts[name] = EMPTY[kind].encode()
    return write_archive(parts, FAST)


def _kinds(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the content type of each part, by its name or by the ending of its name."""
    root = ElementTree.fromstring(parts["[Content_Types].xml"])
    own = {
        node.get("PartName", "").lstrip("/").lower(): node.get("ContentType", "")
        for node in root.iter(f"{{{_TYPES}}}Override")
    }
    by_ending = {
        node.get("Extension", "").lower(): node.get("ContentType", "")
        for node in root.iter(f"{{{_TYPES}}}Default")
    }
    endings = {name: name.rpartition(".")[2].lower() for name in parts}
    return {
        name: own.get(name.lower(), by_ending.get(ending, "")) for name, ending in endings.items()
    }

"""The store of an edited report, read: of what it was made, and checksums of what it printed."""

from __future__ import annotations

import binascii
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from docgen.model.tongue import marked, say
from docgen.word.compile.gate import Package
from docgen.word.compile.strictxml import PartError, read_xml
from docgen.word.compile.unzip import refusal
from docgen.word.compile.xml import Element
from docgen.word.render.outside import fixed_sum, salt_of, salted_sum, wide_sum
from docgen.word.render.store import FAMILY, NAMESPACE, SIZE, first_sum, value_sums

_FIRST = f"{FAMILY}1"
_DAMAGED = marked(
    "its store of checksums is damaged; render the review again and make the edits there"
)


class Store(NamedTuple):
    """What docgen wrote into a report beside its text."""

    version: int
    about: Mapping[str, str]
    """Of what the report was made: `review`, `pack`, `document`, `template`, `program`."""
    values: Mapping[str, tuple[bytes, ...]]
    """By path: the checksum of each paragraph. Of version 1 one checksum of the whole."""
    outside: tuple[bytes, ...] = ()
    """The checksums of paragraphs outside fields, in their order; none in version 1."""

    @property
    def review(self) -> str:
        """The id of the review."""
        return self.about.get("review", "")

    def is_of(self, path: str, paragraphs: Sequence[str]) -> bool:
        """Return whether a printed value still is what it was; `paragraphs` are canonical."""
        return self.values.get(path) == self.sums(paragraphs)

    def sums(self, paragraphs: Sequence[str]) -> tuple[bytes, ...]:
        """Return the checksums of the canonical paragraphs of a value."""
        if self.version == 1:
            return (first_sum("\n\n".join(paragraphs)),)
        return tuple(cut(value_sums(paragraphs, self.review), SIZE))

    def outside_sums(self, text: str) -> tuple[bytes, bytes] | None:
        """Return the two checksums that a paragraph outside fields may have; None without text."""
        wide = wide_sum(text)
        return (fixed_sum(wide), salted_sum(wide, salt_of(self.review))) if wide else None


def read_store(package: Package, file: str) -> Store | None:
    """Return the store of a report; None where it has none: another program made it, or a form.

    Raises TemplateError for one that is damaged.
    """
    for name, content in package.parts.items():
        if "customxml" not in name.lower() or FAMILY.encode() not in content:
            continue
        try:
            root, _ = read_xml(content)
        except PartError:
            continue
        try:
            if root.tag == f"{{{NAMESPACE}}}docgen":
                return _second(root)
            if root.tag == f"{{{_FIRST}}}docgen":
                return _first(root)
        except (ValueError, binascii.Error) as error:
            raise refusal(file, "store", say(_DAMAGED)) from error
        if str(root.tag).startswith(f"{{{FAMILY}"):
            message = say("was made by a newer docgen; install that one")
            raise refusal(file, "store", message)
    return None


def _about(root: Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in root.attrib.items()}


def _first(root: Element) -> Store:
    values = {
        str(node.get("path")): (bytes.fromhex(str(node.get("sum"))),)
        for node in root
        if node.get("path")
    }
    return Store(1, _about(root), values)


def _second(root: Element) -> Store:
    texts = {str(node.tag).rpartition("}")[2]: node.text or "" for node in root}
    sums = cut(binascii.a2b_base64(texts.get("sums", "")), SIZE)
    values: dict[str, tuple[bytes, ...]] = {}
    at = 0
    for entry in texts.get("values", "").split():
        path, _, count = entry.partition(":")
        behind = at + (int(count) if count else 1)
        values[path] = tuple(sums[at:behind])
        at = behind
    if at != len(sums):
        raise ValueError("as many checksums as paragraphs")
    outside = cut(binascii.a2b_base64(texts.get("outside", "")), 4)
    return Store(2, _about(root), values, tuple(outside))


def cut(data: bytes, size: int) -> list[bytes]:
    """Return bytes in pieces of one size; raises ValueError where they do not come out even."""
    if len(data) % size:
        raise ValueError("whole checksums")
    return [data[start : start + size] for start in range(0, len(data), size)]

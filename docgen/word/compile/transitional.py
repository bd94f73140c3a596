"""Turn what was saved in Word's strict format into the transitional one, which all programs read.

Strict files say the same in other namespaces and other units; behind this step nothing needs to
know of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.word.compile.opened import Opened
from docgen.word.compile.strictvalues import settle_values
from docgen.word.compile.strictxml import read_xml, write_xml
from docgen.word.compile.xml import Element

STRICT = "http://purl.oclc.org/ooxml/"
_PLAIN = "http://schemas.openxmlformats.org/"
_WORDS = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_CORE = "metadata/core-properties"
_TAG = re.compile(rb"<[^>]*>")
_NAME = re.compile(rb'="(http://purl\.oclc\.org/ooxml/[^"]*)"')


def make_transitional(opened: Opened) -> set[str]:
    """Turn every strict part and relation into a transitional one; return the changed parts."""
    for source, relations in opened.relations.items():
        opened.relations[source] = [replace(r, type=plain_name(r.type)) for r in relations]
    changed = set()
    for name, root in opened.trees.items():
        written = write_xml(root)
        if STRICT.encode() in written and (plain := _plain_part(written)) is not None:
            opened.trees[name] = plain
            changed.add(name)
    return changed


def plain_name(name: str) -> str:
    """Return the transitional name of a strict namespace or relation type; others as they are."""
    if not name.startswith(STRICT):
        return name
    family, _, rest = name.removeprefix(STRICT).partition("/")
    if rest.endswith(_CORE):
        return f"{_PLAIN}package/2006/relationships/{_CORE}"
    head, slash, word = rest.rpartition("/")
    return f"{_PLAIN}{family}/2006/{head}{slash}{_WORDS.get(word, word)}"


def _plain_part(written: bytes) -> Element | None:
    """Return the part with its prefixes kept, which attributes name; None for one that stays."""
    # A written tag holds no other `>` than its last sign, and its values stand in double quotes.
    data = _TAG.sub(lambda tag: _NAME.sub(_plain_value, tag[0]), written)
    if data == written:
        return None  # only its words name the format
    plain, _ = read_xml(data)
    settle_values(plain)
    return plain


def _plain_value(found: re.Match[bytes]) -> bytes:
    return b'="' + plain_name(found[1].decode()).encode() + b'"'

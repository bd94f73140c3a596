"""Which pack a Word file belongs to: what its store says, else the pack whose criteria it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.errors import DocgenError, InvalidDataError
from docgen.intake.folded import squeezed
from docgen.model import Pack, Problem
from docgen.model.tongue import say
from docgen.packs.library import Library
from docgen.packs.load import load_pack
from docgen.word.readback.fields import Edited

_STORE = re.compile(rb"<(?:\w+:)?docgen\b[^>]*urn:ips-docgen:store:[^>]*>")
_ATTRIBUTE = re.compile(r'\b(\w+)="([^"]*)"')
_LEAST = 0.5
"""How much of a pack's criteria a file must name to be one of its."""


def known_packs(library: Library) -> list[Pack]:
    """Return the packs that can be read; what is wrong with others is told where they are used."""
    return list(_readable(library))


def _readable(library: Library) -> Iterator[Pack]:
    for code in library.codes():
        try:
            yield load_pack(code, library=library)
        except DocgenError:
            continue


def store_of(edited: Edited) -> dict[str, str]:
    """Return what a store says of its file: pack, document, review; empty without one."""
    for name, content in edited.package.parts.items():
        if "customXml" in name and (found := _STORE.search(content)):
            return dict(_ATTRIBUTE.findall(found[0].decode("utf-8", "replace")))
    return {}


def pack_of_file(edited: Edited, packs: Iterable[Pack], file: Path, wanted: str = "") -> Pack:
    """Return the pack that a file was made by; of several that fit alike, the one `wanted`.

    Raises InvalidDataError where it fits none, or several and none is wanted.
    """
    packs = list(packs)
    code = store_of(edited).get("pack", "")
    if named := [pack for pack in packs if pack.code == code]:
        return named[0]
    text = squeezed(" ".join(line.text for line in edited.lines()))
    counts = {pack.code: _named(pack, text) for pack in packs}
    best = max(counts.values(), default=0.0)
    found = [pack for pack in packs if counts[pack.code] == best]
    if best < _LEAST:
        message = say(
            "is no form or report of a pack there is: it names the criteria of none of them"
        )
        raise InvalidDataError([Problem("no-form", message, file)])
    if named := [pack for pack in found if pack.code == wanted]:
        return named[0]
    if len(found) > 1:
        word = say("and")
        codes = f" {word} ".join(pack.code for pack in found)
        message = say(
            "fits the packs {codes} alike; make a review of it: docgen new PACK --from FILE",
            codes=codes,
        )
        raise InvalidDataError([Problem("no-pack", message, file)])
    return found[0]


def _named(pack: Pack, text: str) -> float:
    """Return how much of a pack's criteria a squeezed text names, from 0 to 1."""
    names = [{squeezed(c.name), squeezed(c.short_name)} - {""} for c in pack.criteria]
    return sum(any(name in text for name in one) for one in names) / max(1, len(names))
